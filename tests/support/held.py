"""The money with 7 000 000 kr paid out to a municipal association, whose members have organisations but no pots yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ledger.db.session import read_session
from ledger.domain.mandates import Power
from ledger.domain.use_reports import CostType
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.reports.controls import Answer, run_controls
from ledger.services.allocations import allocate_amounts
from ledger.services.corrections import Corrector
from ledger.services.decisions import DecisionKind, grant_mandate, register_body, register_decision
from ledger.services.organisations import OrganisationKind, register_organisation
from ledger.services.passing_on import NewChild, PassedOn, pass_on
from ledger.services.payouts import AllottedPayment, PaidOut, pay_out_allotted
from ledger.services.recalls import recall_unused
from ledger.services.reclaims import Reclaimed, register_paid_back, write_off_reclaim
from ledger.services.report_payouts import pay_use_reports
from ledger.services.use_disallowances import disallow_use
from ledger.services.use_reports import UseReportInput, draft_use_report, submit_use_report
from ledger.services.use_reviews import ReviewedReport, approve_use_report, confirm_use_report
from tests.support.money import REASON, Money
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON, Here

PAID_OUT_ON: Final = date(2020, 12, 21)
PASSED_ON: Final = date(2021, 1, 20)
REPORTED_ON: Final = date(2021, 4, 20)
REVIEWED_ON: Final = date(2021, 4, 26)
RECLAIMED_ON: Final = date(2021, 6, 8)
SEVEN_MILLION: Final = kronor(7_000_000)
MEMBERS: Final = {"1444": ("Grästorp", "1234-5666"), "1445": ("Essunga", "1234-5674"), "1495": ("Skara", "1234-5682")}


@dataclass(frozen=True)
class Held:
    """The money, the payout, and decisions: PASS by the association's own board, RECALL by the steering group."""

    money: Money
    payout: PaidOut

    @property
    def here(self) -> Here:
        """The officer in the book."""
        return self.money.story.officer

    @property
    def pots(self) -> dict[str, int]:
        """Pots by their codes."""
        return self.money.story.pots

    @property
    def decisions(self) -> dict[str, int]:
        """Decisions by their codes."""
        return self.money.story.decisions

    @property
    def association(self) -> int:
        """The association's pot."""
        return self.pots["SK"]

    def child(self, code: str, amount_ore: Ore) -> NewChild:
        """A member's pot to be opened."""
        return NewChild(f"SK-{code}", MEMBERS[code][0], self.money.story.organisations[code], amount_ore)

    def pass_on(self, new: Sequence[NewChild] = (), on: date = PASSED_ON, **changed: Any) -> PassedOn:
        """Pass on from the association and commit; pots that are opened are found by their codes from then on."""
        given: dict[str, Any] = {
            "pot_id": self.association,
            "decision_id": self.decisions["PASS"],
            "on": on,
            "new": new,
        }
        with self.money.writing() as session:
            done = pass_on(session, **{**self.here, **given, **changed})
        self.pots.update({pot.code: pot.id for pot, _ in done.shares})
        return done

    def lines(self, booked: Any) -> list[tuple[str, int, int, int]]:
        """The lines of a committed entry."""
        return self.money.story.lines(booked)

    def report(self, amount_ore: Ore, pot: str = "SK", **changed: Any) -> UseReportInput:
        """A report of the first quarter: a fifth for overheads, the rest for staff."""
        overheads_ore = amount_ore // 5
        given: dict[str, Any] = {
            "pot_id": self.pots[pot],
            "used_from": date(2021, 1, 1),
            "used_to": date(2021, 3, 31),
            "reported_on": REPORTED_ON,
            "costs": {CostType.OVERHEADS: overheads_ore, CostType.STAFF: amount_ore - overheads_ore},
        }
        return UseReportInput(**{**given, **changed})

    def submitted(self, report: UseReportInput) -> int:
        """Draft and submit a report, and commit; its id."""
        with self.money.writing() as session:
            report_id = draft_use_report(session, **self.here, report=report).id
            submit_use_report(session, **self.here, report_id=report_id)
        return report_id

    def confirmed(self, report_id: int, on: date = REVIEWED_ON, decision_id: int | None = None) -> ReviewedReport:
        """Have the officer confirm a submitted report, and commit."""
        with self.money.writing() as session:
            return confirm_use_report(session, **self.here, report_id=report_id, on=on, decision_id=decision_id)

    def approved(
        self, report: UseReportInput, on: date = REVIEWED_ON, decision_id: int | None = None
    ) -> ReviewedReport:
        """Draft, submit, confirm and approve a report, and commit."""
        report_id = self.submitted(report)
        self.confirmed(report_id, on, decision_id)
        with self.money.writing() as session:
            return approve_use_report(session, **self.money.director, report_id=report_id)

    def paid(self, *report_ids: int, on: date = RECLAIMED_ON, **changed: Any) -> PaidOut:
        """Pay what is owed on reports, and commit."""
        with self.money.writing() as session:
            given: dict[str, Any] = {"report_ids": report_ids, "bank_account_id": self.money.bank_id, "on": on}
            return pay_use_reports(session, **{**self.here, **given, **changed})

    def disallowed(self, report_id: int, amount_ore: Ore, on: date = RECLAIMED_ON, **changed: Any) -> Reclaimed:
        """Disallow part of a report, and commit."""
        given = {"amount_ore": amount_ore, "decision_id": self.decisions["RECLAIM"], "reason": REASON, "on": on}
        with self.money.writing() as session:
            return disallow_use(session, **{**self.here, "report_id": report_id, **given, **changed})

    def recalled(self, amount_ore: Ore, pot: str = "SK", on: date = RECLAIMED_ON, **changed: Any) -> Reclaimed:
        """Recall what a recipient holds, and commit."""
        given = {"amount_ore": amount_ore, "decision_id": self.decisions["RECALL"], "reason": REASON, "on": on}
        with self.money.writing() as session:
            return recall_unused(session, **{**self.here, "pot_id": self.pots[pot], **given, **changed})

    def paid_back(self, amount_ore: Ore, pot: str = "SK", on: date = RECLAIMED_ON, **changed: Any) -> Reclaimed:
        """Register what a recipient has paid back, and commit."""
        given = {"amount_ore": amount_ore, "bank_account_id": self.money.bank_id, "on": on}
        with self.money.writing() as session:
            return register_paid_back(session, **{**self.here, "pot_id": self.pots[pot], **given, **changed})

    def written_off(self, amount_ore: Ore, pot: str = "SK", on: date = RECLAIMED_ON, **changed: Any) -> Reclaimed:
        """Write a reclaim off, and commit."""
        given = {"amount_ore": amount_ore, "decision_id": self.decisions["RECLAIM"], "reason": REASON, "on": on}
        with self.money.writing() as session:
            return write_off_reclaim(session, **{**self.here, "pot_id": self.pots[pot], **given, **changed})

    def corrected(self, corrector: Corrector, document_id: int, on: date = RECLAIMED_ON) -> Booked:
        """Correct a document, and commit."""
        with self.money.writing() as session:
            return self.money.correct(session, corrector, document_id, on)

    def require_green(self) -> None:
        """Hold every control, of all that is booked, to its answer: those without evidence from outside cannot tell."""
        with read_session(self.money.story.engine) as session:
            results = run_controls(
                session, scope=EVERYTHING, book_id=self.money.story.book_id, as_of=None, known_at=None
            )
        differing = [(result.title, result.breaks) for result in results if result.answer is Answer.DIFFERS]
        assert not differing


def with_held(money: Money) -> Held:
    """Allot and pay out to the association, and commit."""
    story = money.story
    with money.writing() as session:
        for code, (name, bankgiro) in MEMBERS.items():
            story.organisations[code] = register_organisation(
                session,
                actor=story.officer_id,
                scope=EVERYTHING,
                code=code,
                name=f"{name}s kommun",
                kind=OrganisationKind.MUNICIPALITY,
                bankgiro_number=bankgiro,
            ).id
        board = register_body(
            session, actor=story.officer_id, scope=EVERYTHING, code="DIREKTION", name="Direktionen", advisory=False
        )
        grant_mandate(
            session,
            **story.officer,
            body_id=board,
            power=Power.ALLOCATION,
            pot_id=story.pots["SK"],
            valid_from=AGREED_ON,
        )
        for code, body, on in (
            ("PASS", board, PASSED_ON),
            ("RECALL", story.bodies["STYRGRUPP"], date(2021, 6, 1)),
            ("RECLAIM", story.bodies["STYRGRUPP"], date(2021, 6, 2)),
        ):
            story.decisions[code] = register_decision(
                session,
                **story.officer,
                body_id=body,
                kind=DecisionKind.DECISION,
                decided_on=on,
                paragraph="§ 21",
                reference="19/01701",
                title=code,
            ).id
        allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={story.pots["SK"]: SEVEN_MILLION},
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
        (paid,) = pay_out_allotted(
            session,
            **story.officer,
            rows=[AllottedPayment(story.pots["SK"], SEVEN_MILLION)],
            bank_account_id=money.bank_id,
            on=PAID_OUT_ON,
        )
    return Held(money, paid)
