"""Bank statements: what the bank says of an account, a newer version of a day replacing the older."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.bank import BankMatch, BankMatchEntry, BankMatchRow, BankStatement, BankStatementRow
from ledger.db.base import Base
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.domain.rules.parts import not_zero
from ledger.domain.scope import Scope
from ledger.errors import DateOutOfRange, StatementOverlaps, StatementRowsDiffer
from ledger.money import Ore
from ledger.services.bank_matches import RELEASED, in_force, newest
from ledger.services.documents import (
    Registered,
    is_known,
    register,
    registered_under,
    require_document,
    set_state,
    set_states,
)
from ledger.services.inputs import require_not_ahead, require_not_before


@dataclass(frozen=True)
class StatementRow:
    """One movement as the bank wrote it; öre, positive into the account."""

    day: date
    amount_ore: Ore
    text: str = ""


@dataclass(frozen=True)
class RegisteredStatement:
    """A registered statement and its version of the day; the matches of the version before that it took over, or not.

    `carried` are the new matches, with rows that stand in it alike; `released` the numbers of those it could not keep.
    """

    document: Registered
    version: int
    carried: tuple[Registered, ...]
    released: tuple[str, ...]


def register_bank_statement(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    bank_account_id: int,
    day: date,
    opening_ore: Ore,
    closing_ore: Ore,
    rows: Sequence[StatementRow] | None = None,
    since: date | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> RegisteredStatement:
    """Register what the bank says of an account on a day, or over the days from `since` on; nothing is booked.

    `rows` None says the balances alone. Another statement of the same day becomes its newer version. Matches of the
    version before follow where their rows stand in the new one too, and are released where they do not. Raises
    `StatementRowsDiffer` for rows that do not lead from the opening balance to the closing one, `StatementOverlaps` for
    days that another statement has, `AmountZero`, `DateOutOfRange` also for a row of another day, `DateBefore`,
    `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    first = day if since is None else since
    _require_days(first, day, rows or ())
    if rows is not None:
        _require_sum(opening_ore, closing_ore, rows)
    before = None
    if not is_known(session, book_id, source_key):
        _refuse_overlap(session, bank_account_id, first, day)
        before = _version_before(session, bank_account_id, day)
    version = _version_under(session, source_key, book_id, before)
    head = {
        "bank_account_id": bank_account_id,
        "since": first,
        "day": day,
        "version": version,
        "with_rows": rows is not None,
        "opening_ore": opening_ore,
        "closing_ore": closing_ore,
    }
    document = register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.BANK_STATEMENT,
        on=day,
        state="registered",
        details={BankStatement: [head], **_rows_of(rows or ())},
        source_key=source_key,
        example=example,
    )
    carried, released = ((), ()) if before is None else _replace(session, actor, before, document)
    return RegisteredStatement(document, version, carried, released)


def register_match(
    session: Session,
    *,
    actor: int,
    book_id: int,
    bank_account_id: int,
    on: date,
    found: str,
    rows: Sequence[tuple[int, int]],
    seqs: Sequence[int],
    source_key: str | None = None,
) -> Registered:
    """Write down that rows (statement and number) and entries are the same; whether they may be, the caller asks."""
    return register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.BANK_MATCH,
        on=on,
        state="matched",
        details={
            BankMatch: [{"bank_account_id": bank_account_id, "found": found}],
            BankMatchRow: [
                {"row_no": no, "statement_id": statement_id, "statement_row_no": row_no}
                for no, (statement_id, row_no) in enumerate(rows, start=1)
            ],
            BankMatchEntry: [{"row_no": no, "book_id": book_id, "seq": seq} for no, seq in enumerate(seqs, start=1)],
        },
        source_key=source_key,
    )


def _require_days(first: date, day: date, rows: Sequence[StatementRow]) -> None:
    require_not_ahead("Kontoutdragets dag", day)
    require_not_before("Kontoutdragets dag", day, "dess första dag", first)
    for row in rows:
        if not first <= row.day <= day:
            raise DateOutOfRange(what="Radens dag", given=row.day, earliest=first, latest=day)


def _require_sum(opening_ore: Ore, closing_ore: Ore, rows: Sequence[StatementRow]) -> None:
    rows_ore = sum(not_zero(row.amount_ore, "Radens belopp") for row in rows)
    if opening_ore + rows_ore != closing_ore:
        raise StatementRowsDiffer(opening_ore=opening_ore, rows_ore=rows_ore, closing_ore=closing_ore)


def _refuse_overlap(session: Session, bank_account_id: int, first: date, day: date) -> None:
    query = (
        select(Document.number, BankStatement.since, BankStatement.day)
        .join(Document, Document.id == BankStatement.document_id)
        .where(
            BankStatement.bank_account_id == bank_account_id,
            BankStatement.day != day,
            BankStatement.since <= day,
            BankStatement.day >= first,
            newest(),
        )
        .order_by(BankStatement.day)
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is not None:
        raise StatementOverlaps(statement=found.number, since=found.since, day=found.day)


def _version_before(session: Session, bank_account_id: int, day: date) -> BankStatement | None:
    """The newest statement of the day so far."""
    query = select(BankStatement).where(
        BankStatement.bank_account_id == bank_account_id, BankStatement.day == day, newest()
    )
    return session.execute(query).scalar_one_or_none()


def _version_under(session: Session, source_key: str | None, book_id: int, before: BankStatement | None) -> int:
    """The version the statement has, by its source key, or is to have."""
    earlier = registered_under(session, book_id, source_key)
    if earlier is not None:
        query = select(BankStatement.version).where(BankStatement.document_id == earlier.id)
        return session.execute(query).scalar_one_or_none() or 0
    return 1 if before is None else before.version + 1


def _rows_of(rows: Sequence[StatementRow]) -> dict[type[Base], list[dict[str, Any]]]:
    """The rows as details; no table where there are none."""
    if not rows:
        return {}
    return {
        BankStatementRow: [
            {"row_no": no, "day": row.day, "text": row.text.strip(), "amount_ore": row.amount_ore}
            for no, row in enumerate(rows, start=1)
        ]
    }


def _replace(
    session: Session, actor: int, old: BankStatement, new: Registered
) -> tuple[tuple[Registered, ...], tuple[str, ...]]:
    """Put a new version in the place of the old, with the matches that it can keep; gives those kept and those not."""
    said = f"Ersatt av {new.number}"
    set_state(session, actor=actor, document_id=old.document_id, state="replaced", reason=said)
    matches = _matches_on(session, old.document_id)
    if not matches:
        return (), ()
    set_states(session, actor=actor, document_ids=[one.id for one in matches], state=RELEASED, reason=said)
    same = _same_rows(session, old.document_id, new.id)
    carried: list[Registered] = []
    released: list[str] = []
    for match in matches:
        rows = [
            (new.id, same[row_no]) if own == old.document_id and row_no in same else (own, row_no)
            for own, row_no in match.rows
        ]
        if any(own == old.document_id for own, _row_no in rows):
            released.append(match.number)
            continue
        carried.append(
            register_match(
                session,
                actor=actor,
                book_id=new.book_id,
                bank_account_id=old.bank_account_id,
                on=old.day,
                found="carried",
                rows=rows,
                seqs=match.seqs,
            )
        )
    return tuple(carried), tuple(released)


@dataclass(frozen=True)
class _Match:
    """A match in force: its document, the rows of the bank and the entries of the book."""

    id: int
    number: str
    rows: tuple[tuple[int, int], ...]
    seqs: tuple[int, ...]


def _matches_on(session: Session, statement_id: int) -> list[_Match]:
    """The matches in force with any row of a statement."""
    concerned = select(BankMatchRow.document_id).where(BankMatchRow.statement_id == statement_id)
    numbers = dict(
        session.execute(
            select(Document.id, Document.number)
            .where(Document.id.in_(concerned), in_force(Document.id))
            .order_by(Document.id)
        ).all()
    )
    rows, seqs = defaultdict(list), defaultdict(list)
    of_rows = select(BankMatchRow).where(BankMatchRow.document_id.in_(numbers))
    for row in session.scalars(of_rows.order_by(BankMatchRow.document_id, BankMatchRow.row_no)):
        rows[row.document_id].append((row.statement_id, row.statement_row_no))
    of_entries = select(BankMatchEntry).where(BankMatchEntry.document_id.in_(numbers))
    for entry in session.scalars(of_entries.order_by(BankMatchEntry.document_id, BankMatchEntry.row_no)):
        seqs[entry.document_id].append(entry.seq)
    return [_Match(own_id, number, tuple(rows[own_id]), tuple(seqs[own_id])) for own_id, number in numbers.items()]


def _same_rows(session: Session, old_id: int, new_id: int) -> dict[int, int]:
    """The row of the new version that stands for each of the old, alike in day, amount and text; each used once."""
    query = (
        select(BankStatementRow)
        .where(BankStatementRow.document_id.in_((old_id, new_id)))
        .order_by(BankStatementRow.document_id, BankStatementRow.row_no)
    )
    waiting: dict[tuple[date, Ore, str], list[int]] = defaultdict(list)
    olds: list[BankStatementRow] = []
    for row in session.scalars(query):
        if row.document_id == new_id:
            waiting[row.day, row.amount_ore, row.text].append(row.row_no)
        else:
            olds.append(row)
    alike = ((row.row_no, waiting[row.day, row.amount_ore, row.text]) for row in olds)
    return {row_no: found.pop(0) for row_no, found in alike if found}
