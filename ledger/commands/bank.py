"""Commands about the bank: its accounts, what moves on them outside agreements, and what it says itself."""

from typing import Final

from ledger.commands.registry import OFFICER, Command
from ledger.services.bank_accounts import open_bank_account
from ledger.services.bank_events import pay_interest_on, receive_interest, register_other_bank_movement
from ledger.services.bank_matching import match_alone, match_rows, release_match
from ledger.services.bank_statements import register_bank_statement

COMMANDS: Final = (
    Command("bank_account.open", "Lägg till ett bankkonto", open_bank_account, OFFICER),
    Command("interest.receive", "Registrera ränta som bidragsgivaren ska ha", receive_interest, OFFICER),
    Command("interest.pay_on", "Betala ränta vidare till bidragsgivaren", pay_interest_on, OFFICER),
    Command(
        "bank_event.register",
        "Registrera en bankhändelse utanför överenskommelserna",
        register_other_bank_movement,
        OFFICER,
    ),
    Command("bank_statement.register", "Registrera ett kontoutdrag", register_bank_statement, OFFICER),
    Command("bank_match.match", "Stäm av bankrader mot verifikationer", match_rows, OFFICER),
    Command("bank_match.match_alone", "Stäm av det där dag och belopp inte lämnar något val", match_alone, OFFICER),
    Command("bank_match.release", "Häv en avstämning", release_match, OFFICER),
)
"""In the order they are listed."""
