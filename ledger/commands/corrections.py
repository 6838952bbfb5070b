"""Commands that turn back what was booked: one for each kind of document, and one for a voucher by its name."""

from typing import Final

from ledger.commands.fields import Reference
from ledger.commands.registry import OFFICER, Command
from ledger.db.details import FORMS, DocumentKind
from ledger.services.corrections import CORRECTORS, correct_entry

COMMANDS: Final = (
    Command("entry.correct", "Rätta en verifikation med en motverifikation", correct_entry, OFFICER),
    *(
        Command(
            f"{kind}.correct",
            f"Rätta {FORMS[DocumentKind(kind)].name}",
            corrector,
            OFFICER,
            special={"document_id": Reference(kind)},
        )
        for kind, corrector in CORRECTORS.items()
    ),
)
"""In the order they are listed."""
