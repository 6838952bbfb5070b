"""The database refuses what must never be, also past the program, and nothing is changed by trying."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import Engine

from ledger.db import guards
from ledger.db.schema import metadata
from ledger.db.session import open_engine, write_session
from ledger.demo import tell
from ledger.domain.chart import CHART, Keyed, Kind, Never, Side
from ledger.domain.scope import Scope
from ledger.services.periods import close_month
from tests.support.any_row import fill_empty_tables
from tests.support.closing import close_a_year
from tests.support.invoice_life import go_on_with_invoices
from tests.support.raw import DRIVER_ERRORS, Raw, RawEntry, dump, raw
from tests.support.recipient_rows import fill_recipients
from tests.support.registers import fill_registers

BOOK = 1
ROOT = 2
BIG = 10**14

TABLES = guards.append_only_tables()


@dataclass
class History:
    """The demo story with one closed and sealed month: a row in every table."""

    engine: Engine
    decision: tuple[int, str]
    recommendation: tuple[int, str]
    actor_id: int

    def entry(self, *lines: tuple[str, int, int, int]) -> RawEntry:
        """A right entry: 1 kr more agreed, unless other lines are given."""
        right = (("available", ROOT, 0, 100), ("authorised", ROOT, 0, -100))
        return RawEntry(BOOK, self.decision, self.actor_id, lines or right)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def history(request: pytest.FixtureRequest) -> Iterator[History]:
    """One history for all tests that leave it as it was, which is what they assert."""
    made = open_engine(request.getfixturevalue(f"{request.param}_databases").new_url())
    yield tell_history(made)
    made.dispose()


@pytest.fixture
def own_history(engine: Engine) -> History:
    """A history for a test that adds to it."""
    return tell_history(engine)


def tell_history(engine: Engine) -> History:
    with write_session(engine) as session:
        story = tell(session)
        go_on_with_invoices(session, story)
        fill_recipients(session, story)
        close_month(
            session,
            actor=story.officer_id,
            scope=Scope.everything(),
            book_id=story.book_id,
            month=date(2020, 1, 1),
            reason="Avstämd och klar",
        )
        fill_registers(
            session,
            book_id=story.book_id,
            agreement_id=story.purpose.agreement_id,
            officer=story.officer_id,
            approver=story.approver_id,
        )
        close_a_year(session, story.officer_id, story.approver_id)
        fill_empty_tables(session, story)
    with raw(engine) as connection:
        decision = connection.run("SELECT id, digest FROM decision WHERE kind = 'decision' ORDER BY id LIMIT 1")[0]
        advice = connection.run("SELECT id, digest FROM decision WHERE kind = 'recommendation'")[0]
    return History(engine, (decision[0], decision[1]), (advice[0], advice[1]), story.officer_id)


@contextmanager
def refused(history: History, *names: str) -> Iterator[Raw]:
    """The block is refused by one of these guards or constraints, and leaves every row of every table as it was."""
    before = dump(history.engine)
    with pytest.raises(DRIVER_ERRORS) as refusal, raw(history.engine) as connection:
        yield connection
        connection.commit()
    assert any(name in str(refusal.value) for name in names), str(refusal.value)
    assert dump(history.engine) == before


def test_the_right_raw_entry_is_accepted(own_history: History) -> None:
    """Else every refusal below might be for another reason."""
    with raw(own_history.engine) as connection:
        own_history.entry().insert(connection)
        connection.commit()
        balance = connection.run(
            "SELECT balance_ore FROM account WHERE book_id = ? AND kind = 'available' AND pot_id = ?", [BOOK, ROOT]
        )
    assert balance == [(3_422_811_00 + 100,)]


# --- what is written stays ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_every_row_stays_as_it_was_written(history: History, table: str) -> None:
    columns = [column.name for column in metadata.tables[table].columns]
    first = columns[0]
    with refused(history, "guard:append_only") as connection:
        assert connection.run(f'SELECT 1 FROM "{table}"'), f"the story has no row in {table}"
        connection.run(f'UPDATE "{table}" SET "{columns[-1]}" = "{columns[-1]}"')
    with refused(history, "guard:append_only") as connection:
        connection.run(f'DELETE FROM "{table}"')
    with refused(history, "guard:append_only", "guard:taken", "guard:entry", "guard:line") as connection:
        if connection.dialect == "sqlite":
            connection.run(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1')
        else:
            connection.run(
                f'INSERT INTO "{table}" SELECT * FROM "{table}" LIMIT 1 '
                f"ON CONFLICT ON CONSTRAINT pk_{table} DO UPDATE SET {first} = excluded.{first}"
            )


@pytest.mark.parametrize("table", [*TABLES, "account", "turnover"])
def test_no_table_is_emptied(history: History, table: str) -> None:
    statement = {"sqlite": f'DELETE FROM "{table}"', "postgresql": f'TRUNCATE "{table}" CASCADE'}
    with refused(history, "guard:append_only", "guard:moved_by_entries") as connection:
        connection.run(statement[connection.dialect])


@pytest.mark.parametrize(
    ("table", "key"),
    [(table, key) for table in TABLES for key in guards.unique_keys(table)],
    ids=lambda value: value if isinstance(value, str) else ".".join(value),
)
def test_replacing_by_any_key_is_refused(history: History, table: str, key: tuple[str, ...]) -> None:
    """INSERT OR REPLACE would remove the row it collides with, unseen by any DELETE trigger."""
    if history.engine.dialect.name != "sqlite":
        with raw(history.engine) as connection:
            unique = connection.run(
                "SELECT COUNT(*) FROM pg_constraint WHERE conrelid = ?::regclass AND contype IN ('p', 'u')", [table]
            )
        assert unique[0][0] == len(guards.unique_keys(table))
        return
    columns = [column.name for column in metadata.tables[table].columns]
    other = {name: f"-{name} - 900000" for name in columns if name not in key and name in ("id", "seq", "document_id")}
    given = ", ".join(other.get(name, f'"{name}"') for name in columns)
    present = " AND ".join(f'"{name}" IS NOT NULL' for name in key)
    with raw(history.engine) as connection:
        rows = connection.run(f'SELECT COUNT(*) FROM "{table}" WHERE {present}')[0][0]
    if rows == 0:
        assert (table, key) in NEVER_FILLED
        return
    with refused(history, "guard:taken", "guard:entry", "guard:line", "guard:append_only") as connection:
        connection.run(f'INSERT OR REPLACE INTO "{table}" SELECT {given} FROM "{table}" WHERE {present} LIMIT 1')


NEVER_FILLED = {("entry", ("book_id", "reverses_seq")), ("handover", ("given_id",))}
"""Keys that the story leaves empty; a second reversal has a test of its own."""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET balance_ore = balance_ore + 1",
        "UPDATE account SET balance_ore = balance_ore + 1, last_seq = last_seq + 1",
        "UPDATE account SET last_seq = 999",
        "UPDATE account SET subject_id = 77",
        "INSERT INTO account VALUES (1, 'cost', 3, 0, 5, 0)",
        "INSERT INTO account VALUES (1, 'cost', 3, 0, 5, 12)",
        "DELETE FROM account",
        "UPDATE turnover SET debit_ore = debit_ore + 1, credit_ore = credit_ore + 1",
        "UPDATE turnover SET debit_ore = debit_ore + 1, last_seq = last_seq + 1",
        "UPDATE turnover SET event = 'annat'",
        "INSERT INTO turnover VALUES (1, 'cost', 3, 0, '2021-01-01', 'invoice', 5, 0, 0)",
        "DELETE FROM turnover",
    ],
)
def test_balances_move_by_entries_alone(history: History, statement: str) -> None:
    with refused(history, "guard:moved_by_entries") as connection:
        connection.run(statement)


def test_a_booked_entry_takes_no_further_line(history: History) -> None:
    with refused(history, "guard:line_of_booked_entry", "guard:append_only") as connection:
        connection.run("INSERT INTO line VALUES (1, 1, 99, 'cost', 2, 0, 5)")


def test_a_line_without_its_entry_does_not_survive(history: History) -> None:
    with refused(history, "FOREIGN KEY", "fk_line") as connection:
        if connection.dialect == "sqlite":
            connection.run("PRAGMA foreign_keys = ON")
        else:
            connection.run("SET session_replication_role = origin")
        connection.run("INSERT INTO line VALUES (1, 999, 1, 'cost', 2, 0, 5)")


# --- what an entry must be ---------------------------------------------------------------------------------------

Wrong = Callable[[History], RawEntry]

WRONG: dict[str, tuple[Wrong, str]] = {
    "no lines": (lambda h: replace(h.entry(), lines=()), "guard:entry_without_lines"),
    "unbalanced pot": (
        lambda h: h.entry(("available", ROOT, 0, 100), ("authorised", 3, 0, -100)),
        "guard:entry_unbalanced_pot",
    ),
    "unbalanced by one": (
        lambda h: h.entry(("available", ROOT, 0, 101), ("authorised", ROOT, 0, -100)),
        "guard:entry_unbalanced_pot",
    ),
    "unbalanced root": (
        lambda h: h.entry(("cost", ROOT, 0, 100), ("other", 1, 0, -100)),
        "guard:entry_unbalanced_root",
    ),
    "authority against cash": (
        lambda h: h.entry(("available", ROOT, 0, 100), ("cost", ROOT, 0, -100)),
        "guard:entry_unbalanced",
    ),
    "a gap in the book": (lambda h: replace(h.entry(), skip_seq=1), "guard:entry_sequence"),
    "a gap in the year": (lambda h: replace(h.entry(), skip_number=1), "guard:entry_number"),
    "another year": (lambda h: replace(h.entry(), year=2030), "guard:entry_year"),
    "another chain": (lambda h: replace(h.entry(), prev_hash="e" * 64), "guard:entry_chain"),
    "a clock gone back": (
        lambda h: replace(h.entry(), recorded_at="2019-01-01T00:00:00.000000Z"),
        "guard:entry_recorded_at",
    ),
    "a closed month": (lambda h: replace(h.entry(), booked_on="2020-01-15"), "guard:entry_period_closed"),
    "no decision": (lambda h: replace(h.entry(), decision=None), "guard:entry_without_decision"),
    "a recommendation": (lambda h: replace(h.entry(), decision=h.recommendation), "guard:entry_without_decision"),
    "another digest": (
        lambda h: replace(h.entry(), decision=(h.decision[0], "0" * 64)),
        "guard:entry_wrong_digest",
    ),
    "another document's digest": (lambda h: replace(h.entry(), document=(1, "0" * 64)), "guard:entry_wrong_digest"),
    "used without attest": (
        lambda h: h.entry(("used", ROOT, 7, 100), ("available", ROOT, 0, -100)),
        "guard:entry_without_attest",
    ),
    "reverses nothing": (lambda h: replace(h.entry(), reverses_seq=999), "guard:entry_reverses_wrongly"),
    "reverses by other amounts": (
        lambda h: replace(
            h.entry(("available", ROOT, 0, -100), ("authorised", ROOT, 0, 100)), reverses_seq=1, document=None
        ),
        "guard:entry_reverses_wrongly",
    ),
}


@pytest.mark.parametrize(("wrong", "guard"), WRONG.values(), ids=WRONG.keys())
def test_an_entry_that_must_not_be(history: History, wrong: Wrong, guard: str) -> None:
    with refused(history, guard) as connection:
        wrong(history).insert(connection)


def test_a_source_key_is_used_once(history: History) -> None:
    with raw(history.engine) as connection:
        key = connection.run("SELECT source_key FROM entry WHERE seq = 1")[0][0]
    with refused(history, "source_key") as connection:
        replace(history.entry(), source_key=key).insert(connection)


def test_an_entry_is_reversed_at_most_once(own_history: History) -> None:
    with raw(own_history.engine) as connection:
        first = own_history.entry().insert(connection)
        turned = own_history.entry(("available", ROOT, 0, -100), ("authorised", ROOT, 0, 100))
        reversal = replace(turned, source_key="rättad", reverses_seq=first).insert(connection)
        connection.commit()
    with refused(own_history, "guard:entry_reversed_before", "reverses_seq") as connection:
        replace(turned, source_key="rättad igen", reverses_seq=first).insert(connection)
    with refused(own_history, "guard:entry_reverses_wrongly") as connection:
        replace(own_history.entry(), source_key="rättelsen rättad", reverses_seq=reversal).insert(connection)


NEVERS = [kind for kind, rule in CHART.items() if rule.never is not None]


@pytest.mark.parametrize("kind", NEVERS)
def test_no_account_stands_where_it_never_may(history: History, kind: Kind) -> None:
    with refused(history, "guard:never", "ck_account_never") as connection:
        history.entry(*_breaking(kind)).insert(connection)


def test_nor_on_an_earlier_day(own_history: History) -> None:
    """The day's balance would break it, though today's would not."""
    document, attest = attested(own_history)
    for number, kind in enumerate(NEVERS):
        turned = [(code, pot, subject, -amount) for code, pot, subject, amount in _breaking(kind)]
        later = replace(own_history.entry(*turned), document=document, attest=attest, source_key=f"först {number}")
        with raw(own_history.engine) as connection:
            replace(later, booked_on="2021-06-01").insert(connection)
            connection.commit()
        with refused(own_history, "guard:never") as connection:
            replace(own_history.entry(*_breaking(kind)), booked_on="2021-05-01").insert(connection)
        with raw(own_history.engine) as connection:
            right = replace(own_history.entry(*_breaking(kind)), source_key=f"sedan {number}")
            replace(right, booked_on="2021-06-02").insert(connection)
            connection.commit()


def attested(history: History) -> tuple[tuple[int, str], tuple[int, str]]:
    """A document and its attest by two persons: what used money may rest on."""
    with raw(history.engine) as connection:
        row = connection.run(
            "SELECT d.id, d.digest, a.id, a.digest FROM attest a JOIN document d ON d.id = a.document_id "
            "WHERE a.step = 'approve' AND d.book_id = ? ORDER BY a.id LIMIT 1",
            [BOOK],
        )[0]
    return (row[0], row[1]), (row[2], row[3])


def _breaking(kind: Kind) -> list[tuple[str, int, int, int]]:
    """Balanced lines that take the account of that kind far where it may never be."""
    rule = CHART[kind]
    amount = -BIG if rule.never is Never.CREDIT else BIG
    counter = Kind.CARRIED if rule.side is Side.AUTHORITY else Kind.COST
    pot = ROOT if rule.keyed is Keyed.ROOT else 3
    return [(kind.value, pot, 4711 if rule.has_subject else 0, amount), (counter.value, pot, 0, -amount)]


# --- four eyes ---------------------------------------------------------------------------------------------------


def test_one_person_never_takes_both_steps(history: History) -> None:
    with refused(history, "person_id") as connection:
        invoice = connection.run("SELECT MAX(document_id) FROM invoice")[0][0]
        for number, step in enumerate(("confirm", "approve")):
            connection.run(
                "INSERT INTO attest (id, document_id, round, step, person_id, recorded_at, digest) "
                "VALUES (?, ?, 1, ?, ?, '2021-04-01T00:00:00.000000Z', '')",
                [9000 + number, invoice, step, history.actor_id],
            )


def test_an_approval_alone_uses_no_money(own_history: History) -> None:
    """Without the confirmation of another person in the same round, whatever the program may think."""
    with raw(own_history.engine) as connection:
        invoice = connection.run("SELECT MAX(document_id) FROM invoice")[0][0]
        digest = connection.run("SELECT digest FROM document WHERE id = ?", [invoice])[0][0]
        connection.run(
            "INSERT INTO attest (id, document_id, round, step, person_id, recorded_at, digest) "
            "VALUES (9000, ?, 1, 'approve', ?, '2021-04-01T00:00:00.000000Z', 'x')",
            [invoice, own_history.actor_id],
        )
        connection.commit()
    lines = (("used", ROOT, invoice, 100), ("available", ROOT, 0, -100))
    entry = replace(own_history.entry(*lines), document=(invoice, digest), attest=(9000, "x"))
    with refused(own_history, "guard:entry_without_attest") as connection:
        entry.insert(connection)
    with raw(own_history.engine) as connection:
        connection.run(
            "INSERT INTO attest (id, document_id, round, step, person_id, recorded_at, digest) "
            "VALUES (9001, ?, 1, 'confirm', ?, '2021-04-01T00:00:00.000000Z', 'y')",
            [invoice, own_history.actor_id + 1],
        )
        entry.insert(connection)
        connection.commit()
