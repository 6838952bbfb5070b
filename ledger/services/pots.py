"""Pots: opened as roots or under another, found with the way from their root, and asked what they have left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import Session

from ledger.balances import first_day, lock_book, lowest_from
from ledger.db.agreements import Agreement, Purpose
from ledger.db.pots import Pot
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, NotFound, PotInsufficient, PotOfOtherAgreement
from ledger.money import Ore
from ledger.services.audit import write_audit
from ledger.services.inputs import require_not_before, require_text
from ledger.services.organisations import require_organisation


@dataclass(frozen=True)
class PotInfo:
    """A pot as it stands in the tree; `path` holds the numbers from its root down to its own.

    `agreement` and `purpose` are the codes of what its root belongs to, None under Övrigt.
    """

    ref: PotRef
    code: str
    name: str
    path: tuple[int, ...]
    opened_on: date
    holder_id: int | None
    agreement: str | None
    purpose: str | None

    @property
    def id(self) -> int:
        """Its number in the book."""
        return self.ref.pot_id

    @property
    def parent_id(self) -> int | None:
        """The number of the pot above it, None for a root."""
        return self.path[-2] if len(self.path) > 1 else None

    @property
    def belongs_to(self) -> str:
        """Its agreement and purpose in words, for refusals."""
        return f"{self.agreement} {self.purpose}" if self.agreement is not None else "Övrigt"


def open_root(
    session: Session, *, actor: int, scope: Scope, book_id: int, code: str, name: str, opened_on: date
) -> PotInfo:
    """Open the root of a tree of its own, under the book's lock. Raises as `open_pot`."""
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_not_before("Pottens första dag", opened_on, "bokens första dag", first_day(session, book_id))
    row = {"code": code, "name": name, "holder_id": None, "opened_on": opened_on}
    return _open(session, actor, book_id, row, above=None)


def open_pot(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    parent_id: int,
    code: str,
    name: str,
    holder_id: int | None,
    opened_on: date,
) -> PotInfo:
    """Open a pot under another; `holder_id` is the organisation it is paid out to.

    Raises `AlreadyExists` for a code the book has, `TextMissing`, `DateBefore` for a day before the pot above (a root:
    the book) was opened, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    above = pot_info(session, book_id, parent_id)
    if holder_id is not None:
        require_organisation(session, holder_id)
    require_not_before("Pottens första dag", opened_on, f"första dagen för {above.name},", above.opened_on)
    row = {"code": code, "name": name, "holder_id": holder_id, "opened_on": opened_on}
    return _open(session, actor, book_id, row, above=above)


def find_pot(session: Session, book_id: int, code: str) -> PotInfo:
    """The book's pot of that code; raises `NotFound`."""
    found = _pots(session, book_id, Pot.code == code)
    if not found:
        raise NotFound(what="medelspott", name=code)
    return found[0]


def pot_info(session: Session, book_id: int, pot_id: int) -> PotInfo:
    """The book's pot of that number; raises `NotFound`."""
    return pots_info(session, book_id, [pot_id])[0]


def pots_info(session: Session, book_id: int, pot_ids: Collection[int]) -> list[PotInfo]:
    """The book's pots of these numbers, each once, in order of number; raises `NotFound` for the first that is not."""
    found = _pots(session, book_id, Pot.id.in_(sorted(set(pot_ids))))
    missing = sorted(set(pot_ids) - {pot.id for pot in found})
    if missing:
        raise NotFound(what="medelspott", name=str(missing[0]))
    return found


def require_same_agreement(pot: PotInfo, wanted: PotInfo) -> None:
    """Refuse, with `PotOfOtherAgreement`, a pot of another root: one grant never pays for another."""
    if pot.ref.root_id != wanted.ref.root_id:
        raise PotOfOtherAgreement(pot=pot.name, belongs_to=pot.belongs_to, wanted=wanted.belongs_to)


def require_available(session: Session, book_id: int, pot: PotInfo, wanted_ore: Ore, on: date) -> None:
    """Refuse, with `PotInsufficient`, more than a pot has left on the day and on every later one."""
    available_ore, day = lowest_from(session, book_id, Kind.AVAILABLE, pot.id, on)
    if wanted_ore > available_ore:
        raise PotInsufficient(pot=pot.name, wanted_ore=wanted_ore, available_ore=available_ore, day=day)


def _open(session: Session, actor: int, book_id: int, given: dict[str, Any], *, above: PotInfo | None) -> PotInfo:
    row = {**given, "code": require_text("Kod", given["code"]), "name": require_text("Namn", given["name"])}
    if session.execute(select(Pot.id).where(Pot.book_id == book_id, Pot.code == row["code"])).first() is not None:
        raise AlreadyExists(what="medelspott", name=row["code"])
    last = session.execute(select(func.max(Pot.id)).where(Pot.book_id == book_id)).scalar_one()
    pot_id = (last or 0) + 1
    path = (*(() if above is None else above.path), pot_id)
    session.execute(
        insert(Pot).values(
            **row,
            book_id=book_id,
            id=pot_id,
            parent_id=None if above is None else above.id,
            root_id=path[0],
            path=f"/{'/'.join(map(str, path))}/",
        )
    )
    del row["name"]
    write_audit(session, actor=actor, book_id=book_id, verb="open", what="pot", what_id=pot_id, **row)
    return pot_info(session, book_id, pot_id)


def _pots(session: Session, book_id: int, which: ColumnElement[bool]) -> list[PotInfo]:
    """The book's pots of which that holds, each with the codes of its root's agreement and purpose."""
    query = (
        select(Pot, Agreement.code, Purpose.code)
        .outerjoin(Purpose, (Purpose.book_id == Pot.book_id) & (Purpose.pot_id == Pot.root_id))
        .outerjoin(Agreement, Agreement.id == Purpose.agreement_id)
        .where(Pot.book_id == book_id, which)
        .order_by(Pot.id)
    )
    return [
        PotInfo(
            ref=PotRef(pot.id, pot.root_id),
            code=pot.code,
            name=pot.name,
            path=tuple(int(step) for step in pot.path.strip("/").split("/")),
            opened_on=pot.opened_on,
            holder_id=pot.holder_id,
            agreement=agreement,
            purpose=purpose,
        )
        for pot, agreement, purpose in session.execute(query)
    ]
