"""Each control finds the fault that is planted for it, with the right signed difference, and points at the entry."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import Engine, text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.demo import Story
from ledger.domain.scope import Scope
from ledger.reports.controls import Answer, ControlResult, run_controls
from ledger.services.periods import close_month


@dataclass(frozen=True)
class Fault:
    """What somebody does to the database, which control must say so, and what it must say of one row."""

    control: int
    statement: str
    difference_ore: int
    entry: str = ""


FAULTS = {
    "an entry that is not zero": Fault(
        1, "UPDATE line SET amount_ore = amount_ore + 500 WHERE seq = 4 AND kind = 'allotted'", 500, "2020-4"
    ),
    "cash that is not zero": Fault(
        1, "UPDATE line SET amount_ore = amount_ore - 700 WHERE seq = 7 AND kind = 'claim'", -700, "2020-7"
    ),
    "a share other than decided": Fault(
        2,
        "UPDATE document_fact SET amount_ore = amount_ore + 100 WHERE code = 'allocation' AND other_pot_id = 9",
        -100,
        "2020-4",
    ),
    "an agreed amount other than booked": Fault(
        2, "UPDATE document_fact SET amount_ore = amount_ore - 100 WHERE code = 'agreement_amount'", 100, "2020-1"
    ),
    "a requisition other than claimed": Fault(
        3, "UPDATE document_fact SET amount_ore = amount_ore + 300 WHERE code = 'requisition'", -300, "2020-6"
    ),
    "a commitment other than promised": Fault(
        4, "UPDATE document_fact SET amount_ore = amount_ore + 900 WHERE code = 'commitment'", -900, "2020-2"
    ),
    "an invoice other than used": Fault(
        4,
        "UPDATE document_fact SET amount_ore = amount_ore - 50 WHERE code = 'invoice' AND amount_ore = 15000000",
        50,
        "2021-2",
    ),
    "a payment other than owed": Fault(
        5,
        "UPDATE document_fact SET amount_ore = amount_ore - 10 WHERE code = 'invoice_paid' AND amount_ore = 25000000",
        10,
        "2021-16",
    ),
    "a payout other than advanced": Fault(
        5, "UPDATE document_fact SET amount_ore = amount_ore - 20 WHERE code = 'paid_out' AND pot_id = 9", 20, "2021-1"
    ),
    "a debt that is not what is left": Fault(
        6,
        "UPDATE turnover SET credit_ore = credit_ore + 40 WHERE kind = 'grant_debt' AND event = 'requisition'",
        -40,
    ),
    "an opening that is not the closing": Fault(
        8,
        "UPDATE turnover SET day = '2021-01-01' WHERE kind = 'bank' AND event = 'receipt'",
        33_422_811_00,
    ),
    "a balance that the lines do not say": Fault(
        9, "UPDATE account SET balance_ore = balance_ore + 1 WHERE kind = 'available' AND pot_id = 2", 1
    ),
    "a turnover that the lines do not say": Fault(
        9, "UPDATE turnover SET debit_ore = debit_ore + 2 WHERE kind = 'bank' AND event = 'receipt'", 2
    ),
    "a text that was changed": Fault(9, "UPDATE entry SET text = 'något annat' WHERE seq = 3", 0, "2020-3"),
    "a hash that was changed": Fault(9, f"UPDATE entry SET hash = '{'a' * 64}' WHERE seq = 5", 0, "2020-5"),
    "a number left out": Fault(9, "UPDATE entry SET number = 99 WHERE seq = 12", 0, "2021-99"),
    "a decision that was changed": Fault(
        9, "UPDATE decision SET text = 'Anställande part får fakturera 2 000 000 kr' WHERE id = 3", 0
    ),
    "an attest by another": Fault(9, "UPDATE attest SET person_id = 1 WHERE id = 2 AND step = 'approve'", 0),
    "a seal on another hash": Fault(9, f"UPDATE seal SET hash = '{'b' * 64}'", 0),
    "a supplier's number twice": Fault(
        11, "UPDATE invoice SET supplier_number = '20388' WHERE supplier_number = '20417'", 0
    ),
}


@pytest.fixture
def story(engine: Engine, demo: Story) -> Story:
    with write_session(engine) as session:
        close_month(
            session, actor=demo.officer_id, scope=Scope.everything(), book_id=demo.book_id, month=date(2020, 1, 1)
        )
    return demo


def controls(engine: Engine, story: Story) -> dict[int, ControlResult]:
    with read_session(engine) as session:
        results = run_controls(session, scope=Scope.everything(), book_id=story.book_id, as_of=None, known_at=None)
    return {result.no: result for result in results}


def plant(engine: Engine, statement: str) -> None:
    """Do it past the guards, with foreign keys and four eyes out of the way, and put the guards back."""
    with write_session(engine) as session:
        connection = session.connection()
        guards.remove(connection)
        if "attest" in statement and engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE attest DROP CONSTRAINT uq_attest_document_id_round_person_id"))
        elif "attest" in statement:
            statement = statement.replace("person_id = 1", "recorded_at = '2020-01-01T00:00:00.000000Z'")
        connection.execute(text(statement))
        guards.install(connection)


def test_the_story_ties(engine: Engine, story: Story) -> None:
    answers = {no: result.answer for no, result in controls(engine, story).items()}
    unchecked = {7, 10}
    assert answers == {no: Answer.CANNOT_BE_CHECKED if no in unchecked else Answer.TIES for no in range(1, 12)}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found(engine: Engine, story: Story, fault: Fault) -> None:
    plant(engine, fault.statement)
    found = controls(engine, story)[fault.control]
    assert found.answer is Answer.DIFFERS
    told = [(one.difference_ore, one.entries) for one in found.breaks]
    assert any(
        difference == fault.difference_ore and (not fault.entry or fault.entry in entries)
        for difference, entries in told
    ), told


def test_a_guard_taken_away_is_found(engine: Engine, story: Story) -> None:
    with write_session(engine) as session:
        guards.remove(session.connection())
    found = controls(engine, story)[9]
    assert found.answer is Answer.DIFFERS
    assert found.count >= len(guards.append_only_tables())


def test_what_cannot_be_checked_says_what_is_missing(engine: Engine, story: Story) -> None:
    found = controls(engine, story)
    assert found[7].missing
    assert found[10].missing
