"""Failed sign-ins of persons the register knows: in the audit log, for whoever looks for guesses."""

from sqlalchemy.orm import Session

from ledger.services.audit import write_audit


def note_failure(session: Session, person_id: int) -> None:
    """Write that somebody failed to sign in as the person."""
    write_audit(session, actor=person_id, book_id=None, verb="sign_in_failed", what="person", what_id=person_id)
