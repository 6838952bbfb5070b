"""Random histories of every rule, played through the door and in a plain dictionary side by side.

After every step the balances and the turnovers of every day are the dictionary's, and every control ties. A step that
would take an account where it never may be, on any day, is refused; the dictionary says so before the door does.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Final, TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from ledger.balances import entry_to_reverse
from ledger.db.books import Account, Turnover
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.chart import CHART, Kind, Never
from ledger.domain.entries import EntryDraft, Line, Movement, PotRef, reversed_movement
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.errors import AmountNotPositive, EntryAlreadyReversed, EntryBreaksNever, EntryWithoutLines
from ledger.money import Ore
from ledger.posting import post_entry
from ledger.reports.controls import Answer, run_controls
from tests.support.any_movement import ARGUMENTS, TREES, Arguments, rule_of
from tests.support.books import PotRow, SmallBook, small_book

AccountKey: TypeAlias = tuple[Kind, int, int]

FIRST: Final = date(2020, 12, 20)
"""Histories lie over a year's end."""
PLENTY: Final = 4 * 10**14
SOME: Final = 2 * 10**13

PARENTS: Final = {11: 1, 12: 11, 13: 1, 21: 2}
POTS: Final = {pot.pot_id: pot for tree in TREES for pot in tree}
POT_ROWS: Final[tuple[PotRow, ...]] = (
    (1, None, 1, "ETT", "/1/"),
    (2, None, 2, "TVÅ", "/2/"),
    (11, 1, 1, "ETT-ETT", "/1/11/"),
    (12, 11, 1, "ETT-TVÅ", "/1/11/12/"),
    (13, 1, 1, "ETT-TRE", "/1/13/"),
    (21, 2, 2, "TVÅ-ETT", "/2/21/"),
)

ALONG_THE_TREE: Final = frozenset({Event.ALLOCATION, Event.TAKEN_BACK, Event.MOVED, Event.PASSED_ON})
IN_PAIRS: Final = frozenset({Event.HANDOVER_OUT, Event.HANDOVER_IN})

_amounts = st.integers(1, 10**12)
_days = st.integers(0, 24).map(lambda days: FIRST + timedelta(days=days))


def above(pot_id: int) -> list[int]:
    """The pot and the pots above it, the root last."""
    way = [pot_id]
    while way[-1] in PARENTS:
        way.append(PARENTS[way[-1]])
    return way


def along_the_tree(event: Event, child: int, other: int, amount_ore: Ore) -> Arguments | None:
    """Arguments of an event along the tree: a pot and its parent, or two pots of one; None where there are none."""
    parent = POTS[PARENTS[child]]
    if event in {Event.ALLOCATION, Event.PASSED_ON}:
        return {"parent": parent, "shares": [(POTS[child], amount_ore)]}
    if event is Event.TAKEN_BACK:
        return {"parent": parent, "child": POTS[child], "amount_ore": amount_ore}
    up, down = above(child), above(other)
    common = next((pot_id for pot_id in up if pot_id in down), None)
    if common is None or child == other:
        return None
    return {
        "up": [POTS[pot_id] for pot_id in up[: up.index(common)]],
        "ancestor": POTS[common],
        "down": [POTS[pot_id] for pot_id in reversed(down[: down.index(common)])],
        "amount_ore": amount_ore,
    }


class Model:
    """What a book should hold: net amounts by account and day."""

    def __init__(self) -> None:
        self.days: dict[AccountKey, dict[date, Ore]] = defaultdict(lambda: defaultdict(int))

    def allows(self, movement: Movement, day: date) -> bool:
        """Whether no account it touches stands where it never may, on its day or any later."""
        return all(
            self._allowed(line.kind, {**self.days[key(line)], day: self.days[key(line)][day] + line.amount_ore}, day)
            for line in movement.lines
        )

    def add(self, movement: Movement, day: date) -> None:
        """Book it."""
        for line in movement.lines:
            self.days[key(line)][day] += line.amount_ore

    def balance(self, kind: Kind, pots: Sequence[int] | None = None) -> Ore:
        """The sum of a kind over these pots, or over all."""
        return sum(
            sum(days.values())
            for (of_kind, pot_id, _), days in self.days.items()
            if of_kind is kind and (pots is None or pot_id in pots)
        )

    @staticmethod
    def _allowed(kind: Kind, days: dict[date, Ore], first: date) -> bool:
        never, running = CHART[kind].never, 0
        for day in sorted(days):
            running += days[day]
            if day >= first and ((never is Never.CREDIT and running < 0) or (never is Never.DEBIT and running > 0)):
                return False
        return True


def key(line: Line) -> AccountKey:
    """The account of a line."""
    return line.kind, line.pot.pot_id, line.subject_id


class Histories(RuleBasedStateMachine):
    """Two books: events of every kind in the first, handed over to the second."""

    engine: Engine
    serial = count(1)

    def __init__(self) -> None:
        super().__init__()
        codes = [f"{next(self.serial)}-{self.engine.dialect.name}-{side}" for side in ("a", "b")]
        self.books = tuple(small_book(self.engine, code, POT_ROWS, (1, 2)) for code in codes)
        self.models = (Model(), Model())
        self.booked: list[tuple[int, Movement, date, EntryDraft]] = []
        self.reversed: set[int] = set()
        self.requisitioned: dict[int, Ore] = defaultdict(int)

    @initialize()
    def fund(self) -> None:
        """Both purposes are agreed, requisitioned and received, and every pot has something of each kind."""
        for tree in TREES:
            root = tree[0]
            self.attempt(rules.agreement_amount(root=root, amount_ore=PLENTY), FIRST)
            for number in (1, 2, 3):
                self.attempt(rules.requisition(root=root, requisition_id=number, amount_ore=PLENTY // 5), FIRST)
            received = [rules.Placement(root, number, PLENTY // 10) for number in (1, 2, 3)]
            self.attempt(rules.receipt(bank_id=1, placements=received), FIRST)
        for child, share in ((11, 6), (12, 2), (13, 2), (21, 2)):
            self.attempt(rules.allocation(parent=POTS[PARENTS[child]], shares=[(POTS[child], share * SOME)]), FIRST)
        for pot in POTS.values():
            for number in (1, 2, 3):
                self.attempt(rules.reservation(pot=pot, reservation_id=number, amount_ore=SOME // 20), FIRST)
                self.attempt(rules.commitment(pot=pot, commitment_id=number, amount_ore=SOME // 10), FIRST)
                bill = [rules.InvoiceRow(pot, number, SOME // 40, SOME // 200)]
                self.attempt(rules.invoice(invoice_id=number, rows=bill), FIRST)
            self.attempt(rules.paid_out(bank_id=1, payouts=[(pot, SOME // 5)]), FIRST)
            self.attempt(rules.recall(pot=pot, amount_ore=SOME // 50), FIRST)

    @rule(
        event=st.sampled_from(sorted(ALONG_THE_TREE)),
        child=st.sampled_from(sorted(PARENTS)),
        other=st.sampled_from(sorted(POTS)),
        amount_ore=_amounts,
        day=_days,
    )
    def between_pots(self, event: Event, child: int, other: int, amount_ore: Ore, day: date) -> None:
        """Authority given, taken back, moved and passed on along the tree."""
        arguments = along_the_tree(event, child, other, amount_ore)
        if arguments is not None:
            self.attempt(rule_of(event)(**arguments), day)

    @rule(data=st.data(), day=_days)
    def hand_over(self, data: st.DataObject, day: date) -> None:
        """Out of one book and into the other, in one transaction or not at all."""
        arguments = data.draw(ARGUMENTS[Event.HANDOVER_OUT])
        try:
            movements = (rules.handover_out(**arguments), rules.handover_in(**arguments))
        except (AmountNotPositive, EntryWithoutLines):
            return
        allowed = all(model.allows(movement, day) for model, movement in zip(self.models, movements, strict=True))
        try:
            with write_session(self.engine) as session:
                for book, movement in zip(self.books, movements, strict=True):
                    post_entry(session, draft(session, book, movement, day))
        except EntryBreaksNever:
            assert not allowed
            return
        assert allowed
        for model, movement in zip(self.models, movements, strict=True):
            model.add(movement, day)

    @rule(pick=st.integers(0, 10**6), later=st.integers(0, 20))
    def reverse(self, pick: int, later: int) -> None:
        """Turn an entry back; at most once."""
        if not self.booked:
            return
        seq, movement, booked_on, original = self.booked[pick % len(self.booked)]
        turned, day = reversed_movement(movement), booked_on + timedelta(days=later)
        if self.asks_for_too_much(turned):
            return
        try:
            with write_session(self.engine) as session:
                found = entry_to_reverse(session, self.books[0].book_id, seq)
                post_entry(session, turned_back(original, found.movement, seq, day))
        except EntryAlreadyReversed:
            assert seq in self.reversed
        except EntryBreaksNever:
            assert not self.models[0].allows(turned, day)
        else:
            assert seq not in self.reversed
            self.reversed.add(seq)
            self.remember(turned, day)

    @rule(pick=st.integers(0, 10**6))
    def send_again(self, pick: int) -> None:
        """The same event once more is the same entry."""
        if self.booked:
            seq, _movement, _day, original = self.booked[pick % len(self.booked)]
            with write_session(self.engine) as session:
                booked = post_entry(session, original)
            assert (booked.seq, booked.is_new) == (seq, False)

    def attempt(self, movement: Movement, day: date) -> None:
        """Book it, if the dictionary says that it may be; else it must be refused."""
        if self.asks_for_too_much(movement):
            return
        allowed = self.models[0].allows(movement, day)
        try:
            with write_session(self.engine) as session:
                made = draft(session, self.books[0], movement, day)
                booked = post_entry(session, made)
        except EntryBreaksNever:
            assert not allowed
            return
        assert allowed
        self.booked.append((booked.seq, movement, day, made))
        self.remember(movement, day)

    def remember(self, movement: Movement, day: date) -> None:
        self.models[0].add(movement, day)
        for root_id, amount in asked(movement).items():
            self.requisitioned[root_id] += amount

    def asks_for_too_much(self, movement: Movement) -> bool:
        """What the services refuse: more requisitioned than is agreed and not lapsed."""
        for root in (tree[0].pot_id for tree in TREES):
            room = sum(
                -line.amount_ore
                for line in movement.lines
                if line.pot.pot_id == root and line.kind in {Kind.AUTHORISED, Kind.LAPSED}
            )
            room -= self.models[0].balance(Kind.AUTHORISED, [root]) + self.models[0].balance(Kind.LAPSED, [root])
            if self.requisitioned[root] + asked(movement).get(root, 0) > room:
                return True
        return False

    @invariant()
    def the_book_is_the_dictionary(self) -> None:
        for book, model in zip(self.books, self.models, strict=True):
            with read_session(self.engine) as session:
                assert dict(balances(session, book)) == {
                    account: sum(days.values()) for account, days in model.days.items() if any(days.values())
                } | {account: 0 for account, ore in balances(session, book) if ore == 0}
                assert by_day(session, book) == {
                    (account, day): ore for account, days in model.days.items() for day, ore in days.items() if ore
                }

    @invariant()
    def every_control_ties(self) -> None:
        for book, model in zip(self.books, self.models, strict=True):
            with read_session(self.engine) as session:
                results = run_controls(
                    session, scope=Scope.everything(), book_id=book.book_id, as_of=None, known_at=None
                )
            lends = any(model.balance(Kind.BANK, [tree[0].pot_id]) < 0 for tree in TREES)
            differing = {result.no: result.breaks for result in results if result.answer is Answer.DIFFERS}
            assert set(differing) == ({7} if lends else set()), differing


def _of_kind(event: Event) -> Callable[[Histories, Arguments, date], None]:
    def happens(self: Histories, arguments: Arguments, day: date) -> None:
        self.attempt(rule_of(event)(**arguments), day)

    happens.__name__ = event.value
    return happens


for _event in Event:
    if _event not in ALONG_THE_TREE | IN_PAIRS:
        # A rule of its own for each event, so that none is drowned by the others.
        setattr(Histories, _event.value, rule(arguments=ARGUMENTS[_event], day=_days)(_of_kind(_event)))


def draft(session: Session, book: SmallBook, movement: Movement, day: date) -> EntryDraft:
    used = any(line.kind is Kind.USED and line.amount_ore > 0 for line in movement.lines)
    return book.draft(session, movement, booked_on=day, attested=used)


def turned_back(original: EntryDraft, movement: Movement, seq: int, day: date) -> EntryDraft:
    return EntryDraft(
        book_id=original.book_id,
        booked_on=day,
        text="Rättelse",
        source_key=f"rättelse:{seq}",
        actor_id=original.actor_id,
        movement=reversed_movement(movement),
        basis=original.basis,
        reverses_seq=seq,
    )


def asked(movement: Movement) -> dict[int, Ore]:
    """By root, what a movement adds to what has been requisitioned and not sent back."""
    sums: dict[int, Ore] = defaultdict(int)
    for line in movement.lines:
        if movement.event in {Event.REQUISITION, Event.REQUISITION_LOWERED} and line.kind is Kind.CLAIM:
            sums[line.pot.pot_id] += line.amount_ore
        if movement.event is Event.SENT_BACK and line.kind is Kind.GRANT_DEBT:
            sums[line.pot.pot_id] -= line.amount_ore
    return sums


def balances(session: Session, book: SmallBook) -> list[tuple[AccountKey, Ore]]:
    found = session.scalars(select(Account).where(Account.book_id == book.book_id)).all()
    return [((Kind(row.kind), row.pot_id, row.subject_id), row.balance_ore) for row in found]


def by_day(session: Session, book: SmallBook) -> dict[tuple[AccountKey, date], Ore]:
    sums: dict[tuple[AccountKey, date], Ore] = defaultdict(int)
    for row in session.scalars(select(Turnover).where(Turnover.book_id == book.book_id)):
        sums[(Kind(row.kind), row.pot_id, row.subject_id), row.day] += row.debit_ore - row.credit_ore
    return {where: ore for where, ore in sums.items() if ore != 0}


EXAMPLES: Final = {"sqlite": 20, "postgresql": 8}


def test_random_histories(engine: Engine) -> None:
    class OnThisDatabase(Histories):
        pass

    OnThisDatabase.engine = engine
    run_state_machine_as_test(
        OnThisDatabase,
        settings=settings(
            max_examples=EXAMPLES[engine.dialect.name],
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_model_can_say_no() -> None:
    """Else every refusal above might be agreed to without being looked at."""
    model = Model()
    movement = rules.allocation(parent=POTS[1], shares=[(POTS[11], 5)])
    assert not model.allows(movement, FIRST)
    model.add(rules.agreement_amount(root=PotRef(1, 1), amount_ore=5), FIRST)
    assert model.allows(movement, FIRST)
    assert not model.allows(movement, FIRST - timedelta(days=1))
