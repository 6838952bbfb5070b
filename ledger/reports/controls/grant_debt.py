"""Control 6: the debt to the payer is what is left of its money, wherever that is, less what was never asked for."""

from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.reports.controls.looking import last_entries
from ledger.reports.controls.requisitioned import may_be_requisitioned, net_requisitioned
from ledger.reports.controls.results import Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.standing import Standing, account_breaks
from ledger.reports.controls.view import View

GRANT_DEBT: Final = Control(6, "grant_debt", "Skuld, ej utnyttjade bidrag mot det som är kvar")

KINDS: Final = (Kind.GRANT_DEBT,)
_LEFT: Final = {
    Kind.AVAILABLE: "kvar",
    Kind.RESERVED: "reserverat",
    Kind.COMMITTED: "intecknat",
    Kind.DISBURSED: "hos mottagarna",
}


def check_grant_debt(session: Session, view: View, standing: Standing) -> ControlResult:
    """The account against documents, and per root against what is left in all its pots."""
    equations = {root_id: _equation(view, standing, root_id, pots) for root_id, pots in view.trees.items()}
    breaks = account_breaks(session, view, standing, KINDS)
    breaks += [
        Break(
            "Skuld, ej utnyttjade bidrag mot det som är kvar",
            pot_code=equation.label,
            ledger_ore=equation.left_ore,
            expected_ore=equation.right_ore,
            entries=last_entries(session, view, Kind.GRANT_DEBT, root_id),
        )
        for root_id, equation in equations.items()
        if equation.left_ore != equation.right_ore
    ]
    return GRANT_DEBT.result(breaks, evidence=[equation for equation in equations.values() if equation.terms])


def _equation(view: View, standing: Standing, root_id: int, pots: list[int]) -> Evidence:
    terms = [Term(label, standing.ore(kind, pots)) for kind, label in _LEFT.items()]
    never_asked = may_be_requisitioned(standing, root_id) - net_requisitioned(standing, root_id)
    terms.append(Term("ej rekvirerat", -never_asked))
    return Evidence(
        view.pot_code(root_id),
        "Skuld, ej förbrukade medel",
        -standing.ore(Kind.GRANT_DEBT, [root_id]),
        tuple(term for term in terms if term.amount_ore != 0),
    )
