"""Which person somebody is to another's sign-in service: linked by an administrator, never by an e-mail address."""

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, aliased

from ledger import clock
from ledger.db.access import ExternalIdentity
from ledger.db.organisations import Person
from ledger.errors import IdentityTaken, NotFound
from ledger.services.audit import write_audit
from ledger.services.inputs import require_text
from ledger.services.versions import lock_head


def link_identity(session: Session, *, actor: int, person_id: int, issuer: str, subject: str) -> None:
    """Let who is `subject` at the issuer sign in as the person; raises `IdentityTaken`, `NotFound`, `TextMissing`."""
    lock_head(session, Person, person_id)
    if person_of(session, issuer, subject) is not None:
        raise IdentityTaken(subject=subject)
    _write(session, actor, require_text("Utfärdare", issuer), require_text("Id", subject), person_id)
    _note(session, actor, "link", person_id, issuer)


def unlink_identity(session: Session, *, actor: int, issuer: str, subject: str) -> int:
    """Let that one sign in no longer, and answer with whom it was; raises `NotFound` for one not linked."""
    person_id = person_of(session, issuer, subject)
    if person_id is None:
        raise NotFound(what="koppling", name=subject)
    lock_head(session, Person, person_id)
    _write(session, actor, issuer, subject, None)
    _note(session, actor, "unlink", person_id, issuer)
    return person_id


def person_of(session: Session, issuer: str, subject: str) -> int | None:
    """The person who is `subject` at the issuer; both are compared letter by letter (OpenID Connect Core, 2)."""
    query = (
        select(ExternalIdentity.person_id)
        .where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
        .order_by(ExternalIdentity.no.desc())
        .limit(1)
    )
    return session.execute(query).scalar_one_or_none()


def identities_of(session: Session, person_id: int) -> tuple[tuple[str, str], ...]:
    """Issuer and subject of everything that is linked to the person now, in order."""
    later = aliased(ExternalIdentity)
    newer = select(later.no).where(
        later.issuer == ExternalIdentity.issuer,
        later.subject == ExternalIdentity.subject,
        later.no > ExternalIdentity.no,
    )
    query = (
        select(ExternalIdentity.issuer, ExternalIdentity.subject)
        .where(ExternalIdentity.person_id == person_id, ~newer.exists())
        .order_by(ExternalIdentity.issuer, ExternalIdentity.subject)
    )
    return tuple((issuer, subject) for issuer, subject in session.execute(query))


def _write(session: Session, actor: int, issuer: str, subject: str, person_id: int | None) -> None:
    of_it = (ExternalIdentity.issuer == issuer) & (ExternalIdentity.subject == subject)
    last = session.execute(select(func.max(ExternalIdentity.no)).where(of_it)).scalar_one()
    row = {"issuer": issuer, "subject": subject, "no": (last or 0) + 1, "person_id": person_id}
    session.execute(insert(ExternalIdentity).values(**row, recorded_at=clock.now(), actor_id=actor))


def _note(session: Session, actor: int, verb: str, person_id: int, issuer: str) -> None:
    write_audit(session, actor=actor, book_id=None, verb=verb, what="identity", what_id=person_id, issuer=issuer)
