"""The bytes that are hashed: one encoding, held for ever by golden vectors in the tests.

The bytes are JSON in UTF-8 with keys in order of code points, no white space, integers, strings, lists, null; anybody
can make them again in any language. No organisation number is ever among them: a sole trader's is a personal number.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Final, TypeAlias

from ledger.domain.entries import EntryDraft

Plain: TypeAlias = int | str | list["Plain"] | dict[str, "Plain"] | None

FIRST_HASH: Final = "0" * 64
"""What the first entry of a book names as the hash before it."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical_bytes(value: Plain) -> bytes:
    """The bytes of a plain value."""
    return _encode(value).encode()


def digest(kind: str, content: dict[str, Plain]) -> str:
    """SHA-256, as 64 hex digits, of a record's content under the name of its kind."""
    return sha256(canonical_bytes({"kind": kind, "content": content})).hexdigest()


def moment_text(moment: datetime) -> str:
    """A moment in UTC with six decimals, always 27 characters: `2020-12-04T09:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain_lines(lines: Iterable[tuple[str, int, int, int]]) -> list["Plain"]:
    """Lines as lists of kind, pot, subject and amount, in the order given."""
    return [[kind, pot_id, subject_id, amount_ore] for kind, pot_id, subject_id, amount_ore in lines]


def entry_content(draft: EntryDraft) -> dict[str, Plain]:
    """What the business event says: all of an entry but its place in the book. Equal content is the same event."""
    basis = draft.basis
    return {
        "actor": draft.actor_id,
        "attest": None if basis.attest is None else list(basis.attest),
        "booked_on": draft.booked_on.isoformat(),
        "decision": None if basis.decision is None else list(basis.decision),
        "document": None if basis.document is None else list(basis.document),
        "event": draft.movement.event.value,
        "lines": plain_lines(
            (line.kind.value, line.pot.pot_id, line.subject_id, line.amount_ore) for line in draft.movement.lines
        ),
        "reverses": draft.reverses_seq,
        "source_key": draft.source_key,
        "text": draft.text,
    }


def entry_hash(*, previous: str, book: str, seq: int, number: int, recorded_at: str, content: dict[str, Plain]) -> str:
    """The entry's hash: SHA-256 of the hash before it, a line feed, and the entry's canonical bytes.

    `book` is the book's code, `seq` its place in the book, `number` its number in the year of `booked_on`,
    `recorded_at` as `moment_text` writes it.
    """
    placed: dict[str, Plain] = {
        "book": book,
        "content": content,
        "number": number,
        "recorded_at": recorded_at,
        "seq": seq,
        "version": 1,
    }
    return sha256(previous.encode() + b"\n" + canonical_bytes(placed)).hexdigest()


def day_text(day: date | None) -> str | None:
    """A day as ISO text, None as it is."""
    return None if day is None else day.isoformat()
