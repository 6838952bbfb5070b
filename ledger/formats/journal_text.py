"""What the plain-text journals share: transactions with postings, balances to prove, names and amounts as text.

One transaction holds both sides of an entry; each sums to zero by itself. Written for beancount and hledger, whose
checks then prove the balances: <https://beancount.github.io/docs/beancount_language_syntax.html>,
<https://hledger.org/hledger.html>.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ledger.money import Ore, plain_kronor

COMMODITY: Final = "SEK"

_NOT_IN_NAMES: Final = re.compile(r"[^0-9A-Za-zÅÄÖåäöÉé]+")
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True)
class Posting:
    """An account by its full name, and an amount or a balance in öre, debit +."""

    account: str
    amount_ore: Ore


@dataclass(frozen=True)
class Transaction:
    """One entry: its day, its voucher's name (empty for none), its text, facts by name in order, and its postings."""

    on: date
    code: str
    text: str
    facts: tuple[tuple[str, str], ...]
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class PlainJournal:
    """A journal to be written: `first_day` is the first that the book can hold.

    `closing` is the balance of every account after the last transaction, told by the ledger itself and not summed from
    the transactions: that they agree is what the check proves. No account may lie under another: in beancount a
    balance is that of the account with all under it, in hledger that of the account alone.
    """

    title: str
    first_day: date
    transactions: Iterable[Transaction]
    closing: tuple[Posting, ...]


def component(text: str, number: int, taken: Collection[str] = ()) -> str:
    """The text as one part of an account's name, valid in both formats: letters, digits and single dashes.

    A text that has to be changed, or that is `taken` for something else, gets its number behind two dashes: so no two
    texts of a book become the same.
    """
    words = _NOT_IN_NAMES.sub("-", text).strip("-")
    name = words[:1].upper() + words[1:]
    return name if name and name == text and name not in taken else f"{name or 'X'}--{number}"


def amount_text(amount_ore: Ore) -> str:
    """The amount in kronor with two decimals, exactly: `-1234.50`."""
    plain = plain_kronor(amount_ore)
    return plain if "." in plain else f"{plain}.00"


def one_line(text: str) -> str:
    """The text on one line, without characters that a reader would not see."""
    return _BLANKS.sub(" ", text).strip()
