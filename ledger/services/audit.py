"""The audit row that every use case writes: who did what to what, with its facts."""

from typing import Any, Final, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.audit import Audit
from ledger.domain.canonical import canonical_bytes
from ledger.domain.contents import plain

_INSERT: Final = insert(cast("Table", Audit.__table__))


def write_audit(
    session: Session, *, actor: int, book_id: int | None, verb: str, what: str, what_id: int | None, **facts: Any
) -> None:
    """Write one row; `facts` hold ids, amounts, days and codes, never names or numbers of persons."""
    write_audits(session, audit_row(actor=actor, book_id=book_id, verb=verb, what=what, what_id=what_id, **facts))


def audit_row(
    *, actor: int, book_id: int | None, verb: str, what: str, what_id: int | None, **facts: Any
) -> dict[str, Any]:
    """One row to be written with others."""
    told = canonical_bytes({name: plain(value) for name, value in facts.items()}).decode()
    return {
        "recorded_at": clock.now(),
        "actor_id": actor,
        "book_id": book_id,
        "verb": verb,
        "what": what,
        "what_id": what_id,
        "facts": told,
    }


def write_audits(session: Session, *rows: dict[str, Any]) -> None:
    """Write rows, in their order."""
    session.execute(_INSERT, list(rows))
