"""Which entries of the book and rows of the bank are matched, and the refusal to correct what has passed the bank."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ledger.db.bank import BankMatch, BankMatchEntry, BankMatchRow, BankStatement, BankStatementRow
from ledger.db.documents import Document, DocumentState
from ledger.errors import EntryMatched

RELEASED = "released"
"""The last state of a match: it never comes back, a new one is made."""


def matched_entries(session: Session, book_id: int, seqs: Collection[int]) -> dict[int, str]:
    """The match in force of each of these entries that is in one: its number by the entry's."""
    query = (
        select(BankMatchEntry.seq, Document.number)
        .join(Document, Document.id == BankMatchEntry.document_id)
        .where(
            BankMatchEntry.book_id == book_id,
            BankMatchEntry.seq.in_(sorted(seqs)),
            in_force(BankMatchEntry.document_id),
        )
        .order_by(BankMatchEntry.seq)
    )
    return dict(session.execute(query).all())


def matched_rows(session: Session, rows: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The match in force of each of these rows (statement and number) that is in one: its number by the row."""
    query = (
        select(BankMatchRow.statement_id, BankMatchRow.statement_row_no, Document.number)
        .join(Document, Document.id == BankMatchRow.document_id)
        .where(
            tuple_(BankMatchRow.statement_id, BankMatchRow.statement_row_no).in_(sorted(rows)),
            in_force(BankMatchRow.document_id),
        )
        .order_by(BankMatchRow.statement_id, BankMatchRow.statement_row_no)
    )
    return {(statement_id, row_no): number for statement_id, row_no, number in session.execute(query)}


def row_is_matched() -> ColumnElement[bool]:
    """Whether a row of a statement is in a match in force, as part of a larger query."""
    own = select(BankMatchRow.document_id).where(
        BankMatchRow.statement_id == BankStatementRow.document_id,
        BankMatchRow.statement_row_no == BankStatementRow.row_no,
        in_force(BankMatchRow.document_id),
    )
    return own.exists()


def seqs_matched(session: Session, bank_account_id: int) -> frozenset[int]:
    """The entries that are matched with statements of an account, by their number in the book."""
    query = (
        select(BankMatchEntry.seq)
        .join(BankMatch, BankMatch.document_id == BankMatchEntry.document_id)
        .where(BankMatch.bank_account_id == bank_account_id, in_force(BankMatchEntry.document_id))
        .order_by(BankMatchEntry.seq)
    )
    return frozenset(session.scalars(query))


def refuse_matched(session: Session, book_id: int, seq: int, name: str) -> None:
    """Refuse, with `EntryMatched`, to turn back an entry that the bank's statements tell of: DOMAIN "Correction"."""
    match = matched_entries(session, book_id, [seq]).get(seq)
    if match is None:
        return
    statement, of_match = aliased(Document), aliased(Document)
    query = (
        select(statement.number)
        .distinct()
        .join(BankMatchRow, BankMatchRow.statement_id == statement.id)
        .join(of_match, of_match.id == BankMatchRow.document_id)
        .where(of_match.book_id == book_id, of_match.number == match)
        .order_by(statement.number)
    )
    raise EntryMatched(entry=name, match=match, statements=tuple(session.scalars(query)))


def in_force(match_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether the match that the column names has not been released, as part of a larger query."""
    released = select(DocumentState.no).where(DocumentState.document_id == match_id, DocumentState.state == RELEASED)
    return ~released.exists()


def newest() -> ColumnElement[bool]:
    """Whether a statement has not been replaced by a newer version of its day, as part of a larger query."""
    newer = aliased(BankStatement)
    replacing = select(newer.document_id).where(
        newer.bank_account_id == BankStatement.bank_account_id,
        newer.day == BankStatement.day,
        newer.version > BankStatement.version,
    )
    return ~replacing.exists()
