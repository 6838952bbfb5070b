"""Files of commands: earlier answers in later lines, other books, lines that cannot be read, and answers as values."""

import json
from typing import Any

import pytest

from ledger.commands.batches import Done, run_lines
from ledger.commands.permission import Caller
from ledger.commands.results import answer_of, refusal_of
from ledger.db.session import write_session
from ledger.errors import CommandInputRefused, CommandLineRefused, CommandTextMalformed
from tests.support.commanding import line
from tests.support.story import Story


def ran(story: Story, *lines: Any) -> tuple[Done, ...]:
    texts = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    with write_session(story.engine) as session:
        return tuple(run_lines(session, Caller(story.officer_id, "ekonom@prov.example", at_machine=True), texts))


def refused(story: Story, *lines: Any) -> CommandLineRefused:
    with pytest.raises(CommandLineRefused) as refusal:
        ran(story, *lines)
    return refusal.value


def organisation(code: str, **said: Any) -> dict[str, Any]:
    return line("organisation.register", code=code, name=code, kind="supplier", **said)


def test_later_lines_name_earlier_answers_wherever_they_stand(story: Story) -> None:
    done = ran(
        story,
        organisation("NY") | {"as": "ny"},
        "  ",
        line("book.open", "b", code="ny", name="Ny", organisation="$ny.id", opened_on="2020-01-01"),
        line("pot.open_root", "rot", code="R", name="R", opened_on="2020-01-01", book="$b.code") | {"book": "ny"},
        line(
            "pot.open",
            parent="$rot.id",
            code="P",
            name="$ny.name",
            holder="$ny.code",
            opened_on="2020-01-02",
            book="ny",
        ),
    )
    assert [one.line for one in done] == [1, 3, 4, 5]
    assert (done[-1].answer["name"], done[-1].answer["holder_id"]) == ("NY", done[0].answer["id"])


def test_what_only_looks_like_an_earlier_answer_is_text(story: Story) -> None:
    (done,) = ran(story, organisation("NY", town="kostar $10"))
    assert done.answer["town"] == "kostar $10"


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        ('{"do": 1}', "do", "text"),
        ('{"code": "A"}', "do", "missing"),
        ('["organisation.register"]', "", "object"),
        ('{"do": "organisation.register", "as": "$ö"}', "as", "alias"),
        ('{"do": "organisation.register", "as": 1}', "as", "text"),
        ('{"do": "organisation.register", "book": 1}', "book", "text"),
        ('{"do": "pot.open", "parent": "$nej.id"}', "parent", "unknown_result"),
        ('{"do": "allocation.decide", "amounts": [{"pot": "$nej"}]}', "amounts.0.pot", "unknown_result"),
    ],
)
def test_a_line_that_says_too_little(story: Story, text: str, path: str, reason: str) -> None:
    refusal = refused(story, organisation("NY"), text)
    assert refusal.line == 2
    cause = refusal.__cause__
    assert isinstance(cause, CommandInputRefused)
    assert [(fault.path, fault.reason) for fault in cause.faults] == [(path, reason)]


@pytest.mark.parametrize(
    "text", ["{", '{"do": "a", "do": "b"}', "NaN", "[" * 100_000, "9" * 5_000, '{"a":' * 30 + "1" + "}" * 30]
)
def test_a_line_that_is_no_json(story: Story, text: str) -> None:
    assert isinstance(refused(story, text).__cause__, CommandTextMalformed)


def test_a_refusal_for_programs(story: Story) -> None:
    told = refusal_of(refused(story, organisation("NY"), organisation("NY")))
    assert (told["line"], told["do"], told["code"], told["faults"]) == (
        2,
        "organisation.register",
        "already_exists",
        [],
    )
    told = refusal_of(refused(story, {"do": "organisation.register", "code": "A", "name": "A"}))
    assert isinstance(told["faults"], list)
    assert [fault["path"] for fault in told["faults"] if isinstance(fault, dict)] == ["kind"]


def test_a_number_that_may_be_personal_is_not_answered(story: Story) -> None:
    (done,) = ran(story, organisation("NY", number="232100-0131"))
    assert "number" not in done.answer
    assert "232100-0131" not in json.dumps(done.answer)


def test_answers_have_amounts_as_integers_with_their_text(story: Story) -> None:
    (done,) = ran(
        story,
        line("pot.move", from_pot="SUICID2020", to_pot="SK", amount_kr="1 000,50", decision="§ 4", on="2020-10-02"),
    )
    changes = done.answer["changes"]
    assert isinstance(changes, list)
    available = {"kind": "available", "pot_id": story.pots["SK"], "before_ore": 0, "after_ore": 100_050}
    assert {**available, "before_kr": "0", "after_kr": "1\u00a0000,50"} in changes


def test_a_result_that_is_no_answer_is_a_fault_of_the_program() -> None:
    assert answer_of(None) == {}
    assert answer_of(7) == {"id": 7}
    for result in (1.5, "text"):
        with pytest.raises(TypeError):
            answer_of(result)
