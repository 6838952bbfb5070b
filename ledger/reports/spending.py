"""What every pot and every commitment was given and has used, day by day, with the time it has for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.agreements import Terms
from ledger.db.commitments import Commitment
from ledger.db.documents import Document
from ledger.db.in_force import end_of_commitment
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.domain.pace import Uses
from ledger.money import Ore
from ledger.reports.terms import terms_in_force
from ledger.reports.turnovers import Account, DayMoved, moved_by_day
from ledger.reports.view import PotName, View, pot_names


class SpenderKind(StrEnum):
    """What spends."""

    POT = "pot"
    COMMITMENT = "commitment"


@dataclass(frozen=True)
class Spender:
    """A pot with all under it, or a commitment; amounts in öre.

    `given_ore` is authorised, or committed less what was lowered; `since` is the first day of it, and `uses` are the
    days of use, with a correction on the day of what it corrects. `first` and `last` are the days that its time runs
    between, from the commitment or from the agreement's terms; None where nothing says.
    """

    kind: SpenderKind
    agreement: str
    pot: str
    number: str
    name: str
    given_ore: Ore
    since: date
    uses: Uses
    first: date | None
    last: date | None

    @property
    def used_ore(self) -> Ore:
        """What is used in all."""
        return sum(amount_ore for _, amount_ore in self.uses)


def spenders(session: Session, at: View, as_of: date) -> tuple[Spender, ...]:
    """The pots that were given something, in the order of the tree, then the commitments; of those the view covers."""
    pots = pot_names(session, at)
    terms = {code: of_agreement for code, (_, of_agreement) in terms_in_force(session, at, as_of).items()}
    moved = moved_by_day(session, at.cut, kinds=_KINDS, pots=at.pots)
    promised = _commitments(session, at, as_of)
    return (*_pots(pots, terms, moved), *_promises(pots, terms, moved, promised))


_KINDS: Final = (Kind.AUTHORISED, Kind.USED, Kind.COMMITTED)
_DRAWN: Final = frozenset({Event.INVOICE, Event.CREDIT_INVOICE, Event.USE_REPORT})
"""The events that draw on a commitment; all others give to it or take back."""

_Moved: TypeAlias = Mapping[Account, Sequence[DayMoved]]


def _pots(pots: Mapping[int, PotName], terms: Mapping[str, Terms], moved: _Moved) -> Iterator[Spender]:
    given, used = _given(moved), _used(moved, pots)
    for pot in pots.values():
        of_pot = given.get(pot.id, [])
        if of_pot:
            of = terms.get(pot.agreement)
            yield Spender(
                kind=SpenderKind.POT,
                agreement=pot.agreement,
                pot=pot.code,
                number="",
                name=pot.name,
                given_ore=-sum(one.amount_ore for one in of_pot),
                since=min(one.day for one in of_pot),
                uses=used.get(pot.id, []),
                first=None if of is None else of.use_from,
                last=None if of is None else of.use_to,
            )


def _given(moved: _Moved) -> dict[int, Sequence[DayMoved]]:
    return {pot_id: _moving(days) for (kind, pot_id, _), days in moved.items() if kind is Kind.AUTHORISED}


def _used(moved: _Moved, pots: Mapping[int, PotName]) -> dict[int, list[tuple[date, Ore]]]:
    """By pot, what it and all under it used: every use counts in each pot on its way."""
    used: dict[int, list[tuple[date, Ore]]] = {}
    for (kind, pot_id, _), days in moved.items():
        if kind is Kind.USED:
            for above in pots[pot_id].way:
                used.setdefault(above, []).extend((one.day, one.amount_ore) for one in days)
    return used


def _promises(
    pots: Mapping[int, PotName],
    terms: Mapping[str, Terms],
    moved: _Moved,
    promised: Mapping[int, "_Promise"],
) -> Iterator[Spender]:
    for document_id, promise in promised.items():
        found = promise.decided
        days = _moving(moved.get((Kind.COMMITTED, found.pot_id, document_id), []))
        pot = pots[found.pot_id]
        of = terms.get(pot.agreement)
        if days:
            yield Spender(
                kind=SpenderKind.COMMITMENT,
                agreement=pot.agreement,
                pot=pot.code,
                number=promise.number,
                name=found.name,
                given_ore=sum(one.amount_ore for one in days if one.event not in _DRAWN),
                since=min(one.day for one in days),
                uses=[(one.day, -one.amount_ore) for one in days if one.event in _DRAWN],
                first=found.committed_on,
                last=promise.ends_on if promise.ends_on is not None or of is None else of.use_to,
            )


@dataclass(frozen=True)
class _Promise:
    """A commitment as it was decided, and the end that was decided last."""

    number: str
    decided: Commitment
    ends_on: date | None


def _moving(days: Sequence[DayMoved]) -> list[DayMoved]:
    """Without what was corrected away: it never was."""
    return [one for one in days if one.amount_ore != 0]


def _commitments(session: Session, at: View, as_of: date) -> dict[int, _Promise]:
    query = (
        select(Document.number, Commitment, end_of_commitment(as_of, at.known_at))
        .join(Commitment, Commitment.document_id == Document.id)
        .where(Document.book_id == at.book.id, Commitment.pot_id.in_(at.pots))
        .order_by(Document.id)
    )
    return {row[1].document_id: _Promise(*row) for row in session.execute(query)}
