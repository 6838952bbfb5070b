"""Last days that are still to be kept: of the agreements' terms, of commitments, mandates and attest rights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Purpose
from ledger.db.commitments import Commitment
from ledger.db.decisions import Body, Mandate
from ledger.db.documents import Document
from ledger.db.in_force import end_of_commitment, fact_on, last_versions
from ledger.db.organisations import AttestRight, Organisation, Person
from ledger.db.pots import Pot
from ledger.db.registers import AttestRightVersion, MandateVersion, PersonVersion
from ledger.domain.attests import STEP_NAMES, Step
from ledger.domain.chart import Kind
from ledger.domain.deadlines import days_left, state_of
from ledger.domain.events import Event
from ledger.domain.mandates import POWER_NAMES, Power
from ledger.domain.scope import Scope
from ledger.formats.icalendar import CalendarDay, calendar
from ledger.money import Ore, format_kronor
from ledger.reports.names import body_name_on, organisation_name
from ledger.reports.table import Column, Table
from ledger.reports.terms import terms_in_force
from ledger.reports.turnovers import Account, moved_by_subject
from ledger.reports.view import View, view


class DeadlineKind(StrEnum):
    """What a last day is of."""

    REQUISITION = "requisition"
    USE = "use"
    REPORT = "report"
    REPAYMENT = "repayment"
    COMMITMENT = "commitment"
    MANDATE = "mandate"
    ATTEST_RIGHT = "attest_right"


HEADINGS: Final = {
    DeadlineKind.REQUISITION: "Rekvirera",
    DeadlineKind.USE: "Sista dag att använda medlen",
    DeadlineKind.REPORT: "Redovisa till bidragsgivaren",
    DeadlineKind.REPAYMENT: "Betala tillbaka till bidragsgivaren",
    DeadlineKind.COMMITMENT: "Uppdraget slutar",
    DeadlineKind.MANDATE: "Mandatet upphör",
    DeadlineKind.ATTEST_RIGHT: "Attesträtten upphör",
}


@dataclass(frozen=True)
class Deadline:
    """One last day. `amount_ore` is what it is about, None where it is about no amount; `days_left` 0 on the day.

    `key` names the same deadline in every report, also when its day is changed.
    """

    kind: DeadlineKind
    key: str
    day: date
    days_left: int
    agreement: str
    what: str
    amount_ore: Ore | None

    @property
    def state(self) -> str:
        """`Snart`, `Försenad 3 dagar`, or empty."""
        return state_of(self.days_left)


@dataclass(frozen=True)
class Deadlines:
    """The last days, the earliest first."""

    view: View
    deadlines: tuple[Deadline, ...]


def deadlines(
    session: Session, *, scope: Scope, book_id: int, agreement: str | None, as_of: date, known_at: datetime | None
) -> Deadlines:
    """What has to be done by when, with the terms in force on the day and the balances of its end.

    Left out is what needs no doing: a requisition when everything is requisitioned, use and repayment when nothing is
    left, a report when the agreement is used, repaid, lapsed or carried over to the last öre, a commitment that is
    used up, a mandate or a right that has ended already. A commitment's end is the one decided last by the day, and a
    mandate's and a right's what their last versions say, all as known at the moment. Raises `NotFound` and
    `MomentInFuture`.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    moved = moved_by_subject(session, at.cut, kinds=_KINDS, pots=at.pots)
    found = (
        *_of_terms(session, at, moved, as_of),
        *_of_commitments(session, at, moved, as_of),
        *_of_mandates(session, at, as_of),
        *_of_rights(session, at, as_of),
    )
    order = list(DeadlineKind)
    return Deadlines(at, tuple(sorted(found, key=lambda one: (one.day, order.index(one.kind), one.what, one.key))))


COLUMNS: Final = (
    Column("day", "Sista dag", "date"),
    Column("days_left", "Dagar kvar", "integer"),
    Column("state", "Läge"),
    Column("kind", "Typ", "code"),
    Column("kind_name", "Vad"),
    Column("agreement", "Överenskommelse", "code"),
    Column("what", "Avser"),
    Column("amount", "Belopp", "amount"),
)
"""The columns of `deadline_table`, which are also those of the CSV: only ever added to, at the end."""


def deadline_table(found: Deadlines) -> Table:
    """A row for each last day."""
    rows = tuple(
        (one.day, one.days_left, one.state, one.kind.value, HEADINGS[one.kind], one.agreement, one.what, one.amount_ore)
        for one in found.deadlines
    )
    return Table(found.view.title("Sista dagar"), COLUMNS, rows)


def deadline_calendar(found: Deadlines, *, stamp: datetime) -> bytes:
    """The last days as an iCalendar file, made at the moment `stamp`."""
    days = [
        CalendarDay(
            uid=f"{one.key}@{found.view.book.code}.medelsboken",
            day=one.day,
            summary=f"{HEADINGS[one.kind]}: {one.what}",
            description="" if one.amount_ore is None else f"Belopp: {format_kronor(one.amount_ore)}",
            categories=("Medelsboken",),
        )
        for one in found.deadlines
    ]
    return calendar(f"Sista dagar · {found.view.book.name}", days, stamp=stamp)


_KINDS: Final = (
    *(Kind.AUTHORISED, Kind.AVAILABLE, Kind.RESERVED, Kind.COMMITTED, Kind.DISBURSED, Kind.LAPSED),
    *(Kind.CLAIM, Kind.GRANT_DEBT),
)
_OPEN: Final = (Kind.AVAILABLE, Kind.RESERVED, Kind.COMMITTED, Kind.DISBURSED)
_ASKED: Final = frozenset({Event.REQUISITION, Event.REQUISITION_LOWERED})

_Moved: TypeAlias = Mapping[Account, Mapping[Event, Ore]]


@dataclass(frozen=True)
class _Standing:
    """What is left to do in the trees of an agreement: not requisitioned, not used, and received but not used."""

    moved: bool
    to_requisition_ore: Ore
    open_ore: Ore
    to_repay_ore: Ore


def _of_terms(session: Session, at: View, moved: _Moved, as_of: date) -> Iterator[Deadline]:
    trees = _trees(session, at)
    for code, (agreement, terms) in terms_in_force(session, at, as_of).items():
        standing = _standing(moved, *trees.get(terms.agreement_id, (frozenset(), frozenset())))
        for kind, day, amount_ore, is_open in (
            (DeadlineKind.REQUISITION, terms.requisition_by, standing.to_requisition_ore, None),
            (DeadlineKind.USE, terms.use_to, standing.open_ore, None),
            (DeadlineKind.REPORT, terms.report_by, None, not standing.moved or standing.open_ore > 0),
            (DeadlineKind.REPAYMENT, terms.report_by, standing.to_repay_ore, None),
        ):
            due = is_open if amount_ore is None else amount_ore > 0
            if day is not None and due:
                yield Deadline(kind, f"{kind}-{code}", day, days_left(day, as_of), code, agreement.name, amount_ore)


def _trees(session: Session, at: View) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """By agreement: its root pots, and all pots in its trees."""
    query = (
        select(Purpose.agreement_id, Pot.id, Pot.root_id)
        .join(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .where(Pot.book_id == at.book.id)
        .order_by(Purpose.agreement_id, Pot.id)
    )
    trees: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
    for agreement_id, pot_id, root_id in session.execute(query):
        roots, pots = trees.get(agreement_id, (frozenset(), frozenset()))
        trees[agreement_id] = roots | {root_id}, pots | {pot_id}
    return trees


def _standing(moved: _Moved, roots: frozenset[int], pots: frozenset[int]) -> _Standing:
    authorised, lapsed = -_net(moved, [Kind.AUTHORISED], roots), _net(moved, [Kind.LAPSED], roots)
    sent_back = sum(
        by_event.get(Event.SENT_BACK, 0)
        for (kind, pot_id, _), by_event in moved.items()
        if kind is Kind.GRANT_DEBT and pot_id in roots
    )
    requisitioned = _net(moved, [Kind.CLAIM], roots, _ASKED) - sent_back
    return _Standing(
        moved=any(pot_id in pots for _, pot_id, _ in moved),
        to_requisition_ore=authorised - lapsed - requisitioned,
        open_ore=_net(moved, _OPEN, pots),
        to_repay_ore=-_net(moved, [Kind.GRANT_DEBT], roots) - _net(moved, [Kind.CLAIM], roots),
    )


def _net(
    moved: _Moved, kinds: Sequence[Kind], pots: frozenset[int], events: frozenset[Event] = frozenset(Event)
) -> Ore:
    return sum(
        amount
        for (kind, pot_id, _), by_event in moved.items()
        if kind in kinds and pot_id in pots
        for event, amount in by_event.items()
        if event in events
    )


def _of_commitments(session: Session, at: View, moved: _Moved, as_of: date) -> Iterator[Deadline]:
    ends_on = end_of_commitment(as_of, at.known_at)
    query = (
        select(Document.number, Commitment, ends_on, organisation_name(as_of, at.known_at), Agreement.code)
        .join(Commitment, Commitment.document_id == Document.id)
        .join(Organisation, Organisation.id == Commitment.performer_id)
        .join(Pot, (Pot.book_id == Commitment.book_id) & (Pot.id == Commitment.pot_id))
        .outerjoin(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .outerjoin(Agreement, Agreement.id == Purpose.agreement_id)
        .where(Document.book_id == at.book.id, Pot.id.in_(at.pots))
        .order_by(Document.id)
    )
    for number, found, last, performer, agreement in session.execute(query):
        left_ore = sum(moved.get((Kind.COMMITTED, found.pot_id, found.document_id), {}).values())
        if last is not None and left_ore > 0:
            kind, what = DeadlineKind.COMMITMENT, f"{number} {found.name}, {performer}"
            yield Deadline(kind, f"{kind}-{number}", last, days_left(last, as_of), agreement or "", what, left_ore)


def _of_mandates(session: Session, at: View, as_of: date) -> Iterator[Deadline]:
    held = last_versions(MandateVersion, at.known_at)
    query = (
        select(Mandate.id, Mandate.power, held.valid_to, Pot.name.label("pot"), Agreement.code)
        .add_columns(body_name_on(as_of, at.known_at).label("name"))
        .join(held, held.of_id == Mandate.id)
        .join(Body, Body.id == Mandate.body_id)
        .join(Pot, (Pot.book_id == Mandate.book_id) & (Pot.id == Mandate.pot_id))
        .outerjoin(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .outerjoin(Agreement, Agreement.id == Purpose.agreement_id)
        .where(Mandate.book_id == at.book.id, Pot.id.in_(at.pots), held.valid_to >= as_of)
        .order_by(Mandate.id)
    )
    for row in session.execute(query):
        kind, what = DeadlineKind.MANDATE, f"{row.name}: {POWER_NAMES[Power(row.power)]}, {row.pot}"
        left = days_left(row.valid_to, as_of)
        yield Deadline(kind, f"{kind}-{row.id}", row.valid_to, left, row.code or "", what, None)


def _of_rights(session: Session, at: View, as_of: date) -> Iterator[Deadline]:
    held = last_versions(AttestRightVersion, at.known_at)
    query = (
        select(AttestRight.id, AttestRight.step, held.valid_to, Pot.name.label("pot"))
        .add_columns(Agreement.code, AttestRight.limit_ore)
        .add_columns(fact_on(PersonVersion.title, Person.id, Person.title, as_of, at.known_at).label("title"))
        .join(held, held.of_id == AttestRight.id)
        .join(Person, Person.id == AttestRight.person_id)
        .join(Pot, (Pot.book_id == AttestRight.book_id) & (Pot.id == AttestRight.pot_id))
        .outerjoin(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .outerjoin(Agreement, Agreement.id == Purpose.agreement_id)
        .where(AttestRight.book_id == at.book.id, Pot.id.in_(at.pots), held.valid_to >= as_of)
        .order_by(AttestRight.id)
    )
    for row in session.execute(query):
        kind, what = DeadlineKind.ATTEST_RIGHT, f"{row.title}: {STEP_NAMES[Step(row.step)]}, {row.pot}"
        left = days_left(row.valid_to, as_of)
        yield Deadline(kind, f"{kind}-{row.id}", row.valid_to, left, row.code or "", what, row.limit_ore)
