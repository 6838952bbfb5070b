"""The audit log drawn: a row for every deed as a table and as streamed CSV, and a narrower table for a page."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from ledger.language import Language
from ledger.reports.audit_log import ROWS_AT_A_TIME, Logged
from ledger.reports.audit_words import done, facts_in_words, in_words
from ledger.reports.table import Column, ColumnKind, Row, Table, without_formulas
from ledger.reports.table_text import as_csv

_COLUMNS: Final[tuple[tuple[str, tuple[str, str], ColumnKind], ...]] = (
    ("id", ("Nummer", "Number"), "integer"),
    ("recorded_at", ("Tidpunkt", "Time"), "moment"),
    ("actor_id", ("Person", "Person"), "integer"),
    ("actor", ("Av", "By"), "text"),
    ("title", ("Titel", "Title"), "text"),
    ("verb", ("Åtgärd", "Deed"), "code"),
    ("what", ("Slag", "Kind"), "code"),
    ("done", ("Vad som gjordes", "What was done"), "text"),
    ("what_id", ("Vilken", "Which"), "integer"),
    ("concerns", ("Gäller", "Concerns"), "text"),
    ("person", ("Vems", "Whose"), "text"),
    ("details", ("Uppgifter", "Details"), "text"),
    ("facts", ("Uppgifter som de lagrats", "Details as they are kept"), "text"),
)
"""Key, headings and kind; the keys are also those of the CSV: only ever added to, at the end."""
_TITLE: Final = ("Logg", "Log")
_PAGE_COLUMNS: Final = ("recorded_at", "by", "done", "concerns", "details")
_BY: Final = ("Av", "By")
_NUMBER: Final = ("nr", "no.")


def audit_table(rows: Iterable[Logged], language: Language) -> Table:
    """Every column, in the order of the rows."""
    columns = tuple(Column(key, language.of(*heading), kind) for key, heading, kind in _COLUMNS)
    return Table(language.of(*_TITLE), columns, tuple(_row(row, language) for row in rows))


def readable_table(rows: Iterable[Logged], language: Language) -> Table:
    """The columns that people read: when, who, what, which of them, and the details."""
    headings = {key: heading for key, heading, _ in _COLUMNS} | {"by": _BY}
    columns = tuple(
        Column(key, language.of(*headings[key]), "moment" if key == "recorded_at" else "text") for key in _PAGE_COLUMNS
    )
    return Table(language.of(*_TITLE), columns, tuple(_read(row, language) for row in rows))


def audit_csv(rows: Iterable[Logged], language: Language) -> Iterator[str]:
    """The table as CSV, some rows at a time: moments in UTC, no text that a spreadsheet would calculate."""
    walked = iter(rows)
    yield as_csv(audit_table((), language))
    while some := tuple(islice(walked, ROWS_AT_A_TIME)):
        _head, _, lines = as_csv(without_formulas(audit_table(some, language))).partition("\r\n")
        yield lines


def _row(row: Logged, language: Language) -> Row:
    return (
        row.id,
        row.recorded_at,
        row.actor_id,
        row.actor,
        row.title,
        row.verb,
        row.what,
        done(row.verb, row.what, language),
        row.what_id,
        _concerns(row, language),
        row.person,
        facts_in_words(row.facts, language),
        row.facts,
    )


def _read(row: Logged, language: Language) -> Row:
    which = " · ".join(told for told in (_concerns(row, language), row.person) if told is not None)
    unnamed = "" if row.what_id is None else f"{language.of(*_NUMBER)} {row.what_id}"
    return (
        row.recorded_at,
        f"{row.actor}, {row.title}",
        done(row.verb, row.what, language),
        which or unnamed,
        facts_in_words(row.facts, language),
    )


def _concerns(row: Logged, language: Language) -> str | None:
    """A role or a step of attest in words; a number or a code as it is."""
    if row.concerns is None or row.what not in _NAMED_BY:
        return row.concerns
    return in_words(_NAMED_BY[row.what], row.concerns, language)


_NAMED_BY: Final = {"role": "role", "api_token": "role", "attest_right": "step"}
"""What is named by a code that has words, and which code it is."""
