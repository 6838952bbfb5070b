"""Failed sign-ins, for whoever looks for guesses: by person in the audit log, and those of nobody by themselves."""

from enum import StrEnum

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.access import SignInRefusal
from ledger.services.audit import write_audit


class Shown(StrEnum):
    """What was shown, and was wrong."""

    PASSWORD = "password"  # noqa: S105 - a word of the audit log
    CODE = "code"
    TOKEN = "token"  # noqa: S105 - a word of the audit log


class Way(StrEnum):
    """By which way somebody tried to come in."""

    PASSWORD = "password"  # noqa: S105 - a word of the table
    CODE = "code"
    TOKEN = "token"  # noqa: S105 - a word of the table
    OIDC = "oidc"


def note_failure(session: Session, person_id: int, shown: Shown = Shown.PASSWORD) -> None:
    """Write that somebody failed to show that they are the person."""
    write_audit(
        session,
        actor=person_id,
        book_id=None,
        verb="sign_in_failed",
        what="person",
        what_id=person_id,
        shown=shown.value,
    )


def note_refusal(session: Session, *, way: Way, why: str) -> None:
    """Write that a sign-in was refused before it was known whose it was; nothing of what was sent is kept."""
    session.execute(insert(SignInRefusal).values(way=way.value, why=why, recorded_at=clock.now()))
