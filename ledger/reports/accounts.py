"""Every account of an agreement with its balance, and every line that made it, as they stood."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ledger.db.books import Entry, Line
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Document
from ledger.db.organisations import Person
from ledger.db.pots import Pot
from ledger.domain.chart import CHART, Kind, Side
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.names import body_name
from ledger.reports.standpoint import Standpoint
from ledger.reports.turnovers import sides

Columns = TypeVarTuple("Columns")

LINES_AT_A_TIME = 5_000


@dataclass(frozen=True)
class AccountRow:
    """One account: its key, the codes a person knows it by, and in öre its balance (debit +), debits and credits."""

    kind: Kind
    pot_id: int
    subject_id: int
    pot: str
    subject: str
    debit_ore: Ore
    credit_ore: Ore

    @property
    def balance_ore(self) -> Ore:
        """Debits less credits."""
        return self.debit_ore - self.credit_ore

    @property
    def side(self) -> Side:
        """Authority or cash."""
        return CHART[self.kind].side


@dataclass(frozen=True)
class LineRow:
    """One line of an entry with its entry; amount in öre, debit +."""

    seq: int
    entry: str
    booked_on: date
    recorded_at: datetime
    event: str
    text: str
    document: str
    decision: str
    actor: str
    reverses: str
    hash: str
    kind: Kind
    pot_id: int
    subject_id: int
    amount_ore: Ore


def accounts(session: Session, at: Standpoint) -> tuple[AccountRow, ...]:
    """Every account that has moved in the agreement's pots, in order of chart, pot and subject."""
    moved = sides(session, at.cut, pots=at.pots)
    codes = select(Pot.id, Pot.code).where(Pot.book_id == at.book_id).order_by(Pot.id)
    pots = dict(session.execute(codes).all())
    subjects = _numbers(session, at)
    return tuple(
        AccountRow(kind, pot_id, subject_id, pots[pot_id], subjects.get(subject_id, ""), *amounts)
        for (kind, pot_id, subject_id), amounts in moved.items()
    )


def count_lines(session: Session, at: Standpoint) -> int:
    """How many lines `lines` gives."""
    return session.execute(_of_agreement(select(func.count()).select_from(Line), at)).scalar_one()


def lines(session: Session, at: Standpoint) -> Iterator[LineRow]:
    """Every line in the agreement's pots, in order of entry and line; read a part at a time."""
    original = aliased(Entry)
    columns = select(
        Entry,
        Line,
        Document.number,
        body_name(at.known_at),
        Decision.decided_on,
        Decision.paragraph,
        Person.login,
        original.year,
        original.number,
    ).select_from(Line)
    query = (
        _of_agreement(columns, at)
        .outerjoin(Document, Document.id == Entry.document_id)
        .outerjoin(Decision, Decision.id == Entry.decision_id)
        .outerjoin(Body, Body.id == Decision.body_id)
        .join(Person, Person.id == Entry.actor_id)
        .outerjoin(original, (original.book_id == Entry.book_id) & (original.seq == Entry.reverses_seq))
        .order_by(Line.seq, Line.line_no)
        .execution_options(yield_per=LINES_AT_A_TIME)
    )
    for entry, line, document, body, decided_on, paragraph, actor, year, number in session.execute(query):
        yield LineRow(
            seq=entry.seq,
            entry=entry_name(entry.year, entry.number),
            booked_on=entry.booked_on,
            recorded_at=entry.recorded_at,
            event=entry.event,
            text=entry.text,
            document=_or_empty(document),
            decision=_or_empty(body and f"{body} {decided_on} {paragraph}"),
            actor=actor,
            reverses=_or_empty(year and entry_name(year, number)),
            hash=entry.hash,
            kind=Kind(line.kind),
            pot_id=line.pot_id,
            subject_id=line.subject_id,
            amount_ore=line.amount_ore,
        )


def _or_empty(text: object) -> str:
    return str(text or "")


def _of_agreement(query: Select[*Columns], at: Standpoint) -> Select[*Columns]:
    """The query over the agreement's lines that were booked and known by then."""
    return (
        query.join(Entry, (Entry.book_id == Line.book_id) & (Entry.seq == Line.seq))
        .join(Pot, (Pot.book_id == Line.book_id) & (Pot.id == Line.pot_id))
        .where(
            Line.book_id == at.book_id,
            Line.seq <= at.known_seq,
            Entry.booked_on <= at.as_of,
            Pot.root_id.in_(at.roots),
        )
    )


def _numbers(session: Session, at: Standpoint) -> dict[int, str]:
    query = select(Document.id, Document.number).where(Document.book_id == at.book_id).order_by(Document.id)
    return dict(session.execute(query).all())
