"""Money with recipients: paid out, passed on, reported, in arrears too, recalled, paid back and written off."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import select

from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.pots import Pot
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.use_reports import CostType
from ledger.money import kronor
from ledger.services.bounces import register_bounced_payout
from ledger.services.passing_on import pass_on
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from ledger.services.recalls import recall_unused
from ledger.services.reclaims import register_paid_back, write_off_reclaim
from ledger.services.report_payouts import pay_use_reports
from ledger.services.use_disallowances import disallow_use
from ledger.services.use_reports import (
    UseReportInput,
    change_use_report,
    draft_use_report,
    return_use_report,
    submit_use_report,
)
from ledger.services.use_reviews import approve_use_report, confirm_use_report
from tests.support.happenings.picks import Pick
from tests.support.happenings.registry import Given, banked, decided, happens
from tests.support.held import MEMBERS
from tests.support.money import REASON


def register() -> None:
    """Let it happen."""
    happens("pay_out", pay_out_allotted, _payout, then=("bounce_payout", "use_report", "recall"))
    happens("bounce_payout", register_bounced_payout, _bounce)
    happens("pass_on", pass_on, _passing_on)
    happens("recall", recall_unused, _recall, then=("paid_back", "write_off"))
    happens("paid_back", register_paid_back, _paid_back)
    happens("write_off", write_off_reclaim, _written_off)
    _use_reports()


def _use_reports() -> None:
    happens("use_report", draft_use_report, _held_report, then=("submit_use_report", "change_use_report"))
    happens("report_in_arrears", draft_use_report, _arrears_report, then=("submit_use_report",))
    happens("change_use_report", change_use_report, _changed_report, then=("submit_use_report",))
    happens("submit_use_report", submit_use_report, _of("draft"), keyed=False, then=("confirm_use_report",))
    happens("return_use_report", return_use_report, _returned, keyed=False, then=("change_use_report",))
    happens(
        "confirm_use_report",
        confirm_use_report,
        _confirmed,
        keyed=False,
        then=("approve_use_report",),
        needs=("submit_use_report",),
    )
    happens(
        "approve_use_report",
        approve_use_report,
        _of("confirmed"),
        who=Pick.approver,
        keyed=False,
        needs=("confirm_use_report",),
        then=("pay_use_reports", "disallow_use"),
    )
    happens("pay_use_reports", pay_use_reports, _paid_reports, needs=("approve_use_report", "report_in_arrears"))
    happens("disallow_use", disallow_use, _disallowed, then=("paid_back", "write_off"))


def _of(*states: str) -> Callable[[Pick], Given]:
    return lambda pick: {"report_id": pick.document(DocumentKind.USE_REPORT, *states)}


def _payout(pick: Pick) -> Given:
    row = AllottedPayment(pick.pot("SK", "FB"), pick.out_of(kronor(200_000)))
    return {"rows": [row], "bank_account_id": pick.money.bank_id, "on": pick.day()}


def _bounce(pick: Pick) -> Given:
    payout_id, pot_id, _ = pick.paid_row(invoices=False)
    return {"payout_id": payout_id, "pot_id": pot_id, "on": pick.day()}


def _passing_on(pick: Pick) -> Given:
    member, amount_ore = pick.one_of(sorted(MEMBERS)), pick.out_of(kronor(50_000))
    with read_session(pick.money.story.engine) as session:
        opened = session.scalars(select(Pot.id).where(Pot.code == f"SK-{member}")).one_or_none()
    given: Given = {"pot_id": pick.pot("SK"), "decision_id": pick.decision("PASS"), "on": pick.day()}
    if opened is None or not pick.rightly():
        return given | {"new": [pick.held.child(member, amount_ore)]}
    return given | {"amounts": {opened: amount_ore}}


def _report(pick: Pick, pot_id: int, most: int) -> UseReportInput:
    return UseReportInput(
        pot_id=pot_id,
        used_from=date(2021, 1, 1),
        used_to=date(2021, 3, 31),
        reported_on=date(2021, 4, 20),
        costs={CostType.STAFF: pick.out_of(most)},
    )


def _held_report(pick: Pick) -> Given:
    there = pick.standing(Kind.DISBURSED)
    return {"report": _report(pick, there.pot_id, min(there.ore, kronor(300_000)))}


def _arrears_report(pick: Pick) -> Given:
    return {"report": _report(pick, pick.pot("GR"), kronor(20_000))}


def _changed_report(pick: Pick) -> Given:
    return _of("draft", "submitted", "returned")(pick) | _held_report(pick)


def _returned(pick: Pick) -> Given:
    return _of("submitted", "confirmed")(pick) | {"reason": REASON}


def _confirmed(pick: Pick) -> Given:
    in_arrears = pick.dice.random() < 0.5
    return _of("submitted")(pick) | {
        "on": pick.day(),
        "decision_id": pick.decision("USE") if in_arrears else None,
    }


def _paid_reports(pick: Pick) -> Given:
    debt = pick.standing(Kind.PAYABLE, among=_reports(pick))
    return {"report_ids": [debt.subject_id], "bank_account_id": pick.money.bank_id, "on": pick.day()}


def _reports(pick: Pick) -> Collection[int]:
    query = select(Document.id).where(Document.kind == DocumentKind.USE_REPORT)
    with read_session(pick.money.story.engine) as session:
        return session.scalars(query).all()


def _disallowed(pick: Pick) -> Given:
    return _of("approved")(pick) | decided(pick, "RECLAIM", pick.out_of(kronor(2_000))) | {"reason": REASON}


def _recall(pick: Pick) -> Given:
    there = pick.standing(Kind.DISBURSED)
    amount_ore = pick.out_of(min(there.ore, kronor(300_000)))
    return {"pot_id": there.pot_id, "reason": REASON} | decided(pick, "RECALL", amount_ore)


def _paid_back(pick: Pick) -> Given:
    owed = pick.standing(Kind.RECLAIM)
    return {"pot_id": owed.pot_id} | banked(pick, pick.out_of(owed.ore))


def _written_off(pick: Pick) -> Given:
    owed = pick.standing(Kind.RECLAIM)
    return {"pot_id": owed.pot_id, "reason": REASON} | decided(pick, "RECLAIM", pick.out_of(owed.ore))
