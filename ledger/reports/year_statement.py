"""The statement of an agreement year by year: what each account opened with, moved and closed with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from ledger.domain.chart import CHART, Kind, Side, kinds_of
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.journal_table import SIDES
from ledger.reports.statement import hold
from ledger.reports.table import Column, Table
from ledger.reports.turnovers import moved_by_year
from ledger.reports.view import PotName, View, pot_names, view

SHOWN: Final = (
    *(kind for kind in kinds_of(Side.AUTHORITY) if kind is not Kind.ALLOTTED),
    *(kind for kind in kinds_of(Side.CASH) if kind not in {Kind.COST, Kind.GRANT_INCOME}),
)
"""The accounts that a year hands on to the next: cost and income open at zero, and are equal within a root.

What was allotted within the trees is counted where it lies: allotted is not among them, and authorised is the roots'.
"""

Balances: TypeAlias = Mapping[Kind, Ore]


@dataclass(frozen=True)
class YearOf:
    """One year of the agreement: each account's balance when it began and what it moved, in öre, debit +.

    Authorised is shown positive, so that it is the sum of the rest of the authority side.
    """

    year: int
    opening: Balances
    moved: Balances

    @property
    def closing(self) -> Balances:
        """Each account's balance at the end of the year, or at the day of the report in its last."""
        return {kind: self.opening[kind] + self.moved[kind] for kind in SHOWN}


@dataclass(frozen=True)
class YearStatement:
    """The years from the first with a booking to the day of the report, without a gap."""

    view: View
    years: tuple[YearOf, ...]


def year_statement(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date | None,
    known_at: datetime | None,
) -> YearStatement:
    """The agreement of that code, or the whole book, with opening and closing of every year.

    Raises `NotFound`, `MomentInFuture`, and `StatementDoesNotTie` rather than showing what does not tie.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    pots = pot_names(session, at)
    moved = {
        year: _shown(by_pot, pots)
        for year, by_pot in moved_by_year(session, at.cut, kinds=list(CHART), pots=at.pots).items()
    }
    return YearStatement(at, tuple(_years(moved, as_of)))


def year_table(found: YearStatement) -> Table:
    """A row for each account that ever moved; three columns for each year, under the keys `opening_2020` and so on."""
    columns = [Column("side", "Sida", "code"), Column("kind", "Konto", "code"), Column("name", "Namn")]
    for of in found.years:
        columns += [
            Column(f"opening_{of.year}", f"Ingående {of.year}", "amount"),
            Column(f"moved_{of.year}", f"Förändring {of.year}", "amount"),
            Column(f"closing_{of.year}", f"Utgående {of.year}", "amount"),
        ]
    rows = tuple(
        (
            SIDES[CHART[kind].side],
            kind.value,
            CHART[kind].heading,
            *(amount for of in found.years for amount in (of.opening[kind], of.moved[kind], of.closing[kind])),
        )
        for kind in SHOWN
        if any(of.opening[kind] or of.moved[kind] for of in found.years)
    )
    return Table(found.view.title("År för år, kronor"), tuple(columns), rows, notes=_NOTES)


_NOTES: Final = (
    "Utgående = Ingående + Förändring; ett års ingående är det förra årets utgående.",
    "Tilldelat är ändamålens eget; det är summan av övriga rader på sidan Medel. Pengar: debet +, kredit −.",
)


def _shown(by_pot: Mapping[tuple[int, Kind], Ore], pots: Mapping[int, PotName]) -> dict[Kind, Ore]:
    """One year's movements by account, held to tie; what moved within the trees, and cost and income, go out."""
    sums: dict[Kind, Ore] = dict.fromkeys(CHART, 0)
    within = 0
    for (pot_id, kind), amount_ore in by_pot.items():
        if kind is Kind.AUTHORISED and len(pots[pot_id].way) > 1:
            within += amount_ore
        else:
            sums[kind] += amount_ore
    authority = [kind for kind in SHOWN if CHART[kind].side is Side.AUTHORITY]
    cash = [kind for kind in SHOWN if CHART[kind].side is Side.CASH]
    hold("alla potter", "allotted = given to children", sums[Kind.ALLOTTED], -within)
    hold("alla potter", "cost = income", sums[Kind.COST], -sums[Kind.GRANT_INCOME])
    hold("alla potter", "authorised = the rest", -sums[Kind.AUTHORISED], sum(sums[kind] for kind in authority[1:]))
    hold("alla potter", "cash balances", 0, sum(sums[kind] for kind in cash))
    return {**{kind: sums[kind] for kind in SHOWN}, Kind.AUTHORISED: -sums[Kind.AUTHORISED]}


def _years(moved: Mapping[int, Balances], as_of: date | None) -> list[YearOf]:
    years: list[YearOf] = []
    nothing: Balances = dict.fromkeys(SHOWN, 0)
    if not moved:
        return years
    last = max(moved) if as_of is None else as_of.year
    for year in range(min(moved), last + 1):
        years.append(YearOf(year, years[-1].closing if years else nothing, moved.get(year, nothing)))
    return years
