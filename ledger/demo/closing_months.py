"""Closing the months of a year as it is done: what cannot be checked is explained by one and accepted by another."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.closing import close_month, month_findings
from ledger.demo.cast import EVERYTHING, Cast, at
from ledger.services.explanations import accept_explanation, explain_finding

_WHY: Final[Mapping[str, str]] = {
    "accounts": "Ekonomisystemets saldon är jämförda på papper: ingen SIE-fil är inläst. Exempel.",
    "bank": "Kontot har inget kontoutdrag än: ingenting hade satts in eller tagits ut. Exempel.",
}
"""By control: why what it lacks may stand."""


def close_months(session: Session, cast: Cast, year: int, on: date) -> None:
    """Close every month of the year, in order: the officer explains, the director accepts and closes."""
    with at(on):
        for number in range(1, 13):
            month = date(year, number, 1)
            for found in month_findings(session, scope=EVERYTHING, book_id=cast.book_id, month=month):
                why = _WHY[found.finding.control]
                explain_finding(session, actor=cast.officer, scope=EVERYTHING, finding=found.finding, reason=why)
                accept_explanation(session, actor=cast.director, scope=EVERYTHING, finding=found.finding)
            close_month(session, **cast.here(cast.director), month=month, reason="Avstämd och klar")
