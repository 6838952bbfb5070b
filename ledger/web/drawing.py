"""How a neutral table's values are written on a page."""

from datetime import date, datetime

from ledger.clock import STOCKHOLM
from ledger.http.language import language
from ledger.money import format_kronor
from ledger.placeholders.report_words import said
from ledger.reports.table import Column, Table, Value
from ledger.web.words import word


def written(column: Column, value: Value) -> str:
    """One cell: amounts with grouped digits, days as ISO, moments in Swedish time; a dash where no figure applies."""
    match value:
        case None:
            return "–" if is_figure(column) else ""
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case int() if column.kind == "amount":
            return format_kronor(value, unit=False)
        case _:
            return str(value)


def moment(value: datetime) -> str:
    """A moment in Swedish time: `2021-03-31 kl. 14.02`, in English `2021-03-31 14:02`."""
    return value.astimezone(STOCKHOLM).strftime(language().of("%Y-%m-%d kl. %H.%M", "%Y-%m-%d %H:%M"))


def is_figure(column: Column) -> bool:
    """Whether the column is aligned to the right."""
    return column.kind in {"amount", "integer"}


def names_pots(table: Table) -> bool:
    """Whether the table begins with pots, by code and name, which are written together."""
    return [column.key for column in table.columns[:2]] == ["pot", "name"]


def places_drawn(table: Table) -> range:
    """The places of the columns beside what names the row."""
    return range(2 if names_pots(table) else 1, len(table.columns))


def level(name: str) -> int:
    """How deep in its tree a pot stands, as the reports indent its name: two spaces a level, at most three drawn."""
    return min((len(name) - len(name.lstrip())) // 2, 3)


def caption(table: Table) -> str:
    """The table's title without what the heading of the page has said."""
    return table.title.split(" · ", 1)[-1]


def in_kronor(amount_ore: int) -> str:
    """An amount with its unit."""
    return format_kronor(amount_ore)


def plain(amount_ore: int) -> str:
    """An amount without its unit, where the heading says it."""
    return format_kronor(amount_ore, unit=False)


def reported(text: str) -> str:
    """What a report says in Swedish, in the reader's language."""
    return said(text, language())


FOR_TEMPLATES = {
    "written": written,
    "is_figure": is_figure,
    "names_pots": names_pots,
    "places_drawn": places_drawn,
    "level": level,
    "caption": caption,
    "kr": in_kronor,
    "moment": moment,
    "word": word,
    "reported": reported,
}
"""What the templates may call."""
