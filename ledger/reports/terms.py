"""The terms of each agreement that are in force on a day, as they were known."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Terms
from ledger.reports.view import View


def terms_in_force(session: Session, at: View, day: date) -> dict[str, tuple[Agreement, Terms]]:
    """By the agreement's code, in order: of the latest `valid_from` by then, the version recorded last."""
    query = (
        select(Agreement, Terms)
        .join(Agreement, Agreement.id == Terms.agreement_id)
        .where(Agreement.book_id == at.book.id, Terms.valid_from <= day)
        .order_by(Agreement.code, Terms.valid_from.desc(), Terms.version.desc())
    )
    if at.agreement is not None:
        query = query.where(Agreement.id == at.agreement.id)
    if at.known_at is not None:
        query = query.where(Terms.recorded_at <= at.known_at)
    found: dict[str, tuple[Agreement, Terms]] = {}
    for agreement, terms in session.execute(query):
        found.setdefault(agreement.code, (agreement, terms))
    return found
