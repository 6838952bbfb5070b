"""Payouts on use reports: what is owed in arrears, whole, to the recipients' accounts, and turned back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.session import read_session
from ledger.db.use_reports import ReportPayoutRow
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    BankInsufficient,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
    PayeeAccountMissing,
    PayoutEmpty,
    PayoutRowTwice,
    ReasonMissing,
    UseReportNotOwed,
)
from ledger.money import kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.receipts import correct_receipt
from ledger.services.report_payouts import correct_report_payout
from tests.support.held import RECLAIMED_ON, REVIEWED_ON, SEVEN_MILLION, Held
from tests.support.money import RECEIVED_ON
from tests.support.story import SPLIT_ON

MORE = kronor(150_000)


@pytest.fixture
def owed(held: Held) -> dict[str, int]:
    """Reports by the codes of their pots: SK's and GR's in arrears, FB's of what it holds alone."""
    shares = {"SK": MORE, "GR": kronor(70), "SIMBA": kronor(5)}
    with held.money.writing() as session:
        allocate_amounts(
            session,
            **held.here,
            pot_id=held.pots["SUICID2020"],
            amounts={held.pots[code]: amount for code, amount in shares.items()},
            decision_id=held.decisions["SPLIT"],
            on=SPLIT_ON,
        )
    held.pass_on([held.child("1444", kronor(9))])
    reported = {"SK": SEVEN_MILLION + MORE - kronor(9), "GR": kronor(70), "SK-1444": kronor(9), "SIMBA": kronor(5)}
    use = held.decisions["USE"]
    return {
        code: held.approved(held.report(amount, code), decision_id=use).report.id for code, amount in reported.items()
    }


def test_reports_are_paid_in_one_batch_and_one_entry(held: Held, owed: dict[str, int]) -> None:
    root = held.pots["SUICID2020"]
    paid = held.paid(owed["GR"], owed["SK"])
    assert (paid.document.number, paid.amount_ore) == ("UÅ-2021-01", MORE + kronor(70))
    assert held.lines(paid.booked) == [
        ("payable", held.pots["GR"], owed["GR"], kronor(70)),
        ("bank", root, held.money.bank_id, -MORE - kronor(70)),
        ("payable", held.pots["SK"], owed["SK"], MORE),
    ]
    assert [held.money.state(owed[code]) for code in ("GR", "SK", "SK-1444")] == ["paid", "paid", "approved"]
    with read_session(held.money.story.engine) as session:
        rows = session.execute(
            select(ReportPayoutRow.report_id, ReportPayoutRow.payee_account, ReportPayoutRow.amount_ore).order_by(
                ReportPayoutRow.row_no
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        (owed["GR"], "1234-5633", kronor(70)),
        (owed["SK"], "1234-5641", MORE),
    ]
    held.require_green()


def test_only_what_is_owed_is_paid(held: Held, owed: dict[str, int]) -> None:
    drafted = held.submitted(held.report(kronor(1), "GR"))
    with pytest.raises(PayoutEmpty):
        held.paid()
    with pytest.raises(PayoutRowTwice):
        held.paid(owed["SK"], owed["SK"])
    with pytest.raises(NotFound):
        held.paid(owed["SK"], 4711)
    with pytest.raises(UseReportNotOwed) as not_owed:
        held.paid(owed["SK"], owed["SK-1444"])
    assert not_owed.value.facts() == {"report": "ÅR-2021-03"}
    with pytest.raises(DocumentWrongState) as wrong:
        held.paid(owed["SK"], drafted)
    assert wrong.value.facts() == {"document": "ÅR-2021-05", "state": "submitted", "wanted": "approved"}
    with pytest.raises(PayeeAccountMissing) as nowhere:
        held.paid(owed["SIMBA"])
    assert nowhere.value.facts() == {"payee": "SIMBA"}
    with pytest.raises(NotFound):
        held.paid(owed["SK"], bank_account_id=held.money.receipt_id)
    with pytest.raises(NotFound):
        held.paid(owed["SK"], scope=Scope.of_books(held.here["book_id"] + 1))
    assert held.money.balance(Kind.PAYABLE, "SK", owed["SK"]) == -MORE
    held.paid(owed["SK"])
    with pytest.raises(DocumentWrongState) as paid:
        held.paid(owed["SK"])
    assert paid.value.facts()["state"] == "paid"


def test_the_day_and_the_bank(held: Held, owed: dict[str, int]) -> None:
    with pytest.raises(DateBefore) as refusal:
        held.paid(owed["SK"], on=REVIEWED_ON - timedelta(days=1))
    assert refusal.value.facts()["other_day"] == REVIEWED_ON
    with pytest.raises(DateOutOfRange):
        held.paid(owed["SK"], on=clock.today() + timedelta(days=1))
    held.corrected(correct_receipt, held.money.receipt_id, RECEIVED_ON)
    with pytest.raises(BankInsufficient) as short:
        held.paid(owed["SK"])
    assert short.value.facts()["after_ore"] == -SEVEN_MILLION - MORE


def test_the_same_batch_twice_is_paid_once(held: Held, owed: dict[str, int]) -> None:
    first = held.paid(owed["SK"], source_key="fil:1")
    again = held.paid(owed["SK"], source_key="fil:1")
    assert (again.document.id, again.booked, again.amount_ore) == (first.document.id, None, MORE)
    with pytest.raises(DocumentSourceKeyTaken):
        held.paid(owed["GR"], source_key="fil:1")
    with pytest.raises(DocumentSourceKeyTaken):
        held.paid(owed["SK"], on=RECLAIMED_ON + timedelta(days=1), source_key="fil:1")


def test_a_corrected_batch_may_be_paid_again(held: Held, owed: dict[str, int]) -> None:
    paid = held.paid(owed["SK"], owed["GR"])
    with held.money.writing() as session, pytest.raises(ReasonMissing):
        held.money.correct(session, correct_report_payout, paid.document.id, RECLAIMED_ON, reason="fel")
    corrected = held.corrected(correct_report_payout, paid.document.id)
    assert held.lines(corrected) == [(*account, -ore) for *account, ore in held.lines(paid.booked)]
    assert [held.money.state(owed[code]) for code in ("SK", "GR")] == ["approved", "approved"]
    assert held.money.state(paid.document.id) == "annulled"
    held.require_green()
    with pytest.raises(DocumentWrongState):
        held.corrected(correct_report_payout, paid.document.id)
    assert held.paid(owed["SK"]).document.number == "UÅ-2021-02"
