"""Ways round the guards that do not take them away: each is refused too, and leaves the database as it was.

SQLite is met with its foreign keys off, as its own shell opens a file; PostgreSQL by the owner in replica mode, where
foreign keys are off as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from ledger.db.decisions import Body, Decision
from ledger.db.periods import PeriodState
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.errors import EntryRefusedByDatabase
from ledger.money import LIMIT_ORE
from ledger.posting import post_entry
from tests.support.books import MOMENT, SmallBook
from tests.support.raw import DRIVER_ERRORS, Raw, RawEntry, RawLine, dump, raw

ROOT, CHILD, UNKNOWN_POT = 2, 3, 99
AGREED = 1_000_00
on_sqlite = pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
CLAUSES = ("ABORT", "FAIL", "IGNORE", "REPLACE", "ROLLBACK")


@dataclass
class Attacked:
    """A book with one entry, 1 000 kr agreed, and November closed."""

    book: SmallBook

    def entry(self, *lines: RawLine) -> RawEntry:
        """A right entry: 1 kr more agreed, unless other lines are given."""
        right = (("available", ROOT, 0, 1_00), ("authorised", ROOT, 0, -1_00))
        return RawEntry(self.book.book_id, self.book.decision, self.book.actor_id, lines or right)

    @property
    def spending_too_much(self) -> RawEntry:
        """An entry that takes available below zero."""
        return self.entry(("available", ROOT, 0, -AGREED - 1), ("allotted", ROOT, 0, AGREED + 1))


@pytest.fixture
def attacked(book: SmallBook) -> Attacked:
    with write_session(book.engine) as session:
        post_entry(session, book.draft(session, rules.agreement_amount(root=book.root, amount_ore=AGREED)))
        session.execute(
            insert(PeriodState).values(
                book_id=book.book_id,
                month=date(2021, 11, 1),
                no=1,
                state="closed",
                changed_on=date(2021, 12, 1),
                reason="",
                recorded_at=MOMENT,
                actor_id=book.actor_id,
            )
        )
    return Attacked(book)


@contextmanager
def refused(attacked: Attacked, name: str) -> Iterator[Raw]:
    """The block is refused by that guard, and leaves every row of every table as it was."""
    before = dump(attacked.book.engine)
    with pytest.raises(DRIVER_ERRORS, match=name), raw(attacked.book.engine) as connection:
        yield connection
    assert dump(attacked.book.engine) == before


def test_the_right_entry_is_accepted(attacked: Attacked) -> None:
    """Else every refusal below might be for another reason."""
    with raw(attacked.book.engine) as connection:
        assert attacked.entry().insert(connection) == 2
        assert replace(attacked.entry(), source_key="rå igen").insert(connection) == 3
        connection.commit()


# --- conflict clauses, which a trigger's own statements obey ----------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("clause", CLAUSES)
def test_no_conflict_clause_books_what_breaks_a_never(attacked: Attacked, clause: str) -> None:
    before = dump(attacked.book.engine)
    with raw(attacked.book.engine) as connection:
        with pytest.raises(DRIVER_ERRORS, match="guard:never"):
            replace(attacked.spending_too_much, verb=f"INSERT OR {clause}").insert(connection)
        assert connection.run("SELECT COUNT(*) FROM entry") == [(1,)]
        assert connection.run("SELECT balance_ore FROM account WHERE kind = 'available'") == [(AGREED,)]
    assert dump(attacked.book.engine) == before


@on_sqlite
@pytest.mark.parametrize("clause", CLAUSES)
def test_a_conflict_clause_moves_a_right_entry_as_any_other(attacked: Attacked, clause: str) -> None:
    with raw(attacked.book.engine) as connection:
        replace(attacked.entry(), verb=f"INSERT OR {clause}").insert(connection)
        moved = connection.run("SELECT balance_ore FROM account WHERE kind = 'available'")
    assert moved == [(AGREED + 1_00,)]


@on_sqlite
def test_checks_switched_off_do_not_help(attacked: Attacked) -> None:
    with refused(attacked, "guard:never") as connection:
        connection.run("PRAGMA ignore_check_constraints = ON")
        attacked.spending_too_much.insert(connection)
    with refused(attacked, "guard:entry_wrong_line") as connection:
        connection.run("PRAGMA ignore_check_constraints = ON")
        attacked.entry(("gift", ROOT, 0, 100), ("cost", ROOT, 0, -100)).insert(connection)


# --- values that are not what their column says -----------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("amount", ["0.5", "'50 kr'", "X'35'"])
def test_no_amount_but_whole_ore(attacked: Attacked, amount: str) -> None:
    with refused(attacked, "guard:mistyped.line") as connection:
        connection.run(f"INSERT INTO line VALUES (1, 2, 1, 'cost', 2, 0, {amount})")


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"booked_on": "2021-04-01 12:00"},
        {"booked_on": "2021-02-30"},
        {"recorded_at": "2031-01-01 00:00:00"},
        {"recorded_at": "2031-13-01T00:00:00.000000Z"},
        {"source_key": b"test:2"},
        {"hash": b"f" * 64},
    ],
)
def test_no_day_moment_or_text_of_another_form(attacked: Attacked, wrong: dict[str, Any]) -> None:
    with refused(attacked, "guard:mistyped.entry") as connection:
        replace(attacked.entry(), **wrong).insert(connection)


def test_no_more_than_the_program_can_read(attacked: Attacked) -> None:
    much = (("cost", ROOT, 0, LIMIT_ORE), ("grant_income", ROOT, 0, -LIMIT_ORE))
    with refused(attacked, "guard:entry_wrong_line") as connection:
        attacked.entry(*much).insert(connection)


# --- what a foreign key would have refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((("bank", UNKNOWN_POT, 7, 5_00), ("cost", ROOT, 0, -1_00)), id="unbalanced, in a pot unknown"),
        pytest.param((("available", UNKNOWN_POT, 0, 1), ("authorised", UNKNOWN_POT, 0, -1)), id="in a pot unknown"),
        pytest.param((("bank", CHILD, 7, 1), ("cost", CHILD, 0, -1)), id="bank below the root"),
        pytest.param((("cost", ROOT, 7, 1), ("grant_income", ROOT, 0, -1)), id="a cost with a subject"),
        pytest.param((("payable", ROOT, 0, -1), ("cost", ROOT, 0, 1)), id="a debt without a subject"),
        pytest.param((("bank", ROOT, -7, 1), ("cost", ROOT, 0, -1)), id="a subject below zero"),
    ],
)
def test_a_line_is_on_an_account_that_can_be(attacked: Attacked, lines: tuple[RawLine, ...]) -> None:
    with refused(attacked, "guard:entry_wrong_line") as connection:
        attacked.entry(*lines).insert(connection)


@pytest.mark.parametrize(
    ("guard", "wrong"),
    [
        ("entry_by_nobody", {"actor_id": 99}),
        ("entry_before_book", {"booked_on": "2019-12-31"}),
        ("entry_wrong_digest", {"document": (99, None)}),
        ("entry_wrong_digest", {"decision": (99, None)}),
        ("entry_wrong_digest", {"attest": (99, None)}),
        ("entry_wrong_digest", {"attest": (None, "0" * 64)}),
    ],
)
def test_an_entry_names_what_there_is(attacked: Attacked, guard: str, wrong: dict[str, Any]) -> None:
    cash = (("cost", ROOT, 0, 1_00), ("grant_income", ROOT, 0, -1_00))
    with refused(attacked, f"guard:{guard}") as connection:
        replace(attacked.entry(*cash), **wrong).insert(connection)


def test_an_unknown_book_has_no_entries(attacked: Attacked) -> None:
    with refused(attacked, "guard:entry_") as connection:
        replace(attacked.entry(("cost", ROOT, 0, 1), ("other", ROOT, 0, -1)), book_id=99).insert(connection)


# --- lines before their entry -----------------------------------------------------------------------------------------


def test_lines_left_in_the_way_are_never_swept_into_an_entry(attacked: Attacked) -> None:
    book = attacked.book
    with raw(book.engine) as connection:
        connection.run("INSERT INTO line VALUES (1, 2, 1, 'cost', 2, 0, 500), (1, 2, 2, 'other', 2, 0, -500)")
        connection.commit()
    before = dump(book.engine)
    with pytest.raises(EntryRefusedByDatabase) as refusal, write_session(book.engine) as session:
        post_entry(session, book.draft(session, rules.agreement_amount(root=book.root, amount_ore=1)))
    assert "line" in refusal.value.guard
    assert dump(book.engine) == before


@pytest.mark.parametrize("numbers", [(2,), (1, 3), (0, 1)])
def test_lines_are_numbered_from_one(attacked: Attacked, numbers: tuple[int, ...]) -> None:
    rows = ", ".join(f"(1, 2, {number}, 'cost', 2, {number}, 500)" for number in numbers)
    with refused(attacked, "guard:line_number") as connection:
        connection.run(f"INSERT INTO line VALUES {rows}")


# --- who decides, who attests -----------------------------------------------------------------------------------------


def test_a_body_that_may_only_recommend_decides_nothing(attacked: Attacked) -> None:
    book = attacked.book
    decision = {"kind": "decision", "decided_on": date(2020, 1, 1), "paragraph": "§ 2", "reference": "", "title": ""}
    with write_session(book.engine) as session:
        adviser = insert(Body).values(code="råd", name="Rådet", advisory=True).returning(Body.id)
        body_id = session.execute(adviser).scalar_one()
        said = {"text": "", "digest": "råd", "recorded_at": MOMENT, "actor_id": book.actor_id}
        row = {**decision, **said, "book_id": book.book_id, "body_id": body_id}
        decision_id = session.execute(insert(Decision).values(row).returning(Decision.id)).scalar_one()
    with refused(attacked, "guard:entry_without_decision") as connection:
        replace(attacked.entry(), decision=(decision_id, "råd")).insert(connection)


def test_a_write_off_uses_no_more_than_the_reclaim(attacked: Attacked) -> None:
    used = (("used", ROOT, 7, 5_00), ("available", ROOT, 0, -5_00))
    with refused(attacked, "guard:entry_without_attest") as connection:
        replace(attacked.entry(*used), event="reclaim_written_off").insert(connection)
    owed = (("reclaim", ROOT, 0, 5_00), ("grant_debt", ROOT, 0, -5_00))
    given_up = (("grant_debt", ROOT, 0, 5_00), ("reclaim", ROOT, 0, -5_00))
    with raw(attacked.book.engine) as connection:
        replace(attacked.entry(*owed), event="recall", source_key="återkrav").insert(connection)
        replace(attacked.entry(*used, *given_up), event="reclaim_written_off").insert(connection)
        connection.commit()


# --- balances moved by hand -------------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO account VALUES (1, 'cost', 3, 0, 0, 0)",
        "INSERT INTO account VALUES (1, 'available', 2, 7, 0, 0)",
        "INSERT INTO turnover VALUES (1, 'available', 2, 0, '2021-01-01', 'agreement_amount', 0, 0, 0)",
        "INSERT OR REPLACE INTO account VALUES (1, 'available', 2, 0, 100000, 1)",
        "INSERT OR REPLACE INTO account VALUES (1, 'available', 2, 0, 0, 0)",
        "UPDATE OR REPLACE account SET kind = 'authorised' WHERE kind = 'available'",
    ],
)
def test_no_balance_comes_into_being_by_itself(attacked: Attacked, statement: str) -> None:
    with refused(attacked, "guard:moved_by_entries") as connection:
        connection.run(statement)


def test_no_balance_moves_before_its_entry(attacked: Attacked) -> None:
    with refused(attacked, "guard:moved_by_entries") as connection:
        connection.run("INSERT INTO line VALUES (1, 2, 1, 'available', 2, 0, 500), (1, 2, 2, 'authorised', 2, 0, -500)")
        connection.run("UPDATE account SET balance_ore = balance_ore + 500, last_seq = 2 WHERE kind = 'available'")


# --- PostgreSQL's own ways --------------------------------------------------------------------------------------------


@on_postgresql
def test_a_temporary_table_does_not_stand_in_for_a_real_one(attacked: Attacked) -> None:
    with refused(attacked, "guard:entry_period_closed") as connection:
        connection.run("CREATE TEMPORARY TABLE period_state (LIKE public.period_state)")
        replace(attacked.entry(), booked_on="2021-11-02").insert(connection)
    with raw(attacked.book.engine) as connection:
        connection.run("CREATE TEMPORARY TABLE account (LIKE public.account)")
        connection.run("CREATE TEMPORARY TABLE turnover (LIKE public.turnover)")
        attacked.entry().insert(connection)
        moved = connection.run("SELECT balance_ore FROM public.account WHERE kind = 'available'")
    assert moved == [(AGREED + 1_00,)]


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE book CASCADE",
        "MERGE INTO entry e USING (SELECT 1) x ON e.seq = 1 WHEN MATCHED THEN UPDATE SET text = ''",
        "MERGE INTO entry e USING (SELECT 1) x ON e.seq = 1 WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM line RETURNING 1) SELECT COUNT(*) FROM gone",
    ],
)
def test_no_other_verb_changes_what_is_written(attacked: Attacked, statement: str) -> None:
    with refused(attacked, "guard:append_only") as connection:
        connection.run(statement)


@on_postgresql
def test_entries_of_one_statement_follow_in_number_too(attacked: Attacked) -> None:
    with refused(attacked, "guard:entry_number") as connection:
        together(connection, attacked.entry(), numbers=(3, 2))


@on_postgresql
def test_each_entry_of_a_statement_is_held_against_what_stood_before_it(attacked: Attacked) -> None:
    """A later entry of the same statement does not make good what an earlier one broke."""
    with refused(attacked, "guard:never|available|2|0|2021-04-01|-1") as connection:
        connection.run(
            "INSERT INTO line VALUES (1, 2, 1, 'available', 2, 0, -100001), (1, 2, 2, 'allotted', 2, 0, 100001), "
            "(1, 3, 1, 'available', 2, 0, 500), (1, 3, 2, 'authorised', 2, 0, -500)"
        )
        together(connection, attacked.entry(), lines=False)


def together(connection: Raw, entry: RawEntry, *, numbers: tuple[int, int] = (2, 3), lines: bool = True) -> None:
    """Two entries, 2 and 3 of the book, by one statement."""
    if lines:
        connection.run(
            "INSERT INTO line VALUES (1, 2, 1, 'cost', 2, 0, 5), (1, 2, 2, 'other', 2, 0, -5), "
            "(1, 3, 1, 'cost', 2, 0, 5), (1, 3, 2, 'other', 2, 0, -5)"
        )
    first, year = connection.run("SELECT hash, 2021 FROM entry WHERE seq = 1")[0]
    decision_id, decision_digest = entry.decision or (0, "")
    values = ", ".join(
        f"(1, {seq}, {year}, {number - 1}, '2021-04-01', '{entry.recorded_at}', 'bank_other', '', 'rå {seq}', "
        f"{entry.actor_id}, {decision_id}, '{decision_digest}', '{previous}', '{hashed}')"
        for seq, number, previous, hashed in ((2, numbers[0], first, "a" * 64), (3, numbers[1], "a" * 64, "b" * 64))
    )
    connection.run(
        "INSERT INTO entry (book_id, seq, year, number, booked_on, recorded_at, event, text, source_key, actor_id, "
        f"decision_id, decision_digest, prev_hash, hash) VALUES {values}"
    )
