"""Control 4: what is committed and used, per commitment, invoice and use report, and that cost meets grant income."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.reports.controls.looking import entries_apart
from ledger.reports.controls.results import Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.standing import Standing, account_breaks, account_evidence
from ledger.reports.controls.view import View

SPENDING: Final = Control(4, "spending", "Intecknat, förbrukat och kostnad mot handlingarna")

KINDS: Final = (Kind.COMMITTED, Kind.USED, Kind.COST, Kind.GRANT_INCOME)


def check_spending(session: Session, view: View, standing: Standing) -> ControlResult:
    """Accounts against documents, and per pot cost against grant income."""
    breaks = account_breaks(session, view, standing, KINDS)
    breaks += [
        Break(
            "Kostnad mot bidragsintäkt",
            pot_code=pot.code,
            ledger_ore=standing.ore(Kind.COST, [pot_id]),
            expected_ore=-standing.ore(Kind.GRANT_INCOME, [pot_id]),
            entries=entries_apart(session, view, (Kind.COST, Kind.GRANT_INCOME), -1, pot_id),
        )
        for pot_id, pot in view.pots.items()
        if standing.ore(Kind.COST, [pot_id]) + standing.ore(Kind.GRANT_INCOME, [pot_id]) != 0
    ]
    evidence = [*account_evidence(standing, (Kind.COMMITTED, Kind.USED)), *_evidence(view, standing)]
    return SPENDING.result(breaks, evidence=evidence)


def _evidence(view: View, standing: Standing) -> Iterator[Evidence]:
    for root_id, pots in view.trees.items():
        cost = standing.ore(Kind.COST, pots)
        if cost != 0:
            income = Term("bidragsintäkt", -standing.ore(Kind.GRANT_INCOME, pots))
            yield Evidence(view.pot_code(root_id), "Kostnad", cost, (income,))
