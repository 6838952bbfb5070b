"""Exceptions: the whole list over books told through the services and the door."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from ledger.db.organisations import AttestRight
from ledger.db.session import read_session
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import kronor
from ledger.reports.exception_rules import Found, Rule, Thresholds
from ledger.reports.exceptions import Exceptions, exception_table, exceptions
from ledger.services.agreement_amounts import decide_amount
from ledger.services.decisions import grant_mandate
from ledger.services.invoices import correct_invoice, return_invoice
from ledger.services.payouts import pay_invoices
from ledger.services.persons import end_attest_right
from tests.support.books import SmallBook
from tests.support.histories import recorded_at, told
from tests.support.money import APPROVED_ON, PAID_ON, QUARTER, Money
from tests.support.story import AGREED_ON, EVERYTHING


def seen(
    money: Money, thresholds: Thresholds | None = None, as_of: date | None = None, known_at: datetime | None = None
) -> Exceptions:
    with read_session(money.story.engine) as session:
        return exceptions(
            session,
            scope=EVERYTHING,
            book_id=money.story.book_id,
            agreement="PH2020",
            as_of=as_of,
            known_at=known_at,
            thresholds=thresholds,
        )


def paid(money: Money, invoice_id: int, on: date = PAID_ON) -> None:
    with money.writing() as session:
        pay_invoices(session, **money.story.officer, invoice_ids=[invoice_id], bank_account_id=money.bank_id, on=on)


def reasons(found: tuple[Found, ...]) -> list[tuple[str, str]]:
    return [(one.document, one.reason) for one in found]


def test_a_corrected_invoice_is_told_once_and_is_even_no_more(money: Money) -> None:
    invoice = money.approved()
    assert [one.document for one in seen(money).of(Rule.ROUND_AMOUNT)] == ["L-2021-01"]
    with money.writing() as session:
        money.correct(session, correct_invoice, invoice.document.id, PAID_ON)
    found = seen(money)
    assert [one.document for one in found.of(Rule.CORRECTED)] == ["L-2021-01"]
    assert found.of(Rule.ROUND_AMOUNT) == ()
    assert seen(money, as_of=APPROVED_ON).of(Rule.CORRECTED) != ()


def test_the_officer_who_registered_confirmed_and_paid(money: Money) -> None:
    invoice = money.approved()
    paid(money, invoice.document.id)
    assert reasons(seen(money).of(Rule.SAME_PERSON)) == [
        ("L-2021-01", "Faktura: ekonom@prov.example har registrerat och sakattesterat"),
        ("UB-2021-01", "ekonom@prov.example har sakattesterat L-2021-01 och betalat den"),
    ]


def test_two_payments_alike(money: Money) -> None:
    for number, day in (("1", PAID_ON), ("2", PAID_ON + timedelta(days=3))):
        paid(money, money.approved(money.invoice(number=number)).document.id, day)
    (found,) = seen(money).of(Rule.PAID_ALIKE)
    assert (found.document, found.amount_ore) == ("UB-2021-02", QUARTER)
    assert seen(money, Thresholds(paid_alike_days=2)).of(Rule.PAID_ALIKE) == ()


def test_an_invoice_just_under_the_approvers_limit(money: Money) -> None:
    returned = money.registered(money.invoice(kronor(499_000), number="1"))
    money.registered(money.invoice(kronor(498_000), number="2"))
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=returned, reason="Fel belopp enligt avtalet")
    (found,) = seen(money).of(Rule.UNDER_LIMIT)
    assert (found.document, found.amount_ore, found.entry) == ("L-2021-02", kronor(498_000), "")


def test_a_limit_counts_until_it_was_ended_as_it_was_known(money: Money) -> None:
    money.registered(money.invoice(kronor(498_000)))
    before = datetime.now(UTC)
    with money.writing() as session:
        (right_id,) = session.scalars(select(AttestRight.id).where(AttestRight.limit_ore == kronor(500_000)))
        end_attest_right(
            session, **money.story.officer, right_id=right_id, last_day=date(2020, 12, 31), reason="Byter arbetsplats"
        )
    assert seen(money).of(Rule.UNDER_LIMIT) == ()
    assert len(seen(money, known_at=before).of(Rule.UNDER_LIMIT)) == 1


def test_the_same_thing_invoiced_for_two_purposes(money: Money) -> None:
    story = money.story
    with money.writing() as session:
        grant_mandate(
            session,
            **story.officer,
            body_id=story.bodies["STYRGRUPP"],
            power=Power.USE,
            pot_id=story.youth.pot.id,
            valid_from=AGREED_ON,
        )
        decide_amount(
            session,
            **story.officer,
            purpose_id=story.youth.id,
            amount_ore=kronor(1_000_000),
            decision_id=story.decisions["AGREED"],
            on=AGREED_ON,
        )
    money.registered(money.invoice(number="1"))
    line = money.line(QUARTER, QUARTER // 5, pot_id=story.youth.pot.id)
    money.registered(money.invoice(number="2", lines=[line], decision_id=story.decisions["USE"]))
    (found,) = seen(money).of(Rule.FUNDED_TWICE)
    assert found.reason == "Som L-2021-01 ”Samordnare” i SUICID2020, fast för UNGDOM2020"


def test_back_dated_out_of_hours_and_large(book: SmallBook) -> None:
    told(book)
    with read_session(book.engine) as session:
        found = exceptions(
            session,
            scope=EVERYTHING,
            book_id=book.book_id,
            agreement=None,
            as_of=None,
            known_at=recorded_at(4),
            thresholds=Thresholds(largest=1),
        )
    assert [(one.rule.value, one.entry, one.reason) for one in found.found] == [
        ("back_dated", "2020-4", "Inbetalning, ej ihopparad: Registrerad 31 dagar efter bokföringsdagen"),
        ("out_of_hours", "2020-3", "Inbetalning: Registrerad lördag kl. 10.00"),
        ("out_of_hours", "2020-4", "Inbetalning, ej ihopparad: Registrerad söndag kl. 10.00"),
        ("largest", "2020-1", "Överenskommet belopp: Nummer 1 i storlek"),
    ]


def test_the_table_tells_every_rule_below(money: Money) -> None:
    money.approved()
    table = exception_table(seen(money))
    assert table.title == "Att granska, kronor · VästKom · Psykisk hälsa 2020 · allt som är bokfört"
    assert len(table.notes) == 1 + len(Rule)
    assert all(isinstance(row[7], str) for row in table.rows)


def test_what_lies_outside_does_not_exist(book: SmallBook) -> None:
    with pytest.raises(NotFound), read_session(book.engine) as session:
        exceptions(session, scope=Scope.of_books(999), book_id=book.book_id, agreement=None, as_of=None, known_at=None)
