"""The proposal of what to repay: where the unused money is, what the terms say, and the most that can go back."""

from datetime import date, datetime

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.reports.repayment import Demand, ProposalRow, RepaymentProposal, propose_repayment
from ledger.services.agreements import CarryOver, set_terms
from ledger.services.receipts import correct_receipt
from ledger.services.repayments import repay
from tests.support.money import MILLION, RECEIVED_ON, SENT_ON, Money
from tests.support.queries import counted
from tests.support.story import COUNTY_ORE, EVERYTHING
from tests.support.yearend import (
    ADDRESS,
    NEXT_YEAR,
    REPORT_BY,
    YEAR_END,
    YearEnd,
    more_authority,
    terms,
    with_recipient,
    with_year_end,
)

ALLOTTED = kronor(7_000_000)
PAID_OUT = kronor(5_000_000)


@pytest.fixture
def ending(money: Money) -> YearEnd:
    """An approved and unpaid invoice, money with a recipient, and a million that was never requisitioned."""
    money.approved()
    with_recipient(money, "FB", ALLOTTED, PAID_OUT)
    more_authority(money)
    return with_year_end(money, CarryOver.NO)


def proposal(
    ending: YearEnd, as_of: date | None = YEAR_END, known_at: datetime | None = None, agreement: str | None = None
) -> RepaymentProposal:
    with read_session(ending.story.engine) as session:
        return propose_repayment(
            session,
            scope=EVERYTHING,
            book_id=ending.story.book_id,
            agreement=agreement,
            as_of=as_of,
            known_at=known_at,
        )


def test_it_says_where_the_money_is_and_what_the_terms_demand(ending: YearEnd) -> None:
    used = kronor(250_000)
    (row,) = proposal(ending).rows
    assert row == ProposalRow(
        agreement="PH2020",
        purpose="SUICID",
        name="Suicidprevention 2020",
        root_id=ending.root_id,
        received_ore=COUNTY_ORE,
        used_ore=used,
        returned_ore=0,
        available_ore=COUNTY_ORE - PAID_OUT,
        reserved_ore=0,
        committed_ore=MILLION - used,
        disbursed_ore=PAID_OUT,
        root_available_ore=COUNTY_ORE - ALLOTTED,
        grant_debt_ore=COUNTY_ORE - used,
        claim_ore=0,
        bank_ore=COUNTY_ORE - PAID_OUT,
        demand=Demand.REPAY,
        payer="Sveriges Kommuner och Regioner",
        report_by=REPORT_BY,
        address=ADDRESS,
        reference="19/01701",
    )
    assert row.unused_ore == COUNTY_ORE - used
    assert row.repayable_ore == COUNTY_ORE - ALLOTTED
    assert row.elsewhere_ore == ALLOTTED - used


def test_what_it_says_can_be_repaid_is_what_the_service_takes(ending: YearEnd) -> None:
    (row,) = proposal(ending).rows
    with ending.money.writing() as session:
        repay(
            session,
            **ending.story.officer,
            purpose_id=ending.story.suicide.id,
            bank_account_id=ending.money.bank_id,
            amount_ore=row.repayable_ore,
            decision_id=ending.decision_id,
            on=NEXT_YEAR,
        )
    (after,) = proposal(ending, None).rows
    assert (after.repayable_ore, after.returned_ore) == (0, row.repayable_ore)
    assert after.unused_ore == row.elsewhere_ore


def test_a_claim_is_not_received(ending: YearEnd) -> None:
    with ending.money.writing() as session:
        ending.money.correct(session, correct_receipt, ending.money.receipt_id, RECEIVED_ON)
    (row,) = proposal(ending).rows
    assert (row.received_ore, row.claim_ore, row.repayable_ore) == (0, COUNTY_ORE, 0)
    assert row.unused_ore == -kronor(250_000)


@pytest.mark.parametrize(
    ("may_carry", "demand"),
    [(CarryOver.NO, Demand.REPAY), (CarryOver.BY_DECISION, Demand.BY_DECISION), (CarryOver.YES, Demand.KEEP)],
)
def test_terms_of_the_day_as_they_were_known(ending: YearEnd, may_carry: CarryOver, demand: Demand) -> None:
    known = clock.now()
    with ending.money.writing() as session:
        changed = terms(ending.story, may_carry, report_by=None, repayment_address="Plusgiro")
        set_terms(session, **ending.story.officer, agreement_id=ending.story.agreement_id, terms=changed)
    (now,), (then,) = proposal(ending).rows, proposal(ending, known_at=known).rows
    assert (now.demand, now.report_by, now.address) == (demand, None, "Plusgiro")
    assert (then.demand, then.report_by, then.address) == (Demand.REPAY, REPORT_BY, ADDRESS)
    (before,) = proposal(ending, SENT_ON).rows
    assert (before.demand, before.address) == (Demand.REPAY, "")


def test_a_purpose_stands_in_it_once_something_is_booked(ending: YearEnd) -> None:
    assert proposal(ending, date(2020, 8, 26)).rows == ()
    assert proposal(ending, agreement="PH2022").rows == ()
    with ending.money.writing() as session:
        changed = terms(ending.story, CarryOver.YES)
        set_terms(session, **ending.story.officer, agreement_id=ending.story.agreement_id, terms=changed)
        ending.carry(session, available_ore=MILLION)
    rows = proposal(ending).rows
    assert [(row.agreement, row.repayable_ore) for row in rows] == [
        ("PH2020", COUNTY_ORE - ALLOTTED - MILLION),
        ("PH2022", MILLION),
    ]


def test_what_is_not_there_is_refused(ending: YearEnd) -> None:
    with pytest.raises(NotFound):
        proposal(ending, agreement="PH1999")
    with pytest.raises(MomentInFuture):
        proposal(ending, known_at=datetime(2999, 1, 1, tzinfo=clock.STOCKHOLM))
    with read_session(ending.story.engine) as session, pytest.raises(NotFound):
        propose_repayment(
            session, scope=Scope.of_books(), book_id=ending.story.book_id, agreement=None, as_of=None, known_at=None
        )


def test_the_number_of_statements_does_not_grow(ending: YearEnd) -> None:
    with counted(ending.story.engine) as few:
        proposal(ending)
    with_recipient(ending.money, "GR", MILLION, MILLION)
    with counted(ending.story.engine) as more:
        assert proposal(ending).rows
    assert len(more) == len(few)
