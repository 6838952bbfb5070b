"""Refusals when the pages are to be served."""

from dataclasses import dataclass
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class PortTaken(LedgerError):
    """An address and a port that another program listens on."""

    code: ClassVar[str] = "serve.port_taken"
    about: ClassVar[About] = About.AWAY
    host: str
    port: int


@dataclass(eq=False, kw_only=True)
class ListeningRefused(LedgerError):
    """An address or a port that this machine does not let the product listen on; `reason` is the system's own."""

    code: ClassVar[str] = "serve.refused"
    about: ClassVar[About] = About.AWAY
    host: str
    port: int
    reason: str
