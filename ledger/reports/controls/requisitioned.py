"""Control 3: what is asked of the payer: every claim is what its documents say, and no more is asked than is given."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.reports.controls.looking import last_entries
from ledger.reports.controls.results import Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.standing import Standing, account_breaks
from ledger.reports.controls.view import View

REQUISITIONED: Final = Control(3, "requisitioned", "Rekvirerat mot handlingarna och mot tilldelat")

KINDS: Final = (Kind.CLAIM,)
_ASKED: Final = (Event.REQUISITION, Event.REQUISITION_LOWERED)
_PAID: Final = (Event.RECEIPT, Event.RECEIPT_PLACED)


def check_requisitioned(session: Session, view: View, standing: Standing) -> ControlResult:
    """Claims against documents, and per root net requisitioned against authorised less lapsed."""
    breaks = account_breaks(session, view, standing, KINDS) + list(_beyond(session, view, standing))
    return REQUISITIONED.result(breaks, evidence=list(_evidence(view, standing)))


def net_requisitioned(standing: Standing, root_id: int) -> Ore:
    """Sent less lowered less sent back, in öre."""
    asked = standing.ore(Kind.CLAIM, [root_id], _ASKED)
    return asked - standing.ore(Kind.GRANT_DEBT, [root_id], [Event.SENT_BACK])


def may_be_requisitioned(standing: Standing, root_id: int) -> Ore:
    """Authorised less lapsed, in öre."""
    return -standing.ore(Kind.AUTHORISED, [root_id]) - standing.ore(Kind.LAPSED, [root_id])


def _beyond(session: Session, view: View, standing: Standing) -> Iterator[Break]:
    for root_id in view.trees:
        asked, limit = net_requisitioned(standing, root_id), may_be_requisitioned(standing, root_id)
        if asked > limit:
            yield Break(
                "Rekvirerat mer än tilldelat minus förfallet",
                pot_code=view.pot_code(root_id),
                ledger_ore=asked,
                expected_ore=limit,
                entries=last_entries(session, view, Kind.CLAIM, root_id),
            )


def _evidence(view: View, standing: Standing) -> Iterator[Evidence]:
    for root_id in view.trees:
        asked = net_requisitioned(standing, root_id)
        if asked != 0:
            terms = (
                Term("inbetalt", -standing.ore(Kind.CLAIM, [root_id], _PAID)),
                Term("tillbakasänt", -standing.ore(Kind.GRANT_DEBT, [root_id], [Event.SENT_BACK])),
                Term("fordran", standing.ore(Kind.CLAIM, [root_id])),
            )
            kept = tuple(term for term in terms if term.amount_ore != 0 or term.label == "fordran")
            yield Evidence(view.pot_code(root_id), "Rekvirerat", asked, kept)
