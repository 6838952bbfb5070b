"""The words of refusals when the pages are to be served."""

from typing import Final

SV: Final[dict[str, str]] = {
    "serve.port_taken": (
        "Port {port} på {host} används redan av ett annat program, kanske av Medelsboken själv. "
        "Avsluta det, eller välj en annan port med LEDGER_PORT."
    ),
    "serve.refused": (
        "Det går inte att svara på {host}, port {port} ({reason:why}). Ändra LEDGER_HOST eller LEDGER_PORT."
    ),
}

EN: Final[dict[str, str]] = {
    "serve.port_taken": (
        "Port {port} on {host} is in use by another program, perhaps by Medelsboken itself. "
        "Stop that, or choose another port with LEDGER_PORT."
    ),
    "serve.refused": (
        "It is not possible to answer on {host}, port {port} ({reason:why}). Change LEDGER_HOST or LEDGER_PORT."
    ),
}
