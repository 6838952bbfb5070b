"""One description of each kind of import: its columns, from which the template, the reading and the help are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from sqlalchemy.orm import Session

from ledger.imports.forms import Form
from ledger.imports.outcome import Outcome
from ledger.imports.rows import Desk, Placed

R = TypeVar("R")

EXAMPLE: Final = "exempel"
"""How the first cell of a template's example row begins."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field of the row it fills, its form, what it is, and what the example row has."""

    heading: str
    field: str
    form: Form
    note: str
    example: str
    required: bool = True


@dataclass(frozen=True)
class ImportKind(Generic[R]):
    """A kind of import by its name: what it is, its columns, the row they make and what writes such rows.

    `commands` are those that its rows stand for: who may do them all may read such a file in. `write` does all that can
    be done and tells all that cannot, in the outcome's faults; who called it undoes the rest.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    row: Callable[..., R]
    write: Callable[[Session, Desk, Sequence[Placed[R]]], Outcome]
    commands: tuple[str, ...]

    @property
    def example(self) -> tuple[str, ...]:
        """The template's example row, marked in its first cell."""
        first, *rest = (column.example for column in self.columns)
        return (f"{EXAMPLE}: {first}", *rest)
