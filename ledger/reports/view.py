"""Of what a report is, and from where it looks: a book or one agreement, at a day, as known at a moment."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Purpose
from ledger.db.pots import Pot
from ledger.domain.scope import Scope
from ledger.placeholders import Words
from ledger.reports.books import AgreementRef, BookRef, find_agreement, get_book
from ledger.reports.moments import Cut, cut


@dataclass(frozen=True)
class View:
    """The book, the agreement if only one is asked for, and which entries count; `known_at` None is now."""

    book: BookRef
    agreement: AgreementRef | None
    cut: Cut
    known_at: datetime | None

    @property
    def pots(self) -> Select[int]:
        """The pots it covers, as a query of their numbers."""
        query = select(Pot.id).where(Pot.book_id == self.book.id)
        return query if self.agreement is None else query.where(Pot.root_id.in_(self.agreement.roots))

    def title(self, name: str) -> str:
        """The report's name, and of what, at which day and as known at which moment it is."""
        what = self.book.name if self.agreement is None else f"{self.book.name} · {self.agreement.name}"
        day = "allt som är bokfört" if self.cut.as_of is None else f"per {self.cut.as_of}"
        known = "" if self.known_at is None else ", som det var registrerat {known_at:moment}"
        return f"{name} · {what} · {day}{Words().format(known, known_at=self.known_at)}"


@dataclass(frozen=True)
class PotName:
    """A pot as it is told: its code and name, the pots from the root to itself, and its agreement, empty for Övrigt."""

    id: int
    code: str
    name: str
    way: tuple[int, ...]
    agreement: str


def view(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date | None,
    known_at: datetime | None,
) -> View:
    """The view of a book, or of its agreement of that code; raises `NotFound` and `MomentInFuture`."""
    book = get_book(session, scope=scope, book_id=book_id)
    under = None if agreement is None else find_agreement(session, scope=scope, book_id=book_id, code=agreement)
    return View(book, under, cut(session, book_id=book_id, as_of=as_of, known_at=known_at), known_at)


def pot_names(session: Session, at: View) -> dict[int, PotName]:
    """The pots of the view by number, each after the pot it is under."""
    query = (
        select(Pot.id, Pot.code, Pot.name, Pot.path, Agreement.code.label("agreement"))
        .outerjoin(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .outerjoin(Agreement, Agreement.id == Purpose.agreement_id)
        .where(Pot.book_id == at.book.id, Pot.id.in_(at.pots))
        .order_by(Pot.id)
    )
    found = [PotName(row.id, row.code, row.name, _way(row.path), row.agreement or "") for row in session.execute(query)]
    return {pot.id: pot for pot in sorted(found, key=lambda pot: pot.way)}


def _way(path: str) -> tuple[int, ...]:
    return tuple(map(int, path.strip("/").split("/")))
