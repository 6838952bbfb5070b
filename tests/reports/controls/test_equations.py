"""The controls' equations say what the accountant's posting table says, account for account."""

from collections import Counter

from ledger.domain.chart import Kind
from ledger.domain.events import FactCode
from ledger.reports.controls.equations import EQUATIONS, Term
from tests.support.posting_table import TABLE, By, Of, Row, When, Where

AT = {Where.POT: "pot", Where.ROOT: "root", Where.OTHER_POT: "other_pot", Where.OTHER_ROOT: "other_root"}
BY = {By.NOTHING: "none", By.SUBJECT: "subject", By.OTHER: "other_subject", By.BANK: "bank"}
OF = {Of.AMOUNT: "amount", Of.VAT: "vat", Of.CLAIM: "claim", Of.GROSS: "gross", Of.UNPAID: "gross_less_claim"}
WHEN = {When.ALWAYS: "always", When.DRAWN: "drawn", When.UNDRAWN: "undrawn"}


def told(code: FactCode, row: Row) -> tuple[object, ...]:
    return row.kind, code, row.sign, AT[row.where], BY[row.by], OF[row.of], WHEN[row.when]


def said(kind: Kind, term: Term) -> tuple[object, ...]:
    # What is lapsed and repaid is so at a root, whose own pot and whose root's pot are one.
    at = "root" if term.code in {FactCode.LAPSE, FactCode.REPAYMENT} and kind is not Kind.AVAILABLE else term.at
    return kind, term.code, term.sign, at, term.by, term.of, term.when


def test_every_kind_has_its_equation() -> None:
    assert EQUATIONS.keys() == set(Kind)


def test_the_equations_are_the_posting_table_turned_around() -> None:
    table = Counter(told(code, row) for code, rows in TABLE.items() for row in rows)
    equations = Counter(said(kind, term) for kind, terms in EQUATIONS.items() for term in terms)
    assert equations == table
