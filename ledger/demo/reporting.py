"""A use report as the story tells it: written, submitted, confirmed by one and approved by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.cast import Cast, at
from ledger.domain.use_reports import CostType
from ledger.money import Ore, kronor
from ledger.services.pots import find_pot
from ledger.services.use_reports import UseReportInput, draft_use_report, submit_use_report
from ledger.services.use_reviews import approve_use_report, confirm_use_report

LIMIT: Final = kronor(500_000)
"""Up to which the approver decides; above it, the director."""


@dataclass(frozen=True)
class Used:
    """What the recipient of a pot has used, in kronor: for staff, bought services and education."""

    pot: str
    staff: int
    services: int
    education: int = 0

    @property
    def costs(self) -> dict[CostType, Ore]:
        """By type of cost, in öre; what was not used is left out."""
        given = {CostType.STAFF: self.staff, CostType.SERVICES: self.services, CostType.EDUCATION: self.education}
        return {cost: kronor(amount) for cost, amount in given.items() if amount}


@dataclass(frozen=True)
class Period:
    """Between which days the money was used, when that was reported, and what is said of it."""

    first: date
    last: date
    reported_on: date
    text: str


def report_input(session: Session, cast: Cast, used: Used, period: Period) -> UseReportInput:
    """The report as it is registered."""
    return UseReportInput(
        pot_id=find_pot(session, cast.book_id, used.pot).id,
        used_from=period.first,
        used_to=period.last,
        reported_on=period.reported_on,
        costs=used.costs,
        text=period.text,
    )


def draft(session: Session, cast: Cast, used: Used, period: Period) -> int:
    """Write the report on its day; gives its id."""
    with at(period.reported_on):
        report = report_input(session, cast, used, period)
        return draft_use_report(session, **cast.officer_here, report=report, example=True).id


def submit(session: Session, cast: Cast, used: Used, period: Period) -> int:
    """Write the report and submit it the same day; gives its id."""
    report_id = draft(session, cast, used, period)
    with at(period.reported_on, hour=10):
        submit_use_report(session, **cast.officer_here, report_id=report_id)
    return report_id


def approve(session: Session, cast: Cast, reports: Sequence[int], on: date, *, decision_id: int | None = None) -> None:
    """Confirm the reports in the morning, and approve them in the afternoon by whoever may approve so much."""
    with at(on):
        confirmed = [
            confirm_use_report(
                session, **cast.here(cast.confirmer), report_id=report_id, on=on, decision_id=decision_id
            )
            for report_id in reports
        ]
    with at(on, hour=13):
        for one in confirmed:
            person = cast.approver if one.split.booked_ore <= LIMIT else cast.director
            approve_use_report(session, **cast.here(person), report_id=one.report.id)
