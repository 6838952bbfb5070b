"""Controls 7 and 10: the book against the bank's statement and the accounting system, which are not in it yet."""

from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.reports.controls.looking import last_entries
from ledger.reports.controls.results import Break, Control, ControlResult
from ledger.reports.controls.standing import Standing
from ledger.reports.controls.view import View

BANK: Final = Control(7, "bank", "Bank i boken mot kontoutdraget")
ACCOUNTS: Final = Control(10, "accounts", "Pengarna i boken mot ekonomisystemets saldon")


def check_bank(session: Session, view: View, standing: Standing) -> ControlResult:
    """Without a statement it cannot tie; a root whose bank is below zero differs all the same."""
    breaks = [
        Break(
            "Ändamålets bank är under noll: det har lånat av ett annat",
            pot_code=view.pot_code(root_id),
            ledger_ore=standing.ore(Kind.BANK, [root_id]),
            entries=last_entries(session, view, Kind.BANK, root_id),
        )
        for root_id in view.trees
        if standing.ore(Kind.BANK, [root_id]) < 0
    ]
    return BANK.result(breaks, missing="kontoutdrag")


def check_accounts() -> ControlResult:
    """Without the accounting system's balances it cannot tie."""
    return ACCOUNTS.result(missing="SIE-fil från ekonomisystemet")
