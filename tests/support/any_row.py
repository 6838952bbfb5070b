"""A row in every table that a story has left empty, so that no guard is tried on nothing."""

from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Table, Text, func, insert, select
from sqlalchemy.orm import Session

from ledger.db.base import Instant
from ledger.db.guards import MOVED_BY_ENTRIES
from ledger.db.pots import Pot
from ledger.db.schema import metadata
from ledger.demo.story import Story
from ledger.domain.scope import Scope
from ledger.services.books import open_book
from ledger.services.organisations import find_organisation

GIVEN: Final[dict[str, dict[str, object]]] = {
    "bank_match": {"found": "by_hand"},
    "commitment_change": {"kind": "raised", "ends_on": None},
}
"""Words that the database itself holds to a list."""


def fill_empty_tables(session: Session, story: Story) -> None:
    """Insert one row, right for the database and for nobody else, in every table without any."""
    other = _other_book(session, story)
    for table in metadata.sorted_tables:
        if table.name not in MOVED_BY_ENTRIES and _is_empty(session, table):
            elsewhere = other if "other_book_id" in table.columns else {}
            session.execute(insert(table).values(_row(session, table) | GIVEN.get(table.name, {}) | elsewhere))


def _other_book(session: Session, story: Story) -> dict[str, object]:
    """A second book with a pot, for what concerns two."""
    book = open_book(
        session,
        actor=story.officer_id,
        scope=Scope.everything(),
        code="annan",
        name="Annan bok",
        organisation_id=find_organisation(session, "SKR").id,
        opened_on=date(2020, 1, 1),
    )
    pot = session.execute(select(Pot.id).where(Pot.book_id == book.id).order_by(Pot.id).limit(1)).scalar_one()
    return {"other_book_id": book.id, "other_pot_id": pot}


def _is_empty(session: Session, table: Table) -> bool:
    return session.execute(select(func.count()).select_from(table)).scalar_one() == 0


def _row(session: Session, table: Table) -> dict[str, object]:
    row: dict[str, object] = {}
    for constraint in sorted(table.foreign_key_constraints, key=lambda one: -len(one.columns)):
        wanted = [element.column for element in constraint.elements]
        if any(column.name not in row and not column.nullable for column in constraint.columns):
            found = session.execute(select(*wanted).order_by(*wanted).limit(1)).one()
            row |= {column.name: value for column, value in zip(constraint.columns, found, strict=True)}
    for column in table.columns:
        if column.name not in row and not column.nullable and not (column.name == "id" and not column.foreign_keys):
            row[column.name] = _any(column)
    return row


def _any(column: Column[Any]) -> object:
    match column.type:
        case Boolean():
            return False
        case Date():
            return date(2021, 4, 1)
        case Instant():
            return datetime(2021, 4, 1, tzinfo=UTC)
        case Integer():
            return 1
        case Text():
            return "något"
        case LargeBinary():
            return b"1"
        case unknown:
            raise NotImplementedError(unknown)
