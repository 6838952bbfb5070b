"""January to March 2022: the last reports, what is carried over and repaid, and what is left for somebody to do."""

from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.agreement import Minute, decide
from ledger.demo.billing import Bill, attest, receive
from ledger.demo.cast import EVERYTHING, at
from ledger.demo.closing_months import close_months
from ledger.demo.next_agreement import pay_out
from ledger.demo.paper import sheet
from ledger.demo.reconciling import reconcile
from ledger.demo.reporting import Period, Used, approve, draft, submit
from ledger.demo.threads import Threads, thousands
from ledger.domain.payees import AccountKind
from ledger.money import kronor
from ledger.services.agreements import CarryOver, set_terms, terms_as_set, terms_on
from ledger.services.bank_events import register_other_bank_movement
from ledger.services.carry_overs import carry_over
from ledger.services.commitment_changes import set_end_date
from ledger.services.decision_links import follow_recommendation
from ledger.services.files import Thing, ThingKind, attach_file
from ledger.services.invoice_attests import confirm_invoice
from ledger.services.payees import propose_payee_account
from ledger.services.recalls import recall_unused
from ledger.services.repayments import repay
from ledger.services.report_payouts import pay_use_reports
from ledger.services.unplaced_receipts import register_unplaced_receipt
from ledger.services.use_reports import return_use_report
from ledger.services.use_reviews import confirm_use_report

UNKNOWN_ON: Final = date(2022, 2, 3)
APPROVED_ON: Final = date(2022, 3, 2)
ARREARS_PAID_ON: Final = date(2022, 3, 16)
TERMS_FROM: Final = date(2022, 1, 1)
FEE_ON: Final = date(2022, 3, 28)
REPAID_ON: Final = date(2022, 3, 22)
GOES_ON_TO: Final = date(2022, 6, 30)
"""When the first commitment of the coordinator ends, which goes on into the next agreement."""
_RECALLED: Final = Minute("STYRGRUPP", date(2022, 2, 10), "§ 2", "Återkrav av oanvända medel", "Exempel.")
_USED: Final = Minute("STYRGRUPP", date(2022, 2, 28), "§ 3", "Ersättning i efterskott, SIMBA", "Exempel.")
_YEAR_ENDS: Final = Minute("STYRGRUPP", date(2022, 3, 10), "§ 4", "Överföring och återbetalning", "Exempel.")
_ADVISED: Final = Minute("SRO", date(2022, 3, 3), "§ 2", "Tillstyrker att återstoden förs över till 2021", "Exempel.")
_SECOND_HALF: Final = Period(date(2021, 7, 1), date(2021, 12, 31), date(2022, 2, 21), "Andra halvåret 2021")
_SINCE_MARCH: Final = replace(_SECOND_HALF, first=date(2021, 3, 1), text="Mars till december 2021")
_APPROVED: Final = (
    (Used("DELREG-FYRBODAL", 380_000, 152_300, 80_000), _SINCE_MARCH),
    (Used("DELREG-GBG", 1_240_000, 454_800, 240_000), _SINCE_MARCH),
    (Used("DELREG-SAMLA", 190_000, 70_250, 40_000), _SINCE_MARCH),
    (Used("KF-GR", 520_000, 210_150, 90_000), _SECOND_HALF),
    (Used("REGION-VGR", 960_000, 380_600, 170_000), _SECOND_HALF),
)
_MORE_THAN_HELD: Final = Used("DELREG-SIMBA", 430_000, 180_000, 80_000)
_LAST_DAY: Final = date(2022, 3, 21)


def winter(session: Session, threads: Threads) -> None:
    """Tell of the quarter."""
    cast, bank = threads.cast, threads.story.bank_account_id
    pay_out(session, threads)
    _unknown(session, threads)
    _recall(session, threads)
    reports = [submit(session, cast, used, period) for used, period in _APPROVED]
    in_arrears = submit(session, cast, _MORE_THAN_HELD, _SINCE_MARCH)
    unfinished = _submitted(session, threads)
    with at(_USED.on):
        decision = decide(session, cast, _USED)
    approve(session, cast, reports, APPROVED_ON)
    approve(session, cast, [in_arrears], date(2022, 3, 3), decision_id=decision)
    _end_the_year(session, threads, in_arrears)
    _leave(session, threads, *unfinished)
    close_months(session, cast, 2021, date(2022, 3, 29))
    reconcile(
        session, cast, bank, [date(2022, month, 1) for month in (1, 2, 3)], date(2022, 4, 4), later=ARREARS_PAID_ON
    )


def _unknown(session: Session, threads: Threads) -> None:
    """Money that nobody knows what it pays; it waits at Övrigt."""
    with at(UNKNOWN_ON):
        register_unplaced_receipt(
            session,
            **threads.cast.officer_here,
            **threads.by_bank,
            amount_ore=kronor(12_500),
            on=UNKNOWN_ON,
            sender="Okänd avsändare",
            text="Faktura 4471",
        )


def _recall(session: Session, threads: Threads) -> None:
    """A recall that is not paid back by its last day."""
    cast = threads.cast
    with at(_RECALLED.on):
        recall_unused(
            session,
            **cast.officer_here,
            pot_id=threads.pot(session, "DELREG-SALV"),
            amount_ore=kronor(120_000),
            decision_id=decide(session, cast, _RECALLED),
            reason="Insatsen blev inte av under 2021",
            on=_RECALLED.on,
            due_on=date(2022, 3, 14),
            example=True,
        )


def _submitted(session: Session, threads: Threads) -> tuple[int, int]:
    """Three reports that come to wait: one as it was submitted, and two by id, to be confirmed and to be returned."""
    period = replace(_SINCE_MARCH, reported_on=date(2022, 2, 25))
    submit(
        session,
        threads.cast,
        Used("DELREG-SKARABORG", 405_000, 160_400, 95_000),
        replace(period, first=date(2021, 7, 1)),
    )
    confirmed = submit(
        session, threads.cast, Used("KF-FB", 170_000, 61_200, 40_000), replace(period, first=date(2021, 7, 1))
    )
    return confirmed, submit(session, threads.cast, Used("KF-SH", 140_000, 0, 52_300), period)


def _end_the_year(session: Session, threads: Threads, in_arrears: int) -> None:
    """Terms that let something be kept, a decision of what, and the payer's part of the rest."""
    cast, purpose = threads.cast, threads.story.purpose
    with at(date(2022, 3, 7)):
        terms = terms_as_set(session, terms_on(session, purpose.agreement_id, TERMS_FROM))
        allowed = replace(
            terms,
            valid_from=TERMS_FROM,
            carry_over=CarryOver.BY_DECISION,
            report_by=date(2022, 3, 31),
            repay_by=date(2022, 3, 31),
        )
        set_terms(session, **cast.officer_here, agreement_id=purpose.agreement_id, terms=allowed)
    decision = _decide_year_end(session, threads)
    with at(date(2022, 3, 15)):
        carry_over(
            session,
            **cast.officer_here,
            **threads.by_bank,
            old_pot_id=threads.root_id,
            new_pot_id=threads.next.pot.id,
            decision_id=decision,
            available_ore=thousands(1_000),
            commitment_ids=[threads.story.commitment_id],
            on=date(2022, 3, 15),
        )
    with at(ARREARS_PAID_ON):
        pay_use_reports(session, **cast.officer_here, **threads.by_bank, report_ids=[in_arrears], on=ARREARS_PAID_ON)
    with at(REPAID_ON):
        repay(
            session,
            **cast.officer_here,
            **threads.by_bank,
            purpose_id=purpose.id,
            amount_ore=thousands(500),
            decision_id=decision,
            on=REPAID_ON,
        )


def _decide_year_end(session: Session, threads: Threads) -> int:
    """The decision, after a recommendation and with its annex: what goes on, and until when the coordinator's does."""
    cast = threads.cast
    with at(_ADVISED.on):
        advice = decide(session, cast, _ADVISED)
    with at(_YEAR_ENDS.on):
        decision = decide(session, cast, _YEAR_ENDS)
        follow_recommendation(session, **cast.officer_here, decision_id=decision, recommendation_id=advice)
        attach_file(
            session,
            **cast.officer_here,
            to=Thing(ThingKind.DECISION, decision),
            name="protokoll-2022-03-10.pdf",
            content=sheet([f"Styrgruppen {_YEAR_ENDS.on} {_YEAR_ENDS.paragraph}", _YEAR_ENDS.title, "Exempel."]),
            title="Protokollsutdrag",
        )
        set_end_date(
            session,
            **cast.officer_here,
            commitment_id=threads.story.commitment_id,
            ends_on=GOES_ON_TO,
            decision_id=decision,
            on=_YEAR_ENDS.on,
            text="Återstoden används första halvåret 2022",
            example=True,
        )
    return decision


def _leave(session: Session, threads: Threads, to_confirm: int, to_return: int) -> None:
    """Reports and invoices in every state, an account number that waits for a second person, and a fee."""
    cast, coordinating = threads.cast, threads.coordinating_id
    with at(date(2022, 3, 23)):
        confirm_use_report(session, **cast.here(cast.confirmer), report_id=to_confirm, on=date(2022, 3, 23))
        return_use_report(
            session, **cast.here(cast.confirmer), report_id=to_return, reason="Köpta tjänster saknas i rapporten"
        )
    draft(session, cast, Used("DELREG-SALV", 260_000, 84_600), replace(_SINCE_MARCH, reported_on=date(2022, 3, 24)))
    approved, confirmed, _registered = (
        receive(session, cast, Bill("SK", number, date(2022, 3, 24), amount, coordinating))
        for number, amount in (("20640", kronor(87_500)), ("20641", kronor(61_250)), ("20652", kronor(93_750)))
    )
    with at(date(2022, 3, 24)):
        attach_file(
            session,
            **cast.officer_here,
            to=Thing(ThingKind.DOCUMENT, approved),
            name="faktura-20640.pdf",
            content=sheet(["Faktura 20640", "Skaraborgs kommunalförbund", "Att betala: 87 500,00 kr", "Exempel."]),
            title="Faktura",
        )
    attest(session, cast, approved, date(2022, 3, 25))
    with at(date(2022, 3, 28)):
        confirm_invoice(session, **cast.here(cast.confirmer), invoice_id=confirmed)
        propose_payee_account(
            session,
            actor=cast.officer,
            scope=EVERYTHING,
            organisation_id=cast.organisations["SALV"],
            kind=AccountKind.BANKGIRO,
            number="1234-5724",
            reason="Ny bank, enligt brev från samverkan",
        )
    with at(FEE_ON):
        register_other_bank_movement(
            session, **cast.officer_here, **threads.by_bank, amount_ore=-kronor(250), on=FEE_ON, text="Bankavgift"
        )
