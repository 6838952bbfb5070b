"""Which facts make up the balance of which account: DOMAIN's table once more, as data that SQL reads.

Written account by account, from the other end than the posting rules, and knowing nothing of them: an account is the
sum of its terms over the facts of the documents in force. A term is a fact code with a sign, and says which of the
fact's columns name the pot and the subject, and which amount counts.
"""

from typing import Final, Literal, NamedTuple, TypeAlias

from ledger.domain.chart import Kind
from ledger.domain.events import FactCode

At: TypeAlias = Literal["pot", "root", "other_pot", "other_root"]
By: TypeAlias = Literal["none", "subject", "other_subject", "bank"]
Of: TypeAlias = Literal["amount", "vat", "claim", "gross", "gross_less_claim"]
When: TypeAlias = Literal["always", "drawn", "undrawn"]
"""`drawn`: only facts that name another subject (the reservation or commitment drawn on); `undrawn`: only others."""


class Term(NamedTuple):
    """One term of one account kind's equation; `sign` is 1 for a debit, -1 for a credit."""

    code: FactCode
    sign: int
    at: At
    by: By
    of: Of
    when: When


def plus(names: str, *, at: At = "pot", by: By = "none", of: Of = "amount", when: When = "always") -> tuple[Term, ...]:
    """Terms that debit the account."""
    return tuple(Term(FactCode(name), 1, at, by, of, when) for name in names.split())


def less(names: str, *, at: At = "pot", by: By = "none", of: Of = "amount", when: When = "always") -> tuple[Term, ...]:
    """Terms that credit the account."""
    return tuple(Term(FactCode(name), -1, at, by, of, when) for name in names.split())


EQUATIONS: Final[dict[Kind, tuple[Term, ...]]] = {
    Kind.AUTHORISED: (
        *less("agreement_amount"),
        *less("allocation passed_on", at="other_pot"),
        *plus("taken_back", at="other_pot"),
    ),
    Kind.ALLOTTED: (*plus("allocation passed_on"), *less("taken_back")),
    Kind.AVAILABLE: (
        *plus("agreement_amount"),
        *less("lapse repayment"),
        *less("allocation"),
        *plus("allocation", at="other_pot"),
        *plus("taken_back"),
        *less("taken_back", at="other_pot"),
        *less("reservation"),
        *plus("reservation_released"),
        *less("commitment invoice use_report_arrears", when="undrawn"),
        *plus("credit_invoice", when="undrawn"),
        *plus("commitment_lowered"),
        *less("paid_out"),
        *plus("payout_bounced use_disallowed recall"),
        *less("reclaim_written_off"),
        *less("carried_available handed_available_out"),
        *plus("carried_available", at="other_pot"),
        *plus("handed_available_in"),
    ),
    Kind.RESERVED: (
        *plus("reservation", by="subject"),
        *less("reservation_released", by="subject"),
        *less("commitment", by="other_subject", when="drawn"),
    ),
    Kind.COMMITTED: (
        *plus("commitment", by="subject"),
        *less("commitment_lowered", by="subject"),
        *less("invoice use_report_arrears", by="other_subject", when="drawn"),
        *plus("credit_invoice", by="other_subject", when="drawn"),
        *less("carried_committed handed_committed_out", by="subject"),
        *plus("carried_committed", at="other_pot", by="other_subject"),
        *plus("handed_committed_in", by="subject"),
    ),
    Kind.DISBURSED: (
        *plus("paid_out"),
        *less("payout_bounced passed_on use_report recall"),
        *plus("passed_on", at="other_pot"),
        *less("carried_disbursed handed_disbursed_out"),
        *plus("carried_disbursed", at="other_pot"),
        *plus("handed_disbursed_in"),
    ),
    Kind.USED: (
        *plus("invoice use_report use_report_arrears reclaim_written_off", by="subject"),
        *less("credit_invoice use_disallowed", by="subject"),
    ),
    Kind.RETURNED: plus("repayment", at="root"),
    Kind.LAPSED: plus("lapse", at="root"),
    Kind.CARRIED: (
        *plus("carried_available carried_committed carried_disbursed"),
        *less("carried_available carried_committed carried_disbursed", at="other_pot"),
    ),
    Kind.HANDED: (
        *plus("handed_available_out handed_committed_out handed_disbursed_out"),
        *less("handed_available_in handed_committed_in handed_disbursed_in"),
    ),
    Kind.CLAIM: (
        *plus("requisition", at="root", by="subject"),
        *less("requisition_lowered receipt receipt_placed", at="root", by="subject"),
    ),
    Kind.BANK: (
        *plus("receipt receipt_unplaced receipt_placed", at="root", by="bank"),
        *less("receipt_placed", at="other_root", by="bank"),
        *less("sent_back repayment", at="root", by="bank"),
        *less("invoice_paid paid_twice", at="root", by="bank"),
        *plus("payment_bounced supplier_refund vat_recovered", at="root", by="bank"),
        *less("paid_out", at="root", by="bank"),
        *plus("payout_bounced paid_back", at="root", by="bank"),
        *less("carried_available carried_committed", at="root", by="bank"),
        *plus("carried_available carried_committed", at="other_root", by="bank"),
        *less("clearing_settled interest_paid", at="root", by="bank"),
        *plus("interest_received bank_other", at="root", by="bank"),
    ),
    Kind.ADVANCED: (
        *plus("paid_out"),
        *less("payout_bounced passed_on use_report recall"),
        *plus("passed_on", at="other_pot"),
        *less("carried_disbursed handed_disbursed_out"),
        *plus("carried_disbursed", at="other_pot"),
        *plus("handed_disbursed_in"),
    ),
    Kind.RECLAIM: (*plus("use_disallowed recall"), *less("paid_back reclaim_written_off")),
    Kind.PAYABLE: (
        *less("invoice", by="subject", of="gross"),
        *less("use_report_arrears", by="subject"),
        *plus("credit_invoice", by="subject", of="gross_less_claim"),
        *plus("invoice_paid", by="subject"),
        *less("payment_bounced", by="subject"),
        *plus("set_off", at="other_pot", by="other_subject"),
    ),
    Kind.SUPPLIER_CLAIM: (
        *plus("credit_invoice", by="subject", of="claim"),
        *plus("paid_twice", by="subject"),
        *less("supplier_refund set_off", by="subject"),
    ),
    Kind.VAT_CLAIM: (
        *plus("invoice", by="subject", of="vat"),
        *less("credit_invoice", by="subject", of="vat"),
        *less("vat_recovered", by="subject"),
    ),
    Kind.COST: (*plus("invoice"), *less("credit_invoice")),
    Kind.GRANT_INCOME: (*less("invoice"), *plus("credit_invoice")),
    Kind.GRANT_DEBT: (
        *less("requisition", at="root"),
        *plus("requisition_lowered sent_back repayment", at="root"),
        *plus("invoice use_report use_report_arrears reclaim_written_off", at="root"),
        *less("credit_invoice use_disallowed", at="root"),
        *plus("carried_available carried_committed carried_disbursed", at="root"),
        *less("carried_available carried_committed carried_disbursed", at="other_root"),
        *plus("handed_available_out handed_committed_out handed_disbursed_out", at="root"),
        *less("handed_available_in handed_committed_in handed_disbursed_in", at="root"),
    ),
    Kind.INTEREST_DEBT: (*less("interest_received", at="root"), *plus("interest_paid", at="root")),
    Kind.UNPLACED: (*less("receipt_unplaced", at="root"), *plus("receipt_placed", at="other_root")),
    Kind.CLEARING: (
        *less("handed_available_out handed_committed_out", at="root"),
        *plus("handed_available_in handed_committed_in", at="root"),
        *plus("clearing_settled", at="root"),
    ),
    Kind.OTHER: less("bank_other", at="root"),
}
