"""The sheets of controls: equations that hold, and rows that break them, each with its difference as a formula."""

from collections.abc import Sequence
from typing import Final

from exports.sheet_layout import Cell, Grid, Heading, Sheet, Tone, difference
from ledger.reports.controls import Answer, ControlResult
from ledger.reports.table import Column

ANSWER_TONES: Final[dict[str, Tone]] = {
    Answer.TIES.value: "ok",
    Answer.DIFFERS.value: "error",
    Answer.CANNOT_BE_CHECKED.value: "warn",
}

_BREAKS: Final = (
    Column("no", "Kontroll", "integer"),
    Column("what", "Vad som skiljer"),
    Column("pot", "Pott", "code"),
    Column("subject", "Avser", "code"),
    Column("ledger", "Boken", "amount"),
    Column("expected", "Jämförelsen", "amount"),
    Column("difference", "Skillnad", "amount"),
    Column("entries", "Verifikationer att se på"),
)
_EVIDENCE: Final = (
    Column("no", "Kontroll", "integer"),
    Column("what", "Likhet som stämmer"),
    Column("left", "Vänster led"),
    Column("left_ore", "Belopp", "amount"),
    Column("right", "Höger led"),
    Column("right_ore", "Belopp", "amount"),
    Column("difference", "Skillnad", "amount"),
)


def breaks_sheet(about: Sequence[str], results: Sequence[ControlResult]) -> Sheet:
    """Every row that breaks a control; none where all ties."""
    rows: list[tuple[Cell, ...]] = [
        (
            result.no,
            found.what,
            found.pot_code,
            found.subject,
            found.ledger_ore,
            found.expected_ore,
            found.difference_ore,
            ", ".join(found.entries),
        )
        for result in results
        for found in result.breaks
    ]
    grid = Grid(
        columns=_BREAKS,
        rows=rows,
        live={"difference": difference("{ledger}", "{expected}")} if rows else {},
        differs=frozenset({"difference"}),
        widths={"what": 60.0},
    )
    return Sheet(title="Skillnader", blocks=(Heading("Det som skiljer", tuple(about)), grid))


def evidence_sheet(about: Sequence[str], results: Sequence[ControlResult]) -> Sheet:
    """Every equation that a control has found to hold, with both sides."""
    rows: list[tuple[Cell, ...]] = [
        (
            result.no,
            found.label,
            found.left_label,
            found.left_ore,
            found.right_label,
            found.right_ore,
            found.left_ore - found.right_ore,
        )
        for result in results
        for found in result.evidence
    ]
    grid = Grid(
        columns=_EVIDENCE,
        rows=rows,
        live={"difference": difference("{left_ore}", "{right_ore}")} if rows else {},
        differs=frozenset({"difference"}),
        widths={"what": 44.0, "right": 60.0},
    )
    return Sheet(title="Belägg", blocks=(Heading("Beläggen för det som stämmer", tuple(about)), grid))
