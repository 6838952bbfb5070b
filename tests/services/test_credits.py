"""Credit invoices: at most what is left of each row, attested by two, back where the money came from, paid or not."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.domain.chart import Kind
from ledger.domain.invoices import VatJudgement
from ledger.domain.scope import Scope
from ledger.errors import (
    AttestSamePerson,
    CreditCommitmentClosed,
    CreditExceedsRest,
    CreditOutdated,
    CreditRowTwice,
    CreditUsed,
    CreditVatRecovered,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    InvoiceCreditWaits,
    InvoiceDuplicateNumber,
    InvoiceHasLater,
    InvoiceLinesDiffer,
    InvoiceVatDiffers,
    LedgerError,
    NotFound,
    PayoutHasLater,
    ReasonMissing,
    SupplierClaimSettled,
    TextMissing,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.credit_attests import approve_credit_invoice, confirm_credit_invoice
from ledger.services.credits import CreditLineInput, register_credit_invoice, return_credit_invoice
from ledger.services.documents import set_state
from ledger.services.invoices import correct_invoice
from ledger.services.payouts import correct_payout
from ledger.services.supplier_claims import register_supplier_refund
from ledger.services.vat import set_vat_recovery
from ledger.services.vat_recoveries import recover_vat
from tests.support.billing import (
    LATER_ON,
    assert_ties,
    corrected,
    credit,
    credit_confirmed,
    credit_registered,
    credited,
    paid,
    paid_invoice,
    written,
)
from tests.support.money import APPROVED_ON, INVOICED_ON, MILLION, QUARTER, REASON, Money
from tests.support.story import AGREED_ON, Here

HUNDRED = kronor(100_000)


def invoiced(money: Money, **changed: Any) -> int:
    """An approved invoice of a quarter of a million, wholly on the commitment."""
    return money.approved(money.invoice(**changed)).document.id


def test_a_credit_before_payment_comes_off_the_debt(money: Money) -> None:
    invoice_id = invoiced(money)
    registered = credit_registered(money, credit(invoice_id, HUNDRED))
    assert (registered.document.number, registered.off_debt_ore, registered.claim_ore) == ("LK-2021-01", HUNDRED, 0)
    with money.writing() as session:
        confirm_credit_invoice(session, **money.story.officer, credit_id=registered.document.id)
        done = approve_credit_invoice(session, **money.director, credit_id=registered.document.id, on=LATER_ON)
    assert written(money, done.booked, faktura=invoice_id) == [
        ("committed", "SUICID2020", "uppdrag", 100_000),
        ("used", "SUICID2020", "faktura", -100_000),
        ("payable", "SUICID2020", "faktura", 100_000),
        ("cost", "SUICID2020", "", -100_000),
        ("grant_debt", "SUICID2020", "", -100_000),
        ("grant_income", "SUICID2020", "", 100_000),
    ]
    assert (money.state(registered.document.id), money.state(invoice_id)) == ("approved", "approved")
    assert money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == MILLION - QUARTER + HUNDRED
    assert_ties(money)


def test_a_credit_after_payment_is_owed_by_the_supplier(money: Money) -> None:
    invoice_id = paid_invoice(money)
    done = credited(money, invoice_id, HUNDRED)
    assert written(money, done.booked, faktura=invoice_id) == [
        ("committed", "SUICID2020", "uppdrag", 100_000),
        ("used", "SUICID2020", "faktura", -100_000),
        ("supplier_claim", "SUICID2020", "faktura", 100_000),
        ("cost", "SUICID2020", "", -100_000),
        ("grant_debt", "SUICID2020", "", -100_000),
        ("grant_income", "SUICID2020", "", 100_000),
    ]
    assert money.state(invoice_id) == "paid"
    assert_ties(money)


def test_a_credit_of_a_partly_paid_invoice_is_both(money: Money) -> None:
    invoice_id = invoiced(money)
    paid(money, invoice_id, amount_ore=kronor(200_000))
    said = credit_registered(money, credit(invoice_id, HUNDRED))
    assert (said.off_debt_ore, said.claim_ore) == (kronor(50_000), kronor(50_000))


def test_a_wholly_credited_invoice_is_credited_and_owes_nothing(money: Money) -> None:
    invoice_id = invoiced(money)
    done = credited(money, invoice_id, QUARTER)
    assert money.state(invoice_id) == "credited"
    assert money.balance(Kind.COMMITTED, subject_id=money.commitment_id) == MILLION
    corrected(money, done.document)
    assert (money.state(done.document.id), money.state(invoice_id)) == ("registered", "approved")
    assert money.balance(Kind.PAYABLE, subject_id=invoice_id) == -QUARTER
    assert_ties(money)


def test_the_rest_of_a_row_counts_credits_that_wait(money: Money) -> None:
    invoice_id = invoiced(money)
    credit_registered(money, credit(invoice_id, kronor(200_000)))
    with pytest.raises(CreditExceedsRest) as refusal:
        credit_registered(money, credit(invoice_id, HUNDRED, "K2"))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Kreditfakturan tar 100 000 kr brutto på rad 1 av faktura L-2021-01; 50 000 kr är kvar att kreditera. "
        "Sänk raden med 50 000 kr, eller kontrollera vilken faktura som krediteras."
    )
    assert credit_registered(money, credit(invoice_id, kronor(50_000), "K2")).off_debt_ore == kronor(50_000)


def test_the_rest_is_kept_in_net_and_in_vat_too(money: Money) -> None:
    invoice_id = invoiced(money)
    judged: dict[str, Any] = {"vat_judgement": VatJudgement.OTHER, "vat_reason": "Bara momsen"}
    for vat_ore, part in ((kronor(60_000), "moms"), (0, "netto")):
        gross_ore = kronor(60_000) if vat_ore else kronor(210_000)
        with pytest.raises(CreditExceedsRest) as refusal:
            credit_registered(money, credit(invoice_id, gross_ore, line_vat_ore=vat_ore, **judged))
        assert refusal.value.part == part


def test_a_returned_credit_frees_its_rows_and_its_number(money: Money) -> None:
    invoice_id = invoiced(money)
    first = credit_registered(money, credit(invoice_id, QUARTER)).document.id
    with money.writing() as session:
        return_credit_invoice(session, **money.story.officer, credit_id=first, reason=REASON)
        with pytest.raises(DocumentWrongState):
            return_credit_invoice(session, **money.story.officer, credit_id=first, reason=REASON)
    assert credit_registered(money, credit(invoice_id, QUARTER)).document.number == "LK-2021-02"


def test_invoices_and_credits_share_the_suppliers_numbers(money: Money) -> None:
    invoice_id = invoiced(money)
    credit_registered(money, credit(invoice_id, HUNDRED, "Å1"))
    for register in (
        lambda: credit_registered(money, credit(invoice_id, HUNDRED, "å 1")),
        lambda: money.registered(money.invoice(number="å1")),
    ):
        with pytest.raises(InvoiceDuplicateNumber) as refusal:
            register()
        assert (refusal.value.supplier_number, refusal.value.document) == ("Å1", "LK-2021-01")


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"supplier_number": " "}, TextMissing),
        ({"reason": "fel"}, ReasonMissing),
        ({"invoice_id": 4711}, NotFound),
        ({"credited_on": INVOICED_ON - timedelta(days=1)}, DateBefore),
        ({"arrived_on": INVOICED_ON - timedelta(days=1)}, DateBefore),
        ({"arrived_on": date(2999, 1, 1)}, DateOutOfRange),
        ({"lines": []}, InvoiceLinesDiffer),
        ({"lines": [CreditLineInput(2, HUNDRED, HUNDRED // 5)]}, NotFound),
        ({"lines": [CreditLineInput(1, HUNDRED // 2, HUNDRED // 10)] * 2}, CreditRowTwice),
        ({"vat_judgement": VatJudgement.RATE_12}, InvoiceVatDiffers),
    ],
    ids=lambda case: case.code if isinstance(case, type) and issubclass(case, LedgerError) else "+".join(case),
)
def test_a_credit_wrong_in_itself(money: Money, changed: dict[str, Any], refused: type[LedgerError]) -> None:
    invoice_id = invoiced(money)
    with pytest.raises(refused):
        credit_registered(money, credit(**{"invoice_id": invoice_id, "gross_ore": HUNDRED, **changed}))


def test_only_an_approved_invoice_is_credited(money: Money) -> None:
    waiting = money.registered()
    with pytest.raises(DocumentWrongState) as refusal:
        credit_registered(money, credit(waiting, HUNDRED))
    assert refusal.value.state == "registered"
    outside: Here = {**money.story.officer, "scope": Scope.of_books(money.story.book_id + 1)}
    with money.writing() as session, pytest.raises(NotFound):
        register_credit_invoice(session, **outside, credit=credit(waiting, HUNDRED))


def test_the_same_credit_twice_is_one_also_after_it_was_booked(money: Money) -> None:
    invoice_id = invoiced(money)
    first = credit_registered(money, credit(invoice_id, HUNDRED), "fil:1")
    paid(money, invoice_id, amount_ore=kronor(140_000))
    again = credit_registered(money, credit(invoice_id, HUNDRED), "fil:1")
    assert (again.document.id, again.document.is_new, again.claim_ore) == (first.document.id, False, 0)
    with pytest.raises(DocumentSourceKeyTaken):
        credit_registered(money, credit(invoice_id, kronor(1_000)), "fil:1")
    paid(money, invoice_id, source_key="fil:2", amount_ore=kronor(1))
    with pytest.raises(DocumentSourceKeyTaken):
        credit_registered(money, credit(invoice_id, kronor(1_000), "K2"), "fil:2")


def test_two_persons_attest_a_credit(money: Money) -> None:
    credit_id = credit_registered(money, credit(invoiced(money), HUNDRED)).document.id
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            approve_credit_invoice(session, **money.director, credit_id=credit_id, on=LATER_ON)
        confirm_credit_invoice(session, **money.director, credit_id=credit_id)
        with pytest.raises(AttestSamePerson):
            approve_credit_invoice(session, **money.director, credit_id=credit_id, on=LATER_ON)
        approve_credit_invoice(session, **money.story.approver, credit_id=credit_id, on=LATER_ON)
        with pytest.raises(DocumentWrongState):
            confirm_credit_invoice(session, **money.story.officer, credit_id=credit_id)


def test_a_credit_is_not_booked_before_its_invoice(money: Money) -> None:
    credit_id = credit_confirmed(money, credit(invoiced(money), HUNDRED))
    with money.writing() as session, pytest.raises(DateBefore) as refusal:
        approve_credit_invoice(session, **money.director, credit_id=credit_id, on=APPROVED_ON - timedelta(days=1))
    assert refusal.value.other_day == APPROVED_ON


def test_what_a_waiting_credit_takes_off_the_debt_is_not_paid(money: Money) -> None:
    invoice_id = invoiced(money)
    credit_registered(money, credit(invoice_id, HUNDRED))
    with pytest.raises(InvoiceCreditWaits) as refusal:
        paid(money, invoice_id)
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Kreditfaktura LK-2021-01 väntar på attest. Av faktura L-2021-01 går då 150 000 kr att betala; "
        "du angav 250 000 kr. Betala 150 000 kr, eller attestera eller returnera kreditfakturan först."
    )
    assert paid(money, invoice_id, amount_ore=kronor(150_000)).amount_ore == kronor(150_000)


def test_a_credit_of_less_debt_than_it_said_is_registered_anew(money: Money) -> None:
    invoice_id = invoiced(money)
    payout = paid(money, invoice_id)
    corrected(money, payout.document)
    credit_id = credit_confirmed(money, credit(invoice_id, HUNDRED))
    with pytest.raises(CreditOutdated) as refusal, money.writing() as session:
        approve_credit_invoice(session, **money.director, credit_id=credit_id, on=APPROVED_ON)
    assert (refusal.value.owed_ore, refusal.value.day) == (0, date(2021, 4, 9))
    assert money.state(credit_id) == "confirmed"


def test_a_closed_commitment_gives_the_pot_its_money_back(money: Money) -> None:
    invoice_id = invoiced(money)
    waiting = credit_confirmed(money, credit(invoice_id, HUNDRED))
    with money.writing() as session:
        set_state(session, actor=money.director_id, document_id=money.commitment_id, state="closed")
    with money.writing() as session, pytest.raises(CreditCommitmentClosed) as refusal:
        approve_credit_invoice(session, **money.director, credit_id=waiting, on=LATER_ON)
    assert refusal.value.commitment == "U-2020-01"
    before = money.balance(Kind.AVAILABLE)
    done = credited(money, invoice_id, HUNDRED, "K2")
    assert written(money, done.booked, faktura=invoice_id)[0] == ("available", "SUICID2020", "", 100_000)
    assert money.balance(Kind.AVAILABLE) == before + HUNDRED


def test_recoverable_vat_is_credited_out_of_its_claim(money: Money) -> None:
    with money.writing() as session:
        set_vat_recovery(session, **money.story.officer, recovers=True, valid_from=AGREED_ON, reason=REASON)
    invoice_id = invoiced(money)
    done = credited(money, invoice_id, HUNDRED)
    assert written(money, done.booked, faktura=invoice_id) == [
        ("committed", "SUICID2020", "uppdrag", 80_000),
        ("used", "SUICID2020", "faktura", -80_000),
        ("payable", "SUICID2020", "faktura", 100_000),
        ("cost", "SUICID2020", "", -80_000),
        ("vat_claim", "SUICID2020", "faktura", -20_000),
        ("grant_debt", "SUICID2020", "", -80_000),
        ("grant_income", "SUICID2020", "", 80_000),
    ]
    second = credit_confirmed(money, credit(invoice_id, HUNDRED, "K2"))
    with money.writing() as session:
        recovered = recover_vat(
            session,
            **money.story.officer,
            invoice_id=invoice_id,
            bank_account_id=money.bank_id,
            amount_ore=kronor(30_000),
            on=LATER_ON,
        )
        with pytest.raises(CreditVatRecovered):
            approve_credit_invoice(session, **money.director, credit_id=second, on=LATER_ON)
    corrected(money, recovered.document)
    with money.writing() as session:
        approve_credit_invoice(session, **money.director, credit_id=second, on=LATER_ON)
    assert_ties(money)


def test_a_credit_is_corrected_while_what_it_gave_is_there(money: Money) -> None:
    invoice_id = paid_invoice(money)
    done = credited(money, invoice_id, HUNDRED)
    with money.writing() as session:
        refunded = register_supplier_refund(
            session,
            **money.story.officer,
            invoice_id=invoice_id,
            bank_account_id=money.bank_id,
            amount_ore=HUNDRED,
            on=LATER_ON,
        )
    with pytest.raises(SupplierClaimSettled) as settled:
        corrected(money, done.document)
    assert settled.value.documents == (refunded.document.number,)
    corrected(money, refunded.document)
    used_up = money.approved(money.invoice(MILLION - kronor(150_000), "2"), on=LATER_ON).document.id
    with pytest.raises(CreditUsed) as used:
        corrected(money, done.document)
    assert explain(used.value).replace("\u00a0", " ") == (
        "Kreditfaktura LK-2021-01 gav 100 000 kr tillbaka till uppdrag U-2020-01; den 2021-04-20 finns 0 kr kvar där. "
        "Rätta först det som har använt pengarna."
    )
    with money.writing() as session:
        money.correct(session, correct_invoice, used_up, LATER_ON)
    turned = corrected(money, done.document)
    assert written(money, turned, faktura=invoice_id)[0] == ("committed", "SUICID2020", "uppdrag", -100_000)
    assert (money.state(done.document.id), money.state(invoice_id)) == ("registered", "paid")
    assert_ties(money)


def test_what_a_credit_rests_on_is_not_turned_back_first(money: Money) -> None:
    invoice_id = invoiced(money)
    payout = paid(money, invoice_id)
    done = credited(money, invoice_id, HUNDRED)
    with money.writing() as session:
        with pytest.raises(InvoiceHasLater) as invoice:
            money.correct(session, correct_invoice, invoice_id, LATER_ON)
        with pytest.raises(PayoutHasLater) as paying:
            money.correct(session, correct_payout, payout.document.id, LATER_ON)
    assert invoice.value.documents == paying.value.documents == (done.document.number,)
