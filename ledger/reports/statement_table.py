"""A statement drawn: as a stable table for programs, as a narrower one for people, and as a document for JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from ledger.domain.canonical import day_text, moment_text
from ledger.domain.chart import CHART, Kind, Side, kinds_of
from ledger.language import Language
from ledger.money import Ore, format_kronor
from ledger.placeholders import Words
from ledger.placeholders.report_words import said
from ledger.reports.statement import Figures, Statement, StatementRow, StatementTree
from ledger.reports.table import Column, Row, Table

_Amounts: TypeAlias = dict[str, Ore | None]

_AUTHORITY: Final = tuple(Column(kind.value, CHART[kind].heading, "amount") for kind in kinds_of(Side.AUTHORITY))
_CASH: Final = (
    Column("paid_out", "Utbetalt", "amount"),
    Column("requisitioned", "Rekvirerat", "amount"),
    Column("received", "Inbetalt", "amount"),
    Column("claim", CHART[Kind.CLAIM].heading, "amount"),
    Column("other_bank", "Övriga bankrörelser", "amount"),
    Column("bank", CHART[Kind.BANK].heading, "amount"),
)
_AMOUNTS: Final = _AUTHORITY + _CASH
_HEADINGS: Final = {column.key: column.heading for column in _AMOUNTS}
_ALWAYS_SHOWN: Final = frozenset({"authorised", "available"})
_EQUATIONS: Final = {
    "authorised": tuple(column.key for column in _AUTHORITY[1:]),
    "requisitioned": ("received", "claim"),
    "bank": ("received", "paid_out", "other_bank"),
}

COLUMNS: Final = (
    Column("root", "Ändamål", "code"),
    Column("pot", "Pott", "code"),
    Column("name", "Namn"),
    Column("depth", "Nivå", "integer"),
    *_AMOUNTS,
)
"""The columns of `statement_table`, which are also those of the CSV: only ever added to, at the end."""


def statement_table(statement: Statement) -> Table:
    """Every pot with its own amounts; the totals are the whole's.

    The column authorised is summed over the rows at depth 0 only: what stands deeper was allotted from them.
    """
    rows = tuple(
        (tree.rows[0].code, row.code, row.name, row.depth, *_chosen(row.own.amounts(), _AMOUNTS))
        for tree in statement.trees
        for row in tree.rows
    )
    totals = ("Summa", None, None, None, *_chosen(_totals(statement.total), _AMOUNTS))
    return Table(title_of(statement), COLUMNS, rows, totals)


def readable_tables(statement: Statement, language: Language = Language.SV) -> tuple[Table, ...]:
    """A table for each tree, before them one of the trees' totals where they are several.

    Columns that are zero all through a table are left out of it; its equations stand below it as notes.
    """
    title, trees = title_of(statement, language), statement.trees
    drawn = [
        _tree_table(title if len(trees) == 1 else f"{title} · {tree.rows[0].name}", tree, language) for tree in trees
    ]
    if len(trees) == 1:
        return tuple(drawn)
    tops = [(tree.rows[0].code, tree.rows[0].name, tree.total.amounts()) for tree in trees]
    return (_readable(title, tops, statement.total, language), *drawn)


def as_document(statement: Statement) -> dict[str, Any]:
    """The statement for JSON: amounts as integer öre under `<name>_ore`, null for the money of a pot that is no root.

    `trees` holds each root, or the pot that was asked for, with its `rows` in the order of the tree (each with the
    pot's own amounts) and its `total`; `total` is that of all trees. In a total `allotted_ore` is 0: what was allotted
    is counted where it lies. `as_of` null is everything booked, `known_at` null is now; `until_seq` is the book's last
    entry that may be among the figures.
    """
    agreement = statement.agreement
    return {
        "book": statement.book.code,
        "agreement": None if agreement is None else agreement.code,
        "pot": statement.pot,
        "as_of": day_text(statement.as_of),
        "known_at": None if statement.known_at is None else moment_text(statement.known_at),
        "until_seq": statement.until_seq,
        "trees": [
            {"rows": [_row_document(row) for row in tree.rows], "total": _in_ore(tree.total)}
            for tree in statement.trees
        ],
        "total": _in_ore(statement.total),
    }


def title_of(statement: Statement, language: Language = Language.SV) -> str:
    """What the statement is of, at which day and as known at which moment."""
    agreement = statement.agreement
    names = (statement.book.name, None if agreement is None else agreement.name, statement.pot)
    day = "allt som är bokfört" if statement.as_of is None else f"per {statement.as_of}"
    known = "" if statement.known_at is None else ", som det var registrerat {known_at:moment}"
    when = f"{day}{Words().format(known, known_at=statement.known_at)}"
    what = " · ".join(name for name in names if name is not None)
    return f"{said('Sammanställning, kronor', language)} · {what} · {said(when, language)}"


def equations(figures: Figures, language: Language = Language.SV) -> tuple[str, ...]:
    """The figures as equations in words: what is authorised and, for a root, its requisitions and its bank.

    Those where everything is zero are left out.
    """
    amounts = {name: amount for name, amount in figures.amounts().items() if amount is not None}
    amounts["paid_out"] = -figures.paid_out_ore
    return tuple(
        _equation(amounts, total, parts, language)
        for total, parts in _EQUATIONS.items()
        if any(amounts.get(name) for name in (total, *parts))
    )


def _equation(amounts: dict[str, Ore], total: str, parts: tuple[str, ...], language: Language) -> str:
    """`Tilldelat 3 kr = Kvar att disponera 2 kr + Förbrukat 1 kr`, without the parts that are zero."""
    told = "".join(
        f" {'−' if amounts[part] < 0 else '+'} {_told(part, abs(amounts[part]), language)}"
        for part in parts
        if amounts[part] != 0
    )
    return f"{_told(total, amounts[total], language)} = {told.removeprefix(' + ').lstrip() or format_kronor(0)}"


def _told(name: str, amount_ore: Ore, language: Language) -> str:
    return f"{said(_HEADINGS[name], language)} {format_kronor(amount_ore)}"


def _tree_table(title: str, tree: StatementTree, language: Language) -> Table:
    pots = [(row.code, f"{'  ' * row.depth}{row.name}", row.own.amounts()) for row in tree.rows]
    return _readable(title, pots, tree.total, language)


def _readable(title: str, pots: Sequence[tuple[str, str, _Amounts]], total: Figures, language: Language) -> Table:
    """The table with the columns that say something, and its headings in the reader's language."""
    columns = [
        column for column in _AMOUNTS if column.key in _ALWAYS_SHOWN or any(own[column.key] for _, _, own in pots)
    ]
    return Table(
        title,
        tuple(
            replace(column, heading=said(column.heading, language))
            for column in (Column("pot", "Pott", "code"), Column("name", "Namn"), *columns)
        ),
        tuple((code, name, *_chosen(own, columns)) for code, name, own in pots),
        (said("Summa", language), None, *_chosen(_totals(total), columns)),
        equations(total, language),
    )


def _chosen(amounts: _Amounts, columns: Iterable[Column]) -> Row:
    return tuple(amounts[column.key] for column in columns)


def _totals(figures: Figures) -> _Amounts:
    """The total's amounts without what was allotted: that lies in the rows below, and is counted there."""
    return {**figures.amounts(), "allotted": None}


def _row_document(row: StatementRow) -> dict[str, Any]:
    return {"pot": row.code, "name": row.name, "depth": row.depth, **_in_ore(row.own)}


def _in_ore(figures: Figures) -> _Amounts:
    return {f"{name}_ore": amount for name, amount in figures.amounts().items()}
