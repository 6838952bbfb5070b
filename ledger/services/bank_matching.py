"""Matching what the bank says with what is booked: by hand, or where day and amount leave no choice."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.cash import BankMovement, bank_movements
from ledger.db.bank import BankStatement, BankStatementRow
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.domain.periods import entry_name
from ledger.domain.scope import Scope
from ledger.errors import MatchEmpty, MatchSumsDiffer, MatchTaken, NotFound, StatementReplaced
from ledger.money import Ore
from ledger.services.audit import write_audit
from ledger.services.bank_matches import RELEASED, matched_entries, matched_rows, newest, row_is_matched, seqs_matched
from ledger.services.bank_statements import register_match
from ledger.services.documents import (
    Registered,
    require_document,
    require_reason,
    require_state,
    set_state,
)


@dataclass(frozen=True)
class BankRow:
    """A row of a statement, by the statement's document and the row's number on it."""

    statement_id: int
    row_no: int


@dataclass(frozen=True)
class _Said:
    """A row as the bank wrote it, with its statement's number."""

    row: BankRow
    day: date
    amount_ore: Ore
    statement: str


def match_rows(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    bank_account_id: int,
    rows: Sequence[BankRow],
    vouchers: Sequence[tuple[int, int]],
) -> Registered:
    """Match rows of an account's statements with vouchers (year and number) that moved it, one or several of each.

    Raises `MatchEmpty`, `MatchSumsDiffer`, `MatchTaken`, `StatementReplaced`, and `NotFound` for a row, and a voucher,
    that is not of the account; a voucher that was turned back is none.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    if not rows or not vouchers:
        raise MatchEmpty
    said = _rows_said(session, bank_account_id, rows)
    moved = _moved(session, book_id, bank_account_id, vouchers)
    _refuse_taken(session, book_id, said, moved)
    rows_ore, entries_ore = sum(one.amount_ore for one in said), sum(one.amount_ore for one in moved)
    if rows_ore != entries_ore:
        raise MatchSumsDiffer(rows_ore=rows_ore, entries_ore=entries_ore)
    return _match(session, actor, book_id, bank_account_id, found="by_hand", said=said, moved=moved)


def match_alone(
    session: Session, *, actor: int, scope: Scope, book_id: int, bank_account_id: int
) -> tuple[Registered, ...]:
    """Match every row with the entry of its day and amount, where there is one of each and no more; gives the matches.

    What is matched already is left as it is. Raises `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    rows: dict[tuple[date, Ore], list[_Said]] = defaultdict(list)
    for one in _said(session, bank_account_id, newest() & ~row_is_matched()):
        rows[one.day, one.amount_ore].append(one)
    entries: dict[tuple[date, Ore], list[BankMovement]] = defaultdict(list)
    matched = seqs_matched(session, bank_account_id)
    for entry in bank_movements(session, book_id, bank_account_id):
        if entry.seq not in matched:
            entries[entry.booked_on, entry.amount_ore].append(entry)
    return tuple(
        _match(session, actor, book_id, bank_account_id, found="alone", said=alike, moved=entries[key])
        for key, alike in rows.items()
        if len(alike) == len(entries.get(key, ())) == 1
    )


def release_match(
    session: Session, *, actor: int, scope: Scope, book_id: int, match_id: int, reason: str
) -> Registered:
    """Take a match away: its rows and entries are unmatched again, and the entries may be corrected.

    Raises `DocumentWrongState` for one that is released, `ReasonMissing`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    match = require_document(session, book_id=book_id, kind=DocumentKind.BANK_MATCH, document_id=match_id)
    require_state(session, match, "matched")
    require_reason(reason)
    set_state(session, actor=actor, document_id=match_id, state=RELEASED, reason=reason.strip())
    write_audit(session, actor=actor, book_id=book_id, verb="release", what=match.kind.value, what_id=match_id)
    return match


def _match(
    session: Session,
    actor: int,
    book_id: int,
    bank_account_id: int,
    *,
    found: str,
    said: Sequence[_Said],
    moved: Sequence[BankMovement],
) -> Registered:
    return register_match(
        session,
        actor=actor,
        book_id=book_id,
        bank_account_id=bank_account_id,
        on=max(one.day for one in said),
        found=found,
        rows=[(one.row.statement_id, one.row.row_no) for one in said],
        seqs=[one.seq for one in moved],
    )


def _rows_said(session: Session, bank_account_id: int, rows: Collection[BankRow]) -> list[_Said]:
    """These rows, each once; raises `NotFound` for one that is not the account's, `StatementReplaced`."""
    wanted = list(dict.fromkeys(rows))
    keys = [(row.statement_id, row.row_no) for row in wanted]
    chosen = tuple_(BankStatementRow.document_id, BankStatementRow.row_no).in_(keys)
    found = {one.row: one for one in _said(session, bank_account_id, chosen)}
    for row in wanted:
        if row not in found:
            raise NotFound(what="rad på kontoutdraget", name=str(row.row_no))
    _refuse_replaced(session, {row.statement_id for row in wanted})
    return [found[row] for row in wanted]


def _said(session: Session, bank_account_id: int, which: ColumnElement[bool]) -> list[_Said]:
    query = (
        select(BankStatementRow, Document.number)
        .join(BankStatement, BankStatement.document_id == BankStatementRow.document_id)
        .join(Document, Document.id == BankStatement.document_id)
        .where(BankStatement.bank_account_id == bank_account_id, which)
        .order_by(BankStatement.day, BankStatementRow.document_id, BankStatementRow.row_no)
    )
    return [
        _Said(BankRow(row.document_id, row.row_no), row.day, row.amount_ore, number)
        for row, number in session.execute(query)
    ]


def _refuse_replaced(session: Session, statement_ids: Collection[int]) -> None:
    old = (
        select(BankStatement, Document.number)
        .join(Document, Document.id == BankStatement.document_id)
        .where(BankStatement.document_id.in_(sorted(statement_ids)), ~newest())
        .order_by(BankStatement.document_id)
        .limit(1)
    )
    found = session.execute(old).one_or_none()
    if found is None:
        return
    statement, number = found
    successor = (
        select(Document.number)
        .join(BankStatement, BankStatement.document_id == Document.id)
        .where(BankStatement.bank_account_id == statement.bank_account_id, BankStatement.day == statement.day, newest())
    )
    raise StatementReplaced(statement=number, replaced_by=session.execute(successor).scalar_one())


def _moved(
    session: Session, book_id: int, bank_account_id: int, vouchers: Sequence[tuple[int, int]]
) -> list[BankMovement]:
    """What these vouchers moved on the account; raises `NotFound` for one that moved nothing there."""
    names = {entry_name(year, number) for year, number in vouchers}
    moved = bank_movements(session, book_id, bank_account_id, vouchers=set(vouchers))
    missing = sorted(names - {one.name for one in moved})
    if missing:
        raise NotFound(what="verifikation på bankkontot", name=missing[0])
    return moved


def _refuse_taken(session: Session, book_id: int, said: Sequence[_Said], moved: Sequence[BankMovement]) -> None:
    rows = matched_rows(session, [(one.row.statement_id, one.row.row_no) for one in said])
    entries = matched_entries(session, book_id, [one.seq for one in moved])
    taken = [
        *(
            (f"rad {one.row.row_no} på {one.statement}", rows[one.row.statement_id, one.row.row_no])
            for one in said
            if (one.row.statement_id, one.row.row_no) in rows
        ),
        *((f"verifikation {one.name}", entries[one.seq]) for one in moved if one.seq in entries),
    ]
    if taken:
        raise MatchTaken(
            taken=tuple(what for what, _match in taken),
            matches=tuple(dict.fromkeys(match for _what, match in taken)),
        )
