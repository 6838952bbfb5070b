"""Control 2: what may be used, account by account, is what decisions and documents say."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.reports.controls.looking import last_entries
from ledger.reports.controls.results import Break, Control, ControlResult
from ledger.reports.controls.standing import Standing, account_breaks, account_evidence
from ledger.reports.controls.view import View, rows

AUTHORITY_TIES: Final = Control(
    2, "authority", "Tilldelat, fördelat, kvar, reserverat och hos mottagarna mot handlingarna"
)

KINDS: Final = (
    Kind.AUTHORISED,
    Kind.ALLOTTED,
    Kind.AVAILABLE,
    Kind.RESERVED,
    Kind.LAPSED,
    Kind.RETURNED,
    Kind.CARRIED,
    Kind.HANDED,
    Kind.DISBURSED,
)


def check_authority(session: Session, view: View, standing: Standing) -> ControlResult:
    """Accounts against documents; children's authority against what was allotted; carried and handed to zero."""
    breaks = account_breaks(session, view, standing, KINDS)
    breaks += [*_children(session, view, standing), *_carried(session, view, standing), *_handed(session, view)]
    return AUTHORITY_TIES.result(breaks, evidence=list(account_evidence(standing, KINDS)))


def _children(session: Session, view: View, standing: Standing) -> Iterator[Break]:
    below: dict[int, list[int]] = {pot_id: [] for pot_id in view.pots}
    for pot_id, pot in view.pots.items():
        if pot.parent_id is not None:
            below[pot.parent_id].append(pot_id)
    for pot_id, children in below.items():
        allotted, given = standing.ore(Kind.ALLOTTED, [pot_id]), -standing.ore(Kind.AUTHORISED, children)
        if allotted != given:
            yield Break(
                "Fördelat vidare mot det som potterna under har tilldelats",
                pot_code=view.pot_code(pot_id),
                ledger_ore=allotted,
                expected_ore=given,
                entries=last_entries(session, view, Kind.ALLOTTED, pot_id),
            )


def _carried(session: Session, view: View, standing: Standing) -> Iterator[Break]:
    carried = standing.ore(Kind.CARRIED)
    if carried != 0:
        yield Break(
            "Överfört summerar inte till noll över boken",
            ledger_ore=carried,
            entries=last_entries(session, view, Kind.CARRIED),
        )


def _handed(session: Session, view: View) -> Iterator[Break]:
    """Over all books: the sum tells of no other book than that something is missing in one."""
    (handed,) = rows(session, _HANDED, view)
    if handed.ore != 0:
        yield Break(
            "Överlämnat summerar inte till noll över alla böcker",
            ledger_ore=handed.ore,
            entries=last_entries(session, view, Kind.HANDED),
        )


# CROSS JOIN keeps SQLite to the order written: by the index on the lines' kind, of which few are handed over.
_HANDED: Final = """
SELECT CAST(COALESCE(SUM(h.ore), 0) AS BIGINT) AS ore FROM (
  SELECT t.debit_ore - t.credit_ore AS ore FROM book b JOIN turnover t ON t.book_id = b.id
  WHERE t.kind = 'handed' AND t.day <= :as_of
  UNION ALL
  SELECT -l.amount_ore FROM book b CROSS JOIN line l CROSS JOIN entry e
  WHERE l.book_id = b.id AND l.kind = 'handed' AND e.book_id = l.book_id AND e.seq = l.seq
  AND e.booked_on <= :as_of AND e.recorded_at > :known_at) h"""
