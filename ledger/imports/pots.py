"""Pots read in, each under one that is there: what may be allotted to, and who it is paid out to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.pots import Pot
from ledger.imports.forms import CODE, DAY, TEXT
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register
from ledger.imports.rows import Desk
from ledger.services.organisations import find_organisation
from ledger.services.pots import find_pot, open_pot

NOBODY: Final = 0
"""The holder's id where a pot has none."""


@dataclass(frozen=True)
class PotRow:
    """One row: a pot, by its code, and the one above it."""

    code: str
    name: str
    above: str
    holder: str | None
    opened_on: date


def _write(session: Session, desk: Desk, row: PotRow, ids: Ids) -> Sequence[Fact]:
    """Open the pot, or leave the one that is just so; another one of that code is refused."""
    holder_id = ids["holder"] or None
    just_so = {"code": row.code, "name": row.name, "parent_id": ids["above"], "opened_on": row.opened_on}
    query = (
        select(Pot.id).filter_by(book_id=desk.book_id, **just_so).where(Pot.holder_id.is_not_distinct_from(holder_id))
    )
    if session.execute(query).first() is not None:
        return ()
    open_pot(
        session,
        **desk.here,
        parent_id=ids["above"],
        code=row.code,
        name=row.name,
        holder_id=holder_id,
        opened_on=row.opened_on,
    )
    return [("ny pott", "", f"{row.name}, under {row.above}")]


def _holder(session: Session, _desk: Desk, row: PotRow) -> int:
    return NOBODY if row.holder is None else find_organisation(session, row.holder).id


REGISTER: Final = Register[PotRow](
    key=lambda row: row.code,
    told=lambda row: row.code,
    known_as=lambda row: f"kod {row.code}",
    finders={
        "above": lambda session, desk, row: find_pot(session, desk.book_id, row.above).id,
        "holder": _holder,
    },
    write=_write,
)

POTS: Final = ImportKind(
    name="potter",
    title="Potter",
    about="Potter under dem som finns: vårdsamverkan, kommunalförbund, kommuner. Den ovanför ska finnas, eller stå "
    "tidigare i filen. En pott kan inte ändras i efterhand.",
    columns=(
        Column("kod", "code", CODE, "Pottens kod.", "SK-1495"),
        Column("namn", "name", TEXT, "Pottens namn.", "Skara"),
        Column("under", "above", CODE, "Koden för potten ovanför.", "SUICID2020"),
        Column(
            "innehavare",
            "holder",
            CODE,
            "Kod för den organisation som potten betalas ut till.",
            "1495",
            required=False,
        ),
        Column("öppnad", "opened_on", DAY, "Första dagen.", "2020-10-02"),
    ),
    row=PotRow,
    write=REGISTER.write_rows,
    commands=("pot.open",),
)
