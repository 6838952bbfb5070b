"""The year's account of each purpose: what it opened with, what came and went, and what it closes with, to the öre.

Openings and closings are balances at the turns of the year, what lies between is turnover of the year: that they meet
is proven before anybody sees them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final, TypeAlias

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ledger.db.books import Entry
from ledger.db.documents import DocumentFact
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.events import Event, FactCode
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.books import BookRef, find_agreement, get_book
from ledger.reports.moments import Cut, cut
from ledger.reports.purposes import PurposePot, PurposeTree, purpose_trees
from ledger.reports.turnovers import moved_by_event


@dataclass(frozen=True)
class Left:
    """What may still be used at the end of a day, in öre, by where it lies."""

    available_ore: Ore
    reserved_ore: Ore
    committed_ore: Ore
    disbursed_ore: Ore

    @property
    def total_ore(self) -> Ore:
        """All of it."""
        return self.available_ore + self.reserved_ore + self.committed_ore + self.disbursed_ore


@dataclass(frozen=True)
class Moves:
    """What moved the authority during the year, in öre, each positive in the direction of its name."""

    authorised_ore: Ore
    allotted_ore: Ore
    used_ore: Ore
    returned_ore: Ore
    lapsed_ore: Ore
    carried_in_ore: Ore
    carried_out_ore: Ore
    handed_in_ore: Ore
    handed_out_ore: Ore

    @property
    def net_ore(self) -> Ore:
        """What the year adds to what may be used."""
        came = self.authorised_ore + self.carried_in_ore + self.handed_in_ore
        went = self.allotted_ore + self.used_ore + self.returned_ore + self.lapsed_ore
        return came - went - self.carried_out_ore - self.handed_out_ore


@dataclass(frozen=True)
class Asked:
    """What was asked of the payer during the year, in öre, between the claims at its turns; net of what went back."""

    opening_claim_ore: Ore
    requisitioned_ore: Ore
    received_ore: Ore
    closing_claim_ore: Ore


@dataclass(frozen=True)
class PotYear:
    """One pot's year, without the pots under it: opening + moves = closing."""

    pot: PurposePot
    opening: Left
    moves: Moves
    closing: Left


@dataclass(frozen=True)
class PurposeYear:
    """One purpose's year over all its pots, what was asked of the payer, and the bank at the turns of the year; öre.

    What was allotted within the purpose is counted where it lies, so authorised is the root's and allotted is zero.
    """

    agreement: str
    purpose: str
    name: str
    opening: Left
    moves: Moves
    closing: Left
    asked: Asked
    opening_bank_ore: Ore
    closing_bank_ore: Ore
    pots: tuple[PotYear, ...]


@dataclass(frozen=True)
class YearEndReport:
    """A book's year, or one agreement's, as it was known at a moment (None: now)."""

    book: BookRef
    year: int
    known_at: datetime | None
    purposes: tuple[PurposeYear, ...]


class YearDoesNotTie(AssertionError):
    """A year's moves do not lead from its opening to its closing: a fault of the program or the database."""


def year_end(
    session: Session, *, scope: Scope, book_id: int, agreement: str | None, year: int, known_at: datetime | None
) -> YearEndReport:
    """The year of every purpose of a book, or of the agreement of that code, where anything was booked by its end.

    Raises `NotFound`, `MomentInFuture`, and `YearDoesNotTie` rather than showing what does not tie.
    """
    book = get_book(session, scope=scope, book_id=book_id)
    under = None if agreement is None else find_agreement(session, scope=scope, book_id=book_id, code=agreement)
    trees = purpose_trees(session, book_id=book_id, agreement_id=None if under is None else under.id)
    pots = select(Pot.id).where(Pot.book_id == book_id, Pot.root_id.in_([tree.root_id for tree in trees]))
    before, after = (
        cut(session, book_id=book_id, as_of=date(of_year, 12, 31), known_at=known_at) for of_year in (year - 1, year)
    )
    turns = _Turns(
        moved_by_event(session, before, kinds=_KINDS, pots=pots),
        moved_by_event(session, after, kinds=_KINDS, pots=pots),
        _carried(session, after, year),
    )
    told = (_purpose(tree, turns) for tree in trees if any(pot.id in turns.closing for pot in tree.pots))
    return YearEndReport(book, year, known_at, tuple(told))


_Moved: TypeAlias = Mapping[int, Mapping[tuple[Kind, Event], Ore]]


@dataclass(frozen=True)
class _Turns:
    """The balances at the turns of the year by event, and what was carried out of and into each pot between them."""

    opening: _Moved
    closing: _Moved
    carried: Mapping[int, tuple[Ore, Ore]]

    def opens(self, kind: Kind, pots: Iterable[int], events: Collection[Event] | None = None) -> Ore:
        return _net(self.opening, kind, pots, events)

    def closes(self, kind: Kind, pots: Iterable[int], events: Collection[Event] | None = None) -> Ore:
        return _net(self.closing, kind, pots, events)

    def year(self, kind: Kind, pots: Iterable[int], events: Collection[Event] | None = None) -> Ore:
        pots = tuple(pots)
        return self.closes(kind, pots, events) - self.opens(kind, pots, events)


_LEFT: Final = (Kind.AVAILABLE, Kind.RESERVED, Kind.COMMITTED, Kind.DISBURSED)
_KINDS: Final = (
    *_LEFT,
    Kind.AUTHORISED,
    Kind.ALLOTTED,
    Kind.USED,
    Kind.RETURNED,
    Kind.LAPSED,
    Kind.CARRIED,
    Kind.HANDED,
    Kind.CLAIM,
    Kind.BANK,
    Kind.GRANT_DEBT,
)
_ASKED: Final = frozenset({Event.REQUISITION, Event.REQUISITION_LOWERED})
_ANSWERED: Final = frozenset({Event.RECEIPT, Event.RECEIPT_PLACED})
_SENT_BACK: Final = frozenset({Event.SENT_BACK})
_CARRIED: Final = (FactCode.CARRIED_AVAILABLE, FactCode.CARRIED_COMMITTED, FactCode.CARRIED_DISBURSED)


def _purpose(tree: PurposeTree, turns: _Turns) -> PurposeYear:
    pots = tuple(_pot(pot, turns) for pot in tree.pots)
    root = (tree.root_id,)
    moves = Moves(
        **{field.name: sum(getattr(pot.moves, field.name) for pot in pots) for field in fields(Moves)}
        | {"authorised_ore": -turns.year(Kind.AUTHORISED, root), "allotted_ore": 0}
    )
    told = PurposeYear(
        agreement=tree.agreement,
        purpose=tree.code,
        name=tree.name,
        opening=_sum(pot.opening for pot in pots),
        moves=moves,
        closing=_sum(pot.closing for pot in pots),
        asked=_asked(turns, root),
        opening_bank_ore=turns.opens(Kind.BANK, root),
        closing_bank_ore=turns.closes(Kind.BANK, root),
        pots=tuple(pot for pot in pots if pot.pot.id in turns.closing or pot.pot.id == tree.root_id),
    )
    _hold(tree.code, "opening + moves = closing", told.opening.total_ore + moves.net_ore, told.closing.total_ore)
    return told


def _pot(pot: PurposePot, turns: _Turns) -> PotYear:
    own = (pot.id,)
    out_ore, in_ore = turns.carried.get(pot.id, (0, 0))
    moves = Moves(
        authorised_ore=-turns.year(Kind.AUTHORISED, own),
        allotted_ore=turns.year(Kind.ALLOTTED, own),
        used_ore=turns.year(Kind.USED, own),
        returned_ore=turns.year(Kind.RETURNED, own),
        lapsed_ore=turns.year(Kind.LAPSED, own),
        carried_in_ore=in_ore,
        carried_out_ore=out_ore,
        handed_in_ore=-turns.year(Kind.HANDED, own, {Event.HANDOVER_IN}),
        handed_out_ore=turns.year(Kind.HANDED, own, {Event.HANDOVER_OUT}),
    )
    opening = Left(*(turns.opens(kind, own) for kind in _LEFT))
    closing = Left(*(turns.closes(kind, own) for kind in _LEFT))
    _hold(pot.code, "carried out − in", out_ore - in_ore, turns.year(Kind.CARRIED, own))
    _hold(pot.code, "opening + moves = closing", opening.total_ore + moves.net_ore, closing.total_ore)
    return PotYear(pot, opening, moves, closing)


def _asked(turns: _Turns, root: tuple[int, ...]) -> Asked:
    sent_back = turns.year(Kind.GRANT_DEBT, root, _SENT_BACK)
    asked = Asked(
        opening_claim_ore=turns.opens(Kind.CLAIM, root),
        requisitioned_ore=turns.year(Kind.CLAIM, root, _ASKED) - sent_back,
        received_ore=-turns.year(Kind.CLAIM, root, _ANSWERED) - sent_back,
        closing_claim_ore=turns.closes(Kind.CLAIM, root),
    )
    through = asked.opening_claim_ore + asked.requisitioned_ore - asked.received_ore
    _hold(str(root[0]), "claim + requisitioned − received = claim", through, asked.closing_claim_ore)
    return asked


def _carried(session: Session, at: Cut, year: int) -> dict[int, tuple[Ore, Ore]]:
    """What each pot gave and got by carry-overs of the year, net of corrections: the account nets the two."""
    amount = func.sum(case((Entry.reverses_seq.is_(None), DocumentFact.amount_ore), else_=-DocumentFact.amount_ore))
    query = (
        select(DocumentFact.pot_id, DocumentFact.other_pot_id, amount)
        .join(Entry, Entry.document_id == DocumentFact.document_id)
        .where(
            Entry.book_id == at.book_id,
            Entry.event == Event.CARRY_OVER,
            Entry.booked_on.between(date(year, 1, 1), date(year, 12, 31)),
            Entry.seq <= at.until_seq,
            DocumentFact.code.in_([code.value for code in _CARRIED]),
        )
        .group_by(DocumentFact.pot_id, DocumentFact.other_pot_id)
        .order_by(DocumentFact.pot_id, DocumentFact.other_pot_id)
    )
    found: dict[int, tuple[Ore, Ore]] = {}
    for old_id, new_id, ore in session.execute(query):
        for pot_id, out_ore, in_ore in ((old_id, int(ore), 0), (new_id, 0, int(ore))):
            known_out, known_in = found.get(pot_id, (0, 0))
            found[pot_id] = known_out + out_ore, known_in + in_ore
    return found


def _sum(parts: Iterable[Left]) -> Left:
    rows = tuple(parts)
    return Left(*(sum(getattr(row, field.name) for row in rows) for field in fields(Left)))


def _net(moved: _Moved, kind: Kind, pots: Iterable[int], events: Collection[Event] | None) -> Ore:
    return sum(
        amount
        for pot_id in pots
        for (of_kind, event), amount in moved.get(pot_id, {}).items()
        if of_kind is kind and (events is None or event in events)
    )


def _hold(whose: str, equation: str, said_ore: Ore, found_ore: Ore) -> None:
    if said_ore != found_ore:
        raise YearDoesNotTie(f"{whose}: {equation}: {said_ore} != {found_ore} öre")
