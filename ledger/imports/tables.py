"""An import as tables for people and programs: what it changes, what the pots come to, and what has to be mended."""

from ledger.errors import ImportRefused
from ledger.imports.importing import KINDS, Imported
from ledger.imports.kinds import ImportKind
from ledger.language import Language
from ledger.messages import explain
from ledger.reports.table import Column, Row, Table
from ledger.wording import count_word


def effects_table(imported: Imported) -> Table:
    """Every fact that changes, before and after, in the order of the file."""
    return Table(
        f"{KINDS[imported.kind].title} ur {imported.file}",
        (
            Column("row", "Rad", "integer"),
            Column("what", "Vad"),
            Column("fact", "Uppgift"),
            Column("before", "Före"),
            Column("after", "Efter"),
        ),
        tuple((one.row, one.what, one.fact, one.before, one.after) for one in imported.effects),
        notes=(told(imported),),
    )


def told(imported: Imported) -> str:
    """How many rows there are, and how many of them were in already."""
    if imported.same == imported.rows:
        return "Allt i filen är redan inläst. Inget är ändrat."
    rows = f"{imported.rows} rader" if imported.rows > 1 else "1 rad"
    return f"{rows.capitalize()}, {count_word(imported.same)} av dem redan inlästa."


def pots_table(imported: Imported) -> Table:
    """What each pot has left to decide about before and after, with totals."""
    rows: tuple[Row, ...] = tuple(
        (pot.code, pot.name, pot.before_ore, pot.after_ore, pot.after_ore - pot.before_ore) for pot in imported.pots
    )
    before = sum(pot.before_ore for pot in imported.pots)
    after = sum(pot.after_ore for pot in imported.pots)
    return Table(
        "Kvar att disponera",
        (
            Column("pot", "Pott", "code"),
            Column("name", "Namn"),
            Column("before", "Före, kr", "amount"),
            Column("after", "Efter, kr", "amount"),
            Column("change", "Ändring, kr", "amount"),
        ),
        rows,
        totals=("Summa", None, before, after, after - before),
    )


def faults_table(refused: ImportRefused, language: Language) -> Table:
    """Everything that has to be put right: where it stands, what is wrong, and what to do."""
    told = language.of("Vad som är fel, och vad du gör", "What is wrong, and what to do")
    return Table(
        language.of(f"Att rätta i {refused.file}", f"To put right in {refused.file}"),
        (Column("sheet", language.of("Blad", "Sheet")), Column("cell", "Cell", "code"), Column("told", told)),
        tuple((fault.sheet or "–", fault.cell, explain(fault.error, language)) for fault in refused.faults),
    )


def columns_table(kind: ImportKind[object]) -> Table:
    """What each column of a kind is, its form, and whether it must be filled in."""
    return Table(
        kind.title,
        (
            Column("heading", "Rubrik"),
            Column("required", "Ifylld"),
            Column("form", "Form"),
            Column("note", "Vad som står där"),
            Column("example", "Exempel"),
        ),
        tuple(
            (
                column.heading,
                "måste" if column.required else "kan",
                ", ".join(column.form.choices) or column.form.says,
                column.note,
                column.example,
            )
            for column in kind.columns
        ),
        notes=(
            kind.about,
            "Raden som börjar med exempel läses inte in. Ta bort den, eller skriv över den helt.",
        ),
    )
