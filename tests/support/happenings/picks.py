"""Draws what happens next, out of what is in the books: often what a person would pick, and sometimes not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from ledger import closing
from ledger.db.books import Account, Entry
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.payouts import PayoutRow
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import Ore, kronor
from ledger.services.documents import state_now
from ledger.services.period_states import closed_months
from tests.support.held import Held
from tests.support.money import Money
from tests.support.second_book import SecondBook
from tests.support.story import EVERYTHING, Here
from tests.support.yearend import YearEnd

FIRST: Final = date(2021, 6, 7)
NOTHING: Final = 999_999
"""The id of what there is not."""
RIGHTLY: Final = 7
"""Of eight picks, how many are what a person would pick."""
_SIZES: Final = ((1, 10), (1_000, 90_000), (1_000, 90_000), (1_000, 90_000), (1, 20_000_000))
"""Between how many kronor amounts are."""


class Standing(NamedTuple):
    """An account with something on it, without its sign."""

    pot_id: int
    subject_id: int
    ore: Ore


@dataclass
class Pick:
    """Draws what a happening is about; `passed` is how many days have gone by."""

    dice: Random
    ending: YearEnd
    held: Held
    second: SecondBook
    key_id: int
    passed: int = 0

    @property
    def money(self) -> Money:
        """The money beneath."""
        return self.held.money

    @property
    def officer(self) -> Here:
        """Who registers, in the first book."""
        return self.held.here

    def approver(self) -> Here:
        """The director; now and then the approver, who has a limit, or the officer, who may not approve."""
        others = [self.money.story.approver, self.money.story.officer]
        return self.money.director if self.rightly() else self.one_of(others)

    def rightly(self) -> bool:
        """Whether to pick as a person would."""
        return self.dice.randrange(RIGHTLY + 1) < RIGHTLY

    def one_of(self, among: Sequence[Any]) -> Any:
        """One of these."""
        return self.dice.choice(among)

    def amount(self) -> Ore:
        """From a few öre to more than there is."""
        least, most = self.one_of(_SIZES)
        return self.dice.randint(kronor(least), kronor(most))

    def whole(self) -> Ore:
        """An amount in whole kronor, or now and then with öre."""
        ore = self.amount()
        return ore - ore % kronor(1) if self.rightly() else ore

    def out_of(self, there_is: Ore) -> Ore:
        """All that there is, or a part of it; now and then any amount."""
        if there_is <= 0 or not self.rightly():
            return self.amount()
        return there_is if self.dice.random() < 0.3 else self.dice.randint(1, there_is)

    def day(self) -> date:
        """Today, or now and then a day before or after it."""
        aside = 0 if self.rightly() else self.dice.randint(-20, 5)
        return FIRST + timedelta(days=self.passed + aside)

    def last_day(self) -> date:
        """The last of the year, or now and then another day."""
        return date(2021, 12, 31) if self.rightly() else self.day()

    def number(self) -> int:
        """A supplier's number, now and then one that is used."""
        return self.dice.randint(1, 400)

    def pot(self, *codes: str) -> int:
        """One of the pots of these codes, or now and then any."""
        pots = self.held.pots
        return pots[self.one_of(codes if codes and self.rightly() else sorted(pots))]

    def decision(self, code: str) -> int:
        """The decision of that code, or now and then any."""
        decisions = {**self.held.decisions, "YEAR_END": self.ending.decision_id}
        return decisions[code if self.rightly() else self.one_of(sorted(decisions))]

    def document(self, kind: DocumentKind, *states: str) -> int:
        """A document of the first book, often the last that is in one of the states."""
        query = select(Document.id, state_now(Document.id)).where(
            Document.kind == kind, Document.book_id == self.officer["book_id"]
        )
        with read_session(self.held.money.story.engine) as session:
            found = session.execute(query.order_by(Document.id)).all()
        fitting = [document_id for document_id, state in found if not states or state in states]
        if fitting and self.rightly():
            return int(fitting[-1])
        return int(self.one_of([document_id for document_id, _ in found] or [NOTHING]))

    def standing(self, kind: Kind, here: Here | None = None, *, among: Collection[int] = ()) -> Standing:
        """One of the accounts of a kind with something on it, or of these subjects; of nothing when there is none."""
        query = select(Account.pot_id, Account.subject_id, Account.balance_ore).where(
            Account.book_id == (here or self.officer)["book_id"], Account.kind == kind, Account.balance_ore != 0
        )
        if among:
            query = query.where(Account.subject_id.in_(among))
        with read_session(self.money.story.engine) as session:
            found = session.execute(query.order_by(Account.pot_id, Account.subject_id)).all()
        if not found or not self.rightly():
            return Standing(self.pot(), NOTHING, 0)
        pot_id, subject_id, ore = self.one_of(found)
        return Standing(pot_id, subject_id, abs(ore))

    def paid_row(self, *, invoices: bool) -> tuple[int, int, Ore]:
        """A payment of a payout: the payout, the invoice or the pot that was paid, and how much."""
        subject = PayoutRow.invoice_id if invoices else PayoutRow.pot_id
        query = select(PayoutRow.document_id, subject, PayoutRow.amount_ore).where(
            PayoutRow.invoice_id.is_not(None) == invoices
        )
        with read_session(self.money.story.engine) as session:
            found: Sequence[Any] = session.execute(query.order_by(PayoutRow.document_id, PayoutRow.row_no)).all()
        if not found or not self.rightly():
            return self.document(DocumentKind.PAYOUT), self.document(DocumentKind.INVOICE), 0
        payout_id, subject_id, ore = found[-1] if self.rightly() else self.one_of(found)
        return int(payout_id), int(subject_id), int(ore)

    def voucher(self) -> tuple[Here, int, int]:
        """One of the last entries of either book, or now and then any: where, its year and its number."""
        here = self.one_of([self.officer, self.officer, self.officer, self.second.here])
        query = select(Entry.year, Entry.number).where(Entry.book_id == here["book_id"]).order_by(Entry.seq)
        with read_session(self.money.story.engine) as session:
            vouchers = session.execute(query).all()
        if not vouchers:
            return here, FIRST.year, NOTHING
        year, number = self.one_of(vouchers[-6:] if self.rightly() else vouchers)
        return here, year, number

    def open_month(self) -> date:
        """The first month that is not closed, or now and then any."""
        with read_session(self.money.story.engine) as session:
            last = max(closed_months(session, self.officer["book_id"]))
        month = (last + timedelta(days=31)).replace(day=1)
        over = month < self.day().replace(day=1)
        return month if over and self.rightly() else date(2021, self.dice.randint(1, 12), 1)

    def closed_month(self) -> date:
        """The last month that is closed, or now and then any."""
        with read_session(self.money.story.engine) as session:
            last = max(closed_months(session, self.officer["book_id"]))
        return last if self.rightly() else date(2021, self.dice.randint(1, 12), 1)

    def finding(self, month: date, *states: str) -> str:
        """What keeps the month open, in one of these states; its key."""
        with read_session(self.money.story.engine) as session:
            found = closing.month_findings(session, scope=EVERYTHING, book_id=self.officer["book_id"], month=month)
        fitting = [one.finding.key for one in found if one.state in states]
        return str(self.one_of(fitting)) if fitting else "0" * closing.SHORTEST_KEY
