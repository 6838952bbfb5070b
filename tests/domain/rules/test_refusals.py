"""What the rules refuse of themselves, before any balance is asked."""

import pytest

from ledger.domain import rules
from ledger.domain.entries import Movement
from ledger.errors import (
    AmountNegative,
    AmountNotPositive,
    AmountTooLarge,
    CreditClaimExceedsGross,
    EntryAcrossRoots,
    EntryLineWrongKey,
    EntryPotTwice,
    EntryWithoutLines,
)
from ledger.messages import explain
from ledger.money import LIMIT_ORE, kronor
from tests.support.vouchers import (
    ACCOUNT,
    ASKED,
    BILL,
    BILL_NEXT,
    COORDINATOR,
    FYRBODAL,
    LYSEKIL,
    NEXT_YEAR,
    OUTSIDE,
    REPORT,
    SIMBA,
    SUICIDE,
    YOUTH,
)


def test_the_amount_of_a_purpose_belongs_to_its_root() -> None:
    with pytest.raises(EntryLineWrongKey) as refused:
        rules.agreement_amount(root=SIMBA, amount_ore=1)
    assert refused.value.facts() == {"kind": "authorised", "pot_id": SIMBA.pot_id, "subject_id": 0}


def test_what_is_kept_per_root_is_refused_at_a_pot_below_it() -> None:
    with pytest.raises(EntryLineWrongKey):
        rules.lapse(root=SIMBA, amount_ore=1)


def test_an_account_of_a_document_needs_the_document() -> None:
    with pytest.raises(EntryLineWrongKey):
        rules.requisition(root=SUICIDE, requisition_id=0, amount_ore=1)


def test_a_batch_of_nothing_moves_nothing() -> None:
    with pytest.raises(EntryWithoutLines):
        rules.receipt(bank_id=ACCOUNT, placements=[])
    with pytest.raises(EntryWithoutLines):
        rules.invoice(invoice_id=BILL, rows=[])
    with pytest.raises(EntryWithoutLines):
        rules.invoice_paid(bank_id=ACCOUNT, payments=[])
    with pytest.raises(EntryWithoutLines):
        rules.paid_out(bank_id=ACCOUNT, payouts=[])


@pytest.mark.parametrize("amount_ore", [0, -1])
def test_each_amount_of_a_batch_is_positive(amount_ore: int) -> None:
    with pytest.raises(AmountNotPositive):
        rules.receipt(bank_id=ACCOUNT, placements=[rules.Placement(SUICIDE, ASKED, amount_ore)])
    with pytest.raises(AmountNotPositive):
        rules.invoice_paid(bank_id=ACCOUNT, payments=[rules.Payment(SIMBA, BILL, amount_ore)])
    with pytest.raises(AmountNotPositive):
        rules.paid_out(bank_id=ACCOUNT, payouts=[(SIMBA, 100), (FYRBODAL, amount_ore)])


def test_amounts_that_together_are_too_large_are_refused() -> None:
    with pytest.raises(AmountTooLarge):
        rules.allocation(parent=SUICIDE, shares=[(SIMBA, LIMIT_ORE - 1), (FYRBODAL, 1)])


def test_an_allocation_of_nothing_is_refused() -> None:
    with pytest.raises(AmountNotPositive) as refused:
        rules.allocation(parent=SUICIDE, shares=[(SIMBA, 0), (FYRBODAL, 0)])
    assert refused.value.facts() == {"what": "Summan av andelarna", "amount_ore": 0}


def test_a_share_below_zero_is_refused_also_when_the_sum_is_not() -> None:
    with pytest.raises(AmountNegative) as refused:
        rules.passed_on(parent=FYRBODAL, shares=[(LYSEKIL, -kronor(1)), (SIMBA, kronor(2))])
    assert explain(refused.value) == "Andelen är −1\u00a0kr. Ange noll eller ett större belopp."


def test_authority_stays_within_its_purpose() -> None:
    with pytest.raises(EntryAcrossRoots) as refused:
        rules.allocation(parent=SUICIDE, shares=[(SIMBA, 1), (YOUTH, 1)])
    assert refused.value.facts() == {"pot_id": SUICIDE.pot_id, "other_pot_id": YOUTH.pot_id}
    with pytest.raises(EntryAcrossRoots):
        rules.taken_back(parent=SUICIDE, child=YOUTH, amount_ore=1)
    with pytest.raises(EntryAcrossRoots):
        rules.moved(up=[YOUTH], ancestor=SUICIDE, down=[SIMBA], amount_ore=1)
    with pytest.raises(EntryAcrossRoots):
        rules.moved(up=[SIMBA], ancestor=SUICIDE, down=[YOUTH], amount_ore=1)


def test_money_stays_within_its_purpose() -> None:
    with pytest.raises(EntryAcrossRoots):
        rules.passed_on(parent=FYRBODAL, shares=[(YOUTH, 1)])
    with pytest.raises(EntryAcrossRoots):
        rules.set_off(pot=SIMBA, invoice_id=BILL, other_invoice_id=BILL_NEXT, amount_ore=1, other_pot=YOUTH)


def test_a_pot_gives_nothing_to_itself() -> None:
    with pytest.raises(EntryPotTwice) as refused:
        rules.allocation(parent=SUICIDE, shares=[(SUICIDE, 1)])
    assert refused.value.facts() == {"pot_id": SUICIDE.pot_id}
    with pytest.raises(EntryPotTwice):
        rules.allocation(parent=SUICIDE, shares=[(SIMBA, 1), (SIMBA, 2)])
    with pytest.raises(EntryPotTwice):
        rules.taken_back(parent=SUICIDE, child=SUICIDE, amount_ore=1)
    with pytest.raises(EntryPotTwice):
        rules.passed_on(parent=FYRBODAL, shares=[(FYRBODAL, 1)])
    with pytest.raises(EntryPotTwice):
        rules.carry_over(old=SIMBA, new=SIMBA, available_ore=1)
    with pytest.raises(EntryPotTwice):
        rules.receipt_placed(other_root=OUTSIDE, root=OUTSIDE, requisition_id=ASKED, bank_id=ACCOUNT, amount_ore=1)


def test_a_move_goes_through_the_nearest_ancestor_only() -> None:
    with pytest.raises(EntryPotTwice) as refused:
        rules.moved(up=[SIMBA, FYRBODAL], ancestor=SUICIDE, down=[FYRBODAL, LYSEKIL], amount_ore=1)
    assert refused.value.facts() == {"pot_id": FYRBODAL.pot_id}


def test_a_move_goes_somewhere() -> None:
    with pytest.raises(EntryWithoutLines):
        rules.moved(up=[], ancestor=SUICIDE, down=[], amount_ore=1)


@pytest.mark.parametrize(
    ("charge_ore", "vat_ore", "refusal"), [(0, 0, AmountNotPositive), (-1, 2, AmountNegative), (2, -1, AmountNegative)]
)
def test_an_invoice_row_is_an_amount(charge_ore: int, vat_ore: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.invoice(invoice_id=BILL, rows=[rules.InvoiceRow(SIMBA, COORDINATOR, charge_ore, vat_ore)])
    with pytest.raises(refusal):
        rules.credit_invoice(invoice_id=BILL, rows=[rules.CreditRow(SIMBA, COORDINATOR, charge_ore, vat_ore, 0)])


def test_a_claim_on_the_supplier_is_at_most_the_credit() -> None:
    def credited(claim_ore: int) -> Movement:
        row = rules.CreditRow(SIMBA, COORDINATOR, kronor(80), kronor(20), claim_ore)
        return rules.credit_invoice(invoice_id=BILL, rows=[row])

    assert credited(kronor(100)).facts[0].claim_ore == kronor(100)
    with pytest.raises(CreditClaimExceedsGross) as refused:
        credited(kronor(100, 1))
    assert explain(refused.value) == (
        "Fordran på leverantören är 100,01\u00a0kr; krediten är på 100\u00a0kr. Sänk fordran till högst krediten."
    )
    with pytest.raises(AmountNegative):
        credited(-1)


def test_a_use_report_reports_something() -> None:
    with pytest.raises(AmountNotPositive):
        rules.use_report(pot=LYSEKIL, report_id=REPORT, from_disbursed_ore=0, in_arrears_ore=0)
    with pytest.raises(AmountNegative):
        rules.use_report(pot=LYSEKIL, report_id=REPORT, from_disbursed_ore=-1, in_arrears_ore=2)
    with pytest.raises(AmountNegative):
        rules.use_report(pot=LYSEKIL, report_id=REPORT, from_disbursed_ore=2, in_arrears_ore=-1)


def test_something_is_carried_over_or_handed_over() -> None:
    with pytest.raises(AmountNotPositive):
        rules.carry_over(old=SIMBA, new=NEXT_YEAR)
    with pytest.raises(AmountNotPositive):
        rules.handover_out(pot=SIMBA, committed=[rules.HandedCommitment(COORDINATOR, 0)])
    with pytest.raises(AmountNegative):
        rules.handover_in(pot=SIMBA, available_ore=2, disbursed_ore=-1)


def test_money_carried_between_purposes_passes_a_bank_account() -> None:
    with pytest.raises(EntryLineWrongKey) as refused:
        rules.carry_over(old=SIMBA, new=NEXT_YEAR, available_ore=1)
    assert refused.value.facts() == {"kind": "bank", "pot_id": SUICIDE.pot_id, "subject_id": 0}
