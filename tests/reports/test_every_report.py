"""No report sends more queries when there is more to report, and none tells another past when more has happened.

Whoever writes a new report has it held here at once.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from inspect import signature
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
    "books.find_agreement",
    "books.find_book",
    "books.find_pot",
    "books.get_book",
    "chain_ends.chain_end",
    "files.read_file",
    "registers.looking.whole_book",
    "standpoint.chain_end",
    "standpoint.standpoint",
    "view.view",
    "year_statement.year_statement",
}
"""Reports of one thing, or of an agreement's years, which are no more however much there is beside or in them."""
A_PAGE: Final = {"audit_log.audit_page"}
"""Reports that are full from the beginning."""
EVERY_CONTENT: Final = "files.damaged_files"
"""What reads the whole content of every file, one at a time, and says nothing as long as none is damaged."""


ALL_OF_IT: Final = "ledger.reports.controls.run_controls"
"""What controls the chain and the seals of all that is booked, whatever was known."""


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
    return sum(1 for _ in facts(told))


def facts(told: Any) -> Iterator[Any]:
    """Every single fact of an answer, but where it looked: all roots of an agreement, and the last entry there is."""
    if isinstance(told, str | bytes) or not (is_dataclass(told) or isinstance(told, Collection | Iterator)):
        yield told
    elif is_dataclass(told):
        for one in fields(told):
            if one.name not in {"roots", "last_seq"}:
                yield from facts(getattr(told, one.name))
    else:
        for within in told.items() if isinstance(told, Mapping) else told:
            yield from facts(within)


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


def told_then(held: Held, then: datetime) -> dict[str, list[Any]]:
    """What every report tells of a moment that has passed, but those that always tell of now."""
    with read_session(held.money.story.engine) as session:
        return {
            name: list(facts(report(**asked(report, session, held.money, then))))
            for name, report in reports().items()
            if {"known_at", "at"} & set(signature(report).parameters) and name != ALL_OF_IT
        }


def test_what_was_known_at_a_moment_is_told_the_same_ever_after(held: Held) -> None:
    ending = with_what_grows(held)
    grow(held, ending, range(1))
    then = datetime.now(UTC)
    before = told_then(held, then)
    grow(held, ending, range(1, 2))
    after = told_then(held, then)
    assert len(before) > ENOUGH // 2
    assert {
        name: [pair for pair in zip(before[name], after[name], strict=False) if pair[0] != pair[1]]
        for name in before
        if after[name] != before[name]
    } == {}
