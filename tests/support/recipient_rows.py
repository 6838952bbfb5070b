"""A row in every table about recipients: what the demo's story leaves out, done through the services in its book."""

from datetime import date
from typing import Final, TypedDict

from sqlalchemy.orm import Session

from ledger.demo import Story
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.domain.use_reports import CostType
from ledger.money import kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.decisions import DecisionKind, find_body, grant_mandate, register_decision
from ledger.services.passing_on import NewChild, pass_on
from ledger.services.pots import find_pot
from ledger.services.recalls import recall_unused
from ledger.services.reclaims import register_paid_back, write_off_reclaim
from ledger.services.report_payouts import pay_use_reports
from ledger.services.use_disallowances import disallow_use
from ledger.services.use_reports import UseReportInput, draft_use_report, submit_use_report
from ledger.services.use_reviews import approve_use_report, confirm_use_report
from tests.support.story import Here

ON: Final = date(2021, 4, 20)
REASON: Final = "Inte använt enligt beslutet"


class _By(TypedDict):
    """By which decision, on which day."""

    decision_id: int
    on: date


def fill_recipients(session: Session, story: Story) -> None:
    """The association passes 10 kr on and gives 5 kr back, to be allotted; 12 kr are reported, of which 1 wrongly."""
    here: Here = {"actor": story.officer_id, "scope": Scope.everything(), "book_id": story.book_id}
    decision_id = _decided(session, here, story.purpose.pot.id)
    pot = find_pot(session, story.book_id, "KF-SK")
    new = NewChild("KF-SK-1", "Medlem", pot.holder_id or 0, kronor(10))
    passed = pass_on(session, **here, pot_id=pot.id, decision_id=decision_id, on=ON, new=[new])
    child = passed.shares[0][0].id
    by: _By = {"decision_id": decision_id, "on": ON}
    recall_unused(session, **here, pot_id=pot.id, amount_ore=kronor(5), reason=REASON, **by)
    bank_id = story.bank_account_id
    register_paid_back(session, **here, pot_id=pot.id, amount_ore=kronor(5), on=ON, bank_account_id=bank_id)
    allocate_amounts(session, **here, pot_id=pot.id, amounts={child: kronor(5)}, **by)
    report_id = _reported(session, here, story, child, decision_id)
    pay_use_reports(session, **here, report_ids=[report_id], on=ON, bank_account_id=bank_id)
    disallow_use(session, **here, report_id=report_id, amount_ore=kronor(1), reason=REASON, **by)
    write_off_reclaim(session, **here, pot_id=child, amount_ore=kronor(1), reason=REASON, **by)


def _decided(session: Session, here: Here, root_id: int) -> int:
    body = find_body(session, "STYRGRUPP")
    grant_mandate(session, **here, body_id=body, power=Power.USE, pot_id=root_id, valid_from=date(2020, 1, 1))
    return register_decision(
        session,
        **here,
        body_id=body,
        kind=DecisionKind.DECISION,
        decided_on=ON,
        paragraph="§ 90",
        reference="19/01701",
        title="Mottagarnas medel",
    ).id


def _reported(session: Session, here: Here, story: Story, pot_id: int, decision_id: int) -> int:
    report = UseReportInput(
        pot_id=pot_id,
        used_from=date(2021, 1, 1),
        used_to=date(2021, 3, 31),
        reported_on=ON,
        costs={CostType.STAFF: kronor(12)},
        text="Första kvartalet",
    )
    report_id = draft_use_report(session, **here, report=report).id
    submit_use_report(session, **here, report_id=report_id)
    confirm_use_report(session, **here, report_id=report_id, on=ON, decision_id=decision_id)
    approver: Here = {**here, "actor": story.approver_id}
    approve_use_report(session, **approver, report_id=report_id)
    return report_id
