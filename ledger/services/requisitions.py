"""Requisitions: the agreement's money is asked for in time, never too much, with the certificate its terms demand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import RequisitionRoom, least_requisition_room, lock_book
from ledger.db.agreements import Agreement, Terms
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.requisitions import Certificate, Receipt, Requisition
from ledger.domain import rules
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import (
    CertificateAfterSending,
    CertificateOtherAgreement,
    RequisitionCertificateMissing,
    RequisitionExceedsAuthorised,
    RequisitionHasReceipts,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.agreements import require_agreement, require_purpose, terms_on
from ledger.services.documents import (
    Registered,
    annul,
    register,
    register_booked,
    require_document,
    require_state,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_text


@dataclass(frozen=True)
class SentRequisition:
    """A sent requisition, its amount in öre and its deadline; `late` when it was sent after that.

    `booked` is None when the same requisition had been sent before, by its source key.
    """

    document: Registered
    booked: Booked | None
    amount_ore: Ore
    due_on: date | None
    late: bool


def register_certificate(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    agreement_id: int,
    certified_on: date,
    certified_by: str,
    reference: str,
    source_key: str | None = None,
    example: bool = False,
) -> Registered:
    """Register the certificate that the other principals have given the mandate to requisition.

    `certified_by` is the certifier's title. Raises `NotFound` for another book's agreement, `TextMissing`,
    `DateOutOfRange`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_agreement(session, book_id, agreement_id)
    require_not_ahead("Intygets dag", certified_on)
    row = {
        "agreement_id": agreement_id,
        "certified_on": certified_on,
        "certified_by": require_text("Vem som intygar", certified_by),
        "reference": reference.strip(),
    }
    return register(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.CERTIFICATE,
        on=certified_on,
        state="registered",
        details={Certificate: [row]},
        source_key=source_key,
        example=example,
    )


def send_requisition(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    purpose_id: int,
    amount_ore: Ore | None,
    on: date,
    certificate_id: int | None = None,
    source_key: str | None = None,
    example: bool = False,
) -> SentRequisition:
    """Ask the payer for a purpose's money, by the terms in force on the day; None asks for all that is left.

    After the deadline it is sent all the same, and says so: the payer decides what is too late. Raises
    `RequisitionExceedsAuthorised`, `RequisitionCertificateMissing`, `CertificateOtherAgreement`,
    `CertificateAfterSending`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the terms and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    require_not_ahead("Rekvisitionens dag", on)
    terms = terms_on(session, purpose.agreement_id, on)
    _require_certificate(session, book_id, terms, certificate_id, on)
    earlier_ore = None if source_key is None else _amount_sent(session, book_id, source_key)
    if earlier_ore is None:
        amount = _within_room(least_requisition_room(session, book_id, purpose.pot.id, on), amount_ore)
    else:
        amount = earlier_ore if amount_ore is None else amount_ore
    row = {
        **_as_told(terms),
        "book_id": book_id,
        "pot_id": purpose.pot.id,
        "certificate_id": certificate_id,
        "sent_on": on,
        "amount_ore": amount,
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.REQUISITION,
        on=on,
        text=terms.requisition_text,
        states=("draft", "sent"),
        details={Requisition: [row]},
        movement=lambda own_id: rules.requisition(root=purpose.pot.ref, requisition_id=own_id, amount_ore=amount),
        source_key=source_key,
        example=example,
    )
    late = terms.requisition_by is not None and on > terms.requisition_by
    return SentRequisition(document, booked, amount, terms.requisition_by, late)


def correct_requisition(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a sent requisition back with a counter-entry: it is a draft again, and its amount may be asked for anew.

    Raises `RequisitionHasReceipts` as long as anything is paid on it, `DocumentWrongState`, `ReasonMissing`,
    `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.REQUISITION, document_id=document_id)
    _refuse_paid(session, document)
    require_state(session, document, "sent")
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av rekvisition {document.number}",
        state="draft",
    )


def _within_room(room: RequisitionRoom, amount_ore: Ore | None) -> Ore:
    """The amount, or all that is left, if it may be requisitioned."""
    wanted_ore = room.left_ore if amount_ore is None else positive(amount_ore)
    if not 0 < wanted_ore <= room.left_ore:
        raise RequisitionExceedsAuthorised(
            wanted_ore=wanted_ore,
            authorised_ore=room.authorised_ore,
            lapsed_ore=room.lapsed_ore,
            requisitioned_ore=room.requisitioned_ore,
            left_ore=room.left_ore,
            day=room.day,
        )
    return wanted_ore


def _as_told(terms: Terms) -> dict[str, object]:
    """What a requisition takes from the terms of its day, and keeps when they change."""
    return {
        "terms_id": terms.id,
        "payer_id": terms.payer_id,
        "instrument": terms.instrument,
        "reference": terms.requisition_reference,
        "text": terms.requisition_text,
        "due_on": terms.requisition_by,
    }


def _amount_sent(session: Session, book_id: int, source_key: str) -> Ore | None:
    """What was sent under the source key before, None for nothing."""
    query = (
        select(Requisition.amount_ore)
        .join(Document, Document.id == Requisition.document_id)
        .where(Document.book_id == book_id, Document.source_key == source_key)
    )
    return session.execute(query).scalar_one_or_none()


def _require_certificate(session: Session, book_id: int, terms: Terms, certificate_id: int | None, on: date) -> None:
    """Refuse a missing certificate, one of another agreement, and one that was not there on the day."""
    if certificate_id is None:
        if terms.certificate_required:
            raise RequisitionCertificateMissing(agreement=_code(session, terms.agreement_id))
        return
    document = require_document(session, book_id=book_id, kind=DocumentKind.CERTIFICATE, document_id=certificate_id)
    certificate = session.execute(select(Certificate).where(Certificate.document_id == certificate_id)).scalar_one()
    if certificate.agreement_id != terms.agreement_id:
        raise CertificateOtherAgreement(
            certificate=document.number,
            belongs_to=_code(session, certificate.agreement_id),
            wanted=_code(session, terms.agreement_id),
        )
    if certificate.certified_on > on:
        raise CertificateAfterSending(certificate=document.number, certified_on=certificate.certified_on, sent_on=on)


def _code(session: Session, agreement_id: int) -> str:
    return session.execute(select(Agreement.code).where(Agreement.id == agreement_id)).scalar_one()


def _refuse_paid(session: Session, document: Registered) -> None:
    query = (
        select(Document.number, Receipt.amount_ore)
        .join(Receipt, Receipt.document_id == Document.id)
        .where(Receipt.requisition_id == document.id, state_now(Document.id) == "booked")
        .order_by(Document.id)
    )
    found = session.execute(query).all()
    if found:
        raise RequisitionHasReceipts(
            requisition=document.number,
            received_ore=sum(row.amount_ore for row in found),
            receipts=tuple(row.number for row in found),
        )
