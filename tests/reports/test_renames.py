"""A name that is changed reaches every report and the workbook, and none of them as it was known before.

Reports and exports ask `ledger.reports.names` for the name of an organisation or a body, and never its head, which has
only the first.
"""

import ast
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

import exports
import ledger.reports
from exports.avstamning import export_avstamning
from ledger import clock
from ledger.db.decisions import Body
from ledger.db.organisations import Organisation
from ledger.db.session import read_session
from ledger.money import kronor
from ledger.reports.receipts import fitting_requisitions
from ledger.services.decisions import rename_body
from ledger.services.organisations import OrganisationChange, change_organisation
from ledger.services.supplier_claims import register_double_payment
from tests.support.allocating import by_amounts
from tests.support.billing import LATER_ON, paid
from tests.support.claims import RAISED, Claims
from tests.support.every_report import LAST, asked, more, reports, with_more_to_ask_of
from tests.support.held import Held
from tests.support.money import Money
from tests.support.reallocating import taken
from tests.support.reserving import set_aside
from tests.support.story import EVERYTHING

LONG_AGO: Final = date(2001, 1, 1)
OLD: Final = "Gammalnamnet"
NEW: Final = "Nyanamnet"
OF_NAMES: Final = Path(ledger.reports.__file__).parent / "names.py"
NAMING: Final = {
    "accounts.lines",
    "agreements.agreement_report",
    "allocation_changes.allocation_changes",
    "allocations.allocations",
    "commitments.commitments",
    "deadlines.deadlines",
    "decision_statement.decision_statement",
    "decisions.decisions_report",
    "exceptions.exceptions",
    "invoices.invoice_lines",
    "invoices.invoices",
    "journal.journal",
    "organisations.organisation_history",
    "organisations.organisations",
    "payouts.payments",
    "receipts.all_receipts",
    "recipient_statement.recipient_statement",
    "recipients.recipients",
    "repayment.propose_repayment",
    "registers.book.agreement_register",
    "registers.book.decision_register",
    "registers.book.pot_register",
    "registers.rights.body_register",
    "registers.rights.mandate_register",
    "registers.shared.organisation_register",
    "report_payouts.report_payments",
    "requisitions.receipts",
    "requisitions.requisitions",
    "reservations.reservations",
    "supplier_claims.supplier_claims",
    "suspicions.suspicions",
    "use_reports.use_reports",
}
"""The reports that name an organisation or a body in what is told here."""
SHEETS: Final = {
    "Fördelningar",
    "Omfördelningar",
    "Rekvisitioner",
    "Inbetalningar",
    "Reservationer",
    "Uppdrag",
    "Fakturor",
    "Fakturarader",
    "Utbetalningar",
    "Leverantörsfordringar",
    "Återrapporter",
    "Återrapportering",
    "Verifikationer",
}
"""The sheets that do."""
HISTORIES: Final = {"ledger.reports.organisations.organisation_history"}
"""What tells every name there has been."""


def sources() -> Iterator[Path]:
    for package in (ledger.reports, exports):
        yield from sorted(Path(str(package.__file__)).parent.rglob("*.py"))


def names_of_heads(source: str) -> list[int]:
    """The lines where the name of `Organisation` or `Body`, or of an alias of either, is taken from the head."""
    tree = ast.parse(source)
    heads = {"Organisation", "Body"}
    for found in ast.walk(tree):
        if isinstance(found, ast.Assign) and any(f"aliased({head})" in ast.unparse(found.value) for head in heads):
            heads |= {one.id for target in found.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return [
        found.lineno
        for found in ast.walk(tree)
        if isinstance(found, ast.Attribute) and found.attr == "name" and ast.unparse(found.value) in heads
    ]


def test_no_report_and_no_export_takes_a_name_from_its_head() -> None:
    taken_from = {str(path): names_of_heads(path.read_text()) for path in sources() if path != OF_NAMES}
    assert {path: lines for path, lines in taken_from.items() if lines} == {}


def test_a_name_from_its_head_is_found() -> None:
    source = "payer = aliased(Organisation)\nquery = select(payer.name, Body.name, Pot.name, Organisation.code)\n"
    assert names_of_heads(source) == [2, 2]


def rename(money: Money, name: str) -> None:
    """Give every organisation and every body that name, with its code, from long ago on."""
    said: dict[str, Any] = {"actor": money.story.officer_id, "scope": EVERYTHING, "valid_from": LONG_AGO}
    with money.writing() as session:
        for one in session.execute(select(Organisation.id, Organisation.code).order_by(Organisation.id)).all():
            change = OrganisationChange(name=f"{name} {one.code}")
            change_organisation(session, **said, organisation_id=one.id, change=change)
        for of in session.execute(select(Body.id, Body.code).order_by(Body.id)).all():
            rename_body(session, **said, body_id=of.id, name=f"{name} {of.code}")


def paid_twice(money: Money, invoice_id: int) -> None:
    paid(money, invoice_id)
    with money.writing() as session:
        said: dict[str, Any] = {
            "invoice_id": invoice_id,
            "bank_account_id": money.bank_id,
            "amount_ore": 1,
            "on": LATER_ON,
        }
        register_double_payment(session, **money.story.officer, **said)


@pytest.fixture
def renamed(held: Held) -> tuple[Money, datetime]:
    """Something for every report to name, everything renamed twice, and the moment between."""
    money = held.money
    with_more_to_ask_of(money)
    by_amounts(money.story, {"SIMBA": 100, "SK": kronor(1_000_000)})
    reviewed = held.approved(held.report(kronor(8_000_000)), decision_id=money.story.decisions["SPLIT"])
    held.paid(reviewed.report.id)
    taken(money.story, "SIMBA", 50)
    more(money, range(2))
    paid_twice(money, money.approved(money.invoice(number="A-1")).document.id)
    money.registered(money.invoice(number="A-2"))
    set_aside(money)
    rename(money, OLD)
    between = clock.now()
    rename(money, NEW)
    return money, between


def naming(money: Money, known_at: datetime | None, name: str) -> set[str]:
    """The reports that tell that name."""
    found = set()
    with read_session(money.story.engine) as session:
        for of, report in reports().items():
            answer = report(**asked(report, session, money, known_at))
            if name in repr(list(answer) if isinstance(answer, Iterator) else answer):
                found.add(of)
    return found


def test_every_report_tells_the_name_that_holds_and_was_known(renamed: tuple[Money, datetime]) -> None:
    money, between = renamed
    now, then = naming(money, None, NEW), naming(money, between, OLD)
    assert naming(money, None, OLD) <= HISTORIES
    assert naming(money, between, NEW) == set()
    assert now == then
    assert {name.removeprefix("ledger.reports.") for name in now} == NAMING


def test_whose_requisition_a_receipt_may_pay_is_told_by_the_name_of_today(claims: Claims) -> None:
    money, waiting = claims.money, claims.wait(RAISED)
    rename(money, NEW)
    with read_session(money.story.engine) as session:
        (fitting,) = fitting_requisitions(
            session, scope=EVERYTHING, book_id=money.story.book_id, unplaced_id=waiting.document.id
        )
    assert fitting.payer.startswith(NEW)


def test_the_workbook_tells_the_name_that_holds_and_was_known(renamed: tuple[Money, datetime], tmp_path: Path) -> None:
    money, between = renamed
    for known_at, told, untold in ((None, NEW, OLD), (between, OLD, NEW)):
        sheets = cells(money, known_at, tmp_path / f"{told}.xlsx")
        assert not [title for title, said in sheets.items() if untold in said]
        assert {title for title, said in sheets.items() if told in said} == SHEETS


def cells(money: Money, known_at: datetime | None, path: Path) -> dict[str, str]:
    """All that stands on each sheet of the workbook."""
    with read_session(money.story.engine) as session:
        export_avstamning(
            session,
            scope=EVERYTHING,
            book_id=money.story.book_id,
            agreement="PH2020",
            as_of=LAST,
            known_at=known_at,
            path=path,
        )
    return {sheet.title: repr(list(sheet.iter_rows(values_only=True))) for sheet in load_workbook(path).worksheets}
