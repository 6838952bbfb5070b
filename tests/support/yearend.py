"""The story with its money in at the end of the year: who may decide then, a purpose of next year, and the checks."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from ledger.db.books import Entry
from ledger.db.documents import Document
from ledger.db.session import read_session
from ledger.domain.mandates import Power
from ledger.money import Ore
from ledger.reports.controls import Answer, run_controls
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import (
    CarryOver,
    Instrument,
    NewTerms,
    PurposeInfo,
    add_purpose,
    register_agreement,
    set_terms,
)
from ledger.services.allocations import allocate_amounts
from ledger.services.carry_overs import CarriedOver, carry_over
from ledger.services.decisions import DecisionKind, grant_mandate, register_body, register_decision
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from tests.support.money import MILLION, PAID_ON, Money
from tests.support.story import AGREED_ON, EVERYTHING, Here, Story

DECIDED_ON: Final = date(2021, 12, 15)
YEAR_END: Final = date(2021, 12, 31)
NEXT_YEAR: Final = date(2022, 1, 10)
REPORT_BY: Final = date(2022, 3, 31)
CHANGES: Final = {
    "lapse": "deadline = '2019-12-31'",
    "repayment": "address = 'ett annat konto'",
    "carry_over": "carried_on = '2021-12-30'",
    "handover": "handed_on = '2024-01-01'",
    "moved_commitment": "amount_ore = amount_ore - 1",
    "clearing_settlement": "settled_on = '2024-01-14'",
}
"""By table of the year's end, a change that its documents' digests must tell."""
ADDRESS: Final = "Bankgiro 5052-5781, Kammarkollegiet"


@dataclass(frozen=True)
class YearEnd:
    """The money's book with what the end of 2021 needs.

    The body ARSSLUT has the power over the year's end in both purposes, and the decision `decision_id`; `next` is the
    purpose of an agreement of 2022, SUICID2022, without an amount yet.
    """

    money: Money
    decision_id: int
    next: PurposeInfo

    @property
    def story(self) -> Story:
        """The story beneath."""
        return self.money.story

    @property
    def root_id(self) -> int:
        """The old purpose's root."""
        return self.story.suicide.pot.id

    def carry(self, session: Session, **given: Any) -> CarriedOver:
        """Carry over from the old purpose's root to the next one's, with anything changed."""
        said: dict[str, Any] = {
            "old_pot_id": self.root_id,
            "new_pot_id": self.next.pot.id,
            "decision_id": self.decision_id,
            "bank_account_id": self.money.bank_id,
            "on": YEAR_END,
        }
        return carry_over(session, **{**self.story.officer, **said, **given})


def with_year_end(money: Money, may_carry: CarryOver = CarryOver.YES) -> YearEnd:
    """Do and commit what the end of the year needs."""
    story = money.story
    here = story.officer
    with money.writing() as session:
        agreement = register_agreement(session, **here, code="PH2022", name="Psykisk hälsa 2022", reference="21/00123")
        following = add_purpose(
            session,
            **here,
            agreement_id=agreement,
            code="SUICID",
            name="Suicidprevention 2022",
            pot_code="SUICID2022",
            opened_on=DECIDED_ON,
        )
        for agreement_id in (story.agreement_id, agreement):
            set_terms(session, **here, agreement_id=agreement_id, terms=terms(story, may_carry))
        decision = year_end_decision(session, here, story.suicide.pot.id, following.pot.id)
    return YearEnd(money, decision, following)


def terms(story: Story, may_carry: CarryOver, **changed: Any) -> NewTerms:
    """Terms from the day the year's end is decided on."""
    said: dict[str, Any] = {
        "valid_from": DECIDED_ON,
        "payer_id": story.organisations["SKR"],
        "instrument": Instrument.FORM,
        "requisitioner_id": story.organisations["VASTKOM"],
        "requisition_by": date(2020, 12, 31),
        "report_by": REPORT_BY,
        "carry_over": may_carry,
        "repayment_address": ADDRESS,
    }
    return NewTerms(**{**said, **changed})


def year_end_decision(session: Session, here: Here, *pot_ids: int, body: str = "ARSSLUT") -> int:
    """A decision of a body with the power over the year's end in these pots."""
    body_id = register_body(
        session, actor=here["actor"], scope=EVERYTHING, code=body, name="Direktionen", advisory=False
    )
    for pot_id in pot_ids:
        grant_mandate(session, **here, body_id=body_id, power=Power.YEAR_END, pot_id=pot_id, valid_from=AGREED_ON)
    return register_decision(
        session,
        **here,
        body_id=body_id,
        kind=DecisionKind.DECISION,
        decided_on=DECIDED_ON,
        paragraph="§ 31",
        reference="19/01701",
        title="Oförbrukade medel vid årets slut",
    ).id


def more_authority(money: Money) -> None:
    """Raise the purpose's amount by a million, which is never requisitioned."""
    story = money.story
    with money.writing() as session:
        decide_amount(
            session,
            **story.officer,
            purpose_id=story.suicide.id,
            amount_ore=MILLION,
            decision_id=story.decisions["AGREED"],
            on=PAID_ON,
        )


def with_recipient(money: Money, pot: str, allotted_ore: Ore, paid_ore: Ore) -> int:
    """Allot money to a pot and pay some of it out; the pot's number."""
    story = money.story
    pot_id = story.pots[pot]
    with money.writing() as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={pot_id: allotted_ore},
            decision_id=story.decisions["SPLIT"],
            on=PAID_ON,
        )
        if paid_ore != 0:
            pay_out_allotted(
                session,
                **story.officer,
                rows=[AllottedPayment(pot_id, paid_ore)],
                bank_account_id=money.bank_id,
                on=PAID_ON,
            )
    return pot_id


def written(engine: Engine) -> tuple[int, int]:
    """How many documents and entries there are: the same after a refusal as before."""
    with read_session(engine) as session:
        documents = session.execute(select(func.count()).select_from(Document)).scalar_one()
        return documents, session.execute(select(func.count()).select_from(Entry)).scalar_one()


def assert_controls_tie(engine: Engine, *book_ids: int) -> None:
    """No control of any of these books differs."""
    with read_session(engine) as session:
        for book_id in book_ids:
            results = run_controls(session, scope=EVERYTHING, book_id=book_id, as_of=None, known_at=None)
            assert [(one.no, one.breaks) for one in results if one.answer is Answer.DIFFERS] == []
