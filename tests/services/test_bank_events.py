"""Interest that the payer shall have, and movements of the bank outside agreements."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    AmountZero,
    BankInsufficient,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    InterestExceedsDebt,
    InterestPaidOn,
    NotFound,
    ReasonMissing,
    TextMissing,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.bank_accounts import open_bank_account
from ledger.services.bank_events import (
    PassedBank,
    correct_interest,
    correct_interest_payment,
    correct_other_bank_movement,
    pay_interest_on,
    receive_interest,
    register_other_bank_movement,
)
from ledger.services.books import other_root
from tests.support.claims import differing
from tests.support.money import Money
from tests.support.raw import dump

JANUARY: Final = date(2021, 1, 4)
MARCH: Final = date(2021, 3, 31)
INTEREST: Final = kronor(1_250, 75)


def interest(
    money: Money,
    do: Callable[..., PassedBank] = receive_interest,
    amount_ore: Ore = INTEREST,
    on: date = JANUARY,
    **said: Any,
) -> PassedBank:
    given: dict[str, Any] = {"purpose_id": money.story.suicide.id, "bank_account_id": money.bank_id}
    with money.writing() as session:
        return do(session, **{**money.story.officer, **given, **said}, amount_ore=amount_ore, on=on)


def other(money: Money, amount_ore: Ore, text: str = "Bankavgift", **said: Any) -> PassedBank:
    given: dict[str, Any] = {"bank_account_id": money.bank_id, "on": JANUARY}
    with money.writing() as session:
        return register_other_bank_movement(
            session, **{**money.story.officer, **given, **said}, amount_ore=amount_ore, text=text
        )


def test_interest_comes_in_and_is_paid_on(money: Money) -> None:
    root = money.story.suicide.pot.id
    came = interest(money)
    assert came.document.number == "RÄ-2021-01"
    assert money.story.lines(came.booked) == [
        ("bank", root, money.bank_id, INTEREST),
        ("interest_debt", root, 0, -INTEREST),
    ]
    paid = interest(money, pay_interest_on, on=MARCH)
    assert (paid.document.number, paid.amount_ore) == ("RB-2021-01", -INTEREST)
    assert money.story.lines(paid.booked) == [
        ("bank", root, money.bank_id, -INTEREST),
        ("interest_debt", root, 0, INTEREST),
    ]
    assert money.balance(Kind.INTEREST_DEBT) == 0
    assert differing(money) == []


def test_no_more_is_paid_on_than_the_payer_shall_have(money: Money) -> None:
    interest(money)
    interest(money, pay_interest_on, kronor(250, 75), on=MARCH)
    before = dump(money.story.engine)
    with pytest.raises(InterestExceedsDebt) as refusal:
        interest(money, pay_interest_on, kronor(1_000, 1), on=JANUARY)
    assert refusal.value.facts() == {
        "purpose": "Suicidprevention 2020",
        "wanted_ore": kronor(1_000, 1),
        "debt_ore": kronor(1_000),
        "day": MARCH,
    }
    assert dump(money.story.engine) == before
    assert "är räntan att betala 1\u00a0000\u00a0kr den 2021-03-31" in explain(refusal.value)


def test_interest_is_paid_from_an_account_that_holds_it(money: Money) -> None:
    interest(money)
    with money.writing() as session:
        empty = open_bank_account(session, **money.story.officer, name="Sparkonto", number="1")
    with pytest.raises(BankInsufficient):
        interest(money, pay_interest_on, bank_account_id=empty.id)


def test_movements_outside_agreements_stand_at_ovrigt(money: Money) -> None:
    with read_session(money.story.engine) as session:
        ovrigt = other_root(session, money.story.book_id).pot_id
    came = other(money, kronor(500), "Återbäring")
    assert money.story.lines(came.booked) == [
        ("bank", ovrigt, money.bank_id, kronor(500)),
        ("other", ovrigt, 0, -kronor(500)),
    ]
    fee = other(money, -kronor(120))
    assert fee.document.number == "BH-2021-02"
    assert money.story.lines(fee.booked) == [
        ("bank", ovrigt, money.bank_id, -kronor(120)),
        ("other", ovrigt, 0, kronor(120)),
    ]
    assert differing(money) == []


def test_a_fee_that_ovrigt_has_no_money_for_is_booked_and_control_7_says_so(money: Money) -> None:
    other(money, -kronor(120))
    assert differing(money) == [(7, "Ändamålets bank är under noll: det har lånat av ett annat")]


@pytest.mark.parametrize(
    ("corrector", "number"),
    [(correct_interest, 0), (correct_interest_payment, 1), (correct_other_bank_movement, 2)],
)
def test_each_is_turned_back(money: Money, corrector: Any, number: int) -> None:
    more = interest(money, amount_ore=INTEREST * 2)
    paid = interest(money, pay_interest_on, on=MARCH)
    came = other(money, kronor(500))
    one = (interest(money), paid, came)[number]
    before = [(kind, pot, subject, -ore) for kind, pot, subject, ore in money.story.lines(one.booked)]
    with money.writing() as session:
        corrected = money.correct(session, corrector, one.document.id, MARCH)
    assert money.story.lines(corrected) == before
    assert (money.state(one.document.id), money.state(more.document.id)) == ("annulled", "booked")
    assert differing(money) == []
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            money.correct(session, corrector, one.document.id, MARCH)
        with pytest.raises(NotFound):
            money.correct(session, corrector, money.bank_id, MARCH)


def test_interest_that_is_paid_on_is_corrected_from_its_end(money: Money) -> None:
    came = interest(money)
    paid = interest(money, pay_interest_on, kronor(1), on=MARCH)
    with money.writing() as session, pytest.raises(InterestPaidOn) as refusal:
        money.correct(session, correct_interest, came.document.id, JANUARY)
    assert refusal.value.facts() == {
        "interest": "RÄ-2021-01",
        "amount_ore": INTEREST,
        "debt_ore": INTEREST - kronor(1),
    }
    with money.writing() as session:
        money.correct(session, correct_interest_payment, paid.document.id, MARCH)
        money.correct(session, correct_interest, came.document.id, MARCH)
    assert differing(money) == []


def test_each_once_however_often_it_is_sent(money: Money) -> None:
    for do in (receive_interest, pay_interest_on):
        first = interest(money, do, source_key=do.__name__)
        again = interest(money, do, source_key=do.__name__)
        assert (again.document.id, again.booked) == (first.document.id, None)
    first = other(money, kronor(1), source_key="bh:1")
    assert other(money, kronor(1), source_key="bh:1").booked is None
    with pytest.raises(DocumentSourceKeyTaken):
        other(money, kronor(2), source_key="bh:1")


def test_what_each_is_asked(money: Money) -> None:
    for do in (receive_interest, pay_interest_on):
        with pytest.raises(AmountNotPositive):
            interest(money, do, 0)
        with pytest.raises(NotFound):
            interest(money, do, purpose_id=4711)
        with pytest.raises(NotFound):
            interest(money, do, scope=Scope.of_books(money.story.book_id + 1))
    with pytest.raises(NotFound):
        interest(money, bank_account_id=4711)
    with pytest.raises(DateOutOfRange):
        interest(money, on=clock.today() + timedelta(days=1))
    with pytest.raises(AmountZero):
        other(money, 0)
    with pytest.raises(TextMissing):
        other(money, 1, " ")
    with pytest.raises(NotFound):
        other(money, 1, bank_account_id=4711)
    came = interest(money)
    with money.writing() as session, pytest.raises(ReasonMissing):
        money.correct(session, correct_interest, came.document.id, MARCH, reason="fel")
