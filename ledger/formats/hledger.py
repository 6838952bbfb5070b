"""A journal as hledger reads it; `hledger check --strict` proves that every transaction and every balance holds."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from ledger.formats.journal_text import COMMODITY, PlainJournal, Posting, Transaction, amount_text, one_line

_ENDS_DESCRIPTION: Final = re.compile(r"\s*[;|]\s*")
_ENDS_TAG: Final = re.compile(r"\s*,\s*")


def hledger(journal: PlainJournal) -> Iterator[str]:
    """The journal as text, a transaction at a time: the same journal gives the same text.

    An account is declared before its first transaction in the file. The balances are asserted by a last transaction of
    zeros, on the day after the last one.
    """
    yield f"; {one_line(journal.title)}\n\ndecimal-mark .\ncommodity 1000.00 {COMMODITY}\n"
    declared: set[str] = set()
    last_day = journal.first_day
    for transaction in journal.transactions:
        yield from _declared(transaction.postings, declared)
        yield _transaction(transaction)
        last_day = max(last_day, transaction.on)
    yield from _declared(journal.closing, declared)
    if journal.closing:
        yield f"\n{last_day + timedelta(days=1)} * Utgående balanser\n"
    for balance in journal.closing:
        yield f"    {balance.account}  0.00 {COMMODITY} = {amount_text(balance.amount_ore)} {COMMODITY}\n"


def _declared(postings: Iterable[Posting], declared: set[str]) -> Iterator[str]:
    new = [posting.account for posting in postings if posting.account not in declared]
    declared.update(new)
    if new:
        yield "\n" + "".join(f"account {account}\n" for account in new)


def _transaction(transaction: Transaction) -> str:
    code = f"({transaction.code}) " if transaction.code else ""
    lines = [
        f"\n{transaction.on} * {code}{_description(transaction.text)}".rstrip(),
        *(f"    ; {name}: {_tag_value(fact)}" for name, fact in transaction.facts),
        *(f"    {posting.account}  {amount_text(posting.amount_ore)} {COMMODITY}" for posting in transaction.postings),
    ]
    return "\n".join(lines) + "\n"


def _description(text: str) -> str:
    """The text without the marks that would end it, or split it in payee and note."""
    return _ENDS_DESCRIPTION.sub(", ", one_line(text))


def _tag_value(text: str) -> str:
    """The text without commas, which would end it."""
    return _ENDS_TAG.sub(" ", one_line(text))
