"""Every report that there is, found by its signature, and what each is asked with in the story with money."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

import ledger.reports
from ledger.domain.attests import Step
from ledger.domain.mandates import Power
from ledger.money import kronor
from ledger.reports.standpoint import Standpoint, standpoint
from ledger.services.allocations import allocate_amounts
from ledger.services.commitments import commit
from ledger.services.corrections import CORRECTORS
from ledger.services.decisions import grant_mandate
from ledger.services.files import Thing, ThingKind, attach_file
from ledger.services.payouts import AllottedPayment, pay_invoices, pay_out_allotted
from ledger.services.persons import grant_attest_right
from ledger.services.unplaced_receipts import register_unplaced_receipt
from tests.support.money import APPROVED_ON, PAID_ON, Money
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON
from tests.support.terms import new_terms

LAST: Final = date(2021, 12, 31)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(ledger.reports.__path__, f"{ledger.reports.__name__}."):
        yield importlib.import_module(found.name)


def reports() -> dict[str, Callable[..., Any]]:
    """Every public function of the reports that takes a scope, or looks from a standpoint."""
    return {
        f"{module.__name__}.{name}": function
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and is_report(function)
    }


def is_report(function: Callable[..., Any]) -> bool:
    taken = inspect.signature(function).parameters
    return "session" in taken and ("scope" in taken or any(one.annotation is Standpoint for one in taken.values()))


def asked(function: Callable[..., Any], session: Session, money: Money, known_at: datetime | None) -> dict[str, Any]:
    """The arguments of a report by their names; a name that is not here has to be given a value here."""
    everything = {
        "session": session,
        "scope": EVERYTHING,
        "book_id": money.story.book_id,
        "agreement": "PH2020",
        "pot": "SUICID2020",
        "as_of": LAST,
        "from_": AGREED_ON,
        "to": LAST,
        "known_at": known_at,
        "day": LAST,
        "year": LAST.year,
        "month": LAST.replace(day=1),
        "bank_account_id": money.bank_id,
        "number": "5052-5781",
        "unplaced_id": first(session, "unplaced_receipt", "document_id"),
        "thing": "agreement",
        "thing_id": money.story.agreement_id,
        "attachment_id": first(session, "attachment", "id"),
    }
    taken = inspect.signature(function).parameters
    given = {
        name: everything[name]
        for name, one in taken.items()
        if name in everything or (one.default is inspect.Parameter.empty and name not in {"at", "code"})
    }
    if "at" in taken:
        at = standpoint(
            session, scope=EVERYTHING, book_id=money.story.book_id, agreement="PH2020", as_of=LAST, known_at=known_at
        )
        given["at"] = at
    if "code" in taken:
        given["code"] = CODES.get(function.__name__, "vastkom")
    return given


def first(session: Session, table: str, column: str) -> int:
    return int(session.execute(text(f"SELECT MIN({column}) FROM {table}")).scalar_one())


def with_more_to_ask_of(money: Money) -> None:
    """An unplaced receipt and an attached file, which some reports are asked about by their id."""
    with money.writing() as session:
        register_unplaced_receipt(
            session,
            **money.story.officer,
            bank_account_id=money.bank_id,
            amount_ore=kronor(7),
            on=PAID_ON,
            sender="Okänd",
        )
        attach_file(
            session,
            **money.story.officer,
            to=Thing(ThingKind.AGREEMENT, money.story.agreement_id),
            name="avtal.txt",
            content=b"Avtal om medel",
        )


CODES: Final = {"find_agreement": "PH2020", "find_pot": "SUICID2020", "organisation_history": "SKR"}


def more(money: Money, numbers: range) -> None:
    """More of everything that reports tell of: paid and corrected invoices, commitments, shares, payouts and rights."""
    for number in numbers:
        spent(money, number)
        promised(money, number)


def spent(money: Money, number: int) -> None:
    story = money.story
    paid, wrong = (
        money.approved(money.invoice(kronor(2_000 + number), number=f"{name}-{number}")).document.id
        for name in ("betald", "fel")
    )
    with money.writing() as session:
        pay_invoices(session, **story.officer, invoice_ids=[paid], bank_account_id=money.bank_id, on=PAID_ON)
        money.correct(session, CORRECTORS["invoice"], wrong, APPROVED_ON + timedelta(days=number))


def promised(money: Money, number: int) -> None:
    story, root = money.story, money.story.suicide.pot.id
    with money.writing() as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=root,
            amounts={story.pots[code]: kronor(10 + number) for code in ("SIMBA", "FB", "GR", "SK")},
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
        rows = [AllottedPayment(story.pots[code], kronor(5)) for code in ("GR", "SK")]
        pay_out_allotted(session, **story.officer, rows=rows, bank_account_id=money.bank_id, on=PAID_ON)
        commit(
            session,
            **story.officer,
            pot_id=root,
            performer_id=money.performer_id,
            name=f"Uppdrag {number}",
            amount_ore=kronor(100),
            decision_id=story.decisions["ASSIGNED"],
            on=SPLIT_ON,
            ends_on=LAST + timedelta(days=number),
        )
    entitled(money, LAST + timedelta(days=number))
    new_terms(story, requisition_text=f"Villkor {number}")


def entitled(money: Money, day: date) -> None:
    story, root = money.story, money.story.suicide.pot.id
    with money.writing() as session:
        grant_mandate(
            session,
            **story.officer,
            body_id=story.bodies["SIMBA-SG"],
            power=Power.USE,
            pot_id=root,
            valid_from=day,
            valid_to=day,
        )
        grant_attest_right(
            session,
            **story.officer,
            person_id=story.officer_id,
            pot_id=root,
            step=Step.APPROVE,
            limit_ore=kronor(9),
            valid_from=day,
            valid_to=day,
        )
