"""All commands by name, in order of area, and finding one; a new use case is one line in its area's file."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from ledger.commands import bank, corrections, money_in, pots, recipients, registers, spending, year_end
from ledger.commands.registry import Command
from ledger.errors import CommandUnknown

AREAS: Final[Mapping[str, tuple[Command, ...]]] = {
    "Register, beslut och inställningar": registers.COMMANDS,
    "Överenskommelser, rekvisitioner och inbetalningar": money_in.COMMANDS,
    "Potter, fördelningar och uppdrag": pots.COMMANDS,
    "Fakturor och utbetalningar": spending.COMMANDS,
    "Mottagare och återrapporter": recipients.COMMANDS,
    "Bank": bank.COMMANDS,
    "Årsslut och överlämnande": year_end.COMMANDS,
    "Rättelser": corrections.COMMANDS,
}
"""By heading."""

COMMANDS: Final[Mapping[str, Command]] = {command.name: command for area in AREAS.values() for command in area}


def find_command(name: str) -> Command:
    """The command of that name; raises `CommandUnknown` with those spelled nearly so."""
    command = COMMANDS.get(name)
    if command is None:
        raise CommandUnknown(given=name, near=tuple(get_close_matches(name, COMMANDS, n=3, cutoff=0.5)))
    return command
