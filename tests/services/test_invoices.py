"""Registering, returning and correcting invoices: what they must be, what they may draw on, and their number once."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.commitments import Commitment
from ledger.db.invoices import Invoice, InvoiceLine
from ledger.domain.invoices import VatJudgement
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    InvoiceAmountsDiffer,
    InvoiceDecisionMissing,
    InvoiceDuplicateNumber,
    InvoiceExceedsCommitment,
    InvoiceLinesDiffer,
    InvoiceLineWithoutTarget,
    InvoiceOtherSupplier,
    InvoicePaid,
    InvoiceSeveralDecisions,
    InvoiceVatDiffers,
    InvoiceVatReasonMissing,
    LedgerError,
    MandateMissing,
    NotFound,
    PayeeAccountMissing,
    PotInsufficient,
    ReasonMissing,
    TextMissing,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.commitments import commit
from ledger.services.invoice_lines import Drawn, InvoiceLineInput
from ledger.services.invoices import (
    InvoiceInput,
    RegisteredInvoice,
    correct_invoice,
    register_invoice,
    return_invoice,
)
from ledger.services.payouts import pay_invoices
from ledger.services.supplier_numbers import SameCost
from tests.support.money import APPROVED_ON, INVOICED_ON, MILLION, PAID_ON, QUARTER, REASON, Money
from tests.support.story import COUNTY_ORE, SPLIT_ON, Here

TOMORROW = timedelta(days=1)


def register(session: Session, money: Money, invoice: InvoiceInput, source_key: str | None = None) -> RegisteredInvoice:
    return register_invoice(session, **money.story.officer, invoice=invoice, source_key=source_key)


def dated(day: date) -> dict[str, Any]:
    """What an invoice of another day says differently."""
    return {"invoiced_on": day, "arrived_on": day}


def commit_more(session: Session, money: Money, decision: str, performer: str = "SK") -> int:
    return commit(
        session,
        **money.story.officer,
        pot_id=money.story.suicide.pot.id,
        performer_id=money.story.organisations[performer],
        name="Kartläggning",
        amount_ore=MILLION,
        decision_id=money.story.decisions[decision],
        on=SPLIT_ON,
    ).document.id


def test_an_invoice_waits_for_attest_and_books_nothing(money: Money) -> None:
    with money.writing() as session:
        done = register(session, money, money.invoice())
        assert done.payee_differs is False
        assert [(one.charge_ore, one.remaining_ore, one.pending_ore) for one in done.drawn] == [(QUARTER, MILLION, 0)]
        head = session.execute(select(Invoice)).scalar_one()
        assert (head.supplier_number, head.payment_reference, head.payee_account) == ("20417", "20417", "1234-5641")
        assert (head.net_ore, head.vat_ore, head.gross_ore) == (kronor(200_000), kronor(50_000), QUARTER)
        assert (head.vat_judgement, head.vat_recoverable, head.decision_id) == ("25", False, None)
        line = session.execute(select(InvoiceLine)).scalar_one()
        assert (line.pot_id, line.commitment_id) == (money.story.suicide.pot.id, money.commitment_id)
        commitment = session.execute(select(Commitment)).scalar_one()
        assert commitment.amount_ore == MILLION
    assert money.state(done.document.id) == "registered"
    assert done.document.number == "L-2021-01"


def test_more_than_the_commitment_has_left_is_refused(money: Money) -> None:
    with money.writing() as session, pytest.raises(InvoiceExceedsCommitment) as refusal:
        register(session, money, money.invoice(kronor(1_050_000)))
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Fakturan belastar uppdrag U-2020-01 med 1 050 000 kr; av uppdraget återstår 1 000 000 kr. "
        "Sänk raden med 50 000 kr, lägg 50 000 kr på ett annat uppdrag, eller be styrgruppen höja uppdraget."
    )


def test_lines_on_one_commitment_are_added_up(money: Money) -> None:
    lines = [money.line(kronor(600_000), kronor(120_000)), money.line(kronor(500_000), kronor(100_000))]
    with money.writing() as session, pytest.raises(InvoiceExceedsCommitment) as refusal:
        register(session, money, money.invoice(kronor(1_100_000), lines=lines))
    assert refusal.value.over_ore == kronor(100_000)


def test_other_waiting_invoices_are_a_warning(money: Money) -> None:
    money.registered(money.invoice(kronor(600_000), "1"))
    money.confirmed(money.invoice(kronor(300_000), "2"))
    with money.writing() as session:
        within = register(session, money, money.invoice(kronor(100_000), "3")).drawn[0]
        over = register(session, money, money.invoice(kronor(200_000), "4")).drawn[0]
    assert (within.pending_ore, within.promised_twice) == (kronor(900_000), False)
    assert (over.pending_ore, over.promised_twice) == (MILLION, True)


def test_the_same_number_from_one_supplier_is_refused(money: Money) -> None:
    money.registered(money.invoice(number="0020417"))
    with money.writing() as session, pytest.raises(InvoiceDuplicateNumber) as refusal:
        register(session, money, money.invoice(number=" 20 417"))
    today = clock.today()
    assert explain(refusal.value).replace("\u00a0", " ") == (
        f"Faktura 0020417 från Skaraborgs kommunalförbund registrerades {today} och är registrerad. "
        "Öppna den, eller kontrollera numret på fakturan."
    )


@pytest.mark.parametrize(
    ("number", "again"), [("Å1", "å1"), ("ÅÄ-7", " åä-7"), ("A\u030a1", "\u00c51"), ("STRASSE9", "straße 9")]
)
def test_letters_are_the_same_on_any_database(money: Money, number: str, again: str) -> None:
    money.registered(money.invoice(number=number))
    with money.writing() as session, pytest.raises(InvoiceDuplicateNumber) as refusal:
        register(session, money, money.invoice(number=again))
    assert refusal.value.supplier_number == number


def test_the_same_cost_twice_is_a_warning(money: Money) -> None:
    fortnight = timedelta(days=14)
    with money.writing() as session:
        first = register(session, money, money.invoice(number="1"))
        near = register(session, money, money.invoice(number="2", **dated(INVOICED_ON - fortnight)))
        far = register(session, money, money.invoice(number="3", **dated(INVOICED_ON - fortnight * 2 - TOMORROW)))
        other = register(session, money, money.invoice(kronor(240_000), "4"))
        return_invoice(session, **money.story.officer, invoice_id=first.document.id, reason=REASON)
        again = register(session, money, money.invoice(number="1"))
    assert (first.warnings, far.warnings, other.warnings) == ((), (), ())
    assert near.warnings == (SameCost("L-2021-01", "1", QUARTER, INVOICED_ON),)
    assert again.warnings == (SameCost("L-2021-02", "2", QUARTER, INVOICED_ON - fortnight),)


def test_invoices_that_wait_on_a_pot_are_counted_too(money: Money) -> None:
    line = money.line(QUARTER, QUARTER // 5, pot_id=money.story.suicide.pot.id)
    told: dict[str, Any] = {"lines": [line], "decision_id": money.story.decisions["USE"]}
    money.confirmed(money.invoice(number="1", **told))
    with money.writing() as session:
        drawn = register(session, money, money.invoice(number="2", **told)).drawn
    left = COUNTY_ORE - MILLION
    assert drawn == (Drawn(None, money.story.suicide.pot.id, QUARTER, left, QUARTER),)
    assert drawn[0].promised_twice is False


def test_another_supplier_may_have_the_same_number(money: Money) -> None:
    money.registered()
    with money.writing() as session:
        other = commit_more(session, money, "ASSIGNED", "GR")
        changed: dict[str, Any] = {
            "supplier_id": money.story.organisations["GR"],
            "lines": [money.line(QUARTER, QUARTER // 5, commitment_id=other)],
        }
        done = register(session, money, money.invoice(**changed))
    assert done.document.number == "L-2021-02"


def test_a_returned_number_may_be_registered_anew(money: Money) -> None:
    invoice_id = money.registered()
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason=REASON)
    assert money.state(invoice_id) == "returned"
    assert money.registered() != invoice_id


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"supplier_number": "  "}, TextMissing),
        ({"supplier_id": 4711}, NotFound),
        ({"net_ore": kronor(200_000) - 1}, InvoiceAmountsDiffer),
        ({"gross_ore": 0, "net_ore": 0, "vat_ore": 0}, AmountNotPositive),
        ({"vat_judgement": VatJudgement.RATE_12}, InvoiceVatDiffers),
        ({"vat_judgement": VatJudgement.NONE_GRANT}, InvoiceVatDiffers),
        ({"vat_judgement": VatJudgement.OTHER}, InvoiceVatReasonMissing),
        ({"due_on": INVOICED_ON - TOMORROW}, DateBefore),
        ({"arrived_on": INVOICED_ON - TOMORROW}, DateBefore),
        ({"arrived_on": date(2999, 1, 1)}, DateOutOfRange),
        ({"invoiced_on": date(2999, 1, 1)}, DateOutOfRange),
        ({"lines": []}, InvoiceLinesDiffer),
    ],
    ids=lambda case: case.code if isinstance(case, type) and issubclass(case, LedgerError) else "+".join(case),
)
def test_an_invoice_wrong_in_itself(money: Money, changed: dict[str, Any], refused: type[LedgerError]) -> None:
    with money.writing() as session, pytest.raises(refused):
        register(session, money, money.invoice(**changed))


def test_a_line_names_a_commitment_or_a_pot(money: Money) -> None:
    for line in (
        InvoiceLineInput("Ingen", QUARTER, QUARTER // 5),
        InvoiceLineInput("Båda", QUARTER, QUARTER // 5, money.story.suicide.pot.id, money.commitment_id),
    ):
        with money.writing() as session, pytest.raises(InvoiceLineWithoutTarget) as refusal:
            register(session, money, money.invoice(lines=[line]))
        assert refusal.value.row == 1


@pytest.mark.parametrize("target", ["pot_id", "commitment_id"])
def test_a_line_on_what_is_not_in_the_book(money: Money, target: str) -> None:
    line = money.line(QUARTER, QUARTER // 5, **{target: 4711})
    with money.writing() as session, pytest.raises(NotFound):
        register(session, money, money.invoice(lines=[line]))


def test_only_the_performer_invoices_a_commitment(money: Money) -> None:
    with money.writing() as session, pytest.raises(InvoiceOtherSupplier) as refusal:
        register(session, money, money.invoice(supplier_id=money.story.organisations["GR"]))
    assert (refusal.value.performer, refusal.value.supplier) == ("Skaraborgs kommunalförbund", "Göteborgsregionen")


def test_a_line_without_a_commitment_needs_a_standing_decision(money: Money) -> None:
    line = money.line(QUARTER, QUARTER // 5, pot_id=money.story.suicide.pot.id)
    with money.writing() as session:
        with pytest.raises(InvoiceDecisionMissing):
            register(session, money, money.invoice(lines=[line]))
        with pytest.raises(MandateMissing):
            register(session, money, money.invoice(lines=[line], decision_id=money.story.decisions["AGREED"]))
        with pytest.raises(NotFound):
            register(session, money, money.invoice(lines=[line], decision_id=4711))
        done = register(session, money, money.invoice(lines=[line], decision_id=money.story.decisions["USE"]))
    assert done.drawn == (Drawn(None, money.story.suicide.pot.id, QUARTER, COUNTY_ORE - MILLION, 0),)


def test_a_line_on_a_pot_takes_only_what_is_left(money: Money) -> None:
    line = money.line(COUNTY_ORE, 0, pot_id=money.story.suicide.pot.id)
    changed: dict[str, Any] = {
        "lines": [line],
        "net_ore": COUNTY_ORE,
        "vat_ore": 0,
        "vat_judgement": VatJudgement.EXEMPT,
        "decision_id": money.story.decisions["USE"],
    }
    with money.writing() as session, pytest.raises(PotInsufficient) as refusal:
        register(session, money, money.invoice(COUNTY_ORE, **changed))
    assert refusal.value.available_ore == COUNTY_ORE - MILLION


def test_lines_of_several_decisions_are_several_invoices(money: Money) -> None:
    half, vat = QUARTER // 2, QUARTER // 10
    with money.writing() as session:
        mixed = [money.line(half, vat), money.line(half, vat, pot_id=money.story.suicide.pot.id)]
        with pytest.raises(InvoiceSeveralDecisions) as refusal:
            register(session, money, money.invoice(lines=mixed, decision_id=money.story.decisions["USE"]))
        assert refusal.value.decisions == ("2020-08-27 § 2", "2020-08-27 § 3")
        one = money.invoice(lines=mixed, decision_id=money.story.decisions["ASSIGNED"])
        assert register(session, money, one).document.is_new


def test_the_payee_is_the_registers_unless_the_invoice_says_otherwise(money: Money) -> None:
    with money.writing() as session:
        done = register(session, money, money.invoice(payee_account=" 5555-5551 ", payment_reference=" 123 "))
        assert done.payee_differs is True
        head = session.execute(select(Invoice)).scalar_one()
        assert (head.payee_account, head.payment_reference) == ("5555-5551", "123")


def test_a_supplier_without_an_account_needs_one_on_the_invoice(money: Money) -> None:
    with money.writing() as session:
        other = commit_more(session, money, "ASSIGNED", "SIMBA")
        changed: dict[str, Any] = {
            "supplier_id": money.story.organisations["SIMBA"],
            "lines": [money.line(QUARTER, QUARTER // 5, commitment_id=other)],
        }
        with pytest.raises(PayeeAccountMissing):
            register(session, money, money.invoice(**changed))
        assert register(session, money, money.invoice(**changed, payee_account="5555-5551")).payee_differs is True


def test_the_same_invoice_twice_is_one(money: Money) -> None:
    with money.writing() as session:
        first = register(session, money, money.invoice(), "fil:1")
        again = register(session, money, money.invoice(), "fil:1")
        assert (again.document.id, again.document.is_new, again.drawn) == (first.document.id, False, first.drawn)
        with pytest.raises(DocumentSourceKeyTaken):
            register(session, money, money.invoice(kronor(10)), "fil:1")


def test_a_book_out_of_scope_takes_no_invoices(money: Money) -> None:
    outside: Here = {**money.story.officer, "scope": Scope.of_books(money.story.book_id + 1)}
    with money.writing() as session, pytest.raises(NotFound):
        register_invoice(session, **outside, invoice=money.invoice())


def test_an_approved_invoice_is_corrected_not_returned(money: Money) -> None:
    invoice_id = money.approved().document.id
    with money.writing() as session:
        with pytest.raises(DocumentWrongState):
            return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason=REASON)
        with pytest.raises(ReasonMissing):
            return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason="fel")
        with pytest.raises(ReasonMissing):
            money.correct(session, correct_invoice, invoice_id, APPROVED_ON, reason="fel")
        money.correct(session, correct_invoice, invoice_id, APPROVED_ON)
        with pytest.raises(DocumentWrongState):
            money.correct(session, correct_invoice, invoice_id, APPROVED_ON)
        return_invoice(session, **money.story.officer, invoice_id=invoice_id, reason=REASON)
    assert money.state(invoice_id) == "returned"


def test_a_paid_invoice_names_the_payout_to_correct_first(money: Money) -> None:
    invoice_id = money.approved().document.id
    with money.writing() as session:
        paid = pay_invoices(
            session, **money.story.officer, invoice_ids=[invoice_id], bank_account_id=money.bank_id, on=PAID_ON
        )
        with pytest.raises(InvoicePaid) as refusal:
            money.correct(session, correct_invoice, invoice_id, PAID_ON)
    assert refusal.value.payout == paid.document.number
