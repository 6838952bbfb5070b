"""The first sheet and the last: what ties with what across the file, every control's answer, and what the file is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from exports.avstamning.controls import ANSWER_TONES
from exports.sheet_layout import Cell, Detail, Details, Formula, Grid, Heading, Notes, Sheet, difference
from ledger.money import Ore
from ledger.reports.controls import Answer, ControlResult
from ledger.reports.table import Column

TITLE: Final = "Översikt"


@dataclass(frozen=True)
class Tie:
    """Two totals in the file that must be equal: an expression for each, and the ledger's value in öre."""

    what: str
    left: str
    left_ore: Ore
    right: str
    right_ore: Ore


@dataclass(frozen=True)
class About:
    """What the file is: which book and agreement, on which day, as known when, by which program; the chain's end."""

    book: str
    agreement: str
    as_of: date
    known_at: datetime | None
    entries: int
    lines: int
    last_entry: str
    last_hash: str
    last_recorded_at: datetime | None
    version: str

    def lines_of_text(self) -> tuple[str, ...]:
        """The line under each sheet's heading."""
        known = "allt som är registrerat" if self.known_at is None else "som det var registrerat då"
        return (f"{self.book} · {self.agreement} · per {self.as_of} · {known} · till och med {self.last_entry}",)


_TIES: Final = (
    Column("what", "Så hänger filen ihop"),
    Column("left", "Ena ledet", "amount"),
    Column("right", "Andra ledet", "amount"),
    Column("difference", "Skillnad", "amount"),
)
_CONTROLS: Final = (
    Column("title", "Bokens kontroller"),
    Column("no", "Nr", "integer"),
    Column("answer", "Svar"),
    Column("difference", "Skillnad", "amount"),
    Column("count", "Rader som skiljer", "integer"),
    Column("missing", "Saknas för att kontrollera"),
)
_NOTES: Final = (
    "Summor och skillnader är formler över bladen i filen, och varje formel bär bokens eget värde.",
    "Filen kan läsas utan att räknas om. Räkna om den (Ctrl+Alt+F9) för att pröva att den ger samma.",
    "En skillnad är boken minus jämförelsen. Noll ska stå överallt där en skillnad visas.",
)


def overview_sheet(
    about: About, facts: Sequence[Detail], ties: Sequence[Tie], results: Sequence[ControlResult], breaks: Sheet
) -> Sheet:
    """The figures in short, what ties with what, and every control with its difference."""
    return Sheet(
        title=TITLE,
        blocks=(
            Heading(f"Avstämning {about.agreement}", about.lines_of_text()),
            Details(tuple(facts)),
            ties_grid(ties),
            _controls(results, breaks),
            Notes(_NOTES),
        ),
    )


def ties_grid(ties: Sequence[Tie]) -> Grid:
    """What ties with what, each with its difference."""
    rows: list[tuple[Cell, ...]] = [
        (tie.what, Formula(tie.left, tie.left_ore), Formula(tie.right, tie.right_ore), tie.left_ore - tie.right_ore)
        for tie in ties
    ]
    return Grid(
        columns=_TIES,
        rows=rows,
        live={"difference": difference("{left}", "{right}")},
        differs=frozenset({"difference"}),
        widths={"what": 62.0},
    )


def _controls(results: Sequence[ControlResult], breaks: Sheet) -> Grid:
    place = breaks.place(breaks.grids[0])
    numbers = place.column_range("no")
    rows: list[tuple[Cell, ...]] = [
        (
            result.title,
            result.no,
            result.answer.value,
            *_difference(result),
            result.missing,
        )
        for result in results
    ]
    return Grid(
        columns=_CONTROLS,
        rows=rows,
        live={
            "difference": f"SUMIFS({place.column_range('difference')},{numbers},{{no}})",
            "count": f"COUNTIFS({numbers},{{no}})",
        },
        differs=frozenset({"difference", "count"}),
        tones={"answer": ANSWER_TONES},
        widths={"title": 62.0},
    )


def _difference(result: ControlResult) -> tuple[Ore | None, int | None]:
    """The difference and how many rows make it; nothing for a control without evidence: a zero would look right."""
    if result.answer is Answer.CANNOT_BE_CHECKED:
        return None, None
    return sum(found.difference_ore for found in result.breaks), len(result.breaks)


def about_sheet(about: About) -> Sheet:
    """What the file is, and how to prove it."""
    known = "allt som är registrerat" if about.known_at is None else about.known_at
    facts = (
        Detail("Bok", about.book),
        Detail("Överenskommelse", about.agreement),
        Detail("Per", about.as_of, "date"),
        Detail("Registrerat till och med", known, "text" if isinstance(known, str) else "moment"),
        Detail("Verifikationer i boken", about.entries, "integer"),
        Detail("Rader i filen", about.lines, "integer"),
        Detail("Sista verifikationen", about.last_entry, "code"),
        Detail("Registrerad", about.last_recorded_at, "moment"),
        Detail("Kedjans hash", about.last_hash, "code"),
        Detail("Programmets version", about.version, "code"),
    )
    notes = (
        "Filen är densamma till sista byte varje gång samma läge begärs, vilken dag det än görs.",
        "Kedjans hash täcker varje verifikation från bokens första till den sista ovan.",
        "Jämför den med ett sigill som sparats utanför boken.",
        "Varje rad på bladet Konton är summerad ur bladet Verifikationer, varje rad på bladet Potter ur kontona.",
    )
    return Sheet(
        title="Om filen",
        blocks=(Heading("Om filen", about.lines_of_text()), Details(facts), Notes(notes)),
        paper="portrait",
    )
