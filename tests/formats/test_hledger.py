"""hledger: the text to the letter, and that its strict check proves it and would see an öre."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.formats.hledger import hledger
from ledger.formats.journal_text import PlainJournal, Posting, Transaction
from tests.support.plain_checks import hledger_check, hledger_run

JOURNAL = PlainJournal(
    title="Boken\nA",
    first_day=date(2020, 1, 1),
    transactions=(
        Transaction(
            date(2020, 9, 2),
            "2020-2",
            "(Sagt): hej; och | mer\n2020-01-01 x",
            (("seq", "2"), ("decision", "Styrgrupp, delregional § 1")),
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

TEXT = """; Boken A

decimal-mark .
commodity 1000.00 SEK

account Assets:Bank:ROT
account Liabilities:Återkrav:ROT

2020-09-02 * (2020-2) (Sagt): hej, och, mer 2020-01-01 x
    ; seq: 2
    ; decision: Styrgrupp delregional § 1
    Assets:Bank:ROT  1000.50 SEK
    Liabilities:Återkrav:ROT  -1000.50 SEK

account Equity:Medel:ROT:Kvar

2020-09-01 * Äldre
    Assets:Bank:ROT  -0.01 SEK
    Equity:Medel:ROT:Kvar  0.01 SEK

account Equity:Medel:ROT:Tilldelat

2020-09-03 * Utgående balanser
    Assets:Bank:ROT  0.00 SEK = 1000.49 SEK
    Equity:Medel:ROT:Kvar  0.00 SEK = 0.01 SEK
    Equity:Medel:ROT:Tilldelat  0.00 SEK = 0.00 SEK
    Liabilities:Återkrav:ROT  0.00 SEK = -1000.50 SEK
"""


def test_the_text_is_this() -> None:
    assert "".join(hledger(JOURNAL)) == TEXT


def test_the_strict_check_finds_nothing(tmp_path: Path) -> None:
    assert hledger_check(tmp_path, TEXT) == ""


def test_the_check_sees_one_ore_in_a_balance(tmp_path: Path) -> None:
    (first, *others) = JOURNAL.closing
    wrong = replace(JOURNAL, closing=(replace(first, amount_ore=first.amount_ore + 1), *others))
    assert "balance assertion" in hledger_check(tmp_path, hledger(wrong))


def test_the_check_sees_one_ore_in_a_transaction(tmp_path: Path) -> None:
    assert hledger_check(tmp_path, TEXT.replace("  -0.01 SEK", "  -0.02 SEK", 1)) != ""


def test_code_text_and_tags_are_read_as_they_were_meant(tmp_path: Path) -> None:
    answer = hledger_run(tmp_path, TEXT, "register", "tag:decision=delregional § 1", "code:2020-2", "-O", "csv")
    assert answer.stdout.splitlines()[1].startswith('"1","2020-09-02","2020-2","(Sagt): hej, och, mer 2020-01-01 x",')


def test_a_journal_without_entries_is_still_valid(tmp_path: Path) -> None:
    assert hledger_check(tmp_path, hledger(replace(JOURNAL, transactions=(), closing=()))) == ""
