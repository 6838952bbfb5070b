"""What the bookings of an import rest on: the decision that a row names, and the source key of what it says."""

from datetime import date

from sqlalchemy.orm import Session

from ledger.domain.canonical import Plain, digest
from ledger.imports.rows import Desk
from ledger.services.decisions import find_body, find_decision
from ledger.services.documents import registered_under, state_of


def decided(session: Session, desk: Desk, *, body: str, on: date, paragraph: str) -> int:
    """The id of the decision of a body, by its code, a day and a paragraph; raises `NotFound`."""
    body_id = find_body(session, body)
    return find_decision(session, book_id=desk.book_id, body_id=body_id, decided_on=on, paragraph=paragraph)


def free_key(session: Session, book_id: int, said: list[Plain]) -> str:
    """The key of some contents: that of the document in force, or the next one where all before are annulled.

    What was read in and then corrected may be read in again; what stands is never booked twice.
    """
    base = f"import:{digest('import', {'said': said})[:32]}"
    times = 1
    while (known := registered_under(session, book_id, f"{base}:{times}")) is not None:
        if state_of(session, known.id) != "annulled":
            break
        times += 1
    return f"{base}:{times}"
