"""Mandates read in: which body may take which kind of decision over which pot, and between which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.decisions import Mandate
from ledger.db.in_force import last_versions
from ledger.db.registers import MandateVersion
from ledger.domain.mandates import POWER_NAMES, Power
from ledger.imports.forms import CODE, DAY, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register, until
from ledger.imports.rows import Desk
from ledger.services.decisions import end_mandate, find_body, grant_mandate
from ledger.services.pots import find_pot

POWERS: Final = {word: power for power, word in POWER_NAMES.items()}


@dataclass(frozen=True)
class MandateRow:
    """One row: what a body may decide, over which pot and all under it."""

    body: str
    power: Power
    pot: str
    valid_from: date
    valid_to: date | None


def _write(session: Session, desk: Desk, row: MandateRow, ids: Ids) -> Sequence[Fact]:
    """Grant or end the mandate, or leave it as it is."""
    known = _known(session, desk, row, ids)
    if known is not None and known.valid_to == row.valid_to:
        return ()
    if known is not None and row.valid_to is not None:
        end_mandate(session, **desk.here, mandate_id=known.of_id, last_day=row.valid_to, reason=desk.reason)
        return [("till", until(known.valid_to), until(row.valid_to))]
    grant_mandate(
        session,
        **desk.here,
        body_id=ids["body"],
        power=row.power,
        pot_id=ids["pot"],
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
    return [("nytt mandat", "", f"{POWER_NAMES[row.power]}, {row.valid_from} {until(row.valid_to)}")]


def _known(session: Session, desk: Desk, row: MandateRow, ids: Ids) -> MandateVersion | None:
    """The mandate that begins the same day, as it stands."""
    version = last_versions(MandateVersion)
    same = {"book_id": desk.book_id, "body_id": ids["body"], "power": row.power.value, "pot_id": ids["pot"]}
    query = (
        select(version)
        .join(Mandate, Mandate.id == version.of_id)
        .filter_by(**same)
        .where(version.valid_from == row.valid_from)
        .order_by(version.of_id)
    )
    return session.scalars(query).first()


REGISTER: Final = Register[MandateRow](
    key=lambda row: (row.body, row.power, row.pot, row.valid_from),
    told=lambda row: f"{row.body} över {row.pot}",
    known_as=lambda row: f"mandatet för {row.body} över {row.pot}",
    finders={
        "body": lambda session, _, row: find_body(session, row.body),
        "pot": lambda session, desk, row: find_pot(session, desk.book_id, row.pot).id,
    },
    write=_write,
)

MANDATES: Final = ImportKind(
    name="mandat",
    title="Mandat",
    about="Vad organen får besluta om, över vilka potter och när; en pott gäller också alla under den. "
    "Organen och potterna ska finnas. Samma rad med en sista dag avslutar mandatet.",
    columns=(
        Column("organ", "body", CODE, "Organets kod.", "STYRGRUPP"),
        Column("befogenhet", "power", choice(POWERS), "Vilket slags beslut.", "fördelning"),
        Column("pott", "pot", CODE, "Pottens kod.", "SUICID2020"),
        Column("från", "valid_from", DAY, "Första dagen.", "2020-08-27"),
        Column("till", "valid_to", DAY, "Sista dagen. Tom betyder tills vidare.", "", required=False),
    ),
    row=MandateRow,
    write=REGISTER.write_rows,
    commands=("mandate.grant", "mandate.end"),
)
