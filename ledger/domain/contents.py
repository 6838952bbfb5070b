"""What the digest of a decision, an attest and a document covers: one place for those who write and those who check.

No organisation number is in any of it, only ids; what a person is, is the person's id.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from ledger.domain.canonical import Plain, digest, moment_text
from ledger.domain.events import Fact

SELF: Final = -1
"""Stands in a document's facts for its own id, which it has not got before it is registered."""


def plain(value: Any) -> Plain:
    """A column's value as it is hashed: days and moments as text, the rest as it is."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    known: Plain = value
    return known


def decision_digest(decision: Mapping[str, Any]) -> str:
    """The digest of a decision's columns: book, body, kind, day, paragraph, reference, title and text."""
    columns = ("book_id", "body_id", "kind", "decided_on", "paragraph", "reference", "title", "text")
    return digest("decision", {column: plain(decision[column]) for column in columns})


def attest_digest(attest: Mapping[str, Any], document: str, before: str) -> str:
    """The digest of an attest's step: who and when, over the document's digest and that of the step before ("")."""
    columns = ("document_id", "round", "step", "person_id", "recorded_at")
    content: dict[str, Plain] = {column: plain(attest[column]) for column in columns}
    return digest("attest", {**content, "document": document, "before": before})


def document_digest(
    kind: str,
    number: str,
    details: Mapping[str, Sequence[Mapping[str, Any]]],
    facts: Iterable[Fact],
    *,
    own_id: int = SELF,
) -> str:
    """The digest of a document: its kind and number, the rows of its own tables, and its facts.

    `details` are rows by table name without their `document_id`; `own_id` is the document's id among the facts.
    """
    rows: dict[str, Plain] = {
        table: [{column: plain(value) for column, value in row.items()} for row in given]
        for table, given in details.items()
    }
    return digest(
        "document", {"details": rows, "facts": [_fact(f, own_id) for f in facts], "kind": kind, "number": number}
    )


def _fact(fact: Fact, own_id: int) -> list[Plain]:
    def subject(subject_id: int) -> Plain:
        return "self" if subject_id == own_id else subject_id

    return [
        fact.code.value,
        fact.pot_id,
        fact.other_pot_id,
        subject(fact.subject_id),
        subject(fact.other_subject_id),
        subject(fact.bank_id),
        fact.amount_ore,
        fact.vat_ore,
        fact.claim_ore,
    ]
