"""Bodies read in: who decides, and who may only recommend; another name holds from its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.decisions import Body
from ledger.db.in_force import fact_on
from ledger.db.registers import BodyVersion
from ledger.errors import ImportDayMissing, ImportFactFixed
from ledger.imports.forms import CODE, DAY, TEXT, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register
from ledger.imports.rows import Desk
from ledger.services.decisions import register_body, rename_body

ADVISORY: Final = {"beslutar": False, "rekommenderar": True}
_WORDS: Final = {advisory: word for word, advisory in ADVISORY.items()}


@dataclass(frozen=True)
class BodyRow:
    """One row: what a body is called, and whether it may recommend only."""

    code: str
    name: str
    advisory: bool
    valid_from: date | None


def _write(session: Session, desk: Desk, row: BodyRow, _ids: Ids) -> Sequence[Fact]:
    """Register the body, give it another name from the day, or leave it as it is."""
    named = fact_on(BodyVersion.name, Body.id, Body.name, row.valid_from or clock.today())
    found = session.execute(select(Body.id, Body.advisory, named).where(Body.code == row.code)).one_or_none()
    if found is None:
        register_body(session, actor=desk.actor, scope=desk.scope, code=row.code, name=row.name, advisory=row.advisory)
        return [("nytt organ", "", f"{row.name}, {_WORDS[row.advisory]}")]
    body_id, advisory, name = found
    if advisory != row.advisory:
        raise ImportFactFixed(what=name, column="får", known=_WORDS[advisory])
    if name == row.name:
        return ()
    if row.valid_from is None:
        raise ImportDayMissing(what=name, column="gäller från")
    rename_body(session, actor=desk.actor, scope=desk.scope, body_id=body_id, name=row.name, valid_from=row.valid_from)
    return [("namn", name, row.name)]


REGISTER: Final = Register[BodyRow](
    key=lambda row: row.code,
    told=lambda row: row.code,
    known_as=lambda row: f"kod {row.code}",
    finders={},
    write=_write,
)

BODIES: Final = ImportKind(
    name="organ",
    title="Organ",
    about="De organ som beslutar eller rekommenderar: styrgrupper, nämnder, direktioner. "
    "En rad vars kod finns ger organet ett nytt namn från en dag.",
    columns=(
        Column("kod", "code", CODE, "Organets kod.", "STYRGRUPP"),
        Column("namn", "name", TEXT, "Organets namn.", "Styrgrupp handlingsplan psykisk hälsa"),
        Column("får", "advisory", choice(ADVISORY), "Om organet beslutar eller bara rekommenderar.", "beslutar"),
        Column(
            "gäller från",
            "valid_from",
            DAY,
            "Den dag ett nytt namn börjar gälla; behövs bara då.",
            "2024-01-01",
            required=False,
        ),
    ),
    row=BodyRow,
    write=REGISTER.write_rows,
    commands=("body.register", "body.rename"),
)
