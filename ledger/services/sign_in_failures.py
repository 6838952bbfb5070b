"""Failed sign-ins of persons the register knows: in the audit log, for whoever looks for guesses."""

from enum import StrEnum

from sqlalchemy.orm import Session

from ledger.services.audit import write_audit


class Shown(StrEnum):
    """What was shown, and was wrong."""

    PASSWORD = "password"  # noqa: S105 - a word of the audit log
    CODE = "code"
    TOKEN = "token"  # noqa: S105 - a word of the audit log


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
