"""What a large demo is about: agreements with pots and commitments enough for any number of invoices."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.data.care_areas import NAMES
from ledger.db.keepers import Book
from ledger.demo.agreement import Minute, decide
from ledger.demo.cast import ASSOCIATION_CODES, EVERYTHING, Cast, at
from ledger.demo.figures import BOOK, LAST_HASH
from ledger.domain.attests import AttestedPot, Step
from ledger.domain.entries import PotRef
from ledger.domain.mandates import Power
from ledger.errors import DatabaseNotDemo
from ledger.money import Ore
from ledger.reports.demonstration import FIRST, LOGINS_END, is_demonstration
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import Instrument, NewTerms, PurposeInfo, add_purpose, register_agreement, set_terms
from ledger.services.allocations import allocate_amounts
from ledger.services.bank_accounts import open_bank_account
from ledger.services.books import find_book
from ledger.services.commitments import commit
from ledger.services.decisions import find_body, grant_mandate, require_decision
from ledger.services.organisations import OrganisationInfo, find_organisation
from ledger.services.persons import find_person, grant_attest_right
from ledger.services.pots import PotInfo, open_pot
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import send_requisition
from ledger.services.seals import seal_book

BEGINS: Final = date(2022, 4, 11)
"""After the story's last day."""
AGREEMENTS: Final = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Draw:
    """One commitment: the pot it is of, whose invoices it takes, and to which account they are paid."""

    commitment_id: int
    pot: PotRef
    attested: AttestedPot
    supplier_id: int
    payee_account: str


@dataclass(frozen=True)
class Grant:
    """One agreement with all its money in the bank and in commitments, by one decision (id and digest)."""

    bank_account_id: int
    decision: tuple[int, str]
    draws: tuple[Draw, ...]


def recognise(session: Session) -> Cast:
    """The cast of a database with both years of the story and nothing else, sealed; raises `DatabaseNotDemo`."""
    books = tuple(session.scalars(select(Book.code).order_by(Book.code)))
    if books != (BOOK,) or not is_demonstration(session):
        raise DatabaseNotDemo(books=books)
    organisations = ("SKR", "VASTKOM", *NAMES, *ASSOCIATION_CODES.values())
    cast = Cast(
        book_id=find_book(session, EVERYTHING, BOOK).id,
        officer=find_person(session, FIRST),
        approver=find_person(session, f"attestant{LOGINS_END}"),
        confirmer=find_person(session, f"sakattestant{LOGINS_END}"),
        director=find_person(session, f"direktor{LOGINS_END}"),
        organisations={code: find_organisation(session, code).id for code in organisations},
        bodies={code: find_body(session, code) for code in ("STATEN-SKR", "STYRGRUPP")},
    )
    sealed = seal_book(session, **cast.officer_here)
    if sealed is None or sealed.hash != LAST_HASH:
        raise DatabaseNotDemo(books=books)
    return cast


def grant_all(session: Session, cast: Cast, room_ore: Ore) -> list[Grant]:
    """Agreements whose every commitment holds so much, in öre: decided, asked for, received and committed on a day."""
    with at(BEGINS):
        bank = open_bank_account(session, **cast.officer_here, name="Bankkonto, stor", number="1940", example=True).id
        return [_grant(session, cast, bank, letter, room_ore) for letter in AGREEMENTS]


def _grant(session: Session, cast: Cast, bank: int, letter: str, room_ore: Ore) -> Grant:
    purpose = _agree(session, cast, letter)
    holders = [find_organisation(session, code, BEGINS) for code in NAMES]
    performers = [find_organisation(session, code, BEGINS) for code in (*NAMES, *ASSOCIATION_CODES.values())]
    amount = room_ore * len(performers)
    agreed = Minute("STATEN-SKR", BEGINS, f"stor {letter}", f"Stora avtalet {letter}", "Exempel.")
    decide_amount(
        session,
        **cast.officer_here,
        purpose_id=purpose.id,
        amount_ore=amount,
        decision_id=decide(session, cast, agreed),
        on=BEGINS,
        example=True,
    )
    _receive(session, cast, bank, purpose)
    minute = Minute("STYRGRUPP", BEGINS, f"§ 5{letter}", f"Fördelning och uppdrag {letter}", "Exempel.")
    decision = decide(session, cast, minute)
    pots = [_pot(session, cast, purpose, letter, holder) for holder in holders]
    placed = [(pots[place % len(pots)], performer) for place, performer in enumerate(performers)]
    shares = {pot.id: room_ore * sum(one.id == pot.id for one, _ in placed) for pot in pots}
    allocate_amounts(
        session,
        **cast.officer_here,
        pot_id=purpose.pot.id,
        amounts=shares,
        decision_id=decision,
        on=BEGINS,
        example=True,
    )
    draws = tuple(
        _draw(session, cast, pot, performer, room_ore=room_ore, decision_id=decision) for pot, performer in placed
    )
    basis = require_decision(
        session,
        book_id=cast.book_id,
        decision_id=decision,
        power=Power.COMMITMENT,
        pot_id=purpose.pot.id,
        on=BEGINS,
    )
    return Grant(bank, basis, draws)


def _agree(session: Session, cast: Cast, letter: str) -> PurposeInfo:
    agreement = register_agreement(
        session,
        **cast.officer_here,
        code=f"STOR-{letter}",
        name=f"Stora avtalet {letter}",
        reference=f"STOR/{letter}",
    )
    purpose = add_purpose(
        session,
        **cast.officer_here,
        agreement_id=agreement,
        code="STOR",
        name=f"Stora ändamålet {letter}",
        pot_code=f"STOR-{letter}",
        opened_on=BEGINS,
    )
    terms = NewTerms(
        valid_from=BEGINS,
        payer_id=cast.organisations["SKR"],
        instrument=Instrument.FORM,
        requisitioner_id=cast.organisations["VASTKOM"],
    )
    set_terms(session, **cast.officer_here, agreement_id=agreement, terms=terms)
    for body, power in (
        ("STATEN-SKR", Power.AGREEMENT),
        ("STYRGRUPP", Power.ALLOCATION),
        ("STYRGRUPP", Power.COMMITMENT),
    ):
        grant_mandate(
            session,
            **cast.officer_here,
            body_id=cast.bodies[body],
            power=power,
            pot_id=purpose.pot.id,
            valid_from=BEGINS,
        )
    for person, step in ((cast.confirmer, Step.CONFIRM), (cast.approver, Step.APPROVE)):
        grant_attest_right(
            session,
            **cast.officer_here,
            person_id=person,
            pot_id=purpose.pot.id,
            step=step,
            limit_ore=None,
            valid_from=BEGINS,
        )
    return purpose


def _receive(session: Session, cast: Cast, bank: int, purpose: PurposeInfo) -> None:
    sent = send_requisition(
        session, **cast.officer_here, purpose_id=purpose.id, amount_ore=None, on=BEGINS, example=True
    )
    register_receipt(
        session,
        **cast.officer_here,
        requisition_id=sent.document.id,
        bank_account_id=bank,
        amount_ore=sent.amount_ore,
        on=BEGINS,
        example=True,
    )


def _pot(session: Session, cast: Cast, purpose: PurposeInfo, letter: str, holder: OrganisationInfo) -> PotInfo:
    return open_pot(
        session,
        **cast.officer_here,
        parent_id=purpose.pot.id,
        code=f"STOR-{letter}-{holder.code}",
        name=holder.name,
        holder_id=holder.id,
        opened_on=BEGINS,
    )


def _draw(
    session: Session, cast: Cast, pot: PotInfo, performer: OrganisationInfo, *, room_ore: Ore, decision_id: int
) -> Draw:
    made = commit(
        session,
        **cast.officer_here,
        pot_id=pot.id,
        performer_id=performer.id,
        name=f"Insatser, {performer.name}",
        amount_ore=room_ore,
        decision_id=decision_id,
        on=BEGINS,
        example=True,
    )
    return Draw(made.document.id, pot.ref, AttestedPot(pot.name, pot.path), performer.id, performer.bankgiro or "")
