"""Refused tries that are nobody's: all are counted for /metrics, and no more are written than a disk can take."""

from typing import Final

from limits import parse

from ledger.http.counting import count
from ledger.http.database import noting
from ledger.http.log import count_refusal
from ledger.services.sign_in_failures import Way, note_refusal

_WRITTEN: Final = parse("60 per minute")


def note_refused(way: Way, why: str) -> None:
    """Note a try that was refused; beyond the sixtieth in a minute it is in the figures alone."""
    count_refusal(way.value, why)
    if count(_WRITTEN, ("refusals",)):
        with noting() as session:
            note_refusal(session, way=way, why=why)
