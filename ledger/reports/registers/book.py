"""The registers of one book: its agreements with every version of their terms, its decisions, pots and files."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Agreement, Purpose
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.domain.scope import Scope
from ledger.reports.agreements import TermsRow, terms_history
from ledger.reports.decisions import decisions_report
from ledger.reports.files import all_files
from ledger.reports.names import organisation_name
from ledger.reports.pots_known import pot_known
from ledger.reports.registers.looking import whole_book
from ledger.reports.table import Column, Table, Value

_ID: Final = Column("id", "Id", "integer")
_AGREEMENT: Final = Column("agreement", "Överenskommelse", "code")

AGREEMENTS: Final = (
    *(_AGREEMENT, Column("name", "Namn"), Column("version", "Version", "integer")),
    *(Column("valid_from", "Från", "date"), Column("valid_to", "Till och med", "date"), Column("state", "Läge")),
    *(Column("payer", "Bidragsgivare"), Column("requisitioner", "Rekvirerar"), Column("instrument", "Grund")),
    *(Column("requisition_by", "Rekvirera senast", "date"), Column("use_from", "Använd från", "date")),
    *(Column("use_to", "Använd till", "date"), Column("report_by", "Redovisa senast", "date")),
    *(Column("repay_by", "Betala tillbaka senast", "date"), Column("carry_over", "Överföring", "code")),
    *(Column("recorded_at", "Registrerat", "moment"),),
)
DECISIONS: Final = (
    *(Column("body", "Organ"), Column("decided_on", "Beslutsdag", "date"), Column("paragraph", "Paragraf", "code")),
    *(Column("kind", "Slag", "code"), Column("reference", "Diarienummer", "code"), Column("title", "Beslut")),
    *(Column("receivers", "Sändlista"), Column("annexes", "Bilagor"), Column("follows", "Följer")),
)
POTS: Final = (
    *(_ID, Column("pot", "Pott", "code"), Column("name", "Namn"), Column("parent", "Under", "code"), _AGREEMENT),
    *(Column("holder", "Innehavare", "code"), Column("holder_name", "Innehavarens namn")),
    Column("opened_on", "Öppnad", "date"),
)
FILES: Final = (
    *(_ID, Column("thing", "Hör till", "code"), Column("of", "Vilken", "code"), Column("no", "Nr", "integer")),
    *(Column("title", "Rubrik"), Column("name", "Filnamn"), Column("type", "Filtyp", "code")),
    *(Column("size", "Byte", "integer"), Column("attached_at", "Bifogad", "moment")),
    Column("digest", "SHA-256", "code"),
)
"""The columns of the registers, which are also those of the CSV: only ever added to, at the end."""


def agreement_register(
    session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None
) -> Table:
    """The book's agreements with every version of their terms that was known, and which of them holds on the day.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    query = select(Agreement).where(Agreement.book_id == book_id).order_by(Agreement.code, Agreement.id)
    agreements = session.scalars(query).all()
    history = terms_history(session, [agreement.id for agreement in agreements], as_of, known_at)
    rows = tuple(
        (agreement.code, agreement.name, *_terms(terms, as_of))
        for agreement in agreements
        for terms in history.get(agreement.id, ())
    )
    return Table(at.title("Överenskommelser och villkor"), AGREEMENTS, rows)


def decision_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The book's decisions that were known, with their receivers, annexes and what they followed.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    found = decisions_report(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    rows = tuple(
        (
            *(one.body, one.decided_on, one.paragraph, one.kind, one.reference, one.title),
            *(", ".join(one.receivers), ", ".join(one.annexes), ", ".join(one.follows)),
        )
        for one in found.decisions
    )
    return Table(at.title("Beslut"), DECISIONS, rows)


def pot_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The book's pots that were known and opened by the day, each after the pot it is under.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    parent = aliased(Pot)
    query = (
        select(Pot, parent.code, Agreement.code, Organisation.code, organisation_name(as_of, known_at))
        .outerjoin(parent, (parent.book_id == Pot.book_id) & (parent.id == Pot.parent_id))
        .outerjoin(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .outerjoin(Agreement, Agreement.id == Purpose.agreement_id)
        .outerjoin(Organisation, Organisation.id == Pot.holder_id)
        .where(Pot.book_id == book_id, Pot.opened_on <= as_of, pot_known(known_at))
        .order_by(Pot.id)
    )
    rows = tuple(
        (pot.id, pot.code, pot.name, under or "", agreement or "", holder or "", named or "", pot.opened_on)
        for pot, under, agreement, holder, named in sorted(session.execute(query), key=lambda row: _way(row[0].path))
    )
    return Table(at.title("Potter"), POTS, rows)


def file_register(session: Session, *, scope: Scope, book_id: int, as_of: date, known_at: datetime | None) -> Table:
    """The files attached to the book's things and to organisations, that were known and not taken away.

    Raises `NotFound` and `MomentInFuture`.
    """
    at = whole_book(session, scope=scope, book_id=book_id, as_of=as_of, known_at=known_at)
    rows = tuple(
        (one.id, thing, of, one.no, one.title, one.name, one.type, one.size, one.attached_at, one.digest)
        for thing, of, one in all_files(session, scope=scope, book_id=book_id, known_at=known_at)
    )
    return Table(at.title("Bilagor"), FILES, rows, notes=_AS_KNOWN)


_AS_KNOWN: Final = ("En bilaga har ingen dag: bilagorna visas som de var registrerade.",)


def _way(path: str) -> tuple[int, ...]:
    return tuple(map(int, path.strip("/").split("/")))


def _terms(terms: TermsRow, day: date) -> tuple[Value, ...]:
    later = "Kommer" if terms.valid_from > day and not terms.replaced else "Ersatt"
    return (
        *(terms.version, terms.valid_from, terms.valid_to, "Gäller" if terms.in_force else later),
        *(terms.payer, terms.requisitioner, terms.instrument, terms.requisition_by, terms.use_from, terms.use_to),
        *(terms.report_by, terms.repay_by, terms.carry_over, terms.recorded_at),
    )
