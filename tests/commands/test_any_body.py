"""No body whatsoever gives anything but a refusal that can be acted on, or success."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from ledger.commands.batches import run_lines
from ledger.commands.catalogue import COMMANDS
from ledger.commands.fields import Choice, Content, Day, Exact, KronorField, OreField, Reference, Text, Whole, YesNo
from ledger.commands.forms import Inside, Rows
from ledger.commands.permission import Caller
from ledger.commands.reading import body_of, read_json
from ledger.commands.running import run, undone
from ledger.db.session import write_session
from ledger.errors import CommandTextMalformed, LedgerError
from ledger.messages import explain
from tests.support.money import Money

SHARED = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

WORDS = st.sampled_from(
    (
        "SK",
        "SUICID2020",
        "SUICID",
        "PH2020",
        "STYRGRUPP",
        "§ 4",
        "SIMBA",
        "1",
        "#1",
        "R-2020-01",
        "",
        "år",
        "\x00",
        "\ud800",
    )
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | WORDS
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))
AMOUNTS = st.integers(-(10**15), 10**15) | st.sampled_from((0, 1, 100, 25_000_000, 10**15 - 1))
IDS = st.integers(1, 12) | WORDS
DAYS = st.dates().map(str) | st.sampled_from(("2020-10-02", "2020-12-18", "2021-03-15", "1900-01-01", "2199-12-31"))


def said_in(field: Any) -> st.SearchStrategy[Any]:
    """Values that a field may take, so that many bodies reach the service."""
    if isinstance(field, Inside):
        return bodies(field.schema.fields)
    if isinstance(field, Rows):
        return st.lists(said_in(field.inner), max_size=3)
    if isinstance(field, Choice):
        return st.sampled_from(tuple(field.choices))
    plausible: dict[type[Any], st.SearchStrategy[Any]] = {
        Reference: IDS,
        OreField: AMOUNTS,
        KronorField: AMOUNTS.map(str),
        Day: DAYS,
        Whole: st.integers(0, 10) | st.just(1_000_000_000),
        YesNo: st.booleans(),
        Exact: st.sampled_from(("1", "1/3", "50 %")),
        Content: st.sampled_from(("", "JVBERi0xLjQKJSVFT0YK", "AAAA")),
        Text: st.text(max_size=20) | st.just("Ett skäl som räcker"),
    }
    return plausible.get(type(field), SCALARS)


def bodies(known: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Mostly what the fields take; the two units of an amount by chance, and now and then something else."""
    must = {name: said_in(field) for name, field in known.items() if field.required or isinstance(field, OreField)}
    may = {name: said_in(field) for name, field in known.items() if name not in must}
    return st.fixed_dictionaries(must, optional=may)


ASKED = st.sampled_from(tuple(COMMANDS.values())).flatmap(
    lambda command: st.tuples(st.just(command.name), bodies(command.schema().fields) | VALUES)
)


def told(session: Session, caller: Caller, name: str, body: Any) -> str:
    """What came of it: the answer, as JSON, or the words of the refusal."""
    try:
        return json.dumps(run(session, caller, name, body))
    except LedgerError as refusal:
        return explain(refusal)


@SHARED
@given(asked=ASKED)
@example(asked=("agreement.copy", {"agreement": 1, "code": "A", "name": "A", "reference": "", "years": 1_000_000_000}))
@example(asked=("book.close_month", {"month": "2199-12"}))
def test_any_body_is_done_or_refused(money: Money, asked: tuple[str, Any]) -> None:
    name, body = asked
    caller = Caller(money.director_id, "direktor@prov.example", at_machine=True)
    with write_session(money.story.engine) as session, undone(session, when=True):
        assert told(session, caller, name, body)


@SHARED
@given(
    line=st.text() | st.sampled_from(('{"do": 1}', "[]", '{"do": "book.seal", "as": "å"}', "[" * 100_000, "9" * 5_000))
)
def test_any_line_is_done_or_refused(money: Money, line: str) -> None:
    caller = Caller(money.director_id, "direktor@prov.example", at_machine=True)
    with write_session(money.story.engine) as session, undone(session, when=True), suppress(LedgerError):
        tuple(run_lines(session, caller, [line]))


@given(text=st.text())
def test_any_text_is_json_or_refused(text: str) -> None:
    with suppress(CommandTextMalformed):
        read_json(text)


@given(pairs=st.lists(st.tuples(st.text("a0123.", max_size=6), st.integers()), max_size=6))
def test_any_pairs_make_up_a_body(pairs: list[tuple[str, int]]) -> None:
    assert isinstance(body_of(pairs), dict)
