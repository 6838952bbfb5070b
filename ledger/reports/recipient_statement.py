"""The statement of those who hold pots: what each was given, has had, has reported and has left, over all agreements.

Each figure comes from its own accounts, and no recipient is shown whose figures do not tie.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from itertools import groupby
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.domain.chart import Kind, Side, kinds_of
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.reports.names import organisation_name
from ledger.reports.statement import hold
from ledger.reports.table import Column, Table
from ledger.reports.turnovers import Account, moved_by_subject
from ledger.reports.view import PotName, View, pot_names, view


@dataclass(frozen=True)
class Holding:
    """What a recipient was given and did with it, in öre.

    allotted = passed down + left + held + reported + other: other is what is reserved, committed, invoiced, written
    off, carried or handed over. Paid out is less what bounced, and includes what was reported in arrears; held is paid
    out, or passed on to it, and not yet reported. Of what was reclaimed, what was paid back stands beside.
    """

    allotted_ore: Ore
    passed_down_ore: Ore
    left_ore: Ore
    held_ore: Ore
    reported_ore: Ore
    other_ore: Ore
    paid_out_ore: Ore
    reclaimed_ore: Ore
    paid_back_ore: Ore


@dataclass(frozen=True)
class PotHolding:
    """One pot of a recipient."""

    agreement: str
    pot: str
    name: str
    holding: Holding


@dataclass(frozen=True)
class Recipient:
    """An organisation by its code and name, with the pots it holds, in order of agreement and pot, and their total."""

    code: str
    name: str
    pots: tuple[PotHolding, ...]
    total: Holding


@dataclass(frozen=True)
class RecipientStatement:
    """The recipients in order of name, and the total of them all.

    In a total, what a recipient passed down to a pot that another holds is counted in both.
    """

    view: View
    recipients: tuple[Recipient, ...]
    total: Holding


def recipient_statement(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date | None,
    known_at: datetime | None,
) -> RecipientStatement:
    """What every organisation that holds pots has been given and has done with it.

    A pot without a holder is nobody's, and one where nothing was booked is not there. Raises `NotFound`,
    `MomentInFuture`, and `StatementDoesNotTie` rather than showing what does not tie.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    pots = pot_names(session, at)
    held = at.pots.where(Pot.holder_id.is_not(None))
    moved = _by_pot(moved_by_subject(session, at.cut, kinds=_KINDS, pots=held))
    recipients = tuple(_recipients(_holders(session, at), pots, moved))
    return RecipientStatement(at, recipients, _added(recipient.total for recipient in recipients))


_HOLDING: Final = (
    Column("allotted", "Tilldelat", "amount"),
    Column("passed_down", "Fördelat vidare", "amount"),
    Column("left", "Kvar", "amount"),
    Column("held", "Hos mottagaren, ej redovisat", "amount"),
    Column("reported", "Redovisat", "amount"),
    Column("other", "Övrigt", "amount"),
    Column("paid_out", "Utbetalt", "amount"),
    Column("reclaimed", "Återkrävt", "amount"),
    Column("paid_back", "Återbetalt", "amount"),
)

COLUMNS: Final = (
    Column("recipient", "Mottagare", "code"),
    Column("recipient_name", "Namn"),
    Column("agreement", "Överenskommelse", "code"),
    Column("pot", "Pott", "code"),
    Column("name", "Pottens namn"),
    *_HOLDING,
)
"""The columns of `recipient_table`, which are also those of the CSV: only ever added to, at the end."""


def recipient_table(found: RecipientStatement) -> Table:
    """A row for each pot of each recipient."""
    rows = tuple(
        (recipient.code, recipient.name, pot.agreement, pot.pot, pot.name, *astuple(pot.holding))
        for recipient in found.recipients
        for pot in recipient.pots
    )
    totals = ("Summa", *(None,) * 4, *astuple(found.total))
    return Table(found.view.title("Mottagare, kronor"), COLUMNS, rows, totals, _NOTES)


_NOTES: Final = (
    "Tilldelat = Fördelat vidare + Kvar + Hos mottagaren, ej redovisat + Redovisat + Övrigt.",
    "Övrigt är reserverat, intecknat, fakturerat, avskrivet, överfört och överlämnat.",
    "Det som en mottagare har fördelat vidare till en annan mottagares pott är med hos båda.",
)

_KINDS: Final = (*kinds_of(Side.AUTHORITY), Kind.ADVANCED, Kind.PAYABLE, Kind.RECLAIM)
_EVERY: Final = frozenset(Event)
_REPORTED: Final = frozenset({Event.USE_REPORT, Event.USE_DISALLOWED})
_PAID_OUT: Final = frozenset({Event.PAID_OUT, Event.PAYOUT_BOUNCED})
_ARREARS_PAID: Final = frozenset({Event.INVOICE_PAID, Event.PAYMENT_BOUNCED})
_RECLAIMED: Final = frozenset({Event.RECALL, Event.USE_DISALLOWED})
_PAID_BACK: Final = frozenset({Event.PAID_BACK})
_OTHER: Final = (Kind.RESERVED, Kind.COMMITTED, Kind.RETURNED, Kind.LAPSED, Kind.CARRIED, Kind.HANDED)

_OfPot: TypeAlias = Mapping[tuple[Kind, int], Mapping[Event, Ore]]
_Holder: TypeAlias = tuple[str, str, int]


def _by_pot(moved: Mapping[Account, Mapping[Event, Ore]]) -> dict[int, dict[tuple[Kind, int], Mapping[Event, Ore]]]:
    pots: dict[int, dict[tuple[Kind, int], Mapping[Event, Ore]]] = {}
    for (kind, pot_id, subject_id), by_event in moved.items():
        pots.setdefault(pot_id, {})[kind, subject_id] = by_event
    return pots


def _holders(session: Session, at: View) -> list[_Holder]:
    name = organisation_name(at.cut.as_of, at.known_at)
    query = (
        select(Organisation.code, name.label("name"), Pot.id)
        .join(Organisation, Organisation.id == Pot.holder_id)
        .where(Pot.book_id == at.book.id, Pot.id.in_(at.pots))
        .order_by(name, Organisation.code, Pot.id)
    )
    return [(row.code, row.name, row.id) for row in session.execute(query)]


def _recipients(
    holders: Iterable[_Holder], pots: Mapping[int, PotName], moved: Mapping[int, _OfPot]
) -> Iterator[Recipient]:
    for (code, name), rows in groupby(holders, key=lambda row: row[:2]):
        own = [pots[pot_id] for _code, _name, pot_id in rows if pot_id in moved]
        held = [
            PotHolding(pot.agreement, pot.code, pot.name, _holding(pot.code, moved[pot.id]))
            for pot in sorted(own, key=lambda pot: (pot.agreement, pot.way))
        ]
        if held:
            yield Recipient(code, name, tuple(held), _added(pot.holding for pot in held))


def _holding(whose: str, moved: _OfPot) -> Holding:
    reports = {subject for (kind, subject), by in moved.items() if kind is Kind.USED and Event.USE_REPORT in by}
    reported = _net(moved, Kind.USED, _REPORTED)
    arrears_paid = _net(moved, Kind.PAYABLE, _ARREARS_PAID, reports)
    found = Holding(
        allotted_ore=-_net(moved, Kind.AUTHORISED),
        passed_down_ore=_net(moved, Kind.ALLOTTED),
        left_ore=_net(moved, Kind.AVAILABLE),
        held_ore=_net(moved, Kind.DISBURSED),
        reported_ore=reported,
        other_ore=sum(_net(moved, kind) for kind in _OTHER) + _net(moved, Kind.USED, _EVERY - _REPORTED),
        paid_out_ore=_net(moved, Kind.ADVANCED, _PAID_OUT) + arrears_paid,
        reclaimed_ore=_net(moved, Kind.RECLAIM, _RECLAIMED),
        paid_back_ore=-_net(moved, Kind.RECLAIM, _PAID_BACK),
    )
    parts = (found.passed_down_ore, found.left_ore, found.held_ore, found.reported_ore, found.other_ore)
    hold(whose, "allotted = the rest", found.allotted_ore, sum(parts))
    hold(whose, "held = advanced", found.held_ore, _net(moved, Kind.ADVANCED))
    return found


def _net(moved: _OfPot, kind: Kind, events: Collection[Event] = _EVERY, subjects: Collection[int] | None = None) -> Ore:
    return sum(
        amount
        for (of_kind, subject), by_event in moved.items()
        if of_kind is kind and (subjects is None or subject in subjects)
        for event, amount in by_event.items()
        if event in events
    )


def _added(holdings: Iterable[Holding]) -> Holding:
    rows = tuple(holdings)
    return Holding(*(sum(getattr(row, field.name) for row in rows) for field in fields(Holding)))
