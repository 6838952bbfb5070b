"""VAT by the book's dated setting: its history, what invoices are charged by it, and what comes back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger.db.audit import Audit
from ledger.db.invoices import Invoice
from ledger.db.session import read_session
from ledger.db.vat import VatSetting
from ledger.domain.chart import Kind
from ledger.domain.invoices import VatJudgement
from ledger.domain.scope import Scope
from ledger.errors import (
    DateOutOfRange,
    DocumentWrongState,
    InvoiceHasLater,
    NotFound,
    ReasonMissing,
    VatClaimExceeded,
    VatSettingContradicted,
)
from ledger.messages import explain
from ledger.money import Ore, kronor
from ledger.services.invoices import correct_invoice, return_invoice
from ledger.services.settlements import Settled
from ledger.services.vat import recovers_vat, set_vat_recovery
from ledger.services.vat_recoveries import correct_vat_recovery, recover_vat
from tests.support.billing import LATER_ON, assert_ties, corrected, written
from tests.support.money import INVOICED_ON, QUARTER, REASON, Money
from tests.support.story import AGREED_ON, Here

VAT_ORE = kronor(50_000)
EXEMPT: dict[str, Any] = {"vat_judgement": VatJudgement.EXEMPT}


def set_to(money: Money, what: str, valid_from: date = AGREED_ON, reason: str = REASON) -> int:
    """Set that the book from a day on `recovers` VAT or `keeps` it among its costs."""
    recovers = {"recovers": True, "keeps": False}[what]
    with money.writing() as session:
        return set_vat_recovery(session, **money.story.officer, recovers=recovers, valid_from=valid_from, reason=reason)


def on(money: Money, day: date) -> bool:
    with read_session(money.story.engine) as session:
        return recovers_vat(session, money.story.book_id, day)


def recovered(money: Money, invoice_id: int, amount_ore: Ore, day: date = LATER_ON, key: str | None = None) -> Settled:
    with money.writing() as session:
        return recover_vat(
            session,
            **money.story.officer,
            invoice_id=invoice_id,
            bank_account_id=money.bank_id,
            amount_ore=amount_ore,
            on=day,
            source_key=key,
        )


def test_a_book_recovers_no_vat_until_it_is_set_and_from_that_day(money: Money) -> None:
    set_to(money, "recovers", date(2021, 1, 1))
    set_to(money, "keeps", date(2022, 1, 1))
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1))
    assert [on(money, day) for day in days] == [False, True, True, False]


def test_of_one_day_the_last_recorded_holds_and_the_first_stays(money: Money) -> None:
    set_to(money, "recovers")
    last = set_to(money, "keeps", reason="Skatteverkets besked den 3 mars")
    assert on(money, INVOICED_ON) is False
    with read_session(money.story.engine) as session:
        rows = session.execute(select(VatSetting.version, VatSetting.recovers).order_by(VatSetting.id)).all()
        told = session.execute(select(Audit.verb, Audit.actor_id).where(Audit.what_id == last)).all()
    assert [tuple(row) for row in rows] == [(1, True), (2, False)]
    assert ("set", money.story.officer_id) in [tuple(row) for row in told]


def test_a_setting_says_why_and_is_of_a_book_in_scope(money: Money) -> None:
    with pytest.raises(ReasonMissing):
        set_to(money, "recovers", reason="nytt")
    outside: Here = {**money.story.officer, "scope": Scope.of_books(money.story.book_id + 1)}
    with money.writing() as session, pytest.raises(NotFound):
        set_vat_recovery(session, **outside, recovers=True, valid_from=AGREED_ON, reason=REASON)


def test_the_setting_and_what_was_charged_by_it_never_disagree(money: Money) -> None:
    invoice_id = money.registered()
    with pytest.raises(VatSettingContradicted) as refusal:
        set_to(money, "recovers")
    assert explain(refusal.value) == (
        "Fakturor med moms daterade 2020-08-27 eller senare belastades efter den inställning som gällde: L-2021-01. "
        "Välj en dag efter deras fakturadatum, eller rätta och returnera dem först."
    )
    set_to(money, "recovers", INVOICED_ON + timedelta(days=1))
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason=REASON)
    set_to(money, "recovers")
    money.registered()
    set_to(money, "keeps", AGREED_ON - timedelta(days=40))
    with pytest.raises(VatSettingContradicted):
        set_to(money, "keeps", INVOICED_ON)


def test_the_day_of_the_invoice_decides_and_vat_alone_is_recovered(money: Money) -> None:
    set_to(money, "recovers", INVOICED_ON)
    before = INVOICED_ON - timedelta(days=1)
    money.registered(money.invoice(number="1", invoiced_on=before))
    money.registered(money.invoice(number="2"))
    money.registered(money.invoice(number="3", vat_ore=0, net_ore=QUARTER, lines=[money.line(QUARTER)], **EXEMPT))
    with read_session(money.story.engine) as session:
        assert session.scalars(select(Invoice.vat_recoverable).order_by(Invoice.document_id)).all() == [
            False,
            True,
            False,
        ]


def test_recovered_vat_settles_the_claim(money: Money) -> None:
    set_to(money, "recovers")
    invoice_id = money.approved().document.id
    done = recovered(money, invoice_id, kronor(30_000), key="bank:1")
    assert done.document.number == "LM-2021-01"
    assert written(money, done.booked, faktura=invoice_id) == [
        ("bank", "SUICID2020", "bank", 30_000),
        ("vat_claim", "SUICID2020", "faktura", -30_000),
    ]
    assert recovered(money, invoice_id, kronor(30_000), key="bank:1").booked is None
    with pytest.raises(VatClaimExceeded) as refusal:
        recovered(money, invoice_id, kronor(30_000))
    assert (refusal.value.claim_ore, refusal.value.day) == (kronor(20_000), LATER_ON)
    with pytest.raises(DateOutOfRange):
        recovered(money, invoice_id, 1, date(2999, 1, 1))
    with money.writing() as session, pytest.raises(InvoiceHasLater):
        money.correct(session, correct_invoice, invoice_id, LATER_ON)
    assert_ties(money)
    corrected(money, done.document)
    with money.writing() as session, pytest.raises(DocumentWrongState):
        money.correct(session, correct_vat_recovery, done.document.id, LATER_ON)
    assert money.balance(Kind.VAT_CLAIM, subject_id=invoice_id) == VAT_ORE
    assert_ties(money)


def test_a_book_that_recovers_no_vat_has_no_claim(money: Money) -> None:
    with pytest.raises(VatClaimExceeded):
        recovered(money, money.approved().document.id, 1)
