"""Which entries to look at when an account differs: those whose lines are not what their documents state."""

from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.domain.periods import entry_name
from ledger.reports.controls.equation_sql import EQUATION, IN_FORCE, ITS_EQUATIONS, ORE, POT, SUBJECT
from ledger.reports.controls.view import View, rows


def entries_of_account(session: Session, view: View, kind: Kind, pot_id: int, subject_id: int) -> tuple[str, ...]:
    """The first entries of documents that state another amount for the account; the account's last where none does.

    The latter is so when lines and documents agree, and the turnover does not.
    """
    account = {"kind": kind.value, "pot_id": pot_id, "subject_id": subject_id}
    found = rows(session, _DIFFERING, view, **account) or rows(session, _LAST, view, **account)
    return tuple(entry_name(year, number) for year, number in found)


_OF_ACCOUNT: Final = """l.book_id = :book_id AND l.kind = :kind AND l.pot_id = :pot_id AND l.subject_id = :subject_id
    AND l.seq <= :until_seq"""

_DIFFERING: Final = f"""
WITH {EQUATION},
{IN_FORCE},
differing AS MATERIALIZED (
  SELECT d.document_id FROM (
    SELECT COALESCE(e.document_id, -e.seq) AS document_id, l.amount_ore AS ore
    FROM line l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq
    WHERE {_OF_ACCOUNT} AND e.booked_on <= :as_of
    UNION ALL
    SELECT i.document_id, -i.times * {ORE}
    FROM in_force i JOIN document_fact f ON f.document_id = i.document_id {ITS_EQUATIONS}
    WHERE q.kind = :kind AND {POT} = :pot_id AND {SUBJECT} = :subject_id
  ) d GROUP BY d.document_id HAVING SUM(d.ore) <> 0)
SELECT e.year, e.number FROM entry e JOIN differing d ON d.document_id = COALESCE(e.document_id, -e.seq)
WHERE e.book_id = :book_id AND e.booked_on <= :as_of AND e.seq <= :until_seq
ORDER BY e.seq LIMIT 5"""

_LAST: Final = f"""
SELECT e.year, e.number FROM line l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq
WHERE {_OF_ACCOUNT} AND e.booked_on <= :as_of
ORDER BY e.seq DESC LIMIT 3"""
