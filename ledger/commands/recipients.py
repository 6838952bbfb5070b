"""Commands about what recipients used the money for, and what they are to give back."""

from typing import Final

from ledger.commands.forms import Argument, Row
from ledger.commands.registry import ATTESTER, OFFICER, OFFICER_OR_ATTESTER, Command
from ledger.domain.use_reports import CostType
from ledger.services.recalls import recall_unused
from ledger.services.reclaims import register_paid_back, write_off_reclaim
from ledger.services.use_disallowances import disallow_use
from ledger.services.use_reports import change_use_report, draft_use_report, return_use_report, submit_use_report
from ledger.services.use_reviews import approve_use_report, confirm_use_report

_COSTS: Final = {
    "costs": Row(Argument("cost_type", CostType, required=True), Argument("amount_ore", int, required=True))
}

COMMANDS: Final = (
    Command(
        "use_report.draft",
        "Skriv ett utkast till återrapport",
        draft_use_report,
        OFFICER,
        spread="report",
        special=_COSTS,
    ),
    Command(
        "use_report.change",
        "Skriv en återrapport i stället för en annan",
        change_use_report,
        OFFICER,
        spread="report",
        special=_COSTS,
    ),
    Command("use_report.submit", "Lämna in en återrapport", submit_use_report, OFFICER),
    Command("use_report.return", "Returnera en återrapport", return_use_report, OFFICER),
    Command("use_report.confirm", "Sakattestera en återrapport", confirm_use_report, OFFICER_OR_ATTESTER),
    Command("use_report.approve", "Beslutsattestera en återrapport", approve_use_report, ATTESTER),
    Command("use_report.disallow", "Underkänn redovisad användning", disallow_use, OFFICER),
    Command("reclaim.recall_unused", "Återkräv oanvända medel", recall_unused, OFFICER),
    Command("reclaim.register_paid_back", "Registrera att en mottagare betalat tillbaka", register_paid_back, OFFICER),
    Command("reclaim.write_off", "Skriv av ett återkrav", write_off_reclaim, OFFICER),
)
"""In the order they are listed."""
