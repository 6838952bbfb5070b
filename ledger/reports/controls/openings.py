"""Control 8: what a year opens with is what the year before it closed with, reckoned in two ways.

The opening is summed from the lines by their entry's year; the closing is turnover up to the last day of December.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from ledger.domain.chart import CHART, Kind
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.controls.looking import broken_account
from ledger.reports.controls.results import SHOWN, Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.turnover import TurnedOver
from ledger.reports.controls.view import View, rows
from ledger.reports.controls.walk import Account, Walk, account_parts

OPENINGS: Final = Control(8, "openings", "Ingående balanser mot utgående")

Yearly: TypeAlias = dict[int, dict[Account, Ore]]
"""What each account moved in each year, in öre, debit +."""

_SHOWN_KINDS: Final = (Kind.BANK, Kind.GRANT_DEBT, Kind.AVAILABLE)


def check_openings(session: Session, view: View, found: Walk, turnover: TurnedOver) -> ControlResult:
    """Hold every year's openings against the closings before it."""
    by_lines, by_turnover = _by_lines(view, found), _by_turnover(view, found, turnover)
    breaks: list[Break] = []
    evidence: list[Evidence] = []
    opening: dict[Account, Ore] = defaultdict(int)
    closing: dict[Account, Ore] = defaultdict(int)
    for before, year in _turns_of_year(by_lines):
        _add(opening, by_lines.get(before, {}))
        _add(closing, by_turnover.get(before, {}))
        breaks += _differences(session, view, year, opening, closing)
        breaks += _not_at_zero(view, year, closing)
        evidence += _evidence(year, opening, closing)
    return OPENINGS.result(breaks, evidence=evidence)


def _turns_of_year(yearly: Yearly) -> Iterator[tuple[int, int]]:
    """Every two years that follow each other, from the first of the book to its last."""
    if yearly:
        for year in range(min(yearly), max(yearly)):
            yield year, year + 1


def _by_lines(view: View, found: Walk) -> Yearly:
    yearly: Yearly = defaultdict(lambda: defaultdict(int))
    for moved, sums in found.sums.items():
        if moved.known and moved.day <= view.as_of.isoformat():
            _add(yearly[moved.year], sums.debits)
            _add(yearly[moved.year], sums.credits, -1)
    return yearly


def _by_turnover(view: View, found: Walk, turnover: TurnedOver) -> Yearly:
    """Turnover by the year of its day, less the lines that were recorded later."""
    yearly: Yearly = defaultdict(lambda: defaultdict(int))
    as_of = view.as_of.isoformat()
    later = {(moved.day, moved.event): sums for moved, sums in found.sums.items() if not moved.known}
    for sign, source in ((1, turnover), (-1, later)):
        for (day, _event), sums in source.items():
            if day <= as_of:
                _add(yearly[int(day[:4])], sums.debits, sign)
                _add(yearly[int(day[:4])], sums.credits, -sign)
    return yearly


def _add(sums: dict[Account, Ore], more: dict[Account, Ore], sign: int = 1) -> None:
    for account, amount_ore in more.items():
        sums[account] += sign * amount_ore


def _differences(
    session: Session, view: View, year: int, opening: dict[Account, Ore], closing: dict[Account, Ore]
) -> list[Break]:
    accounts = sorted(a for a in opening.keys() | closing.keys() if opening.get(a, 0) != closing.get(a, 0))
    return [
        broken_account(
            session,
            view,
            account_parts(account),
            what=f"ingående {year} mot utgående {year - 1}",
            booked_ore=opening.get(account, 0),
            expected_ore=closing.get(account, 0),
            entries=_misplaced(session, view, year, account) if place < SHOWN else (),
        )
        for place, account in enumerate(accounts)
    ]


def _not_at_zero(view: View, year: int, closing: dict[Account, Ore]) -> Iterator[Break]:
    """Cost and grant income meet per root, so nothing of them is left when a year opens."""
    sums: dict[int, Ore] = defaultdict(int)
    for account, amount_ore in _of_kinds(closing, Kind.COST, Kind.GRANT_INCOME):
        pot = view.pots.get(account_parts(account)[1])
        if pot is not None:
            sums[pot.root_id] += amount_ore
    for root_id, amount_ore in sorted(sums.items()):
        if amount_ore != 0:
            yield Break(
                f"Kostnad och bidragsintäkt är inte noll när {year} börjar",
                pot_code=view.pot_code(root_id),
                ledger_ore=amount_ore,
            )


def _evidence(year: int, opening: dict[Account, Ore], closing: dict[Account, Ore]) -> Iterator[Evidence]:
    for kind in _SHOWN_KINDS:
        sign = -1 if kind is Kind.GRANT_DEBT else 1
        opens = sign * sum(amount_ore for _, amount_ore in _of_kinds(opening, kind))
        closed = sign * sum(amount_ore for _, amount_ore in _of_kinds(closing, kind))
        if opens != 0:
            heading = f"{CHART[kind].heading}, ingående {year}"
            yield Evidence(f"Ingående {year}", heading, opens, (Term(f"utgående {year - 1}", closed),))


def _of_kinds(sums: dict[Account, Ore], *kinds: Kind) -> Iterator[tuple[Account, Ore]]:
    begun = tuple(f'["{kind}",' for kind in kinds)
    return (found for found in sums.items() if found[0].startswith(begun))


def _misplaced(session: Session, view: View, year: int, account: Account) -> tuple[str, ...]:
    """The account's entries whose year is on another side of the turn than their day; its last before it else."""
    kind, pot_id, subject_id = account_parts(account)
    found = rows(
        session,
        _MISPLACED,
        view,
        kind=kind,
        pot_id=pot_id,
        subject_id=subject_id,
        year=year,
        first_day=date(year, 1, 1),
    )
    names = {what: [entry_name(row.year, row.number) for row in found if row.misplaced == what] for what in (1, 0)}
    return tuple(names[1][:5] or names[0][:3])


_MISPLACED: Final = """
SELECT x.year, x.number, x.misplaced FROM (
  SELECT e.seq, e.year, e.number,
    CASE WHEN (e.year < :year) = (e.booked_on < :first_day) THEN 0 ELSE 1 END AS misplaced
  FROM line l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq
  WHERE l.book_id = :book_id AND l.kind = :kind AND l.pot_id = :pot_id AND l.subject_id = :subject_id
  AND e.booked_on <= :as_of AND e.seq <= :until_seq AND (e.year < :year OR e.booked_on < :first_day)) x
ORDER BY x.misplaced DESC, x.seq DESC LIMIT 5"""
