"""The journal as plain-text accounting sees it: accounts with readable names, and the balances it must come to.

Authority lies under `Equity:Medel` by the pot's way from its root, and then by kind. Cash lies under its kind, by root
and pot, except that a bank account holds its roots: what lies under it is what the bank's own statement says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.documents import Document
from ledger.db.pots import Pot
from ledger.domain.canonical import moment_text
from ledger.domain.chart import CHART, Keyed, Kind, Side
from ledger.domain.scope import Scope
from ledger.formats.journal_text import PlainJournal, Posting, Transaction, component
from ledger.money import Ore
from ledger.placeholders import Words
from ledger.reports.books import BookRef, get_book
from ledger.reports.journal import JournalEntry, journal
from ledger.reports.moments import Cut, cut
from ledger.reports.turnovers import Account, balances

_AUTHORITY: Final = "Equity:Medel"
_NAMES: Final = {
    Kind.AUTHORISED: "Tilldelat",
    Kind.ALLOTTED: "Fördelat-vidare",
    Kind.AVAILABLE: "Kvar",
    Kind.RESERVED: "Reserverat",
    Kind.COMMITTED: "Intecknat",
    Kind.DISBURSED: "Hos-mottagaren",
    Kind.USED: "Förbrukat",
    Kind.RETURNED: "Återbetalt",
    Kind.LAPSED: "Förfallet",
    Kind.CARRIED: "Överfört",
    Kind.HANDED: "Överlämnat",
    Kind.CLAIM: "Assets:Fordran-bidragsgivare",
    Kind.BANK: "Assets:Bank",
    Kind.ADVANCED: "Assets:Utbetalt-ej-redovisat",
    Kind.RECLAIM: "Assets:Återkrav",
    Kind.PAYABLE: "Liabilities:Skuld",
    Kind.SUPPLIER_CLAIM: "Assets:Fordran-leverantör",
    Kind.VAT_CLAIM: "Assets:Momsfordran",
    Kind.COST: "Expenses:Kostnad",
    Kind.GRANT_INCOME: "Income:Bidragsintäkt",
    Kind.GRANT_DEBT: "Liabilities:Ej-utnyttjade-bidrag",
    Kind.INTEREST_DEBT: "Liabilities:Ränta-till-bidragsgivaren",
    Kind.UNPLACED: "Liabilities:Ej-ihopparat",
    Kind.CLEARING: "Liabilities:Avräkning",
    Kind.OTHER: "Equity:Övrigt",
}


def plain_journal(
    session: Session, *, scope: Scope, book_id: int, from_: date | None, to: date | None, known_at: datetime | None
) -> PlainJournal:
    """The book's journal from one day to another, both included, streamed while it is written.

    With a first day, what the accounts stood at before it comes as one opening transaction that day. Raises as
    `journal` does.
    """
    book = get_book(session, scope=scope, book_id=book_id)
    names = _account_names(session, book_id)
    entries = journal(session, scope=scope, book_id=book_id, from_=from_, to=to, known_at=known_at)
    at = cut(session, book_id=book_id, as_of=to, known_at=known_at)
    opening = _opening(names, session, at, book, from_)
    return PlainJournal(
        title=_title(book, from_, at, known_at),
        first_day=book.opened_on,
        transactions=chain(opening, (_transaction(names, entry) for entry in entries)),
        closing=tuple(_postings(names, balances(session, at).items())),
    )


@dataclass(frozen=True)
class _AccountNames:
    """What pots and subjects are called: each pot by itself, by its root and by its whole way from the root."""

    pots: Mapping[int, str]
    roots: Mapping[int, str]
    ways: Mapping[int, str]
    subjects: Mapping[int, str]

    def full(self, account: Account) -> str:
        """The account's whole name. None lies under another: they end in a subject, in a pot or in their kind alike."""
        kind, pot_id, subject_id = account
        rule = CHART[kind]
        subject = self.subjects.get(subject_id) or component("", subject_id)
        if kind is Kind.BANK:
            return f"{_NAMES[kind]}:{subject}:{self.roots[pot_id]}"
        if rule.side is Side.AUTHORITY:
            parts = [_AUTHORITY, self.ways[pot_id], _NAMES[kind]]
        elif rule.keyed is Keyed.ROOT:
            parts = [_NAMES[kind], self.roots[pot_id]]
        else:
            parts = [_NAMES[kind], self.roots[pot_id], self.pots[pot_id]]
        return ":".join([*parts, subject] if rule.has_subject else parts)


def _account_names(session: Session, book_id: int) -> _AccountNames:
    query = select(Pot.id, Pot.code, Pot.root_id, Pot.path).where(Pot.book_id == book_id).order_by(Pot.id)
    documents = select(Document.id, Document.number).where(Document.book_id == book_id).order_by(Document.id)
    found = session.execute(query).all()
    pots = {pot.id: component(pot.code, pot.id, taken=_NAMES.values()) for pot in found}
    return _AccountNames(
        pots=pots,
        roots={pot.id: pots[pot.root_id] for pot in found},
        ways={pot.id: ":".join(pots[int(number)] for number in pot.path.strip("/").split("/")) for pot in found},
        subjects={row.id: component(row.number, row.id) for row in session.execute(documents)},
    )


def _postings(names: _AccountNames, amounts: Iterable[tuple[Account, Ore]]) -> Iterator[Posting]:
    return (Posting(names.full(account), amount_ore) for account, amount_ore in amounts)


def _opening(
    names: _AccountNames, session: Session, at: Cut, book: BookRef, from_: date | None
) -> tuple[Transaction, ...]:
    if from_ is None or from_ <= book.opened_on:
        return ()
    before = balances(session, replace(at, as_of=from_ - timedelta(days=1)))
    postings = tuple(_postings(names, ((account, ore) for account, ore in before.items() if ore != 0)))
    return (Transaction(from_, "", "Ingående balanser", (), postings),) if postings else ()


def _transaction(names: _AccountNames, entry: JournalEntry) -> Transaction:
    facts = (
        ("seq", str(entry.seq)),
        ("recorded_at", moment_text(entry.recorded_at)),
        ("event", entry.event.value),
        ("document", None if entry.document is None else entry.document.number),
        ("decision", None if entry.decision is None else str(entry.decision)),
        ("actor", entry.actor),
        ("reverses", entry.reverses),
        ("reversed_by", entry.reversed_by),
        ("hash", entry.hash),
    )
    amounts = (((line.kind, line.pot_id, line.subject_id), line.amount_ore) for line in entry.lines)
    return Transaction(
        on=entry.booked_on,
        code=entry.name,
        text=entry.text,
        facts=tuple((name, fact) for name, fact in facts if fact is not None),
        postings=tuple(_postings(names, amounts)),
    )


def _title(book: BookRef, from_: date | None, at: Cut, known_at: datetime | None) -> str:
    first = "" if from_ is None else f", från {from_}"
    last = "" if at.as_of is None else f", till och med {at.as_of}"
    known = "" if known_at is None else Words().format(", som det var registrerat {at:moment}", at=known_at)
    return f"{book.name}{first}{last}{known}"
