"""Commands about pots: how money is divided, set aside, promised and taken back."""

from fractions import Fraction
from typing import Final

from ledger.commands.forms import Argument, Row
from ledger.commands.registry import OFFICER, Command
from ledger.services.allocation_changes import move_between_pots, take_back
from ledger.services.allocations import allocate_amounts, allocate_by_key, allocate_fixed_shares
from ledger.services.commitment_changes import lower_commitment, raise_commitment, release_commitment, set_end_date
from ledger.services.commitments import commit
from ledger.services.passing_on import pass_on
from ledger.services.pots import open_pot, open_root
from ledger.services.reservations import release_reservation, reserve

_POT: Final = Argument("pot_id", int, required=True)
_CODE: Final = Argument("code", str, required=True)
_AMOUNT: Final = Argument("amount_ore", int, required=True)
_SHARE: Final = Argument("share", Fraction, required=True)

AMOUNTS: Final = {"amounts": Row(_POT, _AMOUNT)}
"""What each pot gets."""
OFFICIAL: Final = {"official": Row(_CODE, _AMOUNT)}
"""Published amounts, by the key's codes."""

COMMANDS: Final = (
    Command("pot.open_root", "Öppna en pott utan överenskommelse", open_root, OFFICER),
    Command("pot.open", "Öppna en pott under en annan", open_pot, OFFICER),
    Command("pot.move", "Flytta medel mellan potter", move_between_pots, OFFICER),
    Command("allocation.decide", "Fördela till potter med belopp", allocate_amounts, OFFICER, special=AMOUNTS),
    Command(
        "allocation.decide_by_key",
        "Fördela efter en fördelningsnyckel",
        allocate_by_key,
        OFFICER,
        special={"pots": Row(_CODE, _POT), **OFFICIAL},
    ),
    Command(
        "allocation.decide_by_shares",
        "Fördela efter fasta andelar",
        allocate_fixed_shares,
        OFFICER,
        special={"fractions": Row(_POT, _SHARE), **OFFICIAL},
    ),
    Command("allocation.take_back", "Ta tillbaka fördelade medel", take_back, OFFICER),
    Command("allocation.pass_on", "Fördela utbetalda medel vidare", pass_on, OFFICER, special=AMOUNTS),
    Command("reservation.register", "Reservera medel", reserve, OFFICER),
    Command("reservation.release", "Lös upp en reservation", release_reservation, OFFICER),
    Command("commitment.register", "Besluta ett uppdrag", commit, OFFICER),
    Command("commitment.raise", "Höj ett uppdrag", raise_commitment, OFFICER),
    Command("commitment.lower", "Sänk ett uppdrag", lower_commitment, OFFICER),
    Command("commitment.release", "Frisläpp det som återstår", release_commitment, OFFICER),
    Command("commitment.set_end", "Ange ett nytt slutdatum", set_end_date, OFFICER),
)
"""In the order they are listed."""
