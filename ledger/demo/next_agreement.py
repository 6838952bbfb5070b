"""The agreement of 2021, begun as a copy of last year's: its amount, how it is asked for, comes in and is split."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.agreement import Minute, decide
from ledger.demo.cast import Cast, at
from ledger.demo.spring import empower
from ledger.demo.threads import Threads, thousands
from ledger.domain.attests import Step
from ledger.domain.mandates import Power
from ledger.domain.shares import Weight
from ledger.money import kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreement_copies import copy_agreement
from ledger.services.agreements import PurposeInfo
from ledger.services.allocations import allocate_amounts, allocate_by_key
from ledger.services.commitments import commit
from ledger.services.decisions import grant_mandate
from ledger.services.keys import find_key
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from ledger.services.persons import grant_attest_right
from ledger.services.placements import PlacePart, place_receipt
from ledger.services.pots import open_pot
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import correct_requisition, register_certificate, send_requisition
from ledger.services.unplaced_receipts import register_unplaced_receipt

CODE: Final = "PH2021"
AMOUNT: Final = thousands(20_000)
COPIED_ON: Final = date(2021, 9, 20)
AGREED_ON: Final = date(2021, 9, 24)
ASKED_WRONGLY_ON: Final = date(2021, 11, 12)
ASKED_ON: Final = date(2021, 11, 15)
FIRST_PART_ON: Final = date(2021, 12, 10)
SPLIT_ON: Final = date(2021, 12, 17)
SECOND_PART_ON: Final = date(2022, 1, 14)
PLACED_ON: Final = date(2022, 1, 18)
PAID_OUT_ON: Final = date(2022, 1, 21)
TO_ASSOCIATIONS: Final = thousands(8_000)
TO_REGION: Final = thousands(4_000)
_AGREED: Final = Minute("STATEN-SKR", AGREED_ON, "överenskommelse 2021", "Länets del av medlen 2021", "Exempel.")
_SPLIT: Final = Minute("STYRGRUPP", SPLIT_ON, "§ 18", "Fördelning av 2021 års medel", "Exempel.")


def copy_last_year(session: Session, threads: Threads) -> None:
    """The copy, who may do what over it, and its amount."""
    cast = threads.cast
    with at(COPIED_ON):
        copied = copy_agreement(
            session,
            **cast.officer_here,
            agreement_id=threads.story.purpose.agreement_id,
            code=CODE,
            name="Psykisk hälsa 2021",
            reference="21/EXEMPEL",
        )
        purpose = threads.next = copied.purposes[0]
        empower(session, cast, purpose, Power.ALLOCATION, Power.COMMITMENT, Power.USE, Power.YEAR_END)
        _attesters(session, cast, purpose)
    with at(AGREED_ON):
        grant_mandate(
            session,
            **cast.officer_here,
            body_id=cast.bodies["STATEN-SKR"],
            power=Power.AGREEMENT,
            pot_id=purpose.pot.id,
            valid_from=purpose.pot.opened_on,
        )
        decide_amount(
            session,
            **cast.officer_here,
            purpose_id=purpose.id,
            amount_ore=AMOUNT,
            decision_id=decide(session, cast, _AGREED),
            on=AGREED_ON,
            example=True,
        )


def _attesters(session: Session, cast: Cast, purpose: PurposeInfo) -> None:
    for person, step, limit in (
        (cast.confirmer, Step.CONFIRM, None),
        (cast.approver, Step.APPROVE, kronor(500_000)),
        (cast.director, Step.APPROVE, None),
    ):
        grant_attest_right(
            session,
            **cast.officer_here,
            person_id=person,
            pot_id=purpose.pot.id,
            step=step,
            limit_ore=limit,
            valid_from=purpose.pot.opened_on,
        )


def ask(session: Session, threads: Threads) -> None:
    """A requisition of the wrong amount, which is a draft again, and the right one."""
    cast, purpose = threads.cast, threads.next
    with at(ASKED_WRONGLY_ON):
        certificate = register_certificate(
            session,
            **cast.officer_here,
            agreement_id=purpose.agreement_id,
            certified_on=ASKED_WRONGLY_ON - timedelta(days=2),
            certified_by="Ekonomidirektör",
            reference="21/EXEMPEL",
            example=True,
        ).id
        wrong = send_requisition(
            session,
            **cast.officer_here,
            purpose_id=purpose.id,
            amount_ore=AMOUNT - thousands(2_000),
            on=ASKED_WRONGLY_ON,
            certificate_id=certificate,
            example=True,
        )
    with at(ASKED_ON):
        correct_requisition(
            session,
            **cast.officer_here,
            document_id=wrong.document.id,
            reason="Beloppet var fel: 2 000 000 kr saknades",
            booked_on=ASKED_ON,
        )
        threads.requisition_id = send_requisition(
            session,
            **cast.officer_here,
            purpose_id=purpose.id,
            amount_ore=None,
            on=ASKED_ON,
            certificate_id=certificate,
            example=True,
        ).document.id


def receive_first_part(session: Session, threads: Threads) -> None:
    """Three quarters of what was asked for."""
    with at(FIRST_PART_ON):
        register_receipt(
            session,
            **threads.cast.officer_here,
            **threads.by_bank,
            requisition_id=threads.requisition_id,
            amount_ore=thousands(15_000),
            on=FIRST_PART_ON,
            text="SKR, del 1 av 2",
        )


def split(session: Session, threads: Threads) -> None:
    """To the associations by last year's key, to the region, and the coordinator's second year."""
    cast, purpose = threads.cast, threads.next
    with at(SPLIT_ON):
        decision = decide(session, cast, _SPLIT)
        key = find_key(session, cast.book_id, "DEMO-KF")
        pots = {one.code: _open(session, cast, purpose, f"KF21-{one.code}", one) for one in key.snapshot.weights}
        divided = allocate_by_key(
            session,
            **cast.officer_here,
            pot_id=purpose.pot.id,
            decision_id=decision,
            on=SPLIT_ON,
            amount_ore=TO_ASSOCIATIONS,
            key_id=key.id,
            pots=pots,
            text="Kommunalförbunden",
            example=True,
        )
        region = _open(session, cast, purpose, "REGION21-VGR", Weight("VGR", "Västra Götalandsregionen", 1))
        allocate_amounts(
            session,
            **cast.officer_here,
            pot_id=purpose.pot.id,
            decision_id=decision,
            on=SPLIT_ON,
            amounts={region: TO_REGION},
            text="Västra Götalandsregionen",
            example=True,
        )
        threads.shares = {**{share.pot.id: share.share_ore for share in divided.shares}, region: TO_REGION}
        threads.coordinating_id = commit(
            session,
            **cast.officer_here,
            pot_id=purpose.pot.id,
            performer_id=cast.organisations["SK"],
            name="Länsgemensam samordnare, andra året",
            amount_ore=kronor(900_000),
            decision_id=decision,
            on=SPLIT_ON,
            ends_on=date(2022, 12, 31),
            example=True,
        ).document.id


def _open(session: Session, cast: Cast, purpose: PurposeInfo, code: str, recipient: Weight) -> int:
    return open_pot(
        session,
        **cast.officer_here,
        parent_id=purpose.pot.id,
        code=code,
        name=recipient.name,
        holder_id=cast.organisations[recipient.code],
        opened_on=SPLIT_ON,
    ).id


def pay_out(session: Session, threads: Threads) -> None:
    """The second part comes without a word and is placed; then everybody is paid."""
    cast = threads.cast
    with at(SECOND_PART_ON):
        unplaced = register_unplaced_receipt(
            session,
            **cast.officer_here,
            **threads.by_bank,
            amount_ore=thousands(5_000),
            on=SECOND_PART_ON,
            sender="SKR",
        )
    with at(PLACED_ON):
        place_receipt(
            session,
            **cast.officer_here,
            unplaced_id=unplaced.document.id,
            parts=[PlacePart(threads.requisition_id, thousands(5_000))],
            on=PLACED_ON,
            example=True,
        )
    with at(PAID_OUT_ON):
        pay_out_allotted(
            session,
            **cast.officer_here,
            **threads.by_bank,
            rows=[AllottedPayment(pot_id, share) for pot_id, share in threads.shares.items()],
            on=PAID_OUT_ON,
        )
