"""Allocation keys read in: each key with its source and day, one row for each recipient; a key is never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.keys import KeySnapshot
from ledger.domain.shares import Weight
from ledger.errors import ImportKeyThere, ImportRowsDisagree, ImportRowTwice, NotFound
from ledger.imports.forms import CODE, DAY, TEXT, WEIGHT, written
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.rows import Desk, Placed
from ledger.services.keys import KeyInfo, find_key, register_key
from ledger.wording import format_exact


@dataclass(frozen=True)
class KeyRow:
    """One row: a key's facts, which all its rows repeat, and one recipient with its weight."""

    key: str
    key_name: str
    source: str
    as_of: date
    code: str
    name: str
    weight: Decimal


_SHARED: Final = {"key_name": "nyckelns namn", "source": "källa", "as_of": "per datum"}
"""What all rows of a key say alike."""


def write_keys(session: Session, desk: Desk, rows: Sequence[Placed[KeyRow]]) -> Outcome:
    """Register each key, or leave it where it is there with the same contents."""
    outcome = Outcome()
    keys: dict[str, list[Placed[KeyRow]]] = {}
    for placed in rows:
        keys.setdefault(placed.row.key, []).append(placed)
    for own in keys.values():
        if _hold_together(own, outcome):
            with outcome.collecting(session, own[0]):
                _write(session, desk, own, outcome)
    return outcome


def _hold_together(rows: Sequence[Placed[KeyRow]], outcome: Outcome) -> bool:
    """Whether the rows say the same of their key, and each recipient once; adds what they do not."""
    faults = len(outcome.faults)
    head = rows[0]
    first: dict[str, int] = {}
    for placed in rows:
        for field, heading in _SHARED.items():
            given, told = getattr(placed.row, field), getattr(head.row, field)
            if given != told:
                error = ImportRowsDisagree(
                    what=head.row.key, column=heading, given=written(given), first=written(told), first_row=head.no
                )
                outcome.faults.append(placed.fault(error, field))
        code = placed.row.code
        if first.setdefault(code, placed.no) != placed.no:
            outcome.faults.append(placed.fault(ImportRowTwice(what=f"kod {code}", first_row=first[code]), "code"))
    return len(outcome.faults) == faults


def _write(session: Session, desk: Desk, rows: Sequence[Placed[KeyRow]], outcome: Outcome) -> None:
    head = rows[0].row
    weights = [Weight(placed.row.code, placed.row.name, Fraction(placed.row.weight)) for placed in rows]
    known = _known(session, desk, head.key)
    if known is not None:
        if known.digest != KeySnapshot(head.key, head.key_name, head.source, head.as_of, tuple(weights)).digest():
            raise ImportKeyThere(key=head.key)
        outcome.same += len(rows)
        return
    register_key(
        session,
        **desk.here,
        code=head.key,
        name=head.key_name,
        source=head.source,
        as_of=head.as_of,
        weights=weights,
    )
    for placed, weight in zip(rows, weights, strict=True):
        told = format_exact(Fraction(weight.weight))
        outcome.effects.append(Effect(placed.no, f"{head.key} {weight.code} {weight.name}", "vikt", "", told))


def _known(session: Session, desk: Desk, code: str) -> KeyInfo | None:
    try:
        return find_key(session, desk.book_id, code)
    except NotFound:
        return None


KEYS: Final = ImportKind(
    name="nyckeltal",
    title="Fördelningsnycklar",
    about="Fördelningsnycklar: folkmängd eller andra tal per mottagare, med källa och dag. Nyckelns egna uppgifter "
    "står lika på alla dess rader. En nyckel ändras aldrig; nya tal är en ny nyckel med egen kod.",
    columns=(
        Column("nyckel", "key", CODE, "Nyckelns kod.", "FOLK-2019"),
        Column("nyckelns namn", "key_name", TEXT, "Vad nyckeln är.", "Folkmängd"),
        Column("källa", "source", TEXT, "Varifrån talen kommer.", "SCB, folkmängd 31 december 2019"),
        Column("per datum", "as_of", DAY, "Den dag talen gäller.", "2019-12-31"),
        Column("kod", "code", CODE, "Mottagarens kod, till exempel kommunkoden.", "1495"),
        Column("namn", "name", TEXT, "Mottagarens namn.", "Skara"),
        Column("vikt", "weight", WEIGHT, "Talet som andelen räknas efter.", "18 580"),
    ),
    row=KeyRow,
    write=write_keys,
    commands=("key.register",),
)
