"""The rows that every document is made of: its head with the digest of what it says, its facts, and its states."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ledger import clock
from ledger.db.base import Base
from ledger.db.details import FORMS, DocumentKind
from ledger.domain.contents import document_digest
from ledger.domain.events import Fact

Details: TypeAlias = Mapping[type[Base], Sequence[Mapping[str, Any]]]
"""Rows by table, without `document_id`."""


def head_row(
    *,
    actor: int,
    book_id: int,
    kind: DocumentKind,
    year: int,
    ordinal: int,
    details: Details,
    facts: Iterable[Fact],
    source_key: str | None,
    example: bool,
) -> dict[str, Any]:
    """The head of a document recorded now; `facts` name the document by `SELF`."""
    number = f"{FORMS[kind].letters}-{year}-{ordinal:02d}"
    return {
        "book_id": book_id,
        "kind": kind.value,
        "year": year,
        "ordinal": ordinal,
        "number": number,
        "source_key": source_key or f"{kind.value}:{number}",
        "digest": said_by(kind, number, details, facts),
        "example": example,
        "recorded_at": clock.now(),
        "actor_id": actor,
    }


def said_by(kind: DocumentKind, number: str, details: Details, facts: Iterable[Fact]) -> str:
    """The digest of a document's kind, number, details and facts."""
    return document_digest(kind, number, {table.__tablename__: rows for table, rows in details.items()}, facts)


def fact_rows(book_id: int, document_id: int, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """The facts of a document, by its own id."""
    return [
        {**vars(fact), "code": fact.code.value, "document_id": document_id, "row_no": row_no, "book_id": book_id}
        for row_no, fact in enumerate(facts, start=1)
    ]


def state_row(actor: int, state: str, entry_seq: int | None = None, reason: str = "") -> dict[str, Any]:
    """A state that is taken now, without its document and number."""
    return {
        "state": state,
        "entry_seq": entry_seq,
        "reason": reason,
        "recorded_at": clock.now(),
        "actor_id": actor,
    }
