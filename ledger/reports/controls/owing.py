"""Control 5: what is owed, claimed, advanced and held at the bank is what the documents say.

The bank is held against the book's own documents here; against the bank's statement it is control 7.
"""

from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.reports.controls.looking import entries_apart
from ledger.reports.controls.results import Break, Control, ControlResult
from ledger.reports.controls.standing import Standing, account_breaks, account_evidence
from ledger.reports.controls.view import View

OWING: Final = Control(5, "owing", "Skulder, fordringar, bank och utbetalt mot handlingarna")

KINDS: Final = (
    Kind.PAYABLE,
    Kind.ADVANCED,
    Kind.RECLAIM,
    Kind.SUPPLIER_CLAIM,
    Kind.VAT_CLAIM,
    Kind.INTEREST_DEBT,
    Kind.UNPLACED,
    Kind.CLEARING,
    Kind.OTHER,
    Kind.BANK,
)


def check_owing(session: Session, view: View, standing: Standing) -> ControlResult:
    """Accounts against documents, and per pot what is advanced against what the recipients hold."""
    breaks = account_breaks(session, view, standing, KINDS)
    breaks += [
        Break(
            "Utbetalt, ej redovisat mot hos mottagaren",
            pot_code=pot.code,
            ledger_ore=standing.ore(Kind.ADVANCED, [pot_id]),
            expected_ore=standing.ore(Kind.DISBURSED, [pot_id]),
            entries=entries_apart(session, view, (Kind.ADVANCED, Kind.DISBURSED), 1, pot_id),
        )
        for pot_id, pot in view.pots.items()
        if standing.ore(Kind.ADVANCED, [pot_id]) != standing.ore(Kind.DISBURSED, [pot_id])
    ]
    return OWING.result(breaks, evidence=list(account_evidence(standing, KINDS)))
