"""The book's turnover as rows, read once for the controls that go through all of it."""

from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from ledger.money import Ore
from ledger.reports.controls.view import View, rows
from ledger.reports.controls.walk import Account, iso


class TurnoverRow(NamedTuple):
    """Debits and credits in öre of one account on one day (ISO) by one event."""

    account: Account
    day: str
    event: str
    debit_ore: Ore
    credit_ore: Ore


def turnover_rows(session: Session, view: View) -> list[TurnoverRow]:
    """All of the book's turnover, in order of its key."""
    return [
        TurnoverRow((kind, pot_id, subject_id), iso(day), event, debit_ore, credit_ore)
        for kind, pot_id, subject_id, day, event, debit_ore, credit_ore in rows(session, _TURNOVER, view)
    ]


_TURNOVER: Final = """
SELECT t.kind, t.pot_id, t.subject_id, t.day, t.event, t.debit_ore, t.credit_ore FROM turnover t
WHERE t.book_id = :book_id ORDER BY t.kind, t.pot_id, t.subject_id, t.day, t.event"""
