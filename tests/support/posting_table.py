"""The posting table restated as data, by fact: what every control that compares accounts with documents may assume.

The rules make lines and facts together. This table makes the lines again from the facts alone, without the rules: a
row says that a fact of this code moves one account of this kind, and how. Summed over the facts of all documents that
are not annulled (a reversal annuls its document), it gives every account's balance:

    balance(kind, pot, subject) = sum of sign * amount over the rows of the table that name that account

so a control of one kind is the rows of that kind, as one sum in SQL. `rows_of(kind)` gives them.

How to read a row: `dr(K.CLAIM, ROOT, SUBJECT)` is a debit of the claim account of the root of the fact's pot, with the
fact's subject as the account's subject, by the fact's amount. What may vary:

    where     POT         the fact's pot                     OTHER_POT   its other pot
              ROOT        the root of the fact's pot         OTHER_ROOT  the root of its other pot
    by        NOTHING     the account has no subject (0)     SUBJECT     the fact's subject
              OTHER       the fact's other subject           BANK        the fact's bank account
    of        AMOUNT      the fact's amount                  VAT, CLAIM  its VAT, its claim
              GROSS       amount + VAT                       UNPAID      amount + VAT - claim
    when      ALWAYS      every fact of the code
              DRAWN       only a fact that names another subject: the reservation or commitment it draws on
              UNDRAWN     only a fact that names none: it draws on what is available

A row that comes to zero moves nothing. Two rows of one fact may meet in one account (a carry-over within one root):
they are summed. `agreement_amount`, `clearing_settled` and `bank_other` have signed amounts, and a negative debit is a
credit; all other facts are positive, and their code gives the sign.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from ledger.domain.chart import Kind
from ledger.domain.events import Fact, FactCode
from ledger.money import Ore

K: TypeAlias = Kind
F: TypeAlias = FactCode


class Where(Enum):
    """Which pot's account a row moves."""

    POT = auto()
    ROOT = auto()
    OTHER_POT = auto()
    OTHER_ROOT = auto()


class By(Enum):
    """What the account has for its subject."""

    NOTHING = auto()
    SUBJECT = auto()
    OTHER = auto()
    BANK = auto()


class Of(Enum):
    """Which of the fact's amounts it moves."""

    AMOUNT = auto()
    VAT = auto()
    CLAIM = auto()
    GROSS = auto()
    UNPAID = auto()


class When(Enum):
    """Which facts of the code it is for."""

    ALWAYS = auto()
    DRAWN = auto()
    UNDRAWN = auto()


@dataclass(frozen=True)
class Row:
    """One line of a fact: the account and the amount; `sign` is 1 for a debit, -1 for a credit."""

    sign: int
    kind: K
    where: Where
    by: By
    of: Of
    when: When


POT, ROOT, OTHER_POT, OTHER_ROOT = Where
NOTHING, SUBJECT, OTHER, BANK = By
AMOUNT, VAT, CLAIM, GROSS, UNPAID = Of
ALWAYS, DRAWN, UNDRAWN = When


def dr(kind: K, where: Where, by: By = NOTHING, of: Of = AMOUNT, when: When = ALWAYS) -> Row:
    """A debit."""
    return Row(1, kind, where, by, of, when)


def cr(kind: K, where: Where, by: By = NOTHING, of: Of = AMOUNT, when: When = ALWAYS) -> Row:
    """A credit."""
    return Row(-1, kind, where, by, of, when)


# fmt: off
TABLE: Final[dict[F, tuple[Row, ...]]] = {
    # --- the payer ---
    F.AGREEMENT_AMOUNT: (dr(K.AVAILABLE, POT), cr(K.AUTHORISED, POT)),
    F.REQUISITION: (dr(K.CLAIM, ROOT, SUBJECT), cr(K.GRANT_DEBT, ROOT)),
    F.REQUISITION_LOWERED: (dr(K.GRANT_DEBT, ROOT), cr(K.CLAIM, ROOT, SUBJECT)),
    F.RECEIPT: (dr(K.BANK, ROOT, BANK), cr(K.CLAIM, ROOT, SUBJECT)),
    F.RECEIPT_UNPLACED: (dr(K.BANK, ROOT, BANK), cr(K.UNPLACED, ROOT)),
    F.RECEIPT_PLACED: (
        dr(K.UNPLACED, OTHER_ROOT), cr(K.BANK, OTHER_ROOT, BANK),
        dr(K.BANK, ROOT, BANK), cr(K.CLAIM, ROOT, SUBJECT),
    ),
    F.SENT_BACK: (dr(K.GRANT_DEBT, ROOT), cr(K.BANK, ROOT, BANK)),
    F.LAPSE: (dr(K.LAPSED, ROOT), cr(K.AVAILABLE, POT)),
    F.REPAYMENT: (
        dr(K.RETURNED, ROOT), cr(K.AVAILABLE, POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.BANK, ROOT, BANK),
    ),
    # --- from pot to pot: the fact's pot is the parent, its other pot the child ---
    F.ALLOCATION: (
        dr(K.ALLOTTED, POT), cr(K.AVAILABLE, POT),
        dr(K.AVAILABLE, OTHER_POT), cr(K.AUTHORISED, OTHER_POT),
    ),
    F.TAKEN_BACK: (
        dr(K.AVAILABLE, POT), cr(K.ALLOTTED, POT),
        dr(K.AUTHORISED, OTHER_POT), cr(K.AVAILABLE, OTHER_POT),
    ),
    # --- reserved and committed ---
    F.RESERVATION: (dr(K.RESERVED, POT, SUBJECT), cr(K.AVAILABLE, POT)),
    F.RESERVATION_RELEASED: (dr(K.AVAILABLE, POT), cr(K.RESERVED, POT, SUBJECT)),
    F.COMMITMENT: (
        dr(K.COMMITTED, POT, SUBJECT),
        cr(K.RESERVED, POT, OTHER, when=DRAWN), cr(K.AVAILABLE, POT, when=UNDRAWN),
    ),
    F.COMMITMENT_LOWERED: (dr(K.AVAILABLE, POT), cr(K.COMMITTED, POT, SUBJECT)),
    # --- suppliers: the amount of an invoice is its charge; a credit has the invoice it credits for its subject ---
    F.INVOICE: (
        dr(K.USED, POT, SUBJECT),
        cr(K.COMMITTED, POT, OTHER, when=DRAWN), cr(K.AVAILABLE, POT, when=UNDRAWN),
        dr(K.COST, POT), dr(K.VAT_CLAIM, POT, SUBJECT, VAT), cr(K.PAYABLE, POT, SUBJECT, GROSS),
        dr(K.GRANT_DEBT, ROOT), cr(K.GRANT_INCOME, POT),
    ),
    F.CREDIT_INVOICE: (
        dr(K.COMMITTED, POT, OTHER, when=DRAWN), dr(K.AVAILABLE, POT, when=UNDRAWN),
        cr(K.USED, POT, SUBJECT),
        dr(K.PAYABLE, POT, SUBJECT, UNPAID), dr(K.SUPPLIER_CLAIM, POT, SUBJECT, CLAIM),
        cr(K.COST, POT), cr(K.VAT_CLAIM, POT, SUBJECT, VAT),
        dr(K.GRANT_INCOME, POT), cr(K.GRANT_DEBT, ROOT),
    ),
    F.INVOICE_PAID: (dr(K.PAYABLE, POT, SUBJECT), cr(K.BANK, ROOT, BANK)),
    F.PAYMENT_BOUNCED: (dr(K.BANK, ROOT, BANK), cr(K.PAYABLE, POT, SUBJECT)),
    F.PAID_TWICE: (dr(K.SUPPLIER_CLAIM, POT, SUBJECT), cr(K.BANK, ROOT, BANK)),
    F.SUPPLIER_REFUND: (dr(K.BANK, ROOT, BANK), cr(K.SUPPLIER_CLAIM, POT, SUBJECT)),
    F.SET_OFF: (dr(K.PAYABLE, OTHER_POT, OTHER), cr(K.SUPPLIER_CLAIM, POT, SUBJECT)),
    F.VAT_RECOVERED: (dr(K.BANK, ROOT, BANK), cr(K.VAT_CLAIM, POT, SUBJECT)),
    # --- recipients ---
    F.PAID_OUT: (
        dr(K.DISBURSED, POT), cr(K.AVAILABLE, POT),
        dr(K.ADVANCED, POT), cr(K.BANK, ROOT, BANK),
    ),
    F.PAYOUT_BOUNCED: (
        dr(K.AVAILABLE, POT), cr(K.DISBURSED, POT),
        dr(K.BANK, ROOT, BANK), cr(K.ADVANCED, POT),
    ),
    F.PASSED_ON: (
        dr(K.ALLOTTED, POT), cr(K.DISBURSED, POT),
        dr(K.DISBURSED, OTHER_POT), cr(K.AUTHORISED, OTHER_POT),
        dr(K.ADVANCED, OTHER_POT), cr(K.ADVANCED, POT),
    ),
    F.USE_REPORT: (
        dr(K.USED, POT, SUBJECT), cr(K.DISBURSED, POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.ADVANCED, POT),
    ),
    F.USE_REPORT_ARREARS: (
        dr(K.USED, POT, SUBJECT),
        cr(K.COMMITTED, POT, OTHER, when=DRAWN), cr(K.AVAILABLE, POT, when=UNDRAWN),
        dr(K.GRANT_DEBT, ROOT), cr(K.PAYABLE, POT, SUBJECT),
    ),
    F.USE_DISALLOWED: (
        dr(K.AVAILABLE, POT), cr(K.USED, POT, SUBJECT),
        dr(K.RECLAIM, POT), cr(K.GRANT_DEBT, ROOT),
    ),
    F.RECALL: (
        dr(K.AVAILABLE, POT), cr(K.DISBURSED, POT),
        dr(K.RECLAIM, POT), cr(K.ADVANCED, POT),
    ),
    F.PAID_BACK: (dr(K.BANK, ROOT, BANK), cr(K.RECLAIM, POT)),
    F.RECLAIM_WRITTEN_OFF: (
        dr(K.USED, POT, SUBJECT), cr(K.AVAILABLE, POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.RECLAIM, POT),
    ),
    # --- carried over: the fact's pot is the old one, its other pot the new one ---
    F.CARRIED_AVAILABLE: (
        dr(K.CARRIED, POT), cr(K.AVAILABLE, POT),
        dr(K.AVAILABLE, OTHER_POT), cr(K.CARRIED, OTHER_POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.BANK, ROOT, BANK),
        dr(K.BANK, OTHER_ROOT, BANK), cr(K.GRANT_DEBT, OTHER_ROOT),
    ),
    F.CARRIED_COMMITTED: (
        dr(K.CARRIED, POT), cr(K.COMMITTED, POT, SUBJECT),
        dr(K.COMMITTED, OTHER_POT, OTHER), cr(K.CARRIED, OTHER_POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.BANK, ROOT, BANK),
        dr(K.BANK, OTHER_ROOT, BANK), cr(K.GRANT_DEBT, OTHER_ROOT),
    ),
    F.CARRIED_DISBURSED: (
        dr(K.CARRIED, POT), cr(K.DISBURSED, POT),
        dr(K.DISBURSED, OTHER_POT), cr(K.CARRIED, OTHER_POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.ADVANCED, POT),
        dr(K.ADVANCED, OTHER_POT), cr(K.GRANT_DEBT, OTHER_ROOT),
    ),
    # --- handed over: each book states its own half, with its own pot and commitments ---
    F.HANDED_AVAILABLE_OUT: (
        dr(K.HANDED, POT), cr(K.AVAILABLE, POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.CLEARING, ROOT),
    ),
    F.HANDED_COMMITTED_OUT: (
        dr(K.HANDED, POT), cr(K.COMMITTED, POT, SUBJECT),
        dr(K.GRANT_DEBT, ROOT), cr(K.CLEARING, ROOT),
    ),
    F.HANDED_DISBURSED_OUT: (
        dr(K.HANDED, POT), cr(K.DISBURSED, POT),
        dr(K.GRANT_DEBT, ROOT), cr(K.ADVANCED, POT),
    ),
    F.HANDED_AVAILABLE_IN: (
        dr(K.AVAILABLE, POT), cr(K.HANDED, POT),
        dr(K.CLEARING, ROOT), cr(K.GRANT_DEBT, ROOT),
    ),
    F.HANDED_COMMITTED_IN: (
        dr(K.COMMITTED, POT, SUBJECT), cr(K.HANDED, POT),
        dr(K.CLEARING, ROOT), cr(K.GRANT_DEBT, ROOT),
    ),
    F.HANDED_DISBURSED_IN: (
        dr(K.DISBURSED, POT), cr(K.HANDED, POT),
        dr(K.ADVANCED, POT), cr(K.GRANT_DEBT, ROOT),
    ),
    # --- clearing, interest and the rest of the bank; positive clearing leaves, a positive other movement arrives ---
    F.CLEARING_SETTLED: (dr(K.CLEARING, ROOT), cr(K.BANK, ROOT, BANK)),
    F.INTEREST_RECEIVED: (dr(K.BANK, ROOT, BANK), cr(K.INTEREST_DEBT, ROOT)),
    F.INTEREST_PAID: (dr(K.INTEREST_DEBT, ROOT), cr(K.BANK, ROOT, BANK)),
    F.BANK_OTHER: (dr(K.BANK, ROOT, BANK), cr(K.OTHER, ROOT)),
}
# fmt: on


def rows_of(kind: K) -> tuple[tuple[F, Row], ...]:
    """Every row that moves an account of the kind, with the code of its fact: the terms of that kind's control."""
    return tuple((code, row) for code, rows in TABLE.items() for row in rows if row.kind is kind)


def balances(facts: Iterable[Fact], roots: Mapping[int, int]) -> dict[tuple[K, int, int], Ore]:
    """What the facts say that each account (kind, pot, subject) stands at, in öre, zeros left out.

    `roots` gives each pot's root.
    """
    sums: dict[tuple[K, int, int], Ore] = defaultdict(int)
    for fact in facts:
        for row in TABLE[fact.code]:
            if _is_for(row.when, fact):
                sums[row.kind, _pot(row.where, fact, roots), _subject(row.by, fact)] += row.sign * _ore(row.of, fact)
    return {account: amount for account, amount in sums.items() if amount != 0}


def _is_for(when: When, fact: Fact) -> bool:
    return {ALWAYS: True, DRAWN: fact.other_subject_id != 0, UNDRAWN: fact.other_subject_id == 0}[when]


def _pot(where: Where, fact: Fact, roots: Mapping[int, int]) -> int:
    pot_id = fact.pot_id if where in {POT, ROOT} else fact.other_pot_id
    return roots[pot_id] if where in {ROOT, OTHER_ROOT} else pot_id


def _subject(by: By, fact: Fact) -> int:
    return {NOTHING: 0, SUBJECT: fact.subject_id, OTHER: fact.other_subject_id, BANK: fact.bank_id}[by]


def _ore(of: Of, fact: Fact) -> Ore:
    gross = fact.amount_ore + fact.vat_ore
    return {
        AMOUNT: fact.amount_ore,
        VAT: fact.vat_ore,
        CLAIM: fact.claim_ore,
        GROSS: gross,
        UNPAID: gross - fact.claim_ore,
    }[of]
