"""A journal as beancount reads it; `bean-check` proves that every transaction and every balance holds."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ledger.formats.journal_text import COMMODITY, PlainJournal, Posting, Transaction, amount_text, one_line


def beancount(journal: PlainJournal) -> Iterator[str]:
    """The journal as text, a transaction at a time: the same journal gives the same text.

    An account is opened before its first transaction in the file, from the book's first day. A balance is asserted on
    the day after the last transaction, to the öre (beancount would forgive one without `~ 0`).
    """
    yield f'option "title" {_quoted(journal.title)}\noption "operating_currency" "{COMMODITY}"\n'
    yield f"{journal.first_day} commodity {COMMODITY}\n"
    opened: set[str] = set()
    last_day = journal.first_day
    for transaction in journal.transactions:
        yield from _opened(journal, transaction.postings, opened)
        yield _transaction(transaction)
        last_day = max(last_day, transaction.on)
    yield from _opened(journal, journal.closing, opened)
    yield "\n"
    for balance in journal.closing:
        amount = f"{amount_text(balance.amount_ore)} ~ 0 {COMMODITY}"
        yield f"{last_day + timedelta(days=1)} balance {balance.account}  {amount}\n"


def _opened(journal: PlainJournal, postings: Iterable[Posting], opened: set[str]) -> Iterator[str]:
    new = [posting.account for posting in postings if posting.account not in opened]
    opened.update(new)
    if new:
        yield "\n" + "".join(f"{journal.first_day} open {account} {COMMODITY}\n" for account in new)


def _transaction(transaction: Transaction) -> str:
    code = (("verifikation", transaction.code),) if transaction.code else ()
    lines = [
        f"\n{transaction.on} * {_quoted(transaction.text)}",
        *(f"  {name}: {_quoted(fact)}" for name, fact in (*code, *transaction.facts)),
        *(f"  {posting.account}  {amount_text(posting.amount_ore)} {COMMODITY}" for posting in transaction.postings),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
