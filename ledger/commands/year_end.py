"""Commands about the end of a year or of a book: what goes back, what is kept, and what another book takes over."""

from typing import Final

from ledger.commands.fields import Reference
from ledger.commands.registry import OFFICER, Command
from ledger.services.carry_overs import carry_over
from ledger.services.clearings import settle_clearing
from ledger.services.handovers import hand_over
from ledger.services.lapses import register_lapse
from ledger.services.repayments import repay

_IN_OTHER_BOOK: Final = {
    "other_pot_id": Reference("pot", beside_book="other_book"),
    "other_decision_id": Reference("decision", beside_book="other_book"),
}
_HANDOVER: Final = {"handover_id": Reference("handover_out", "handover_in")}

COMMANDS: Final = (
    Command("lapse.register", "Registrera medel som förfallit", register_lapse, OFFICER),
    Command("repayment.register", "Betala tillbaka till bidragsgivaren", repay, OFFICER),
    Command("carry_over.register", "Överför till en ny pott", carry_over, OFFICER),
    Command("handover.register", "Överlämna till en annan bok", hand_over, OFFICER, special=_IN_OTHER_BOOK),
    Command(
        "clearing.settle", "Reglera avräkningen efter ett överlämnande", settle_clearing, OFFICER, special=_HANDOVER
    ),
)
"""In the order they are listed."""
