"""Organisations read in: new ones are registered, changed ones get a new version from their day, equal ones stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger import clock
from ledger.errors import ImportDayMissing, ImportNumberFixed, ImportPayeeFixed, ImportRowTwice, LedgerError, NotFound
from ledger.imports.forms import BANKGIRO, CODE, COUNTRY, DAY, MUNICIPALITY, ORGANISATION_NUMBER, PLUSGIRO, TEXT, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.rows import Desk, Placed
from ledger.services.organisations import (
    SWEDEN,
    OrganisationChange,
    OrganisationInfo,
    OrganisationKind,
    change_organisation,
    find_organisation,
    register_organisation,
)

KINDS: Final = {
    "stat": OrganisationKind.STATE,
    "kommunalförbund": OrganisationKind.ASSOCIATION,
    "region": OrganisationKind.REGION,
    "kommun": OrganisationKind.MUNICIPALITY,
    "vårdsamverkan": OrganisationKind.CARE_COLLABORATION,
    "bokförare": OrganisationKind.KEEPER,
    "leverantör": OrganisationKind.SUPPLIER,
}
_WORDS: Final = {kind: word for word, kind in KINDS.items()}


@dataclass(frozen=True)
class OrganisationRow:
    """One row: what an organisation is; None leaves what the register has."""

    code: str
    name: str
    kind: OrganisationKind
    number: str | None
    bankgiro: str | None
    plusgiro: str | None
    municipality: str | None
    town: str | None
    country: str | None
    valid_from: date | None


def write_organisations(session: Session, desk: Desk, rows: Sequence[Placed[OrganisationRow]]) -> Outcome:
    """Register, change or leave each organisation, found by its code."""
    outcome = Outcome()
    first: dict[str, int] = {}
    for placed in rows:
        with outcome.collecting(session, placed):
            if first.setdefault(placed.row.code, placed.no) != placed.no:
                raise ImportRowTwice(what=f"kod {placed.row.code}", first_row=first[placed.row.code])
            known = _known(session, placed.row)
            if known is None:
                _register(session, desk, placed, outcome)
            else:
                _bring_along(session, desk, placed, known, outcome)
    return outcome


def _known(session: Session, row: OrganisationRow) -> OrganisationInfo | None:
    try:
        return find_organisation(session, row.code, row.valid_from or clock.today())
    except NotFound:
        return None


def _register(session: Session, desk: Desk, placed: Placed[OrganisationRow], outcome: Outcome) -> None:
    row = placed.row
    made = register_organisation(
        session,
        actor=desk.actor,
        scope=desk.scope,
        code=row.code,
        name=row.name,
        kind=row.kind,
        number=row.number,
        bankgiro_number=row.bankgiro,
        plusgiro_number=row.plusgiro,
        municipality=row.municipality,
        town=row.town or "",
        country=row.country or SWEDEN,
    )
    told = f"{made.name}, {_WORDS[made.kind]}"
    outcome.effects.append(Effect(placed.no, made.code, "ny organisation", "", told))


def _bring_along(
    session: Session, desk: Desk, placed: Placed[OrganisationRow], known: OrganisationInfo, outcome: Outcome
) -> None:
    fixed = list(_fixed(placed.row, known))
    if fixed:
        outcome.faults += [placed.fault(error, field) for field, error in fixed]
        return
    changed = list(_changed(placed, known))
    if not changed:
        outcome.same += 1
        return
    if placed.row.valid_from is None:
        outcome.faults.append(placed.fault(ImportDayMissing(what=known.name, column="gäller från"), "valid_from"))
        return
    row = placed.row
    change = OrganisationChange(row.name, row.kind, row.municipality, row.town, row.country)
    change_organisation(
        session,
        actor=desk.actor,
        scope=desk.scope,
        organisation_id=known.id,
        change=change,
        valid_from=placed.row.valid_from,
    )
    outcome.effects += changed


def _changed(placed: Placed[OrganisationRow], known: OrganisationInfo) -> Iterator[Effect]:
    row = placed.row
    facts = (
        ("namn", known.name, row.name),
        ("slag", _WORDS[known.kind], _WORDS[row.kind]),
        ("kommunkod", known.municipality_code, row.municipality),
        ("ort", known.town, row.town),
        ("land", known.country, row.country),
    )
    for fact, before, after in facts:
        if after is not None and after != before:
            yield Effect(placed.no, known.code, fact, before or "", after)


def _fixed(row: OrganisationRow, known: OrganisationInfo) -> Iterator[tuple[str, LedgerError]]:
    """What a file may not change."""
    if row.number is not None and row.number != known.number:
        yield "number", ImportNumberFixed(what=known.name, column="organisationsnummer")
    if row.bankgiro is not None and row.bankgiro != known.bankgiro:
        yield "bankgiro", ImportPayeeFixed(what=known.name, column="bankgiro")
    if row.plusgiro is not None and row.plusgiro != known.plusgiro:
        yield "plusgiro", ImportPayeeFixed(what=known.name, column="plusgiro")


_ONLY_NEW: Final = "Bara för en ny organisation; ändras annars av två personer."

ORGANISATIONS: Final = ImportKind(
    name="organisationer",
    title="Organisationer",
    about="Registret över organisationer: kommuner, regioner, kommunalförbund, leverantörer och andra. "
    "En rad vars kod finns ändrar organisationen från en dag; en tom cell lämnar det som står.",
    columns=(
        Column("kod", "code", CODE, "Organisationens kod; för en kommun dess fyra siffror.", "1495"),
        Column("namn", "name", TEXT, "Organisationens namn.", "Skara"),
        Column("slag", "kind", choice(KINDS), "Vad organisationen är.", "kommun"),
        Column(
            "organisationsnummer",
            "number",
            ORGANISATION_NUMBER,
            "Kontrolleras mot kontrollsiffran. Kan inte ändras i efterhand.",
            "",
            required=False,
        ),
        Column("bankgiro", "bankgiro", BANKGIRO, _ONLY_NEW, "", required=False),
        Column("plusgiro", "plusgiro", PLUSGIRO, _ONLY_NEW, "", required=False),
        Column(
            "kommunkod",
            "municipality",
            MUNICIPALITY,
            "Kommunen där organisationen har sitt säte.",
            "",
            required=False,
        ),
        Column("ort", "town", TEXT, "Postort.", "Skara", required=False),
        Column("land", "country", COUNTRY, "Landskod. Tom betyder SE för en ny organisation.", "SE", required=False),
        Column(
            "gäller från",
            "valid_from",
            DAY,
            "Den dag en ändring börjar gälla; behövs bara då.",
            "2024-01-01",
            required=False,
        ),
    ),
    row=OrganisationRow,
    write=write_organisations,
    commands=("organisation.register", "organisation.change"),
)
