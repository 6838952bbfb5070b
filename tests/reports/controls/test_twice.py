"""Control 11: a supplier's number on two invoices that stand, and a source key on two documents or entries."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger.domain.scope import Scope
from ledger.reports.controls import run_controls
from tests.reports.controls.conftest import Plant
from tests.support.kept import Kept

MOMENT = "2020-01-02T08:00:00.000000Z"


def invoices(*numbers: str) -> list[str]:
    """Statements that make the story's first documents of the kind into invoices of one supplier."""
    return [
        "INSERT INTO invoice (document_id, supplier_id, supplier_number, invoiced_on, arrived_on, due_on, "
        "payment_reference, payee_account, net_ore, vat_ore, gross_ore, vat_judgement, vat_reason, vat_recoverable) "
        f"VALUES ({own_id}, 1, '{number}', '2020-05-0{own_id}', '2020-05-0{own_id}', '2020-06-01', '', '', "
        "100, 0, 100, 'exempt', '', FALSE)"
        for own_id, number in enumerate(numbers, start=1)
    ]


def in_state(own_id: int, state: str) -> str:
    return (
        "INSERT INTO document_state (document_id, no, state, reason, recorded_at, actor_id) "
        f"VALUES ({own_id}, 1, '{state}', '', '{MOMENT}', 1)"
    )


@pytest.mark.parametrize("number", ["A 17", "a17", "00a17", " A17 "])
def test_a_suppliers_number_twice(number: str, plant: Plant) -> None:
    result = plant(*invoices("A17", "18", number))[11]
    assert [(one.what, one.subject) for one in result.breaks] == [
        (f"Fakturanummer {number} finns redan på bank-1", "reservation-3")
    ]
    assert result.note == "3 fakturor."


@pytest.mark.parametrize("state", ["annulled", "refused", "returned", "replaced"])
def test_an_invoice_that_does_not_stand_is_not_counted(state: str, plant: Plant) -> None:
    assert plant(*invoices("A17", "A17"), in_state(1, state))[11].breaks == ()


def test_an_invoice_that_stands_is_counted_whatever_its_state(plant: Plant) -> None:
    assert plant(*invoices("A17", "A17"), in_state(1, "paid"))[11].count == 1


def test_an_invoice_that_had_not_come_yet(session: Session, kept: Kept, plant: Plant) -> None:
    assert plant(*invoices("A17", "A17"))[11].count == 1
    book_id = kept.book.book_id
    the_day_before = run_controls(
        session, scope=Scope.everything(), book_id=book_id, as_of=date(2020, 5, 1), known_at=None
    )
    assert the_day_before[10].breaks == ()


@pytest.mark.parametrize("table", ["document", "entry"])
def test_a_source_key_twice(table: str, session: Session, kept: Kept, plant: Plant) -> None:
    same = f"UPDATE {table} SET source_key = 'en gång' WHERE book_id = 1 AND "
    if kept.engine.dialect.name == "sqlite":
        unbound = [
            f"CREATE TABLE loose AS SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE loose RENAME TO {table}",
        ]
    else:
        unbound = [f"ALTER TABLE {table} DROP CONSTRAINT uq_{table}_book_id_source_key"]
    which = "id IN (1, 2)" if table == "document" else "seq IN (1, 2)"
    found = plant(*unbound, same + which)[11].breaks
    if table == "document":
        assert [(one.what, one.subject) for one in found] == [
            ("Handlingens källnyckel finns på flera: en gång", "bank-1"),
            ("Handlingens källnyckel finns på flera: en gång", "requisition-2"),
        ]
    else:
        assert [(one.what, one.entries) for one in found] == [
            ("Verifikationens källnyckel finns på flera: en gång", ("2020-1",)),
            ("Verifikationens källnyckel finns på flera: en gång", ("2020-2",)),
        ]
    assert session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one() > 2
