"""The proof that two databases hold the same, as tables that a person can read and keep."""

from typing import Final

from ledger.keeping.manifest import Manifest
from ledger.reports.table import Column, Table

_SHOWN: Final = 16
"""How much of a digest stands in the proof; it was compared whole."""


def proof_tables(told: Manifest, held: Manifest) -> tuple[Table, Table]:
    """Table by table, and book by book, what was read and what the filled database holds; they have been compared."""
    tables = tuple(
        (one.shape.name, one.rows, other.rows, one.digest[:_SHOWN], other.digest[:_SHOWN])
        for one, other in zip(told.tables, held.tables, strict=True)
    )
    books = tuple(
        (one.code, one.entries, other.entries, one.last_hash[:_SHOWN], other.last_hash[:_SHOWN])
        for one, other in zip(told.books, held.books, strict=True)
    )
    return (
        Table("Tabeller", _columns("Tabell", "Rader", "SHA-256"), tables),
        Table("Böcker", _columns("Bok", "Verifikationer", "Kedjans slut"), books),
    )


def _columns(what: str, count: str, digest: str) -> tuple[Column, ...]:
    return (
        Column("what", what, "code"),
        Column("count_here", f"{count} här", "integer"),
        Column("count_there", f"{count} där", "integer"),
        Column("digest_here", f"{digest} här", "code"),
        Column("digest_there", f"{digest} där", "code"),
    )
