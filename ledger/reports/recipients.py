"""Recipients: of each pot what its holder got, passed on, reported, owes back and still holds, as it stood.

Every figure is summed from its own account and event, and the parts are held to their total before anybody sees them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.agreements import Terms
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.reports.moments import Cut, known_until
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint
from ledger.reports.turnovers import moved_by_event


@dataclass(frozen=True)
class RecipientFigures:
    """What a recipient got and did with it, in öre.

    Held: paid out (less what bounced) + received − passed on = reported + recalled + moved + left. `received_ore` and
    `passed_on_ore` are from and to other recipients, `moved_ore` was carried over or handed to another book (negative
    when it came), `left_ore` is still unreported. `arrears_ore` was reported beyond what was held, and is or was owed.

    Owed back: recalled + disallowed = paid back + written off + reclaim.
    """

    paid_out_ore: Ore
    received_ore: Ore
    passed_on_ore: Ore
    reported_ore: Ore
    recalled_ore: Ore
    moved_ore: Ore
    left_ore: Ore
    arrears_ore: Ore
    disallowed_ore: Ore
    paid_back_ore: Ore
    written_off_ore: Ore
    reclaim_ore: Ore

    @property
    def claimed_ore(self) -> Ore:
        """What was claimed back."""
        return self.recalled_ore + self.disallowed_ore


@dataclass(frozen=True)
class RecipientRow:
    """One pot that money was paid out to, with its holder; `report_by` is the last day to report, None for none set."""

    pot_id: int
    pot: str
    pot_name: str
    holder: str
    figures: RecipientFigures
    report_by: date | None
    late: bool


@dataclass(frozen=True)
class Recipients:
    """The recipients in the order of the tree, and their sum: what one passed on another received."""

    rows: tuple[RecipientRow, ...]
    total: RecipientFigures


class RecipientsDoNotTie(AssertionError):
    """The parts do not give the total: a fault of the program or the database, never of the person who asks."""


def recipients(session: Session, at: Standpoint) -> Recipients:
    """The agreement's recipients: every pot where money has been paid out, passed on, reported or claimed back.

    The last day to report is that of the terms in force on the day, as known then. Raises `RecipientsDoNotTie` rather
    than showing what does not tie.
    """
    cut = Cut(at.book_id, at.as_of, at.known_seq, known_until(session, at.book_id, None))
    pots = select(Pot.id).where(Pot.book_id == at.book_id, Pot.root_id.in_(at.roots))
    moved = moved_by_event(session, cut, kinds=_KINDS, pots=pots)
    report_by = _report_by(session, at)
    rows = tuple(
        _row(pot, holder, _figures(pot.code, moved[pot.id]), report_by, at.as_of)
        for pot, holder in _pots(session, at, [pot_id for pot_id, of_pot in moved.items() if _concerns(of_pot)])
    )
    return Recipients(rows, _checked("summan", _total(row.figures for row in rows)))


_KINDS: Final = (Kind.AUTHORISED, Kind.ALLOTTED, Kind.DISBURSED, Kind.USED, Kind.PAYABLE, Kind.RECLAIM)
_PAID_OUT: Final = frozenset({Event.PAID_OUT, Event.PAYOUT_BOUNCED})
_PASSED: Final = frozenset({Event.PASSED_ON})
_REPORTED: Final = frozenset({Event.USE_REPORT})
_RECALLED: Final = frozenset({Event.RECALL})
_DISALLOWED: Final = frozenset({Event.USE_DISALLOWED})
_PAID_BACK: Final = frozenset({Event.PAID_BACK})
_WRITTEN_OFF: Final = frozenset({Event.RECLAIM_WRITTEN_OFF})
_MOVED: Final = frozenset({Event.CARRY_OVER, Event.HANDOVER_OUT, Event.HANDOVER_IN})

_OfPot: TypeAlias = Mapping[tuple[Kind, Event], Ore]


def _concerns(moved: _OfPot) -> bool:
    """Whether anything of the pot was ever with a recipient, or is owed to or by one."""
    return any(kind in {Kind.DISBURSED, Kind.RECLAIM} or event in _REPORTED for kind, event in moved)


def _figures(pot: str, moved: _OfPot) -> RecipientFigures:
    """Each figure from its own account, so that the equations between them prove something."""
    return _checked(
        pot,
        RecipientFigures(
            paid_out_ore=_net(moved, Kind.DISBURSED, _PAID_OUT),
            received_ore=-_net(moved, Kind.AUTHORISED, _PASSED),
            passed_on_ore=_net(moved, Kind.ALLOTTED, _PASSED),
            reported_ore=_net(moved, Kind.USED, _REPORTED) + _net(moved, Kind.PAYABLE, _REPORTED),
            recalled_ore=_net(moved, Kind.RECLAIM, _RECALLED),
            moved_ore=-_net(moved, Kind.DISBURSED, _MOVED),
            left_ore=_net(moved, Kind.DISBURSED),
            arrears_ore=-_net(moved, Kind.PAYABLE, _REPORTED),
            disallowed_ore=_net(moved, Kind.RECLAIM, _DISALLOWED),
            paid_back_ore=-_net(moved, Kind.RECLAIM, _PAID_BACK),
            written_off_ore=-_net(moved, Kind.RECLAIM, _WRITTEN_OFF),
            reclaim_ore=_net(moved, Kind.RECLAIM),
        ),
    )


def _net(moved: _OfPot, kind: Kind, events: Collection[Event] | None = None) -> Ore:
    return sum(
        ore for (of_kind, event), ore in moved.items() if of_kind is kind and (events is None or event in events)
    )


def _total(figures: Iterable[RecipientFigures]) -> RecipientFigures:
    found = list(figures)
    return RecipientFigures(*(sum(getattr(one, field.name) for one in found) for field in fields(RecipientFigures)))


def _checked(whose: str, found: RecipientFigures) -> RecipientFigures:
    """The figures, if their parts give their totals."""
    got = found.paid_out_ore + found.received_ore - found.passed_on_ore
    went = found.reported_ore + found.recalled_ore + found.moved_ore + found.left_ore
    settled = found.paid_back_ore + found.written_off_ore + found.reclaim_ore
    if got != went or found.claimed_ore != settled:
        raise RecipientsDoNotTie(
            f"{whose}: got {got}, accounted for {went} öre; claimed {found.claimed_ore}, settled and left {settled} öre"
        )
    return found


def _row(pot: Pot, holder: str | None, figures: RecipientFigures, report_by: date | None, day: date) -> RecipientRow:
    late = report_by is not None and report_by < day and figures.left_ore != 0
    return RecipientRow(pot.id, pot.code, pot.name, holder or "", figures, report_by, late)


def _pots(session: Session, at: Standpoint, pot_ids: Collection[int]) -> list[tuple[Pot, str | None]]:
    """The pots with their holders' names, each after the pot it is under, siblings by number."""
    query = (
        select(Pot, organisation_name(at.as_of, at.known_at))
        .outerjoin(Organisation, Organisation.id == Pot.holder_id)
        .where(Pot.book_id == at.book_id, Pot.id.in_(sorted(pot_ids)))
        .order_by(Pot.id)
    )
    found = [(pot, holder) for pot, holder in session.execute(query)]
    return sorted(found, key=lambda one: tuple(map(int, one[0].path.strip("/").split("/"))))


def _report_by(session: Session, at: Standpoint) -> date | None:
    """The last day to report by the terms in force on the day, as known then."""
    query = (
        select(Terms.report_by)
        .where(
            Terms.agreement_id == at.agreement_id,
            Terms.valid_from <= at.as_of,
            Terms.recorded_at <= at.known_by,
        )
        .order_by(Terms.valid_from.desc(), Terms.version.desc())
        .limit(1)
    )
    return session.execute(query).scalar_one_or_none()
