"""The book's turnover, read once for the controls that go through all of it."""

from collections import defaultdict
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from ledger.reports.controls.view import View, many_rows
from ledger.reports.controls.walk import Sums, account_text, iso

TurnedOver: TypeAlias = dict[tuple[str, str], Sums]
"""Debits and credits by account, for each day (ISO) and event; what is zero is left out."""


def turned_over(session: Session, view: View) -> TurnedOver:
    """All of the book's turnover."""
    found: TurnedOver = defaultdict(Sums)
    for kind, pot_id, subject_id, day, event, debit_ore, credit_ore in many_rows(session, _TURNOVER, view):
        sums, account = found[iso(day), event], account_text(kind, pot_id, subject_id)
        if debit_ore != 0:
            sums.debits[account] = debit_ore
        if credit_ore != 0:
            sums.credits[account] = credit_ore
    return found


_TURNOVER: Final = """
SELECT t.kind, t.pot_id, t.subject_id, t.day, t.event, t.debit_ore, t.credit_ore FROM turnover t
WHERE t.book_id = :book_id ORDER BY t.kind, t.pot_id, t.subject_id, t.day, t.event"""
