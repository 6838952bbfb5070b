"""The reconciliation of a bank account as of a day: what only the book has, what only the bank has, and nothing else.

It begins where the bank last said a balance alone, or where its first statement begins: from there on every movement is
either in both, or listed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ledger.db.bank import BankMatch, BankMatchEntry, BankMatchRow, BankStatement, BankStatementRow
from ledger.db.books import Entry, Line, Turnover
from ledger.db.documents import Document, DocumentState
from ledger.db.requisitions import BankAccount
from ledger.domain.chart import Kind
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import Ore
from ledger.reports.moments import Cut, cut

GAP: Final = "Saldot är ett annat än på kontoutdraget före"


@dataclass(frozen=True)
class BookItem:
    """An entry that the bank's statements do not have: öre, positive into the account."""

    entry: str
    booked_on: date
    text: str
    amount_ore: Ore


@dataclass(frozen=True)
class BankItem:
    """What a statement has and the book does not: a row, or a leap from the closing balance before it; öre."""

    statement: str
    day: date
    text: str
    amount_ore: Ore


@dataclass(frozen=True)
class BankStart:
    """From where on movements are told one by one: the end of `day`, with both balances in öre."""

    day: date
    book_ore: Ore
    statement_ore: Ore

    @property
    def difference_ore(self) -> Ore:
        """The book less the bank: what nothing explains further."""
        return self.book_ore - self.statement_ore


@dataclass(frozen=True)
class BankReconciliation:
    """A bank account as of a day, in öre; `statement` is the last one by then, empty and without a day for none."""

    account: str
    number: str
    as_of: date | None
    book_ore: Ore
    statement: str
    statement_day: date | None
    statement_ore: Ore
    start: BankStart | None
    in_book: tuple[BookItem, ...]
    in_bank: tuple[BankItem, ...]

    @property
    def difference_ore(self) -> Ore:
        """The book less the bank."""
        return self.book_ore - self.statement_ore

    @property
    def explained_ore(self) -> Ore:
        """The difference at the start, and what is listed since."""
        since = sum(item.amount_ore for item in self.in_book) - sum(item.amount_ore for item in self.in_bank)
        return since if self.start is None else self.start.difference_ore + since

    @property
    def unexplained_ore(self) -> Ore:
        """Always zero, by two ways of reckoning: balances on one side, movements on the other."""
        return self.difference_ore - self.explained_ore


def bank_reconciliation(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    bank_account_id: int,
    as_of: date | None,
    known_at: datetime | None,
) -> BankReconciliation:
    """The reconciliation of one account, over all roots; None for all that is booked, and for now.

    Raises `NotFound` and `MomentInFuture`.
    """
    scope.require_book(book_id)
    name, number = _account(session, book_id, bank_account_id)
    at = _At(cut(session, book_id=book_id, as_of=as_of, known_at=known_at), known_at, bank_account_id)
    statements = _statements(session, at)
    start, told = _start(session, at, statements)
    moved = _moved(session, at, after=None if start is None else start.day)
    rows = _rows(session, [statement.id for statement in told])
    settled_entries, settled_rows = _settled(session, at, moved, rows)
    last = statements[-1] if statements else None
    return BankReconciliation(
        account=name,
        number=number,
        as_of=as_of,
        book_ore=_balance(session, at, as_of),
        statement="" if last is None else last.number,
        statement_day=None if last is None else last.day,
        statement_ore=0 if last is None else last.closing_ore,
        start=start,
        in_book=tuple(item for seq, item in moved.items() if seq not in settled_entries),
        in_bank=tuple(_in_bank(start, told, rows, settled_rows)),
    )


@dataclass(frozen=True)
class _At:
    """What is seen of one account: which entries, and what was recorded by when."""

    cut: Cut
    known_at: datetime | None
    account_id: int

    def known(self, recorded_at: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        """Whether what that column dates was recorded by then."""
        return true() if self.known_at is None else recorded_at <= self.known_at


@dataclass(frozen=True)
class _Statement:
    id: int
    number: str
    since: date
    day: date
    with_rows: bool
    opening_ore: Ore
    closing_ore: Ore


_RowKey: TypeAlias = tuple[int, int]
_Rows: TypeAlias = Mapping[_RowKey, BankStatementRow]


def _account(session: Session, book_id: int, bank_account_id: int) -> tuple[str, str]:
    query = (
        select(BankAccount.name, BankAccount.number)
        .join(Document, Document.id == BankAccount.document_id)
        .where(Document.book_id == book_id, Document.id == bank_account_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(what="bankkonto", name=str(bank_account_id))
    return found.name, found.number


def _statements(session: Session, at: _At) -> list[_Statement]:
    """The account's statements by then, the newest version of each day that was known, in order of days."""
    query = (
        select(BankStatement, Document.number)
        .join(Document, Document.id == BankStatement.document_id)
        .where(BankStatement.bank_account_id == at.account_id, at.known(Document.recorded_at))
        .order_by(BankStatement.day, BankStatement.version)
    )
    if at.cut.as_of is not None:
        query = query.where(BankStatement.day <= at.cut.as_of)
    newest = {
        said.day: _Statement(
            said.document_id, number, said.since, said.day, said.with_rows, said.opening_ore, said.closing_ore
        )
        for said, number in session.execute(query)
    }
    return list(newest.values())


def _start(
    session: Session, at: _At, statements: Sequence[_Statement]
) -> tuple[BankStart | None, Sequence[_Statement]]:
    """Where the telling starts, and the statements whose rows tell it from there on."""
    for place in range(len(statements), 0, -1):
        balances = statements[place - 1]
        if not balances.with_rows:
            book_ore = _balance(session, at, balances.day)
            return BankStart(balances.day, book_ore, balances.closing_ore), statements[place:]
    if not statements:
        return None, ()
    first = statements[0]
    before = first.since - timedelta(days=1)
    return BankStart(before, _balance(session, at, before), first.opening_ore), statements


def _balance(session: Session, at: _At, day: date | None) -> Ore:
    """The account's balance over all roots at the end of a day, None for the last: turnover, less what is not known."""
    turned = select(func.coalesce(func.sum(Turnover.debit_ore - Turnover.credit_ore), 0)).where(
        Turnover.book_id == at.cut.book_id, Turnover.kind == Kind.BANK.value, Turnover.subject_id == at.account_id
    )
    later = _lines(at, func.coalesce(func.sum(Line.amount_ore), 0)).where(Entry.seq > at.cut.until_seq)
    if day is not None:
        turned, later = turned.where(Turnover.day <= day), later.where(Entry.booked_on <= day)
    return int(session.execute(turned).scalar_one()) - int(session.execute(later).scalar_one())


def _lines(at: _At, *columns: Any) -> Select[*tuple[Any, ...]]:
    """A query over the account's lines with their entries."""
    return (
        select(*columns)
        .select_from(Line)
        .join(Entry, (Entry.book_id == Line.book_id) & (Entry.seq == Line.seq))
        .where(Line.book_id == at.cut.book_id, Line.kind == Kind.BANK.value, Line.subject_id == at.account_id)
    )


def _moved(session: Session, at: _At, *, after: date | None) -> dict[int, BookItem]:
    """What moved the account after a day, by the entry's number in the book.

    An entry and the counter-entry that turned it back are no movements where both are among them.
    """
    amount = func.sum(Line.amount_ore)
    named = (Entry.seq, Entry.year, Entry.number, Entry.booked_on, Entry.text, Entry.reverses_seq)
    query = _lines(at, *named, amount).where(Entry.seq <= at.cut.until_seq)
    if after is not None:
        query = query.where(Entry.booked_on > after)
    if at.cut.as_of is not None:
        query = query.where(Entry.booked_on <= at.cut.as_of)
    found = session.execute(query.group_by(*named).having(amount != 0).order_by(Entry.booked_on, Entry.seq)).all()
    seqs = {row[0] for row in found}
    turned_back = {row[5] for row in found if row[5] in seqs}
    return {
        seq: BookItem(entry_name(year, number), booked_on, text, int(amount_ore))
        for seq, year, number, booked_on, text, reverses_seq, amount_ore in found
        if seq not in turned_back and reverses_seq not in turned_back
    }


def _rows(session: Session, statement_ids: Sequence[int]) -> dict[_RowKey, BankStatementRow]:
    query = (
        select(BankStatementRow)
        .where(BankStatementRow.document_id.in_(statement_ids))
        .order_by(BankStatementRow.document_id, BankStatementRow.row_no)
    )
    return {(row.document_id, row.row_no): row for row in session.scalars(query)}


def _settled(
    session: Session, at: _At, moved: Mapping[int, BookItem], rows: _Rows
) -> tuple[frozenset[int], frozenset[_RowKey]]:
    """The entries and rows of matches that lie wholly within what is told: they are in both."""
    entries, said = defaultdict(set), defaultdict(set)
    of_entries = _in_force(at, select(BankMatchEntry.document_id, BankMatchEntry.seq), BankMatchEntry)
    for match_id, seq in session.execute(of_entries.order_by(BankMatchEntry.document_id, BankMatchEntry.row_no)):
        entries[match_id].add(seq)
    told = select(BankMatchRow.document_id, BankMatchRow.statement_id, BankMatchRow.statement_row_no)
    of_rows = _in_force(at, told, BankMatchRow)
    for match_id, statement_id, row_no in session.execute(
        of_rows.order_by(BankMatchRow.document_id, BankMatchRow.row_no)
    ):
        said[match_id].add((statement_id, row_no))
    whole = [one for one in entries if entries[one] <= moved.keys() and said[one] <= rows.keys()]
    return frozenset().union(*(entries[one] for one in whole)), frozenset().union(*(said[one] for one in whole))


def _in_force(at: _At, query: Select[*tuple[Any, ...]], part: type[Any]) -> Select[*tuple[Any, ...]]:
    """The query over parts of matches of the account that were made by then, and not released by then."""
    released = aliased(DocumentState)
    gone = select(released.no).where(
        released.document_id == part.document_id, released.state == "released", at.known(released.recorded_at)
    )
    return (
        query.join(BankMatch, BankMatch.document_id == part.document_id)
        .join(Document, Document.id == BankMatch.document_id)
        .where(BankMatch.bank_account_id == at.account_id, at.known(Document.recorded_at), ~gone.exists())
    )


def _in_bank(
    start: BankStart | None, told: Sequence[_Statement], rows: _Rows, settled: frozenset[_RowKey]
) -> Iterator[BankItem]:
    closing_ore = 0 if start is None else start.statement_ore
    numbers = {statement.id: statement.number for statement in told}
    for statement in told:
        leap_ore = statement.opening_ore - closing_ore
        if leap_ore != 0:
            yield BankItem(statement.number, statement.since, GAP, leap_ore)
        closing_ore = statement.closing_ore
    for key, row in rows.items():
        if key not in settled:
            yield BankItem(numbers[row.document_id], row.day, row.text, row.amount_ore)
