"""Rows as they were read, each with its place in the file, and the desk that they are read in at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from ledger.domain.scope import Scope
from ledger.errors import ImportFault, LedgerError

R_co = TypeVar("R_co", covariant=True)


class Here(TypedDict):
    """The arguments that every use case of a book takes."""

    actor: int
    scope: Scope
    book_id: int


@dataclass(frozen=True)
class Desk:
    """Who reads in which file, and in which book."""

    actor: int
    scope: Scope
    book_id: int
    file: str

    @property
    def reason(self) -> str:
        """Why something ends that a file ends."""
        return f"Inläst ur {self.file}"

    @property
    def here(self) -> Here:
        """The same, as use cases take it."""
        return {"actor": self.actor, "scope": self.scope, "book_id": self.book_id}


@dataclass(frozen=True)
class Placed(Generic[R_co]):
    """A row that was read, and where it stands: its number, and the addresses of its cells by field."""

    sheet: str
    no: int
    cells: Mapping[str, str]
    row: R_co

    def fault(self, error: LedgerError, field: str | None = None) -> ImportFault:
        """What is wrong with the row, at a field's cell or at its first."""
        cell = next(iter(self.cells.values())) if field is None else self.cells[field]
        return ImportFault(self.sheet, cell, error)
