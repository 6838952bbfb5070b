"""Finding registers, agreements, pots and decisions by id or by what they are called: one query for each kind."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ledger.db.agreements import Agreement, Purpose
from ledger.db.decisions import Body, Decision, Mandate
from ledger.db.documents import Document
from ledger.db.files import Attachment
from ledger.db.keepers import Book
from ledger.db.keys import AllocationKey
from ledger.db.organisations import AttestRight, Organisation, Person
from ledger.db.parties import AgreementParty
from ledger.db.pots import Pot
from ledger.db.registers import BodyVersion, Membership, PersonRole
from ledger.domain.identifiers import organisation_number
from ledger.errors import LedgerError

Labels: TypeAlias = dict[int, tuple[str, ...]]
"""What each thing found is called, by id; the first says exactly which it is."""

Finder: TypeAlias = Callable[[Session, int, "Wanted"], Labels]

_DATED: Final = re.compile(r"(?:.+ )?\d{4}-\d{2}-\d{2} (?P<paragraph>.+)", re.ASCII)
_NUMBER: Final = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """The ids and the texts that are sought."""

    ids: tuple[int, ...]
    texts: tuple[str, ...]

    @staticmethod
    def of(given: Collection[int | str]) -> "Wanted":
        """What was given, each text in every form it may be kept in."""
        texts = {form for text in given if isinstance(text, str) for form in forms_of(text)}
        return Wanted(tuple(sorted(one for one in given if isinstance(one, int))), tuple(sorted(texts)))


def forms_of(text: str) -> set[str]:
    """A text as it is given, as an organisation number in its one form, and a bare number as the paragraph it is."""
    forms = {text}
    if _NUMBER.fullmatch(text) and len(text) <= 4:
        forms.add(f"§ {text}")
    try:
        forms.add(organisation_number(text))
    except LedgerError:
        return forms
    return forms


def organisations(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Organisations, which all books share, by code or number."""
    del book_id
    query = select(Organisation.id, Organisation.code, Organisation.number)
    sought = _any(wanted, Organisation.id, Organisation.code, Organisation.number)
    return _labelled(session, query.where(sought).order_by(Organisation.id))


def persons(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Persons by login."""
    del book_id
    query = select(Person.id, Person.login).where(_any(wanted, Person.id, Person.login))
    return _labelled(session, query.order_by(Person.id))


def bodies(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Bodies by code."""
    del book_id
    query = select(Body.id, Body.code).where(_any(wanted, Body.id, Body.code))
    return _labelled(session, query.order_by(Body.id))


def books(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Books by code."""
    del book_id
    query = select(Book.id, Book.code).where(_any(wanted, Book.id, Book.code))
    return _labelled(session, query.order_by(Book.id))


def memberships(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Memberships, which have nothing but their ids."""
    del book_id
    query = select(Membership.id, literal("")).where(Membership.id.in_(wanted.ids))
    return _labelled(session, query.order_by(Membership.id))


def agreements(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's agreements by code."""
    query = select(Agreement.id, Agreement.code).where(Agreement.book_id == book_id)
    return _labelled(session, query.where(_any(wanted, Agreement.id, Agreement.code)).order_by(Agreement.id))


def purposes(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's purposes by code alone, with their agreement's before it, or by their pot's code."""
    exactly = Agreement.code + "/" + Purpose.code
    query = (
        select(Purpose.id, exactly, Purpose.code, Pot.code)
        .join(Agreement, Agreement.id == Purpose.agreement_id)
        .join(Pot, (Pot.book_id == Purpose.book_id) & (Pot.id == Purpose.pot_id))
        .where(Purpose.book_id == book_id)
    )
    return _labelled(
        session, query.where(_any(wanted, Purpose.id, exactly, Purpose.code, Pot.code)).order_by(Purpose.id)
    )


def pots(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's pots by code."""
    query = select(Pot.id, Pot.code).where(Pot.book_id == book_id)
    return _labelled(session, query.where(_any(wanted, Pot.id, Pot.code)).order_by(Pot.id))


def keys(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's allocation keys by code."""
    query = select(AllocationKey.id, AllocationKey.code).where(AllocationKey.book_id == book_id)
    return _labelled(
        session, query.where(_any(wanted, AllocationKey.id, AllocationKey.code)).order_by(AllocationKey.id)
    )


def decisions(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's decisions by body (code or a name it has had), day and paragraph; less, where that is enough.

    The diary's reference does where only one decision has it.
    """
    tails = {match["paragraph"] for match in map(_DATED.fullmatch, wanted.texts) if match is not None}
    texts = tuple(sorted({*wanted.texts, *(form for tail in tails for form in forms_of(tail))}))
    query = (
        select(
            Decision.id,
            Body.code,
            Body.name,
            BodyVersion.name,
            Decision.decided_on,
            Decision.paragraph,
            Decision.reference,
        )
        .join(Body, Body.id == Decision.body_id)
        .outerjoin(BodyVersion, BodyVersion.of_id == Body.id)
        .where(Decision.book_id == book_id)
        .where(_any(Wanted(wanted.ids, texts), Decision.id, Decision.paragraph, Decision.reference))
        .order_by(Decision.id, BodyVersion.no)
    )
    found: Labels = {}
    for decision_id, code, name, later, day, paragraph, reference in session.execute(query):
        dated = f"{day} {paragraph}"
        told = (*(f"{body} {dated}" for body in _said((code, name, later))), dated, paragraph, reference)
        found[decision_id] = (*found.get(decision_id, ()), *told)
    return found


def mandates(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's mandates, by id."""
    return _by_id(session, select(Mandate.id, literal("")).where(Mandate.book_id == book_id), Mandate.id, wanted)


def attest_rights(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's rights to attest, by id."""
    query = select(AttestRight.id, literal("")).where(AttestRight.book_id == book_id)
    return _by_id(session, query, AttestRight.id, wanted)


def roles(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """The book's roles, by id."""
    query = select(PersonRole.id, literal("")).where(PersonRole.book_id == book_id)
    return _by_id(session, query, PersonRole.id, wanted)


def parties(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Parties of the book's agreements, by id."""
    query = select(AgreementParty.id, literal("")).join(Agreement, Agreement.id == AgreementParty.agreement_id)
    return _by_id(session, query.where(Agreement.book_id == book_id), AgreementParty.id, wanted)


def attachments(session: Session, book_id: int, wanted: Wanted) -> Labels:
    """Files attached to what is the book's, or to an organisation, by id."""
    query = (
        select(Attachment.id, literal(""))
        .outerjoin(Document, Document.id == Attachment.document_id)
        .outerjoin(Decision, Decision.id == Attachment.decision_id)
        .outerjoin(Agreement, Agreement.id == Attachment.agreement_id)
        .where(
            or_(
                Document.book_id == book_id,
                Decision.book_id == book_id,
                Agreement.book_id == book_id,
                Attachment.organisation_id.is_not(None),
            )
        )
    )
    return _by_id(session, query, Attachment.id, wanted)


def _by_id(
    session: Session, query: Select[*tuple[Any, ...]], column: InstrumentedAttribute[int], wanted: Wanted
) -> Labels:
    return _labelled(session, query.where(column.in_(wanted.ids)).order_by(column))


def _any(wanted: Wanted, ident: InstrumentedAttribute[int], *called: Any) -> ColumnElement[bool]:
    """Whether a row has one of the ids, or is called by one of the texts in one of its columns."""
    return or_(ident.in_(wanted.ids), *(column.in_(wanted.texts) for column in called))


def _labelled(session: Session, query: Select[*tuple[Any, ...]]) -> Labels:
    return {found: _said(said) for found, *said in session.execute(query)}


def _said(labels: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(label for label in labels if label is not None)
