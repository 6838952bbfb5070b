"""Last year's agreement as the beginning of a new one: purposes, parties and terms moved on, and no amounts."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.agreements import Agreement, Purpose, Terms
from ledger.db.in_force import last_versions
from ledger.db.parties import AgreementParty, AgreementPartyVersion
from ledger.db.pots import Pot
from ledger.domain.scope import Scope
from ledger.domain.years import moved_day, moved_text
from ledger.services.agreements import (
    NewTerms,
    PurposeInfo,
    add_purpose,
    register_agreement,
    require_agreement,
    set_terms,
    terms_as_set,
)
from ledger.services.parties import PartyRole, add_party


@dataclass(frozen=True)
class CopiedAgreement:
    """The new agreement, with its purposes; `terms_id` is None where the old one had no terms."""

    id: int
    purposes: tuple[PurposeInfo, ...]
    terms_id: int | None


@dataclass(frozen=True)
class _Move:
    """How far everything is moved, and whose diary number becomes whose."""

    actor: int
    scope: Scope
    book_id: int
    old: Agreement
    new_id: int
    reference: str
    years: int


def copy_agreement(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    agreement_id: int,
    code: str,
    name: str,
    reference: str,
    years: int = 1,
) -> CopiedAgreement:
    """Register an agreement like an earlier one, so many years later: nothing is decided, requisitioned or booked.

    Years in the names and codes of purposes and pots move along (`SUICID2020` becomes `SUICID2021`; a code without a
    year gets one). The terms are the last that were set. Raises `AlreadyExists`, `TextMissing`, `DateBefore` for a pot
    before the book was opened, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_agreement(session, book_id, agreement_id)
    old = session.get_one(Agreement, agreement_id)
    new_id = register_agreement(
        session, actor=actor, scope=scope, book_id=book_id, code=code, name=name, reference=reference
    )
    move = _Move(actor, scope, book_id, old, new_id, reference.strip(), years)
    purposes = _purposes(session, move)
    _parties(session, move)
    return CopiedAgreement(new_id, purposes, _terms(session, move))


def _purposes(session: Session, move: _Move) -> tuple[PurposeInfo, ...]:
    query = (
        select(Purpose, Pot)
        .join(Pot, (Pot.book_id == Purpose.book_id) & (Pot.id == Purpose.pot_id))
        .where(Purpose.agreement_id == move.old.id)
        .order_by(Purpose.id)
    )
    return tuple(
        add_purpose(
            session,
            actor=move.actor,
            scope=move.scope,
            book_id=move.book_id,
            agreement_id=move.new_id,
            code=purpose.code,
            name=moved_text(purpose.name, move.years),
            pot_code=_pot_code(pot, move.years),
            opened_on=moved_day(pot.opened_on, move.years),
        )
        for purpose, pot in session.execute(query).all()
    )


def _pot_code(pot: Pot, years: int) -> str:
    """A code that the old pot does not have."""
    moved = moved_text(pot.code, years)
    return moved if moved != pot.code else f"{pot.code}-{pot.opened_on.year + years}"


def _parties(session: Session, move: _Move) -> None:
    version = last_versions(AgreementPartyVersion)
    query = (
        select(AgreementParty, version.valid_from)
        .join(version, version.of_id == AgreementParty.id)
        .where(AgreementParty.agreement_id == move.old.id, version.valid_to.is_(None))
        .order_by(AgreementParty.id)
    )
    for party, valid_from in session.execute(query).all():
        add_party(
            session,
            actor=move.actor,
            scope=move.scope,
            book_id=move.book_id,
            agreement_id=move.new_id,
            organisation_id=party.organisation_id,
            role=PartyRole(party.role),
            valid_from=moved_day(valid_from, move.years),
        )


def _terms(session: Session, move: _Move) -> int | None:
    query = (
        select(Terms)
        .where(Terms.agreement_id == move.old.id)
        .order_by(Terms.valid_from.desc(), Terms.version.desc())
        .limit(1)
    )
    last = session.execute(query).scalar_one_or_none()
    if last is None:
        return None
    return set_terms(
        session,
        actor=move.actor,
        scope=move.scope,
        book_id=move.book_id,
        agreement_id=move.new_id,
        terms=_moved(terms_as_set(session, last), move),
    )


def _moved(terms: NewTerms, move: _Move) -> NewTerms:
    def day(given: date | None) -> date | None:
        return None if given is None else moved_day(given, move.years)

    return replace(
        terms,
        valid_from=moved_day(terms.valid_from, move.years),
        requisition_text=_moved_text(terms.requisition_text, move),
        requisition_by=day(terms.requisition_by),
        report_by=day(terms.report_by),
        use_from=day(terms.use_from),
        use_to=day(terms.use_to),
        repay_by=day(terms.repay_by),
    )


def _moved_text(text: str, move: _Move) -> str:
    """The text with the new agreement's diary number for the old one's, which is no year to be moved."""
    parts = text.split(move.old.reference) if move.old.reference else [text]
    return move.reference.join(moved_text(part, move.years) for part in parts)
