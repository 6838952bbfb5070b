"""No report sends more queries when there is more to report; whoever writes a new report has it held here at once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from ledger.db.session import read_session
from tests.support.every_report import asked, more, reports, with_more_to_ask_of
from tests.support.money import Money
from tests.support.queries import counted

ENOUGH: Final = 20
"""There are more reports than this: fewer were found if the search has gone wrong."""


def sent(money: Money, known_at: datetime | None) -> dict[str, int]:
    """How many statements each report sends."""
    counts: dict[str, int] = {}
    with read_session(money.story.engine) as session:
        for name, report in reports().items():
            given = asked(report, session, money, known_at)
            with counted(money.story.engine) as statements:
                answer = report(**given)
                if isinstance(answer, Iterator):
                    list(answer)
            counts[name] = len(statements)
    return counts


def test_the_reports_send_as_many_queries_however_much_there_is(money: Money) -> None:
    with_more_to_ask_of(money)
    more(money, range(1))
    then = datetime.now(UTC)
    few, few_then = sent(money, None), sent(money, then)
    more(money, range(1, 5))
    many, many_then = sent(money, None), sent(money, then)
    assert len(few) > ENOUGH
    assert many == few
    # A moment that has passed costs one look for its last entry more, and lines taken away in the same query.
    assert {name: count for name, count in many_then.items() if count > few_then[name]} == {}
