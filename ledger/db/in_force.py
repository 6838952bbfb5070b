"""Which version holds, on a day and as known at a moment: one rule for every register, and for commitments' ends.

Facts: of the latest first day by then, the version recorded last. So a back-dated change reaches until the next one
that is there. What begins and ends is told by its last version alone, which restates both days.
"""

from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Date, Select, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ledger.db.commitments import Commitment, CommitmentChange
from ledger.db.documents import Document
from ledger.db.payees import PayeeAccount, PayeeAccountAnswer
from ledger.db.versions import Ending, Versioned

V = TypeVar("V", bound=Versioned)
E = TypeVar("E", bound=Ending)


def versions_on(version: type[V], day: date, known_at: datetime | None = None) -> type[V]:
    """Of every head the version that holds on the day, to be selected from or joined on `of_id`."""
    begun = _known(select(version), version, known_at).where(version.valid_from <= day)
    return _first_of(version, begun, version.valid_from.desc(), version.no.desc())


def last_versions(version: type[E], known_at: datetime | None = None) -> type[E]:
    """Of every head the version recorded last, with the days between which it holds."""
    return _first_of(version, _known(select(version), version, known_at), version.no.desc())


def fact_on(
    fact: InstrumentedAttribute[str],
    of: InstrumentedAttribute[int],
    first: InstrumentedAttribute[str],
    day: date | ColumnElement[date] | InstrumentedAttribute[date],
    known_at: datetime | None = None,
) -> ColumnElement[str]:
    """One fact of the head `of` names, as a column of a larger query; `first` is the head's own, from the beginning."""
    version: Any = aliased(fact.class_)
    on = literal(day, Date()) if isinstance(day, date) else day
    query = (
        _known(select(getattr(version, fact.key)), version, known_at)
        .where(version.of_id == of, version.valid_from <= on)
        .order_by(version.valid_from.desc(), version.no.desc())
        .limit(1)
    )
    return func.coalesce(query.scalar_subquery(), first)


def payee_accounts_on(day: date | ColumnElement[date], known_at: datetime | None = None) -> type[PayeeAccount]:
    """Of every organisation and kind of account, the number that holds on the day: confirmed by then, by another."""
    confirmed = (PayeeAccountAnswer.of_id == PayeeAccount.of_id) & (PayeeAccountAnswer.no == PayeeAccount.no)
    begun = (
        _known(select(PayeeAccount), PayeeAccountAnswer, known_at)
        .join(PayeeAccountAnswer, confirmed & (PayeeAccountAnswer.answer == "confirmed"))
        .where(PayeeAccount.valid_from <= day)
    )
    return _first_of(
        PayeeAccount, begun, PayeeAccount.valid_from.desc(), PayeeAccount.no.desc(), within=PayeeAccount.kind
    )


def end_of_commitment(day: date, known_at: datetime | None = None) -> ColumnElement[date | None]:
    """The end of the query's commitment as last decided by the day, as known at a moment; NULL until further notice."""
    changes = (
        select(CommitmentChange.ends_on)
        .join(Document, Document.id == CommitmentChange.document_id)
        .where(
            CommitmentChange.commitment_id == Commitment.document_id,
            CommitmentChange.kind == "end_date",
            CommitmentChange.changed_on <= day,
        )
        .order_by(CommitmentChange.changed_on.desc(), CommitmentChange.document_id.desc())
        .limit(1)
        .correlate(Commitment)
    )
    if known_at is not None:
        changes = changes.where(Document.recorded_at <= known_at)
    return case((changes.exists(), changes.scalar_subquery()), else_=Commitment.ends_on)


def holds_on(version: type[E], day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a version of something that begins and ends holds on the day."""
    return (version.valid_from <= day) & (version.valid_to.is_(None) | (version.valid_to >= day))


def _known(
    query: Select[Any], recorded: type[Versioned | PayeeAccountAnswer], known_at: datetime | None
) -> Select[Any]:
    return query if known_at is None else query.where(recorded.recorded_at <= known_at)


def _first_of(
    version: type[V], query: Select[Any], *order: ColumnElement[Any], within: InstrumentedAttribute[str] | None = None
) -> type[V]:
    """The first in that order of every head's versions, or of each kind of them that `within` tells apart."""
    heads = [version.of_id] if within is None else [version.of_id, within]
    place = func.row_number().over(partition_by=heads, order_by=order).label("place")
    ranked = query.add_columns(place).subquery()
    return aliased(version, select(ranked).where(ranked.c.place == 1).subquery())
