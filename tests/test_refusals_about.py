"""What each refusal is about, so that nobody answers a conflict as a mistake by accident: whoever adds one chooses."""

from collections.abc import Mapping

import pytest

from ledger.errors import About, LedgerError
from tests.test_messages import REFUSALS

INPUT = """
allocation.code_unknown allocation.official_unknown allocation.pot_twice allocation.shares_not_whole
allocation.sum_differs amount.ambiguous amount.empty amount.negative amount.not_a_number amount.not_positive
amount.too_large amount.too_many_decimals amount.zero backup.damaged backup.newer backup.not_a_backup
backup.row_unreadable book.not_chosen carry_over.bank_missing carry_over.not_allowed certificate.after_sending
certificate.other_agreement command.input_refused command.line_refused command.text_malformed
commitment.other_pot commitment.twice correction.reason_missing credit.claim_exceeds_gross credit.row_twice
date.before date.malformed date.out_of_range decision.after_use decision.is_recommendation
decision.not_recommendation entry.across_roots entry.line_wrong_key entry.pot_twice entry.reversed_too_early
entry.unbalanced entry.without_lines export.too_many_rows file.empty file.not_read file.not_written
file.too_large file.type_refused file.type_unknown form.expired handover.empty handover.same_book
identifier.check_digit identifier.malformed import.amount_inexact import.cell_broken import.cell_formula
import.cell_merged import.choice_unknown import.column_hidden import.column_missing import.column_not_chosen
import.column_twice import.column_unknown import.day_missing import.example_row import.figures_joined
import.file_damaged import.file_empty import.file_locked import.file_no_table import.file_too_large
import.fact_fixed import.number_fixed import.opening_bank_missing import.opening_only_root import.outside_columns
import.payee_fixed import.quote_open import.refused import.row_hidden import.row_twice import.row_without_code
import.rows_disagree import.sheet_missing import.sheet_not_chosen import.too_many_rows
import.unit_contradicted import.unit_unclear import.unpacks_too_large import.value_malformed
import.value_missing invoice.amounts_differ invoice.decision_missing invoice.line_vat_differs
invoice.line_without_target invoice.lines_differ invoice.other_supplier invoice.several_decisions
invoice.vat_differs invoice.vat_reason_missing key.bad_rows key.bad_weights key.column_twice key.empty
key.missing_columns key.unreadable lapse.deadline_missing match.empty match.sums_differ membership.wrong_group
moment.in_future moment.malformed month.malformed organisation.check_digit page.method_refused password.easy
password.too_long password.too_short payee.missing payout.empty payout.other_kind payout.row_twice
placement.empty pot.moved_to_itself pot.no_parent pot.not_child pot.other_agreement request.host_unknown
request.malformed request.range_refused request.too_large requisition.certificate_missing
reservation.other_pot role.body_missing role.body_unwanted set_off.other_purpose set_off.other_supplier
setting.disagree setting.malformed setting.several setting.unknown share.amount_negative
share.base_exceeds_amount share.residual_receiver_negative share.residual_receiver_unknown
share.unit_too_coarse sign_in.code_refused sign_in.external_refused sign_in.needed sign_in.refused
sign_in.too_often statement.rows_differ terms.missing text.missing token.name_too_long token.refused
use_report.all_own use_report.decision_missing use_report.empty use_report.other_commitment
use_report.outside_terms year.before_book
"""
STATE = """
agreement.below_requisitioned allocation.used already_exists backup.exists bank.insufficient
bounce.exceeds_disbursed bounce.paid_again clearing.exceeded codes.already_on codes.not_on codes.offer_expired
commitment.drawn commitment.has_changes commitment.invoices_waiting commitment.lower_exceeds_remaining
commitment.not_ended commitment.release_exceeds_remaining commitment.rest_not_there correction.exceeds_left
correction.not_possible credit.commitment_closed credit.exceeds_rest credit.outdated credit.used
credit.vat_recovered database.not_demo database.not_empty disbursed.insufficient document.source_key_taken
document.wrong_state double_payment.exceeds_invoice ending.not_earlier entry.already_reversed
entry.breaks_never entry.is_reversal entry.matched entry.refused_by_database entry.source_key_taken
explanation.accepted explanation.missing file.damaged finding.missing finding.not_explainable handover.blocked
handover.invoices_waiting handover.settled identity.taken import.allocation_there import.key_there
import.opening_exceeds_left import.opening_not_first interest.exceeds_debt interest.paid_on
invoice.credit_waits invoice.duplicate_number invoice.exceeds_commitment invoice.exceeds_debt
invoice.has_later invoice.paid keeping.chain_end_differs keeping.controls_differ keeping.guards_missing
keeping.not_empty keeping.other_version keeping.table_differs keeping.table_refused keeping.tables_differ
keeping.value_not_kept lapse.before_deadline lapse.exceeds_unrequisitioned mandate.overlaps match.taken
moved.used payee.account_missing payee.answered payee.unchanged payee.waiting payout.bounced
payout.exceeds_available payout.has_later payout.not_allotted period.broken period.closed period.later_closed
period.not_over period.open period.overlaps period.unexplained placement.exceeds_unplaced pot.insufficient
receipt.exceeds_claim receipt.placed receipt.sent_back recipient.held_used recipient.insufficient
reclaim.exceeded reclaim.settled reclaim.used requisition.exceeds_authorised requisition.has_receipts
requisition.is_lowered requisition.lowering_exceeds_unpaid requisition.payer_pays_by_itself
requisition.payer_waits requisition.sending_back_exceeds reservation.exceeds_left reservation.expired
reservation.not_expired statement.overlaps statement.replaced supplier_claim.exceeded supplier_claim.settled
take_back.exceeds_given take_back.exceeds_left unused.insufficient use_report.disallowed
use_report.disallowed_exceeds_use use_report.not_owed use_report.paid use_report.split_changed
vat.claim_exceeded vat.setting_contradicted version.nothing_changed year.closed year.earlier_open
year.end_not_done year.months_open year.not_over
"""
RIGHT = """
access.administrator_needed access.refused attest.no_right attest.not_in_force attest.over_limit
attest.same_person command.actor_missing command.other_body command.other_roles command.without_role
explanation.same_person mandate.advisory_body mandate.missing mandate.not_in_force mandate.other_pot
organisation.accounts_by_officer payee.same_person person.actor_missing sign_in.external_unlinked
token.not_here token.role_not_held
"""
MISSING = """
book.none command.unknown not_found page.missing
"""
AWAY = """
database.busy database.newer database.not_a_database database.not_migrated database.not_written
database.unreachable serve.port_taken serve.refused sign_in.external_unavailable
"""
CHOSEN: Mapping[str, About] = {
    code: about
    for about, codes in (
        (About.INPUT, INPUT),
        (About.STATE, STATE),
        (About.RIGHT, RIGHT),
        (About.MISSING, MISSING),
        (About.AWAY, AWAY),
    )
    for code in codes.split()
}


def test_every_refusal_is_chosen_and_nothing_else_is() -> None:
    assert {refusal.code for refusal in REFUSALS} == set(CHOSEN)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.code)
def test_each_is_about_what_was_chosen(refusal: type[LedgerError]) -> None:
    assert refusal.about is CHOSEN[refusal.code]
