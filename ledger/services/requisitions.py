"""Requisitions: the agreement's money is asked for in time, never too much, with the certificate its terms demand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.agreements import Agreement, Terms
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.requisitions import Certificate, Requisition
from ledger.domain import rules
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import (
    CertificateAfterSending,
    CertificateOtherAgreement,
    RequisitionCertificateMissing,
    RequisitionExceedsAuthorised,
    RequisitionHasReceipts,
    RequisitionIsLowered,
    RequisitionPayerPaysByItself,
    RequisitionPayerWaits,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import RequisitionRoom, least_requisition_room
from ledger.services.agreements import Instrument, PurposeInfo, require_agreement, require_purpose, terms_on
from ledger.services.claims import lowerings_of, receipts_on
from ledger.services.documents import (
    Registered,
    annul,
    register,
    register_booked,
    require_document,
    require_state,
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
    `CertificateAfterSending`, `RequisitionPayerPaysByItself`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and
    what the terms and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    require_not_ahead("Rekvisitionens dag", on)
    terms = terms_on(session, purpose.agreement_id, on)
    if terms.instrument == Instrument.PAYS_BY_ITSELF:
        raise RequisitionPayerPaysByItself(agreement=_code(session, purpose.agreement_id), day=on)
    _require_certificate(session, book_id, terms, certificate_id, on)
    asked = _Asked(actor, book_id, purpose, on, source_key, example)
    return _send(session, asked, amount_ore, {**_as_told(terms), "certificate_id": certificate_id})


def register_payment_notice(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    purpose_id: int,
    amount_ore: Ore,
    on: date,
    reference: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> SentRequisition:
    """Register what a payer that pays by itself says that it pays: a requisition of that kind, which a receipt answers.

    It needs no certificate and has no deadline; `reference` is the notice's own, the terms' where it has none. Raises
    `RequisitionPayerWaits` where the terms of the day demand a requisition, `RequisitionExceedsAuthorised`,
    `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the terms and the door raise.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    require_not_ahead("Beskedets dag", on)
    terms = terms_on(session, purpose.agreement_id, on)
    if terms.instrument != Instrument.PAYS_BY_ITSELF:
        raise RequisitionPayerWaits(agreement=_code(session, purpose.agreement_id), day=on)
    told = _as_told(terms)
    said = {**told, "reference": reference.strip() or told["reference"], "due_on": None, "certificate_id": None}
    return _send(session, _Asked(actor, book_id, purpose, on, source_key, example), positive(amount_ore), said)


def correct_requisition(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a sent requisition back with a counter-entry: it is a draft again, and its amount may be asked for anew.

    Raises `RequisitionHasReceipts` as long as anything is paid on it, `RequisitionIsLowered` as long as it is lowered,
    `DocumentWrongState`, `ReasonMissing`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.REQUISITION, document_id=document_id)
    _refuse_paid(session, document)
    _refuse_lowered(session, document)
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


@dataclass(frozen=True)
class _Asked:
    """Who asks for which purpose's money, and when."""

    actor: int
    book_id: int
    purpose: PurposeInfo
    on: date
    source_key: str | None
    example: bool


def _send(session: Session, asked: _Asked, amount_ore: Ore | None, said: dict[str, Any]) -> SentRequisition:
    """Register and book a requisition; `said` is what its terms and its sender say of it."""
    pot = asked.purpose.pot
    earlier_ore = None if asked.source_key is None else _amount_sent(session, asked.book_id, asked.source_key)
    if earlier_ore is None:
        amount = _within_room(least_requisition_room(session, asked.book_id, pot.id, asked.on), amount_ore)
    else:
        amount = earlier_ore if amount_ore is None else amount_ore
    row = {**said, "book_id": asked.book_id, "pot_id": pot.id, "sent_on": asked.on, "amount_ore": amount}
    document, booked = register_booked(
        session,
        actor=asked.actor,
        book_id=asked.book_id,
        kind=DocumentKind.REQUISITION,
        on=asked.on,
        text=said["text"],
        states=("draft", "sent"),
        details={Requisition: [row]},
        movement=lambda own_id: rules.requisition(root=pot.ref, requisition_id=own_id, amount_ore=amount),
        source_key=asked.source_key,
        example=asked.example,
    )
    late = said["due_on"] is not None and asked.on > said["due_on"]
    return SentRequisition(document, booked, amount, said["due_on"], late)


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


def _as_told(terms: Terms) -> dict[str, Any]:
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
    found = receipts_on(session, document.id)
    if found:
        raise RequisitionHasReceipts(
            requisition=document.number,
            received_ore=sum(ore for _number, ore in found),
            receipts=tuple(number for number, _ore in found),
        )


def _refuse_lowered(session: Session, document: Registered) -> None:
    found = lowerings_of(session, document.id)
    if found:
        raise RequisitionIsLowered(
            requisition=document.number,
            lowered_ore=sum(ore for _number, ore in found),
            lowerings=tuple(number for number, _ore in found),
        )
