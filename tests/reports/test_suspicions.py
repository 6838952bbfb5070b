"""Pairs of invoices that may be one cost twice: on which grounds, each once, and as it was known."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.reports.suspicions import Ground, Suspicion, suspicion_table, suspicions
from ledger.reports.table_text import as_records
from ledger.reports.view import view
from ledger.services.invoices import return_invoice
from tests.support.money import INVOICED_ON, REASON, Money

LONG_BEFORE = INVOICED_ON - timedelta(days=60)


def found(
    money: Money, *, as_of: date | None = None, known_at: datetime | None = None, scope: Scope | None = None
) -> tuple[Suspicion, ...]:
    with read_session(money.story.engine) as session:
        return suspicions(
            session,
            scope=scope or Scope.everything(),
            book_id=money.story.book_id,
            as_of=as_of,
            known_at=known_at,
        )


def told(money: Money) -> list[tuple[str, str, str]]:
    return [(one.ground, one.first.supplier_number, one.second.supplier_number) for one in found(money)]


def registered(money: Money, number: str, gross: int = 10_000, day: date = INVOICED_ON) -> int:
    return money.registered(money.invoice(kronor(gross), number, invoiced_on=day, arrived_on=day))


def test_the_same_amount_within_a_fortnight(money: Money) -> None:
    registered(money, "A1")
    registered(money, "B2", day=INVOICED_ON - timedelta(days=14))
    registered(money, "C3", day=INVOICED_ON - timedelta(days=29))
    registered(money, "D4", 10_001)
    (only,) = found(money)
    assert (only.ground, only.supplier) == (Ground.SAME_COST, "Skaraborgs kommunalförbund")
    assert (only.first.document, only.second.document) == ("L-2021-01", "L-2021-02")
    assert (only.second.invoiced_on, only.second.gross_ore, only.second.state) == (
        INVOICED_ON - timedelta(days=14),
        kronor(10_000),
        "registered",
    )


@pytest.mark.parametrize("number", ["F17", "F-I7", "F–17", "00 F.17"])
def test_numbers_spelled_nearly_alike(money: Money, number: str) -> None:
    registered(money, "F-17")
    registered(money, number, 12_000, LONG_BEFORE)
    assert told(money) == [("alike_number", "F-17", " ".join(number.split()))]


def test_signs_that_changed_place_on_the_same_amount(money: Money) -> None:
    registered(money, "20417")
    registered(money, "20471", day=LONG_BEFORE)
    registered(money, "24017", 12_000, day=LONG_BEFORE)
    registered(money, "20418", 13_000, day=LONG_BEFORE)
    assert told(money) == [("swapped_number", "20417", "20471")]


def test_a_pair_is_told_once(money: Money) -> None:
    registered(money, "F-17")
    registered(money, "F17")
    assert told(money) == [("same_cost", "F-17", "F17")]


def test_what_no_longer_stands_is_not_told_but_was(money: Money) -> None:
    first = registered(money, "1")
    registered(money, "2")
    moment = clock.now()
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=first, reason=REASON)
    assert found(money) == ()
    assert len(found(money, known_at=moment)) == 1
    assert found(money, known_at=moment, as_of=INVOICED_ON - timedelta(days=1)) == ()


def test_a_book_out_of_scope_and_a_moment_to_come(money: Money) -> None:
    with pytest.raises(NotFound):
        found(money, scope=Scope.of_books(money.story.book_id + 1))
    with pytest.raises(MomentInFuture):
        found(money, known_at=datetime(2999, 1, 1, tzinfo=UTC))


def test_the_table_has_a_row_for_each_pair(money: Money) -> None:
    registered(money, "F-17")
    registered(money, "F17")
    given: dict[str, Any] = {
        "scope": Scope.everything(),
        "book_id": money.story.book_id,
        "as_of": INVOICED_ON,
        "known_at": None,
    }
    with read_session(money.story.engine) as session:
        table = suspicion_table(view(session, agreement=None, **given), suspicions(session, **given))
    (row,) = as_records(table)
    assert (row["ground"], row["ground_name"]) == ("same_cost", "Samma belopp inom 14 dagar")
    assert (row["first_number"], row["second_number"], row["second_gross_ore"]) == ("F-17", "F17", kronor(10_000))
