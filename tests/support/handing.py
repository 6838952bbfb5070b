"""The story's book at its end, and the four associations' books that take over: pots, decisions and bank accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balance
from ledger.db.books import Line
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.services.agreements import add_purpose, register_agreement
from ledger.services.bank_accounts import open_bank_account
from ledger.services.books import open_book
from ledger.services.clearings import Settled, settle_clearing
from ledger.services.handovers import HandedOver, HandoverPart, hand_over
from tests.support.money import Money
from tests.support.story import ASSOCIATIONS, EVERYTHING, Here, Story
from tests.support.yearend import DECIDED_ON, year_end_decision

HANDED_ON: Final = date(2024, 1, 2)
SETTLED_ON: Final = date(2024, 1, 15)
SHARE: Final = kronor(100_000)


@dataclass(frozen=True)
class Taker:
    """A book that takes over: its ids, its one pot, the decision and the bank account there."""

    book_id: int
    pot_id: int
    decision_id: int
    bank_id: int


@dataclass(frozen=True)
class Handing:
    """The book that hands over with its decision, and the takers by the associations' codes."""

    money: Money
    decision_id: int
    takers: dict[str, Taker]

    @property
    def story(self) -> Story:
        """The story beneath."""
        return self.money.story

    @property
    def root_id(self) -> int:
        """The purpose's root in the book that hands over."""
        return self.story.suicide.pot.id

    @property
    def books(self) -> tuple[int, ...]:
        """All the books, that which hands over first."""
        return (self.story.book_id, *(taker.book_id for taker in self.takers.values()))

    def in_book(self, code: str) -> Here:
        """The officer in a taker's book."""
        return {**self.story.officer, "book_id": self.takers[code].book_id}

    def part(self, code: str, available_ore: Ore = SHARE, **given: Any) -> HandoverPart:
        """A part of the root to a taker, with anything changed."""
        taker = self.takers[code]
        said: dict[str, Any] = {
            "pot_id": self.root_id,
            "other_book_id": taker.book_id,
            "other_pot_id": taker.pot_id,
            "other_decision_id": taker.decision_id,
            "available_ore": available_ore,
        }
        return HandoverPart(**{**said, **given})

    def hand(self, session: Session, parts: Sequence[HandoverPart], **given: Any) -> HandedOver:
        """Hand over as the officer."""
        said: dict[str, Any] = {"parts": parts, "decision_id": self.decision_id, "on": HANDED_ON}
        return hand_over(session, **{**self.story.officer, **said, **given})

    def handed(self, *parts: HandoverPart, **given: Any) -> HandedOver:
        """Hand over and commit."""
        with self.money.writing() as session:
            return self.hand(session, parts, **given)

    def settled(self, code: str | None, handover_id: int, amount_ore: Ore, **given: Any) -> Settled:
        """Settle and commit, in a taker's book, or, for None, in the book that handed over."""
        here = self.story.officer if code is None else self.in_book(code)
        said: dict[str, Any] = {
            "handover_id": handover_id,
            "bank_account_id": self.money.bank_id if code is None else self.takers[code].bank_id,
            "amount_ore": amount_ore,
            "on": SETTLED_ON,
        }
        with self.money.writing() as session:
            return settle_clearing(session, **{**here, **said, **given})

    def balance_there(self, code: str, kind: Kind, subject_id: int = 0) -> Ore:
        """Today's balance in a taker's one pot."""
        taker = self.takers[code]
        with read_session(self.story.engine) as session:
            return balance(session, taker.book_id, kind, taker.pot_id, subject_id)


def with_takers(money: Money, decision_id: int | None = None) -> Handing:
    """Open and commit the four books and what they need, and, unless given, the decision where they come from."""
    story = money.story
    with money.writing() as session:
        takers = {code: _taker(session, story, code, name) for code, name in ASSOCIATIONS.items()}
        if decision_id is None:
            decision_id = year_end_decision(session, story.officer, story.suicide.pot.id)
    return Handing(money, decision_id, takers)


def _taker(session: Session, story: Story, code: str, name: str) -> Taker:
    book = open_book(
        session,
        actor=story.officer_id,
        scope=EVERYTHING,
        code=code.lower(),
        name=name,
        organisation_id=story.organisations[code],
        opened_on=DECIDED_ON,
    )
    here: Here = {"actor": story.officer_id, "scope": EVERYTHING, "book_id": book.id}
    agreement = register_agreement(session, **here, code="PH2020", name="Psykisk hälsa 2020", reference="19/01701")
    purpose = add_purpose(
        session,
        **here,
        agreement_id=agreement,
        code="SUICID",
        name="Suicidprevention, övertaget",
        pot_code="SUICID",
        opened_on=DECIDED_ON,
    )
    decision = year_end_decision(session, here, purpose.pot.id, body=f"DIREKTION-{code}")
    bank = open_bank_account(session, **here, name="Bankgirokonto", number=f"5052-{code}")
    return Taker(book.id, purpose.pot.id, decision, bank.id)


def lines_of(story: Story, booked: Booked | None) -> list[tuple[str, int, int, int]]:
    """The lines of a committed entry in any book, sorted: kind, pot, subject, öre."""
    assert booked is not None
    query = (
        select(Line.kind, Line.pot_id, Line.subject_id, Line.amount_ore)
        .where(Line.book_id == booked.book_id, Line.seq == booked.seq)
        .order_by(Line.kind, Line.pot_id, Line.subject_id)
    )
    with read_session(story.engine) as session:
        return [(kind, pot, subject, ore) for kind, pot, subject, ore in session.execute(query)]
