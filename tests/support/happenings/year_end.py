"""The end of the year: what lapses, goes back or goes on, and months that are closed and opened again."""

from ledger import closing
from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.services.carry_overs import carry_over
from ledger.services.lapses import register_lapse
from ledger.services.reopening import reopen_month
from ledger.services.repayments import repay
from tests.support.happenings.among_pots import ROOT
from tests.support.happenings.picks import Pick
from tests.support.happenings.registry import Given, happens
from tests.support.money import REASON


def register() -> None:
    """Let it happen."""
    happens("lapse", register_lapse, lambda pick: _purpose(pick) | _at_end(pick))
    happens("repay", repay, lambda pick: _purpose(pick) | _at_end(pick) | {"bank_account_id": pick.money.bank_id})
    happens("carry_over", carry_over, _carry_over)
    happens("carry_over_promised", carry_over, _carry_over_promised)
    happens("carry_over_paid_out", carry_over, _carry_over_paid_out)
    happens(
        "explain",
        closing.explain,
        _explain,
        keyed=False,
        then=("explain", "accept"),
        needs=("accept", "close_month"),
    )
    happens(
        "accept",
        closing.accept,
        _accept,
        who=Pick.approver,
        keyed=False,
        then=("accept", "close_month"),
        needs=("explain", "close_month"),
    )
    happens(
        "close_month",
        closing.close_month,
        lambda pick: {"month": pick.open_month()},
        keyed=False,
        then=("reopen_month", "explain"),
        needs=("explain", "accept"),
    )
    happens(
        "reopen_month",
        reopen_month,
        lambda pick: {"month": pick.closed_month(), "reason": REASON},
        keyed=False,
        then=("close_month", "explain"),
    )


def _at_end(pick: Pick) -> Given:
    return {"decision_id": pick.decision("YEAR_END"), "on": pick.last_day()}


def _purpose(pick: Pick) -> Given:
    return {"purpose_id": pick.money.story.suicide.id, "amount_ore": pick.out_of(kronor(90_000))}


def _ways(pick: Pick, old_pot_id: int) -> Given:
    return {
        "old_pot_id": old_pot_id,
        "new_pot_id": pick.ending.next.pot.id,
        "bank_account_id": pick.money.bank_id,
    } | _at_end(pick)


def _carry_over(pick: Pick) -> Given:
    return _ways(pick, pick.pot(ROOT)) | {"available_ore": pick.amount()}


def _carry_over_promised(pick: Pick) -> Given:
    promised = pick.standing(Kind.COMMITTED)
    return _ways(pick, promised.pot_id) | {"commitment_ids": [promised.subject_id]}


def _carry_over_paid_out(pick: Pick) -> Given:
    there = pick.standing(Kind.DISBURSED)
    return _ways(pick, there.pot_id) | {"disbursed_ore": pick.out_of(min(there.ore, kronor(100_000)))}


def _explain(pick: Pick) -> Given:
    month = pick.open_month()
    return {"month": month, "finding": pick.finding(month, "unexplained"), "reason": REASON}


def _accept(pick: Pick) -> Given:
    month = pick.open_month()
    return {"month": month, "finding": pick.finding(month, "waiting")}
