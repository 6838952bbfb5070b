"""Invoices that may be one cost twice, for the auditor to look at: nothing here is refused, and nothing is hidden."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from itertools import combinations, takewhile
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.documents import Document, DocumentState
from ledger.db.invoices import Invoice
from ledger.db.organisations import Organisation
from ledger.domain.invoices import NOT_STANDING, SAME_COST_DAYS, folded_number, neighbours_swapped, number_skeleton
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.books import get_book
from ledger.reports.moments import known_until
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import END_OF_TIME
from ledger.reports.table import Column, Table
from ledger.reports.view import View


class Ground(StrEnum):
    """Why two invoices of one supplier are shown together."""

    SAME_COST = "same_cost"
    ALIKE_NUMBER = "alike_number"
    SWAPPED_NUMBER = "swapped_number"


@dataclass(frozen=True)
class Suspect:
    """One of the two: its document, the supplier's number, its date, gross in öre and state."""

    document: str
    supplier_number: str
    invoiced_on: date
    gross_ore: Ore
    state: str


@dataclass(frozen=True)
class Suspicion:
    """Two invoices of one supplier, the one registered first first, and why."""

    ground: Ground
    supplier: str
    first: Suspect
    second: Suspect


def suspicions(
    session: Session, *, scope: Scope, book_id: int, as_of: date | None, known_at: datetime | None
) -> tuple[Suspicion, ...]:
    """The pairs among a book's invoices that stand, that had come by a day (None: any) and were known at a moment.

    The same amount dated within a fortnight; numbers alike but for signs and letters that look like digits; and on one
    amount, numbers with two neighbouring signs swapped. Each pair once, on its first ground. Raises `NotFound`,
    `MomentInFuture`.
    """
    get_book(session, scope=scope, book_id=book_id)
    known_until(session, book_id, known_at)
    found = _standing(session, book_id, as_of, END_OF_TIME if known_at is None else known_at)
    seen: set[tuple[str, str]] = set()
    told: list[Suspicion] = []
    for ground, supplier, first, second in (*_same_cost(found), *_alike(found), *_swapped(found)):
        pair = first.document, second.document
        if pair not in seen:
            seen.add(pair)
            told.append(Suspicion(ground, supplier, first, second))
    return tuple(told)


HEADINGS: Final = {
    Ground.SAME_COST: f"Samma belopp inom {SAME_COST_DAYS} dagar",
    Ground.ALIKE_NUMBER: "Nästan samma fakturanummer",
    Ground.SWAPPED_NUMBER: "Samma belopp, två tecken har bytt plats",
}

COLUMNS: Final = (
    *(Column("ground", "Skäl", "code"), Column("ground_name", "Skäl i ord"), Column("supplier", "Leverantör")),
    *(Column("first", "Faktura", "code"), Column("first_number", "Leverantörens nummer", "code")),
    *(Column("first_on", "Fakturadag", "date"), Column("first_gross", "Brutto", "amount")),
    *(Column("second", "Den andra", "code"), Column("second_number", "Dess nummer", "code")),
    *(Column("second_on", "Dess dag", "date"), Column("second_gross", "Dess brutto", "amount")),
)
"""The columns of `suspicion_table`, which are also those of the CSV: only ever added to, at the end."""


def suspicion_table(at: View, found: Iterable[Suspicion]) -> Table:
    """A row for each pair."""
    rows = tuple(
        (one.ground.value, HEADINGS[one.ground], one.supplier, *_told(one.first), *_told(one.second)) for one in found
    )
    return Table(at.title("Fakturor som kan vara samma kostnad, kronor"), COLUMNS, rows, notes=(_NO_JUDGEMENT,))


_NO_JUDGEMENT: Final = "En rad här är ingen anmärkning: den är något som en granskare kan vilja se på."


def _told(one: Suspect) -> tuple[str, str, date, Ore]:
    return one.document, one.supplier_number, one.invoiced_on, one.gross_ore


@dataclass(frozen=True)
class _Standing:
    """An invoice that stands; `place` is its place in the order of registration."""

    place: int
    supplier_id: int
    supplier: str
    suspect: Suspect


def _standing(session: Session, book_id: int, as_of: date | None, known_at: datetime) -> list[_Standing]:
    state = (
        select(DocumentState.state)
        .where(DocumentState.document_id == Document.id, DocumentState.recorded_at <= known_at)
        .order_by(DocumentState.no.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(Document.number, Invoice, organisation_name(as_of, known_at), state)
        .join(Invoice, Invoice.document_id == Document.id)
        .join(Organisation, Organisation.id == Invoice.supplier_id)
        .where(Document.book_id == book_id, Document.recorded_at <= known_at, state.not_in(NOT_STANDING))
        .order_by(Document.id)
    )
    if as_of is not None:
        query = query.where(Invoice.arrived_on <= as_of)
    return [
        _Standing(
            place,
            invoice.supplier_id,
            supplier,
            Suspect(number, invoice.supplier_number, invoice.invoiced_on, invoice.gross_ore, now),
        )
        for place, (number, invoice, supplier, now) in enumerate(session.execute(query))
    ]


def _same_cost(found: Iterable[_Standing]) -> Iterator[tuple[Ground, str, Suspect, Suspect]]:
    for group in _groups(found, lambda invoice: invoice.gross_ore):
        by_day = sorted(group, key=lambda one: one.suspect.invoiced_on)
        for place, one in enumerate(by_day):
            for other in takewhile(partial(_near, one), by_day[place + 1 :]):
                first, second = sorted((one, other), key=lambda known: known.place)
                yield Ground.SAME_COST, one.supplier, first.suspect, second.suspect


def _near(one: _Standing, other: _Standing) -> bool:
    return (other.suspect.invoiced_on - one.suspect.invoiced_on).days <= SAME_COST_DAYS


def _alike(found: Iterable[_Standing]) -> Iterator[tuple[Ground, str, Suspect, Suspect]]:
    for supplier, one, other in _pairs(found, lambda invoice: number_skeleton(invoice.supplier_number)):
        yield Ground.ALIKE_NUMBER, supplier, one, other


def _swapped(found: Iterable[_Standing]) -> Iterator[tuple[Ground, str, Suspect, Suspect]]:
    """Numbers that have changed the place of two signs have the same signs, so only those are held together."""
    signs = _pairs(found, lambda invoice: (invoice.gross_ore, "".join(sorted(folded_number(invoice.supplier_number)))))
    for supplier, one, other in signs:
        if neighbours_swapped(folded_number(one.supplier_number), folded_number(other.supplier_number)):
            yield Ground.SWAPPED_NUMBER, supplier, one, other


def _pairs(
    found: Iterable[_Standing], alike_by: Callable[[Suspect], Hashable]
) -> Iterator[tuple[str, Suspect, Suspect]]:
    """Every two invoices of one supplier that are the same by that, with the supplier's name."""
    for group in _groups(found, alike_by):
        for one, other in combinations(group, 2):
            yield one.supplier, one.suspect, other.suspect


def _groups(found: Iterable[_Standing], alike_by: Callable[[Suspect], Hashable]) -> Iterable[list[_Standing]]:
    """The invoices of each supplier that are the same by that, in order of registration."""
    groups: dict[tuple[int, Hashable], list[_Standing]] = defaultdict(list)
    for one in found:
        groups[one.supplier_id, alike_by(one.suspect)].append(one)
    return groups.values()
