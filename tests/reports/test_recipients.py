"""The recipients' equations over everything that can happen to their money, and that nothing untied is ever shown."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.reports.recipients import RecipientFigures, Recipients, RecipientsDoNotTie, recipients
from ledger.reports.standpoint import standpoint
from tests.support.kept import Kept, two_books

NOTHING = RecipientFigures(*(0,) * 12)


@pytest.fixture
def kept(engine: Engine) -> Kept:
    return two_books(engine)[0]


def told(kept: Kept, as_of: date = date(2021, 12, 31)) -> Recipients:
    with read_session(kept.engine) as session:
        at = standpoint(
            session,
            scope=Scope.everything(),
            book_id=kept.book.book_id,
            agreement="PROV",
            as_of=as_of,
            known_at=None,
        )
        return recipients(session, at)


def figures(**kr: int) -> RecipientFigures:
    return replace(NOTHING, **{f"{name}_ore": kronor(amount) for name, amount in kr.items()})


def test_everything_that_can_happen_has_its_place(kept: Kept) -> None:
    rows = {row.pot: row.figures for row in told(kept).rows}
    assert rows["ROT"] == figures(paid_out=100, passed_on=40, left=60, arrears=5)
    assert rows["BARN"] == figures(
        paid_out=1_000,
        received=40,
        reported=300,
        moved=60,
        left=680,
        arrears=60,
        disallowed=20,
        paid_back=10,
        reclaim=10,
    )
    assert rows["SYSKON"] == figures(paid_out=400, recalled=50, left=350, written_off=20, reclaim=30)
    assert all(row.report_by is None and not row.late for row in told(kept).rows), "no terms are set"


def test_what_was_turned_back_counts_until_it_was(kept: Kept) -> None:
    sibling = {row.pot: row.figures for row in told(kept, date(2021, 1, 31)).rows}["SYSKON"]
    assert (sibling.paid_out_ore, sibling.left_ore) == (kronor(470), kronor(420))


@pytest.mark.parametrize("kind", [Kind.DISBURSED, Kind.ALLOTTED, Kind.RECLAIM])
def test_what_does_not_tie_is_not_shown(kept: Kept, kind: Kind) -> None:
    event = "recall" if kind is Kind.RECLAIM else "passed_on"
    with write_session(kept.engine) as session:
        connection = session.connection()
        guards.remove(connection)
        where = "book_id = :book_id AND kind = :kind AND event = :event"
        given = {"book_id": kept.book.book_id, "kind": kind.value, "event": event}
        changed = connection.execute(text(f"UPDATE turnover SET debit_ore = debit_ore + 1 WHERE {where}"), given)
        assert changed.rowcount > 0
        guards.install(connection)
    with pytest.raises(RecipientsDoNotTie):
        told(kept)
