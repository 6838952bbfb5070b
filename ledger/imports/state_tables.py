"""A published state table beside what the book knows: names by code, totals, a key's own shares; every difference."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.in_force import fact_on
from ledger.db.organisations import Organisation
from ledger.db.registers import OrganisationVersion
from ledger.domain.scope import Scope
from ledger.domain.shares import Unit, divide
from ledger.formats.state_table import Cause, Oddity, StateRow, StateTable, suspicions
from ledger.money import Ore, format_kronor, is_whole_kronor
from ledger.reports.table import Column, Row, Table
from ledger.services.keys import find_key
from ledger.wording import listed

_ODDITIES: Final = {
    Oddity.CODE_SHORT: "koden står som {given}, utan sin inledande nolla",
    Oddity.CODE_JOINED: "mellanslag saknas mellan kod och namn: {given}",
    Oddity.SPACES_ODD: "mellanslagen i {given} står fel",
}
_CAUSES: Final = {
    Cause.WRONG_UNIT: "summan stämmer om beloppet är {other}: fel enhet på raden?",
    Cause.TWO_FIGURES: "summan stämmer om beloppet är {other}: två tal som har gått ihop?",
    Cause.ONE_TOO_MANY: "summan stämmer utan raden: är den med två gånger?",
}
_ADDED: Final = frozenset({"region", "regionen", "län", "kommun", "landsting"})
_UNITS: Final = {"kr": "kronor", "tkr": "tusental kronor", "mkr": "miljoner kronor"}


@dataclass(frozen=True)
class Known:
    """What the book knows by code: the names, and with a key the amounts that its weights give."""

    names: Mapping[str, str]
    amounts: Mapping[str, Ore]
    source: str


def known_by_register(session: Session, codes: frozenset[str], day: date | None = None) -> Known:
    """The names of the organisations of these codes on a day (None: today)."""
    name = fact_on(OrganisationVersion.name, Organisation.id, Organisation.name, day or clock.today())
    query = select(Organisation.code, name).where(Organisation.code.in_(sorted(codes))).order_by(Organisation.code)
    return Known(dict(iter(session.execute(query))), {}, "registret")


def known_by_key(session: Session, *, scope: Scope, book_id: int, key: str, amount_ore: Ore) -> Known:
    """The names and shares of a key of the book, by largest remainder in whole kronor where the amount is whole.

    Raises `NotFound`, and what `divide` raises.
    """
    scope.require_book(book_id)
    weights = find_key(session, book_id, key).snapshot.weights
    unit = Unit.KRONA if is_whole_kronor(amount_ore) else Unit.ORE
    division = divide(amount_ore, weights, unit=unit)
    names = {row.code: row.name for row in division.rows}
    return Known(names, {row.code: row.share_ore for row in division.rows}, f"nyckeln {key}")


def compared(table: StateTable, known: Known, file: str) -> Table:
    """Every row with its amount, what the book knows, and all that there is to see about it."""
    remarks = _remarks(table, known)
    rows: tuple[Row, ...] = tuple(
        (
            row.code,
            row.name,
            known.names.get(row.code),
            row.amount_ore,
            known.amounts.get(row.code),
            _difference(row, known),
            "; ".join(remarks[row.no]),
        )
        for row in table.rows
    )
    computed = sum(known.amounts.get(row.code, 0) for row in table.rows) if known.amounts else None
    off = None if computed is None else table.sum_ore - computed
    return Table(
        f"Statstabell ur {file}",
        (
            Column("code", "Kod", "code"),
            Column("name", "Namn i tabellen"),
            Column("known_name", f"Namn i {known.source}"),
            Column("amount", "Belopp, kr", "amount"),
            Column("computed", "Efter nyckeln, kr", "amount"),
            Column("difference", "Skillnad, kr", "amount"),
            Column("remark", "Att se"),
        ),
        rows,
        totals=("Summa", None, None, table.sum_ore, computed, off, None),
        notes=_notes(table, known),
    )


def totals_compared(table: StateTable) -> Table:
    """Each row of the table that says what all are together, beside the sum of the rows."""
    return Table(
        "Tabellens summor",
        (
            Column("row", "Rad", "integer"),
            Column("name", "Rubrik"),
            Column("amount", "I tabellen, kr", "amount"),
            Column("sum", "Radernas summa, kr", "amount"),
            Column("difference", "Skillnad, kr", "amount"),
        ),
        tuple(
            (total.no, total.name, total.amount_ore, table.sum_ore, total.amount_ore - table.sum_ore)
            for total in table.totals
        ),
        notes=() if table.totals else ("Tabellen har ingen summarad att jämföra med.",),
    )


def _difference(row: StateRow, known: Known) -> Ore | None:
    computed = known.amounts.get(row.code)
    return None if computed is None else row.amount_ore - computed


def _remarks(table: StateTable, known: Known) -> dict[int, list[str]]:
    """What there is to see about each row, by its number."""
    found: dict[int, list[str]] = defaultdict(list)
    for remark in table.remarks:
        found[remark.row].append(_ODDITIES[remark.oddity].format(given=remark.given))
    own = {_bare(name): code for code, name in known.names.items()}
    for row in table.rows:
        other = own.get(_bare(row.name))
        if row.code not in known.names:
            found[row.no].append(f"koden finns inte i {known.source}")
        if other is not None and other != row.code:
            found[row.no].append(f"namnet hör till kod {other}")
        elif row.code in known.names and row.name != known.names[row.code]:
            found[row.no].append("namnet skiljer")
    for suspicion in suspicions(table):
        told = _CAUSES[suspicion.cause].format(other=format_kronor(suspicion.other_ore))
        found[suspicion.row.no].append(told)
    return found


def _bare(name: str) -> str:
    """A name without what tables add and leave out: Region Stockholm, Stockholms län and Stockholm are one."""
    words = [
        word for word in name.casefold().split() if word not in {"region", "regionen", "län", "kommun", "landsting"}
    ]
    return " ".join(words).removesuffix("s")


def _notes(table: StateTable, known: Known) -> tuple[str, ...]:
    read = f"Beloppen är lästa som {_UNITS[table.unit]}."
    missing = sorted(set(known.amounts) - {row.code for row in table.rows})
    return (read, *([f"I {known.source} men inte i tabellen: {listed(missing)}."] if missing else []))
