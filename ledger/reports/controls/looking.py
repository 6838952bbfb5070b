"""Which entries to look at: those whose lines are not what their documents, or the other side of a rule, say."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.documents import Document
from ledger.domain.chart import CHART, Kind
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.controls.equation_sql import EQUATION, IN_FORCE, ITS_EQUATIONS, ORE, POT, SUBJECT
from ledger.reports.controls.results import Break
from ledger.reports.controls.view import View, rows

ANY: Final = -1
"""Stands for any pot or subject."""


def entries_of_account(session: Session, view: View, kind: Kind, pot_id: int, subject_id: int) -> tuple[str, ...]:
    """The first entries of documents that state another amount for the account; the account's last where none does.

    The latter is so when lines and documents agree, and the turnover does not.
    """
    differing = _names(session, view, _DIFFERING, kind=kind.value, pot_id=pot_id, subject_id=subject_id)
    return differing or last_entries(session, view, kind, pot_id, subject_id)


def entries_apart(session: Session, view: View, kinds: tuple[Kind, Kind], sign: int, pot_id: int) -> tuple[str, ...]:
    """The first entries that move two kinds of account in a pot unlike: the first is not `sign` times the second.

    The last ones of the first kind where every entry moves them alike.
    """
    one, other = (kind.value for kind in kinds)
    apart = _names(session, view, _APART, one=one, other=other, sign=sign, pot_id=pot_id)
    return apart or last_entries(session, view, kinds[0], pot_id)


def last_entries(session: Session, view: View, kind: str, pot_id: int = ANY, subject_id: int = ANY) -> tuple[str, ...]:
    """The last entries on accounts of the kind."""
    return _names(session, view, _LAST, kind=str(kind), pot_id=pot_id, subject_id=subject_id)


def broken_account(
    session: Session,
    view: View,
    account: tuple[str, int, int],
    *,
    what: str,
    booked_ore: Ore,
    expected_ore: Ore,
    entries: tuple[str, ...],
) -> Break:
    """The row of an account (kind, pot, subject) that breaks a control, in the words of the chart."""
    kind, pot_id, subject_id = account
    heading = CHART[_KINDS[kind]].heading if kind in _KINDS else kind
    return Break(
        f"{heading}: {what}",
        pot_code=view.pot_code(pot_id),
        subject=document_number(session, subject_id),
        ledger_ore=booked_ore,
        expected_ore=expected_ore,
        entries=entries,
    )


def document_number(session: Session, subject_id: int) -> str:
    """The number of the document that is an account's subject, its id where there is no such document."""
    if subject_id == 0:
        return ""
    query = select(Document.number).where(Document.id == subject_id)
    return session.execute(query).scalar_one_or_none() or str(subject_id)


def _names(session: Session, view: View, query: str, **given: str | int) -> tuple[str, ...]:
    return tuple(entry_name(year, number) for year, number in rows(session, query, view, **given))


_KINDS: Final = {kind.value: kind for kind in Kind}

_SEEN: Final = "e.book_id = :book_id AND e.booked_on <= :as_of AND e.seq <= :until_seq"

_DIFFERING: Final = f"""
WITH {EQUATION},
{IN_FORCE},
differing AS MATERIALIZED (
  SELECT d.document_id FROM (
    SELECT COALESCE(e.document_id, -e.seq) AS document_id, l.amount_ore AS ore
    FROM line l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq
    WHERE {_SEEN} AND l.book_id = :book_id AND l.kind = :kind AND l.pot_id = :pot_id AND l.subject_id = :subject_id
    UNION ALL
    SELECT i.document_id, -i.times * {ORE}
    FROM in_force i JOIN document_fact f ON f.document_id = i.document_id {ITS_EQUATIONS}
    WHERE q.kind = :kind AND {POT} = :pot_id AND {SUBJECT} = :subject_id
  ) d GROUP BY d.document_id HAVING SUM(d.ore) <> 0)
SELECT e.year, e.number FROM entry e JOIN differing d ON d.document_id = COALESCE(e.document_id, -e.seq)
WHERE {_SEEN} ORDER BY e.seq LIMIT 5"""

_APART: Final = f"""
SELECT e.year, e.number FROM line l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq
WHERE {_SEEN} AND l.book_id = :book_id AND l.kind IN (:one, :other) AND l.pot_id = :pot_id
GROUP BY e.seq, e.year, e.number
HAVING SUM(CASE WHEN l.kind = :one THEN l.amount_ore ELSE -:sign * l.amount_ore END) <> 0
ORDER BY e.seq LIMIT 5"""

_LAST: Final = f"""
SELECT e.year, e.number FROM entry e JOIN (
  SELECT DISTINCT l.seq FROM line l WHERE l.book_id = :book_id AND l.kind = :kind
  AND (:pot_id = {ANY} OR l.pot_id = :pot_id)
  AND (:subject_id = {ANY} OR l.subject_id = :subject_id)) x ON x.seq = e.seq
WHERE {_SEEN} ORDER BY e.seq DESC LIMIT 3"""
