"""What the bookings of an import rest on: decision, purpose, account, certificate, and the source key of its words."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.agreements import Purpose
from ledger.db.documents import Document
from ledger.db.requisitions import BankAccount, Certificate
from ledger.domain.canonical import Plain, digest
from ledger.errors import NotFound
from ledger.imports.rows import Desk
from ledger.services.agreements import PurposeInfo, require_purpose
from ledger.services.decisions import find_body, find_decision
from ledger.services.documents import registered_under, state_of
from ledger.services.pots import PotInfo


def decided(session: Session, desk: Desk, *, body: str, on: date, paragraph: str) -> int:
    """The id of the decision of a body, by its code, a day and a paragraph; raises `NotFound`."""
    body_id = find_body(session, body)
    return find_decision(session, book_id=desk.book_id, body_id=body_id, decided_on=on, paragraph=paragraph)


def purpose_of(session: Session, desk: Desk, root: PotInfo) -> PurposeInfo:
    """The purpose that a root belongs to; raises `NotFound` for Övrigt, which has none."""
    query = select(Purpose.id).where(Purpose.book_id == desk.book_id, Purpose.pot_id == root.id)
    purpose_id = session.execute(query).scalar_one_or_none()
    if purpose_id is None:
        raise NotFound(what="ändamål", name=root.code)
    return require_purpose(session, desk.book_id, purpose_id)


def find_bank_account(session: Session, desk: Desk, number: str) -> int:
    """The id of the book's bank account of that number; raises `NotFound`."""
    query = (
        select(Document.id)
        .join(BankAccount, BankAccount.document_id == Document.id)
        .where(Document.book_id == desk.book_id, BankAccount.number == number)
        .order_by(Document.id)
    )
    found = session.scalars(query).first()
    if found is None:
        raise NotFound(what="bankkonto", name=number)
    return found


def last_certificate(session: Session, agreement_id: int, on: date) -> int | None:
    """The id of the certificate that was given last by a day, None where there is none."""
    query = (
        select(Certificate.document_id)
        .where(Certificate.agreement_id == agreement_id, Certificate.certified_on <= on)
        .order_by(Certificate.certified_on.desc(), Certificate.document_id.desc())
    )
    return session.scalars(query).first()


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
