"""Beancount: the text to the letter, and that bean-check proves it and would see an öre."""

from dataclasses import replace
from datetime import date

from ledger.formats.beancount import beancount
from ledger.formats.journal_text import PlainJournal, Posting, Transaction
from tests.support.plain_checks import bean_check

JOURNAL = PlainJournal(
    title='Boken "A"',
    first_day=date(2020, 1, 1),
    transactions=(
        Transaction(
            date(2020, 9, 2),
            "2020-2",
            'Sagt: "hej" \\ och\nmer',
            (("seq", "2"), ("decision", "Organet § 1")),
            (Posting("Assets:Bank:ROT", 100050), Posting("Liabilities:Återkrav:ROT", -100050)),
        ),
        Transaction(
            date(2020, 9, 1), "", "Äldre", (), (Posting("Assets:Bank:ROT", -1), Posting("Equity:Medel:ROT:Kvar", 1))
        ),
    ),
    closing=(
        Posting("Assets:Bank:ROT", 100049),
        Posting("Equity:Medel:ROT:Kvar", 1),
        Posting("Equity:Medel:ROT:Tilldelat", 0),
        Posting("Liabilities:Återkrav:ROT", -100050),
    ),
)

TEXT = r"""option "title" "Boken \"A\""
option "operating_currency" "SEK"
2020-01-01 commodity SEK

2020-01-01 open Assets:Bank:ROT SEK
2020-01-01 open Liabilities:Återkrav:ROT SEK

2020-09-02 * "Sagt: \"hej\" \\ och mer"
  verifikation: "2020-2"
  seq: "2"
  decision: "Organet § 1"
  Assets:Bank:ROT  1000.50 SEK
  Liabilities:Återkrav:ROT  -1000.50 SEK

2020-01-01 open Equity:Medel:ROT:Kvar SEK

2020-09-01 * "Äldre"
  Assets:Bank:ROT  -0.01 SEK
  Equity:Medel:ROT:Kvar  0.01 SEK

2020-01-01 open Equity:Medel:ROT:Tilldelat SEK

2020-09-03 balance Assets:Bank:ROT  1000.49 ~ 0 SEK
2020-09-03 balance Equity:Medel:ROT:Kvar  0.01 ~ 0 SEK
2020-09-03 balance Equity:Medel:ROT:Tilldelat  0.00 ~ 0 SEK
2020-09-03 balance Liabilities:Återkrav:ROT  -1000.50 ~ 0 SEK
"""


def test_the_text_is_this() -> None:
    assert "".join(beancount(JOURNAL)) == TEXT


def test_bean_check_finds_nothing() -> None:
    assert bean_check(TEXT) == []


def test_bean_check_sees_one_ore_in_a_balance() -> None:
    (first, *others) = JOURNAL.closing
    wrong = replace(JOURNAL, closing=(replace(first, amount_ore=first.amount_ore + 1), *others))
    (error,) = bean_check("".join(beancount(wrong)))
    assert "Balance failed for 'Assets:Bank:ROT'" in error


def test_bean_check_sees_one_ore_in_a_transaction() -> None:
    assert bean_check(TEXT.replace("  Assets:Bank:ROT  -0.01 SEK", "  Assets:Bank:ROT  -0.02 SEK")) != []


def test_a_journal_without_entries_is_still_valid() -> None:
    assert bean_check("".join(beancount(replace(JOURNAL, transactions=(), closing=())))) == []
