"""The statement (sammanställning): what each pot has and has done with it, to the öre, as of a day and as known then.

One query over the turnovers gives every figure, so a statement costs the same however many entries there are. No figure
is shown that does not tie: the parts are held to their total before anybody sees them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ledger.db.pots import Pot
from ledger.domain.chart import Kind, Side, kinds_of
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.money import Ore
from ledger.reports.books import AgreementRef, BookRef, PotPlace, find_agreement, find_pot, get_book
from ledger.reports.moments import cut
from ledger.reports.turnovers import moved_by_event


@dataclass(frozen=True)
class Authority:
    """The authority side in öre: authorised is the sum of all the others.

    Authorised is shown positive. What was carried or handed over is positive when it left and negative when it came.
    In a total, allotted is zero: what was allotted within the tree is counted where it lies.
    """

    authorised_ore: Ore
    allotted_ore: Ore
    available_ore: Ore
    reserved_ore: Ore
    committed_ore: Ore
    disbursed_ore: Ore
    used_ore: Ore
    returned_ore: Ore
    lapsed_ore: Ore
    carried_ore: Ore
    handed_ore: Ore


@dataclass(frozen=True)
class RootCash:
    """A root's money in öre: requisitioned = received + claim; bank = received − paid out in the whole tree + other.

    Requisitioned is what was sent less what was lowered and what was sent back. Received is what answered requisitions,
    at once or placed later, less what was sent back. Other is every other movement of the bank: repaid to the payer,
    carried and settled between roots and books, interest, recovered VAT, what recipients and suppliers paid back, paid
    twice, receipts not placed, and what belongs to no agreement.
    """

    requisitioned_ore: Ore
    received_ore: Ore
    claim_ore: Ore
    other_bank_ore: Ore
    bank_ore: Ore


@dataclass(frozen=True)
class Figures:
    """What is known of a pot, a tree or a statement, in öre.

    `paid_out_ore` is paid to suppliers and recipients, less what bounced; `cash` is None for a pot that is no root.
    """

    authority: Authority
    paid_out_ore: Ore
    cash: RootCash | None

    def amounts(self) -> dict[str, Ore | None]:
        """Every figure under its name in tables and JSON, without the unit, as in `authorised` and `bank`."""
        cash = (None,) * len(_CASH_NAMES) if self.cash is None else astuple(self.cash)
        names = (*_AUTHORITY_NAMES, "paid_out", *_CASH_NAMES)
        return dict(zip(names, (*astuple(self.authority), self.paid_out_ore, *cash), strict=True))


@dataclass(frozen=True)
class StatementRow:
    """One pot with its own figures: what lies in the pots under it is not among them."""

    pot_id: int
    code: str
    name: str
    depth: int
    own: Figures


@dataclass(frozen=True)
class StatementTree:
    """A root, or the pot that was asked for, with the pots under it in the order of the tree, and the whole's total."""

    rows: tuple[StatementRow, ...]
    total: Figures


@dataclass(frozen=True)
class Statement:
    """The statement of a book, one agreement or one pot: `as_of` None is everything booked, `known_at` None is now.

    `until_seq` is the last entry that may be among the figures.
    """

    book: BookRef
    agreement: AgreementRef | None
    pot: str | None
    as_of: date | None
    known_at: datetime | None
    until_seq: int
    trees: tuple[StatementTree, ...]
    total: Figures


class StatementDoesNotTie(AssertionError):
    """The parts do not give the total: a fault of the program or the database, never of the person who asks."""


def statement(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    pot: str | None,
    as_of: date | None,
    known_at: datetime | None,
) -> Statement:
    """The statement of a book, or of the agreement or the pot (with all under it) of that code.

    A pot stands in it when something was booked on it, or under it, by then; so the same question has the same answer
    for ever. Raises `NotFound`, `MomentInFuture`, and `StatementDoesNotTie` rather than showing what does not tie.
    """
    if pot is None:
        scope.require_book(book_id)
    book = get_book(session, scope=scope, book_id=book_id)
    under = None if agreement is None else find_agreement(session, scope=scope, book_id=book_id, code=agreement)
    top = None if pot is None else _pot_within(under, find_pot(session, scope=scope, book_id=book_id, code=pot))
    at = cut(session, book_id=book_id, as_of=as_of, known_at=known_at)
    within = _within(book_id, under, top)
    moved = moved_by_event(session, at, kinds=_KINDS, pots=select(Pot.id).where(*within))
    trees = tuple(_trees(_placed(session, within, moved, top), moved))
    total = _checked_total(book.code, _added([tree.total for tree in trees]))
    return Statement(book, under, pot, as_of, known_at, at.until_seq, trees, total)


_AUTHORITY: Final = kinds_of(Side.AUTHORITY)
_KINDS: Final = (*_AUTHORITY, Kind.CLAIM, Kind.BANK, Kind.ADVANCED, Kind.PAYABLE, Kind.GRANT_DEBT, Kind.UNPLACED)

_AUTHORITY_NAMES: Final = tuple(field.name.removesuffix("_ore") for field in fields(Authority))
_CASH_NAMES: Final = tuple(field.name.removesuffix("_ore") for field in fields(RootCash))

_ASKED: Final = frozenset({Event.REQUISITION, Event.REQUISITION_LOWERED})
_ANSWERED: Final = frozenset({Event.RECEIPT, Event.RECEIPT_PLACED})
_SENT_BACK: Final = frozenset({Event.SENT_BACK})
_DEBTS_PAID: Final = frozenset({Event.INVOICE_PAID, Event.PAYMENT_BOUNCED})
_MONEY_PAID_OUT: Final = frozenset({Event.PAID_OUT, Event.PAYOUT_BOUNCED})
_PLACED: Final = frozenset({Event.RECEIPT_PLACED})
_OTHER: Final = frozenset(Event) - _ANSWERED - _SENT_BACK - _DEBTS_PAID - _MONEY_PAID_OUT
_EVERY: Final = frozenset(Event)

_OfPot: TypeAlias = Mapping[tuple[Kind, Event], Ore]


@dataclass(frozen=True)
class _Pot:
    id: int
    code: str
    name: str
    root_id: int
    way: tuple[int, ...]


def _pot_within(agreement: AgreementRef | None, pot: PotPlace) -> PotPlace:
    if agreement is not None and pot.root_id not in agreement.roots:
        raise NotFound(what="medelspott", name=f"{pot.code} ({agreement.code})")
    return pot


def _within(book_id: int, agreement: AgreementRef | None, top: PotPlace | None) -> list[ColumnElement[bool]]:
    conditions = [Pot.book_id == book_id]
    if agreement is not None:
        conditions.append(Pot.root_id.in_(agreement.roots))
    if top is not None:
        conditions.append(Pot.path.startswith(top.path))
    return conditions


def _placed(
    session: Session, within: Sequence[ColumnElement[bool]], moved: Collection[int], top: PotPlace | None
) -> list[_Pot]:
    """The pots that stand in the statement, each after the pot it is under, siblings by number."""
    query = select(Pot.id, Pot.code, Pot.name, Pot.root_id, Pot.path).where(*within).order_by(Pot.id)
    pots = [
        _Pot(row.id, row.code, row.name, row.root_id, tuple(map(int, row.path.strip("/").split("/"))))
        for row in session.execute(query)
    ]
    shown = {on_the_way for pot in pots if pot.id in moved for on_the_way in pot.way}
    if top is not None:
        shown.add(top.id)
    return sorted((pot for pot in pots if pot.id in shown), key=lambda pot: pot.way)


def _trees(pots: Sequence[_Pot], moved: Mapping[int, _OfPot]) -> Iterator[StatementTree]:
    for _root_id, tree in groupby(pots, key=lambda pot: pot.root_id):
        yield _tree(tuple(tree), moved)


def _tree(pots: Sequence[_Pot], moved: Mapping[int, _OfPot]) -> StatementTree:
    top = pots[0]
    rows = tuple(
        StatementRow(pot.id, pot.code, pot.name, len(pot.way) - len(top.way), _own(pot, moved.get(pot.id, {})))
        for pot in pots
    )
    summed = _added([row.own for row in rows])
    opened = replace(summed.authority, authorised_ore=rows[0].own.authority.authorised_ore, allotted_ore=0)
    total = Figures(opened, summed.paid_out_ore, rows[0].own.cash)
    return StatementTree(rows, _checked_total(top.code, total))


def _own(pot: _Pot, moved: _OfPot) -> Figures:
    authorised, *rest = (_net(moved, kind) for kind in _AUTHORITY)
    paid_out = _net(moved, Kind.PAYABLE, _DEBTS_PAID) + _net(moved, Kind.ADVANCED, _MONEY_PAID_OUT)
    cash = _cash(moved) if pot.id == pot.root_id else None
    return _checked(pot.code, Figures(Authority(-authorised, *rest), paid_out, cash))


def _cash(moved: _OfPot) -> RootCash:
    """Each figure from its own accounts, so that the equations between them prove something."""
    sent_back = _net(moved, Kind.GRANT_DEBT, _SENT_BACK)
    return RootCash(
        requisitioned_ore=_net(moved, Kind.CLAIM, _ASKED) - sent_back,
        received_ore=-_net(moved, Kind.CLAIM, _ANSWERED) - sent_back,
        claim_ore=_net(moved, Kind.CLAIM),
        # A receipt that is placed leaves Övrigt, where it stood among the other movements.
        other_bank_ore=_net(moved, Kind.BANK, _OTHER) - _net(moved, Kind.UNPLACED, _PLACED),
        bank_ore=_net(moved, Kind.BANK),
    )


def _net(moved: _OfPot, kind: Kind, events: Collection[Event] = _EVERY) -> Ore:
    return sum(amount for (of_kind, event), amount in moved.items() if of_kind is kind and event in events)


def _added(figures: Sequence[Figures]) -> Figures:
    """The figures added up; nothing gives zeros. Cash is that of the roots among them, None when there are none."""
    cash = [found.cash for found in figures if found.cash is not None]
    return Figures(
        Authority(*_columns(Authority, [found.authority for found in figures])),
        sum(found.paid_out_ore for found in figures),
        RootCash(*_columns(RootCash, cash)) if cash or not figures else None,
    )


def _columns(kind: type[Authority | RootCash], rows: Sequence[Authority | RootCash]) -> list[Ore]:
    return [sum(getattr(row, field.name) for row in rows) for field in fields(kind)]


def _checked(whose: str, figures: Figures) -> Figures:
    """The figures, if their parts give their totals."""
    authorised, *parts = astuple(figures.authority)
    hold(whose, "authorised = the rest", authorised, sum(parts))
    if figures.cash is not None:
        cash = figures.cash
        hold(whose, "requisitioned = received + claim", cash.requisitioned_ore, cash.received_ore + cash.claim_ore)
    return figures


def _checked_total(whose: str, figures: Figures) -> Figures:
    """The figures of a whole tree or more, if they tie: the bank is the root's, the payments those of all its pots."""
    if figures.cash is not None:
        cash = figures.cash
        through = cash.received_ore - figures.paid_out_ore + cash.other_bank_ore
        hold(whose, "bank = received - paid out + other", cash.bank_ore, through)
    return _checked(whose, figures)


def hold(whose: str, equation: str, total_ore: Ore, parts_ore: Ore) -> None:
    """Raise `StatementDoesNotTie`, saying whose equation it is, unless the parts give the total."""
    if total_ore != parts_ore:
        raise StatementDoesNotTie(f"{whose}: {equation}: {total_ore} != {parts_ore} öre")
