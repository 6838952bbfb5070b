"""Attest rights read in: who may confirm or approve, over which pot, up to how much, and between which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.in_force import last_versions
from ledger.db.organisations import AttestRight
from ledger.db.registers import AttestRightVersion
from ledger.domain.attests import STEP_NAMES, Step
from ledger.errors import ImportFactFixed
from ledger.imports.forms import AMOUNT, CODE, DAY, TEXT, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register, until
from ledger.imports.rows import Desk
from ledger.money import Ore, format_kronor
from ledger.services.persons import end_attest_right, find_person, grant_attest_right
from ledger.services.pots import find_pot

STEPS: Final = {word: step for step, word in STEP_NAMES.items()}


@dataclass(frozen=True)
class AttestRightRow:
    """One row: who may do which step, over which pot and all under it; no limit is any amount."""

    login: str
    step: Step
    pot: str
    limit_ore: Ore | None
    valid_from: date
    valid_to: date | None


def _write(session: Session, desk: Desk, row: AttestRightRow, ids: Ids) -> Sequence[Fact]:
    """Give or end the right, or leave it as it is."""
    known = _known(session, desk, row, ids)
    if known is not None:
        right_id, limit_ore, valid_to = known
        if limit_ore != row.limit_ore:
            raise ImportFactFixed(what=_told(row), column="gräns", known=_limit(limit_ore))
        if row.valid_to == valid_to:
            return ()
        if row.valid_to is None:
            raise ImportFactFixed(what=_told(row), column="till", known=f"till {valid_to}")
        end_attest_right(session, **desk.here, right_id=right_id, last_day=row.valid_to, reason=desk.reason)
        return [("till", until(valid_to), until(row.valid_to))]
    grant_attest_right(
        session,
        **desk.here,
        person_id=ids["login"],
        pot_id=ids["pot"],
        step=row.step,
        limit_ore=row.limit_ore,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
    return [("ny attesträtt", "", f"{_limit(row.limit_ore)}, {row.valid_from} {until(row.valid_to)}")]


def _known(session: Session, desk: Desk, row: AttestRightRow, ids: Ids) -> tuple[int, Ore | None, date | None] | None:
    """The right that begins the same day: its id, its limit, and its last day as it stands."""
    version = last_versions(AttestRightVersion)
    same = {"book_id": desk.book_id, "person_id": ids["login"], "pot_id": ids["pot"], "step": row.step.value}
    query = (
        select(AttestRight.id, AttestRight.limit_ore, version.valid_to)
        .join(version, version.of_id == AttestRight.id)
        .filter_by(**same)
        .where(version.valid_from == row.valid_from)
        .order_by(AttestRight.id.desc())
    )
    found = session.execute(query).first()
    return None if found is None else (found.id, found.limit_ore, found.valid_to)


def _limit(limit_ore: Ore | None) -> str:
    return "utan gräns" if limit_ore is None else f"högst {format_kronor(limit_ore)}"


def _told(row: AttestRightRow) -> str:
    return f"{row.login} i {row.pot}"


REGISTER: Final = Register[AttestRightRow](
    key=lambda row: (row.login, row.step, row.pot, row.valid_from),
    told=_told,
    known_as=lambda row: f"attesträtten för {row.login} i {row.pot}",
    finders={
        "login": lambda session, _, row: find_person(session, row.login),
        "pot": lambda session, desk, row: find_pot(session, desk.book_id, row.pot).id,
    },
    write=_write,
)

ATTEST_RIGHTS: Final = ImportKind(
    name="attestratter",
    title="Attesträtter",
    about="Vem som får sakattestera och beslutsattestera, över vilka potter, till vilket belopp och när. Personerna "
    "och potterna ska finnas. Samma rad med en sista dag avslutar rätten; en annan gräns kräver en ny rätt.",
    columns=(
        Column("inloggning", "login", TEXT, "Personens inloggning.", "attestant@vastkom.example"),
        Column("steg", "step", choice(STEPS), "Vad personen får göra.", "beslutsattestera"),
        Column("pott", "pot", CODE, "Pottens kod; gäller också alla under den.", "SUICID2020"),
        Column("gräns", "limit_ore", AMOUNT, "Högsta belopp. Tom betyder utan gräns.", "500 000", required=False),
        Column("från", "valid_from", DAY, "Första dagen.", "2020-08-27"),
        Column("till", "valid_to", DAY, "Sista dagen. Tom betyder tills vidare.", "", required=False),
    ),
    row=AttestRightRow,
    write=REGISTER.write_rows,
    commands=("attest_right.grant", "attest_right.end"),
)
