"""October to December 2021: what was reserved expires, unused money is recalled and paid back, PH2021 comes in."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.agreement import Minute, decide
from ledger.demo.billing import Bill, attest, pay, receive
from ledger.demo.cast import at
from ledger.demo.next_agreement import ask, receive_first_part, split
from ledger.demo.reconciling import reconcile
from ledger.demo.reporting import Period, Used, approve, report_input
from ledger.demo.spring import INTEREST
from ledger.demo.summer import DISALLOWED
from ledger.demo.threads import Threads
from ledger.money import Ore, kronor
from ledger.services.allocation_changes import take_back
from ledger.services.bank_events import pay_interest_on
from ledger.services.invoices import return_invoice
from ledger.services.recalls import recall_unused
from ledger.services.reclaims import register_paid_back
from ledger.services.reservations import release_reservation, reserve
from ledger.services.use_reports import change_use_report, submit_use_report

RECALLED: Final = kronor(200_000)
EXPIRED_ON: Final = date(2021, 11, 1)
_RELATIVES: Final = Minute(
    "STYRGRUPP", date(2021, 11, 2), "§ 14", "Stöd till anhöriga", "120 000 kr reserveras. Exempel."
)
_RECALLED: Final = Minute("STYRGRUPP", date(2021, 11, 16), "§ 15", "Återkrav av oanvända medel", "Exempel.")
_RIGHT: Final = Used("DELREG-SKARABORG", 310_000, 92_600, 97_400)
_WRITTEN_ANEW: Final = Period(date(2021, 3, 1), date(2021, 6, 30), date(2021, 10, 11), "Första halvåret 2021, rättad")


def autumn(session: Session, threads: Threads) -> None:
    """Tell of the quarter."""
    cast, bank = threads.cast, threads.story.bank_account_id
    _report_anew(session, threads)
    _paid_back(session, threads, "DELREG-SIMBA", DISALLOWED, date(2021, 10, 14))
    _reserve(session, threads)
    ask(session, threads)
    _recall(session, threads)
    bill = Bill("SK", "20561", date(2021, 12, 3), kronor(250_000), threads.story.commitment_id)
    invoice = receive(session, cast, bill)
    attest(session, cast, invoice, date(2021, 12, 8))
    _return(session, threads)
    receive_first_part(session, threads)
    _paid_back(session, threads, "KF-SH", RECALLED, date(2021, 12, 14))
    _pay_on(session, threads, date(2021, 12, 15))
    _take_back(session, threads, date(2021, 12, 15))
    pay(session, cast, bank, invoice, date(2021, 12, 16))
    split(session, threads)
    reconcile(session, cast, bank, [date(2021, month, 1) for month in (10, 11, 12)], date(2022, 1, 5))


def _report_anew(session: Session, threads: Threads) -> None:
    """The report that was returned, written anew with what was left out."""
    cast = threads.cast
    with at(_WRITTEN_ANEW.reported_on):
        anew = change_use_report(
            session,
            **cast.officer_here,
            report_id=threads.wrong_report_id,
            report=report_input(session, cast, _RIGHT, _WRITTEN_ANEW),
            example=True,
        )
        submit_use_report(session, **cast.officer_here, report_id=anew.id)
    approve(session, cast, [anew.id], date(2021, 10, 13))


def _paid_back(session: Session, threads: Threads, pot: str, amount_ore: Ore, on: date) -> None:
    with at(on):
        register_paid_back(
            session,
            **threads.cast.officer_here,
            **threads.by_bank,
            pot_id=threads.pot(session, pot),
            amount_ore=amount_ore,
            on=on,
            text="Återbetalning",
        )


def _reserve(session: Session, threads: Threads) -> None:
    """What is left of the first reservation goes back when it has expired; another is made, and stands."""
    cast = threads.cast
    with at(EXPIRED_ON):
        release_reservation(
            session, **cast.officer_here, reservation_id=threads.reservation_id, on=EXPIRED_ON, example=True
        )
    with at(_RELATIVES.on):
        reserve(
            session,
            **cast.officer_here,
            pot_id=threads.root_id,
            amount_ore=kronor(120_000),
            text=_RELATIVES.title,
            expires_on=date(2022, 6, 30),
            decision_id=decide(session, cast, _RELATIVES),
            on=_RELATIVES.on,
            example=True,
        )


def _recall(session: Session, threads: Threads) -> None:
    """Unused money is called back from an association, to be paid within a month."""
    cast = threads.cast
    with at(_RECALLED.on):
        threads.recalling_id = decide(session, cast, _RECALLED)
        recall_unused(
            session,
            **cast.officer_here,
            pot_id=threads.pot(session, "KF-SH"),
            amount_ore=RECALLED,
            decision_id=threads.recalling_id,
            reason="Medlen används inte under 2021",
            on=_RECALLED.on,
            due_on=date(2021, 12, 17),
            example=True,
        )


def _take_back(session: Session, threads: Threads, on: date) -> None:
    """What the association paid back is the steering group's again."""
    with at(on):
        take_back(
            session,
            **threads.cast.officer_here,
            pot_id=threads.pot(session, "KF-SH"),
            amount_ore=RECALLED,
            decision_id=threads.recalling_id,
            on=on,
            example=True,
        )


def _return(session: Session, threads: Threads) -> None:
    """An invoice of the wrong commitment, sent back to its supplier."""
    cast = threads.cast
    bill = Bill("SK", "20577", date(2021, 12, 9), kronor(30_000), threads.story.commitment_id, "Kontorsmaterial")
    invoice = receive(session, cast, bill)
    with at(date(2021, 12, 10)):
        return_invoice(session, **cast.here(cast.confirmer), invoice_id=invoice, reason="Omfattas inte av uppdraget")


def _pay_on(session: Session, threads: Threads, on: date) -> None:
    with at(on):
        pay_interest_on(
            session,
            **threads.cast.officer_here,
            **threads.by_bank,
            purpose_id=threads.story.purpose.id,
            amount_ore=INTEREST,
            on=on,
            text="Ränta till SKR",
        )
