"""What the bank says, month by month, and how it is matched with the book."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ledger.cash import bank_movements
from ledger.demo.cast import Cast, at
from ledger.domain.periods import next_month
from ledger.services.bank_matching import match_alone
from ledger.services.bank_statements import StatementRow, register_bank_statement


def reconcile(
    session: Session, cast: Cast, bank: int, months: Iterable[date], on: date, *, later: date | None = None
) -> None:
    """Register the statements of these months (by their first days) and match what leaves no choice.

    The bank tells of what was booked on `later` a day after: that row waits for somebody to match it by hand.
    """
    with at(on):
        for month in months:
            _said(session, cast, bank, month, later)
        match_alone(session, **cast.officer_here, bank_account_id=bank)


def _said(session: Session, cast: Cast, bank: int, month: date, later: date | None) -> None:
    last = next_month(month) - timedelta(days=1)
    moved = [one for one in bank_movements(session, cast.book_id, bank) if one.booked_on <= last]
    within = [one for one in moved if one.booked_on >= month]
    closing = sum(one.amount_ore for one in moved)
    register_bank_statement(
        session,
        **cast.officer_here,
        bank_account_id=bank,
        day=last,
        since=month,
        opening_ore=closing - sum(one.amount_ore for one in within),
        closing_ore=closing,
        rows=[
            StatementRow(
                one.booked_on + timedelta(days=one.booked_on == later),
                one.amount_ore,
                "Insättning" if one.amount_ore > 0 else "Uttag",
            )
            for one in within
        ],
        example=True,
    )
