"""The proposal of what to repay: what each purpose has received and not used, and what its terms demand of that.

A pure read: the service that repays asks the book by itself, under its lock.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.books import BookRef, find_agreement, get_book
from ledger.reports.moments import cut
from ledger.reports.purposes import PurposeTree, TermsInForce, purpose_trees, terms_known
from ledger.reports.turnovers import moved_by_event


class Demand(StrEnum):
    """What the terms say of unused money: it goes back, a decision may keep it, or it may be kept."""

    REPAY = "repay"
    BY_DECISION = "by_decision"
    KEEP = "keep"


@dataclass(frozen=True)
class ProposalRow:
    """One purpose, in öre: where its unused money is, and what the terms say; `demand` None is without terms.

    Received is net of what was sent back. Available and the three after it are of all its pots, `root_available_ore` of
    the root alone, from which alone money is repaid. `address` and `reference` are what a repayment says.
    """

    agreement: str
    purpose: str
    name: str
    root_id: int
    received_ore: Ore
    used_ore: Ore
    returned_ore: Ore
    available_ore: Ore
    reserved_ore: Ore
    committed_ore: Ore
    disbursed_ore: Ore
    root_available_ore: Ore
    grant_debt_ore: Ore
    claim_ore: Ore
    bank_ore: Ore
    demand: Demand | None
    payer: str
    report_by: date | None
    address: str
    reference: str

    @property
    def unused_ore(self) -> Ore:
        """Received and unused: grant debt − claim."""
        return self.grant_debt_ore - self.claim_ore

    @property
    def repayable_ore(self) -> Ore:
        """The most that can be repaid now: no more than is unused, than the root has left, than the bank has."""
        return max(min(self.unused_ore, self.root_available_ore, self.bank_ore), 0)

    @property
    def elsewhere_ore(self) -> Ore:
        """What is unused and cannot be repaid yet: other pots, commitments and recipients have it."""
        return self.unused_ore - self.repayable_ore


@dataclass(frozen=True)
class RepaymentProposal:
    """The proposal for a book or an agreement, on a day (None: everything booked), as known at a moment (None: now)."""

    book: BookRef
    as_of: date | None
    known_at: datetime | None
    rows: tuple[ProposalRow, ...]


class ProposalDoesNotTie(AssertionError):
    """A purpose's debt is not what is left of its money: a fault of the program or the database."""


def propose_repayment(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date | None,
    known_at: datetime | None,
) -> RepaymentProposal:
    """What each purpose of a book, or of the agreement of that code, has to repay or may keep, by the terms of the day.

    A purpose stands in it when something was booked on it by then. Raises `NotFound`, `MomentInFuture`, and
    `ProposalDoesNotTie` rather than showing what does not tie.
    """
    book = get_book(session, scope=scope, book_id=book_id)
    under = None if agreement is None else find_agreement(session, scope=scope, book_id=book_id, code=agreement)
    at = cut(session, book_id=book_id, as_of=as_of, known_at=known_at)
    trees = purpose_trees(session, book_id=book_id, agreement_id=None if under is None else under.id)
    pots = select(Pot.id).where(Pot.book_id == book_id, Pot.root_id.in_([tree.root_id for tree in trees]))
    moved = moved_by_event(session, at, kinds=_KINDS, pots=pots)
    terms = terms_known(
        session,
        agreement_ids=[tree.agreement_id for tree in trees],
        day=clock.today() if as_of is None else as_of,
        known_at=known_at,
    )
    rows = tuple(
        _checked(_row(tree, moved, terms.get(tree.agreement_id)), tree, moved)
        for tree in trees
        if any(pot.id in moved for pot in tree.pots)
    )
    return RepaymentProposal(book, as_of, known_at, rows)


_Moved: TypeAlias = Mapping[int, Mapping[tuple[Kind, Event], Ore]]

_DEMANDS: Final = {"no": Demand.REPAY, "by_decision": Demand.BY_DECISION, "yes": Demand.KEEP}
_KINDS: Final = (
    Kind.AUTHORISED,
    Kind.AVAILABLE,
    Kind.RESERVED,
    Kind.COMMITTED,
    Kind.DISBURSED,
    Kind.USED,
    Kind.RETURNED,
    Kind.LAPSED,
    Kind.CLAIM,
    Kind.BANK,
    Kind.GRANT_DEBT,
)
_ASKED: Final = frozenset({Event.REQUISITION, Event.REQUISITION_LOWERED})
_ANSWERED: Final = frozenset({Event.RECEIPT, Event.RECEIPT_PLACED})
_SENT_BACK: Final = frozenset({Event.SENT_BACK})


def _row(tree: PurposeTree, moved: _Moved, terms: TermsInForce | None) -> ProposalRow:
    pots, root = [pot.id for pot in tree.pots], [tree.root_id]
    sent_back = _net(moved, Kind.GRANT_DEBT, root, _SENT_BACK)
    return ProposalRow(
        agreement=tree.agreement,
        purpose=tree.code,
        name=tree.name,
        root_id=tree.root_id,
        received_ore=-_net(moved, Kind.CLAIM, root, _ANSWERED) - sent_back,
        used_ore=_net(moved, Kind.USED, pots),
        returned_ore=_net(moved, Kind.RETURNED, root),
        available_ore=_net(moved, Kind.AVAILABLE, pots),
        reserved_ore=_net(moved, Kind.RESERVED, pots),
        committed_ore=_net(moved, Kind.COMMITTED, pots),
        disbursed_ore=_net(moved, Kind.DISBURSED, pots),
        root_available_ore=_net(moved, Kind.AVAILABLE, root),
        grant_debt_ore=-_net(moved, Kind.GRANT_DEBT, root),
        claim_ore=_net(moved, Kind.CLAIM, root),
        bank_ore=_net(moved, Kind.BANK, root),
        demand=None if terms is None else _DEMANDS[terms.carry_over],
        payer="" if terms is None else terms.payer,
        report_by=None if terms is None else terms.report_by,
        address="" if terms is None else terms.repayment_address,
        reference=tree.reference,
    )


def _checked(row: ProposalRow, tree: PurposeTree, moved: _Moved) -> ProposalRow:
    """The row, if its debt is what is left less what was never asked for: DOMAIN control 6."""
    root = [tree.root_id]
    asked = _net(moved, Kind.CLAIM, root, _ASKED) - _net(moved, Kind.GRANT_DEBT, root, _SENT_BACK)
    never_asked = -_net(moved, Kind.AUTHORISED, root) - _net(moved, Kind.LAPSED, root) - asked
    left = row.available_ore + row.reserved_ore + row.committed_ore + row.disbursed_ore
    if row.grant_debt_ore != left - never_asked:
        raise ProposalDoesNotTie(f"{tree.code}: {row.grant_debt_ore} != {left} - {never_asked} öre")
    return row


_EVERY: Final = frozenset(Event)


def _net(moved: _Moved, kind: Kind, pots: Iterable[int], events: Collection[Event] = _EVERY) -> Ore:
    return sum(
        amount
        for pot_id in pots
        for (of_kind, event), amount in moved.get(pot_id, {}).items()
        if of_kind is kind and event in events
    )
