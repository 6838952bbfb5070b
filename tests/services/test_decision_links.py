"""What belongs to a decision: its distribution list, the recommendations it followed, and what it moved."""

from datetime import date

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind, Side, kinds_of
from ledger.domain.events import Event
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    DateBefore,
    DecisionIsRecommendation,
    DecisionNotRecommendation,
    LedgerError,
    NotFound,
    TextMissing,
)
from ledger.money import kronor
from ledger.reports.decisions import NOTHING, DecisionsReport, Movement, decisions_report, decisions_table
from ledger.reports.moments import cut
from ledger.reports.turnovers import balances
from ledger.services.decision_links import add_receiver, follow_recommendation
from ledger.services.decisions import DecisionKind, register_decision, rename_body
from ledger.services.files import Thing, ThingKind, attach_file
from tests.support.allocating import by_amounts, turned_back
from tests.support.money import Money
from tests.support.queries import counted
from tests.support.story import AGREED_ON, COUNTY_ORE, EVERYTHING, SPLIT_ON, Story

SPLIT_NAME = "Styrgrupp handlingsplan psykisk hälsa 2020-10-02 § 4"
ADVICE_NAME = "Politiskt samrådsorgan (SRO) 2020-08-27 § 12"


def receives(story: Story, decision: str = "SPLIT", **given: object) -> int:
    arguments = {**story.officer, "decision_id": story.decisions.get(decision, 99), **given}
    with write_session(story.engine) as session:
        return add_receiver(session, **arguments)  # type: ignore[arg-type]


def follows(story: Story, decision: str = "SPLIT", advice: str = "ADVICE", scope: Scope = EVERYTHING) -> None:
    with write_session(story.engine) as session:
        follow_recommendation(
            session,
            actor=story.officer_id,
            scope=scope,
            book_id=story.book_id,
            decision_id=story.decisions.get(decision, 99),
            recommendation_id=story.decisions.get(advice, 99),
        )


def report(story: Story, as_of: date | None = None, known_at: object = None) -> DecisionsReport:
    with read_session(story.engine) as session:
        return decisions_report(
            session,
            scope=EVERYTHING,
            book_id=story.book_id,
            as_of=as_of,
            known_at=known_at,  # type: ignore[arg-type]
        )


def test_receivers_are_named_or_of_the_register(story: Story) -> None:
    before = clock.now()
    receives(story, organisation_id=story.organisations["GR"])
    receives(story, name=" Ekonomi- och  kommunikationsavdelningen ")
    row = next(row for row in report(story).decisions if row.name == SPLIT_NAME)
    assert row.receivers == ("Göteborgsregionen", "Ekonomi- och kommunikationsavdelningen")
    assert all(row.receivers == () for row in report(story, known_at=before).decisions)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"name": "Göteborgsregionen"}, AlreadyExists),
        ({"name": " "}, TextMissing),
        ({}, TextMissing),
        ({"organisation_id": 99}, NotFound),
        ({"decision": "SAKNAS", "name": "Direktionen"}, NotFound),
        ({"scope": Scope.of_books(99), "name": "Direktionen"}, NotFound),
    ],
    ids=["twice", "blank", "nobody", "organisation", "decision", "scope"],
)
def test_what_is_no_receiver(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    receives(story, organisation_id=story.organisations["GR"])
    with pytest.raises(refusal):
        receives(story, **given)  # type: ignore[arg-type]


def test_a_decision_follows_a_recommendation(story: Story) -> None:
    follows(story)
    told = {row.name: row.follows for row in report(story).decisions}
    assert told[SPLIT_NAME] == (ADVICE_NAME,)
    assert told[ADVICE_NAME] == ()
    with pytest.raises(AlreadyExists):
        follows(story)


@pytest.mark.parametrize(
    ("decision", "advice", "scope", "refusal"),
    [
        ("ADVICE", "ADVICE", EVERYTHING, DecisionIsRecommendation),
        ("SPLIT", "ASSIGNED", EVERYTHING, DecisionNotRecommendation),
        ("SAKNAS", "ADVICE", EVERYTHING, NotFound),
        ("SPLIT", "SAKNAS", EVERYTHING, NotFound),
        ("SPLIT", "ADVICE", Scope.of_books(99), NotFound),
    ],
)
def test_what_does_not_follow(
    story: Story, decision: str, advice: str, scope: Scope, refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal):
        follows(story, decision, advice, scope)
    assert all(row.follows == () for row in report(story).decisions)


def test_nothing_follows_what_was_not_yet_recommended(story: Story) -> None:
    with write_session(story.engine) as session:
        story.decisions["LATE"] = register_decision(
            session,
            **story.officer,
            body_id=story.bodies["SRO"],
            kind=DecisionKind.RECOMMENDATION,
            decided_on=date(2020, 12, 1),
            paragraph="13",
            reference="",
            title="Sent råd",
        ).id
    with pytest.raises(DateBefore) as refusal:
        follows(story, advice="LATE")
    assert (refusal.value.given, refusal.value.other_day) == (SPLIT_ON, date(2020, 12, 1))


# --- what they moved ---------------------------------------------------------------------------------------------


def test_a_decision_tells_its_movements_per_pot_and_its_entries(money: Money) -> None:
    story = money.story
    by_amounts(story, {"SK": kronor(900), "GR": kronor(100)})
    told = {row.name: row.moved for row in report(story).decisions}
    assert told[SPLIT_NAME].movements == (
        Movement(Event.ALLOCATION, "GR", Kind.AUTHORISED, -kronor(100)),
        Movement(Event.ALLOCATION, "GR", Kind.AVAILABLE, kronor(100)),
        Movement(Event.ALLOCATION, "SK", Kind.AUTHORISED, -kronor(900)),
        Movement(Event.ALLOCATION, "SK", Kind.AVAILABLE, kronor(900)),
        Movement(Event.ALLOCATION, "SUICID2020", Kind.ALLOTTED, kronor(1_000)),
        Movement(Event.ALLOCATION, "SUICID2020", Kind.AVAILABLE, -kronor(1_000)),
    )
    assert told[SPLIT_NAME].entries == ("2020-5",)
    assert told[ADVICE_NAME] == NOTHING


def test_a_correction_leaves_the_entries_and_no_amount(story: Story) -> None:
    turned_back(story, by_amounts(story, {"SK": kronor(900)}))
    moved = next(row.moved for row in report(story).decisions if row.name == SPLIT_NAME)
    assert (moved.movements, moved.entries) == ((), ("2020-2", "2020-3"))
    known = next(row.moved for row in report(story, as_of=AGREED_ON).decisions if row.paragraph == "§ 1")
    assert [(one.kind, one.amount_ore) for one in known.movements] == [
        (Kind.AUTHORISED, -COUNTY_ORE),
        (Kind.AVAILABLE, COUNTY_ORE),
    ]


def test_the_decisions_and_none_are_all_movements_of_authority(money: Money) -> None:
    story = money.story
    by_amounts(story, {"SK": kronor(900)})
    money.approved()
    for at in (None, date(2020, 12, 31)):
        with read_session(story.engine) as session:
            edge = cut(session, book_id=story.book_id, as_of=at, known_at=None)
            books = {
                (kind, pot): amount_ore
                for (kind, pot, _subject), amount_ore in balances(session, edge).items()
                if kind in kinds_of(Side.AUTHORITY) and amount_ore != 0
            }
        codes = {pot_id: code for code, pot_id in story.pots.items()}
        total: dict[tuple[Kind, str], int] = {}
        for (_event, pot, kind), amount_ore in report(story, at).total().items():
            total[kind, pot] = total.get((kind, pot), 0) + amount_ore
        summed: dict[tuple[Kind, str], int] = {}
        for (kind, pot_id), amount_ore in books.items():
            summed[kind, codes[pot_id]] = summed.get((kind, codes[pot_id]), 0) + amount_ore
        assert {key: ore for key, ore in total.items() if ore != 0} == summed


def test_what_was_recorded_later_was_not_known(story: Story) -> None:
    before = clock.now()
    by_amounts(story, {"SK": kronor(900)})
    with write_session(story.engine) as session:
        rename_body(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            body_id=story.bodies["STYRGRUPP"],
            name="Styrgruppen",
            valid_from=SPLIT_ON,
        )
    assert SPLIT_NAME in {row.name for row in report(story, known_at=before).decisions}
    names = {row.name: row.moved.entries for row in report(story).decisions}
    assert names["Styrgruppen 2020-10-02 § 4"] == ("2020-2",)
    assert names["Styrgrupp handlingsplan psykisk hälsa 2020-08-27 § 2"] == ()
    assert report(story, as_of=date(2020, 8, 26)).decisions == ()


def test_annexes_are_named(story: Story) -> None:
    with write_session(story.engine) as session:
        attach_file(
            session,
            **story.officer,
            to=Thing(ThingKind.DECISION, story.decisions["SPLIT"]),
            name="bilaga 1.pdf",
            content=b"%PDF-1.7 bilagan",
        )
    assert next(row.annexes for row in report(story).decisions if row.name == SPLIT_NAME) == ("bilaga 1.pdf",)


def test_the_table_has_a_row_for_each_movement_and_each_decision_without(money: Money) -> None:
    by_amounts(money.story, {"SK": kronor(900)})
    table = decisions_table(report(money.story))
    split = [row for row in table.rows if row[2] == "§ 4"]
    assert split[0] == (
        SPLIT_ON,
        "Styrgrupp handlingsplan psykisk hälsa",
        "§ 4",
        "19/01701",
        "Fördelning av medel för suicidprevention 2020",
        "Fördelning",
        "SK",
        "Tilldelat",
        -kronor(900),
        "2020-5",
    )
    assert [row[5:] for row in table.rows if row[2] == "§ 12"] == [(None, None, None, None, "")]


def test_the_number_of_queries_does_not_grow(money: Money) -> None:
    with counted(money.story.engine) as few:
        report(money.story)
    for share in (100, 200, 300):
        by_amounts(money.story, {"SK": kronor(share), "GR": kronor(share)})
    with counted(money.story.engine) as many:
        report(money.story)
    assert len(many) == len(few)


def test_another_book_is_not_seen(story: Story) -> None:
    with read_session(story.engine) as session, pytest.raises(NotFound):
        decisions_report(session, scope=Scope.of_books(99), book_id=story.book_id, as_of=None, known_at=None)
