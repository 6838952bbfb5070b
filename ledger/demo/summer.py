"""July to September 2021: money passed on, a use disallowed, half-year reports, and next year's agreement."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.data.municipalities import municipalities
from ledger.demo.agreement import Minute, decide
from ledger.demo.billing import Bill, attest, pay, receive
from ledger.demo.cast import ASSOCIATION_CODES, EVERYTHING, at
from ledger.demo.next_agreement import copy_last_year
from ledger.demo.reconciling import reconcile
from ledger.demo.reporting import Period, Used, approve, submit
from ledger.demo.threads import Threads
from ledger.domain.mandates import Power
from ledger.money import kronor
from ledger.services.decisions import grant_mandate, register_body
from ledger.services.organisations import find_organisation
from ledger.services.passing_on import NewChild, pass_on
from ledger.services.pots import find_pot
from ledger.services.use_disallowances import disallow_use
from ledger.services.use_reports import return_use_report

EACH: Final = kronor(20_000)
DISALLOWED: Final = kronor(45_000)
_PASSED_ON: Final = Minute("DIR-SK", date(2021, 8, 18), "§ 31", "Medel till medlemskommunerna", "Exempel.")
_DISALLOWED: Final = Minute("STYRGRUPP", date(2021, 9, 7), "§ 9", "Utbildning utanför ändamålet", "Exempel.")
_HALF_YEAR: Final = Period(date(2021, 3, 1), date(2021, 6, 30), date(2021, 9, 14), "Första halvåret 2021")
_REPORTED: Final = (
    Used("KF-GR", 480_000, 150_400, 60_000),
    Used("KF-FB", 140_000, 50_300, 20_000),
    Used("REGION-VGR", 820_000, 300_500, 120_000),
)
_WRONG: Final = Used("DELREG-SKARABORG", 310_000, 0, 190_000)


def summer(session: Session, threads: Threads) -> None:
    """Tell of the quarter."""
    cast, bank = threads.cast, threads.story.bank_account_id
    _pass_on(session, threads)
    _disallow(session, threads)
    bill = Bill("SK", "20503", date(2021, 9, 10), kronor(200_000), threads.story.commitment_id)
    invoice = receive(session, cast, bill)
    reports = [submit(session, cast, used, _HALF_YEAR) for used in _REPORTED]
    threads.wrong_report_id = submit(session, cast, _WRONG, _HALF_YEAR)
    attest(session, cast, invoice, date(2021, 9, 15))
    with at(date(2021, 9, 17)):
        return_use_report(
            session,
            **cast.here(cast.confirmer),
            report_id=threads.wrong_report_id,
            reason="Köpta tjänster saknas i rapporten",
        )
    copy_last_year(session, threads)
    approve(session, cast, reports, date(2021, 9, 27))
    pay(session, cast, bank, invoice, date(2021, 9, 30))
    reconcile(session, cast, bank, [date(2021, month, 1) for month in (7, 8, 9)], date(2021, 10, 5))


def _pass_on(session: Session, threads: Threads) -> None:
    """The board of an association gives each of its members a pot of its own."""
    cast, pot = threads.cast, find_pot(session, threads.cast.book_id, "KF-SK")
    with at(_PASSED_ON.on):
        cast.bodies["DIR-SK"] = register_body(
            session,
            actor=cast.officer,
            scope=EVERYTHING,
            code="DIR-SK",
            name="Direktionen, Skaraborgs kommunalförbund",
            advisory=False,
        )
        grant_mandate(
            session,
            **cast.officer_here,
            body_id=cast.bodies["DIR-SK"],
            power=Power.ALLOCATION,
            pot_id=pot.id,
            valid_from=pot.opened_on,
        )
        members = [one for one in municipalities() if ASSOCIATION_CODES[one.association] == "SK"]
        pass_on(
            session,
            **cast.officer_here,
            pot_id=pot.id,
            decision_id=decide(session, cast, _PASSED_ON),
            on=_PASSED_ON.on,
            new=[
                NewChild(f"KF-SK-{one.code}", one.name, find_organisation(session, one.code).id, EACH)
                for one in members
            ],
            text="Lika till alla medlemmar",
            example=True,
        )


def _disallow(session: Session, threads: Threads) -> None:
    cast = threads.cast
    with at(_DISALLOWED.on):
        decision = decide(session, cast, _DISALLOWED)
        disallow_use(
            session,
            **cast.officer_here,
            report_id=threads.story.spent.reports["DELREG-SIMBA"],
            amount_ore=DISALLOWED,
            decision_id=decision,
            reason="Utbildningen gällde annat än suicidprevention",
            on=_DISALLOWED.on,
            due_on=date(2021, 10, 8),
            example=True,
        )
