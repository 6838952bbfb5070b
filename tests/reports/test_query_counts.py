"""No report sends more queries when there is more to report; whoever writes a new report has it held here at once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Final

from ledger.db.session import read_session
from tests.support.every_report import asked, reports
from tests.support.growing import grow, with_what_grows
from tests.support.held import Held
from tests.support.queries import counted

ENOUGH: Final = 70
"""There are more reports than this: fewer were found if the search has gone wrong."""
OF_ONE_THING: Final = {
    "accounts.count_lines",
    "bank_table.find_bank_account",
    "books.choose_book",
    "books.find_book",
    "books.find_pot",
    "books.get_book",
    "chain_ends.chain_end",
    "files.read_file",
    "registers.looking.whole_book",
    "standpoint.chain_end",
}
"""Reports of one thing, which is no more however much there is beside it."""
A_PAGE: Final = {"audit_log.audit_page"}
"""Reports that are full from the beginning."""
EVERY_CONTENT: Final = "files.damaged_files"
"""What reads the whole content of every file, one at a time, and says nothing as long as none is damaged."""


@dataclass(frozen=True)
class Sent:
    """How many statements a report sends, and how much it tells."""

    queries: int
    size: int


def sent(held: Held, known_at: datetime | None) -> dict[str, Sent]:
    found: dict[str, Sent] = {}
    with read_session(held.money.story.engine) as session:
        for name, report in reports().items():
            given = asked(report, session, held.money, known_at)
            with counted(held.money.story.engine) as statements:
                told = size(report(**given))
            found[name.removeprefix("ledger.reports.")] = Sent(len(statements), told)
    return found


def size(told: Any) -> int:
    """How many single facts there are in an answer."""
    if isinstance(told, str | bytes):
        return 1
    if is_dataclass(told):
        return sum(size(getattr(told, one.name)) for one in fields(told))
    if isinstance(told, Mapping):
        return sum(size(one) for one in told.values())
    if isinstance(told, Collection | Iterator):
        return sum(size(one) for one in told)
    return 1


def test_the_reports_send_as_many_queries_however_much_there_is(held: Held) -> None:
    ending = with_what_grows(held)
    grow(held, ending, range(1))
    then = datetime.now(UTC)
    few, few_then = sent(held, None), sent(held, then)
    grow(held, ending, range(1, 5))
    many, many_then = sent(held, None), sent(held, then)
    assert len(few) > ENOUGH
    assert {name for name in few if many[name].size <= few[name].size} == OF_ONE_THING | A_PAGE | {EVERY_CONTENT}
    assert {name for name in few if many[name].queries != few[name].queries} == {EVERY_CONTENT}
    # A moment that has passed costs one look for its last entry more, and lines taken away in the same query.
    assert {name for name, of in many_then.items() if of.queries > few_then[name].queries} <= {EVERY_CONTENT}


def test_what_was_known_then_has_not_grown(held: Held) -> None:
    ending = with_what_grows(held)
    grow(held, ending, range(1))
    then = datetime.now(UTC)
    before = {name: of.size for name, of in sent(held, then).items()}
    grow(held, ending, range(1, 2))
    after = {name: of.size for name, of in sent(held, then).items()}
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {}
