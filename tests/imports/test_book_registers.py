"""A book's registers read in: bodies, pots, mandates, decisions, persons and attest rights; once, never otherwise."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from ledger.db.in_force import last_versions
from ledger.db.organisations import AttestRight
from ledger.db.registers import AttestRightVersion, MandateVersion
from ledger.db.session import read_session
from ledger.domain.mandates import Power
from ledger.errors import ImportDayMissing, ImportFactFixed, ImportRefused, NotFound
from ledger.imports.importing import KINDS
from ledger.money import format_kronor, kronor
from ledger.services.allocations import allocate_amounts
from ledger.services.decisions import find_body, find_decision
from ledger.services.persons import find_person, title_on
from ledger.services.pots import find_pot
from ledger.services.roles import roles_on
from tests.support.importing import counts, fault_at, faults, filled, read_in
from tests.support.money import Money
from tests.support.story import AGREED_ON, SPLIT_ON, Story

ROWS: dict[str, list[dict[str, str]]] = {
    "organ": [
        {"kod": "NAMND", "namn": "Nämnden", "får": "beslutar"},
        {"kod": "RAD", "namn": "Rådet", "får": "Rekommenderar"},
    ],
    "potter": [
        {"kod": "NY", "namn": "Ny", "under": "SUICID2020", "innehavare": "GR", "öppnad": "2020-10-02"},
        {"kod": "NY-1", "namn": "Under den nya", "under": "NY", "öppnad": "2020-10-03"},
    ],
    "mandat": [
        {
            "organ": "STYRGRUPP",
            "befogenhet": "återbetalning och överföring",
            "pott": "SUICID2020",
            "från": "2020-09-01",
        },
        {"organ": "SIMBA-SG", "befogenhet": "Uppdrag", "pott": "SIMBA", "från": "2020-09-01", "till": "2020-12-31"},
    ],
    "beslut": [
        {
            "organ": "STYRGRUPP",
            "slag": "beslut",
            "datum": "2020-11-06",
            "paragraf": "9",
            "diarienummer": "19/01701",
            "rubrik": "Andra fördelningen",
            "text": "Enligt bilaga",
        },
        {
            "organ": "SRO",
            "slag": "rekommendation",
            "datum": "2020-11-06",
            "paragraf": "§ 3",
            "rubrik": "Ställer sig bakom",
        },
    ],
    "personer": [
        {"inloggning": "revisor@prov.example", "titel": "Revisor"},
        {"inloggning": "handlaggare@prov.example", "titel": "Handläggare"},
    ],
    "attestratter": [
        {
            "inloggning": "attestant@prov.example",
            "steg": "beslutsattestera",
            "pott": "UNGDOM2020",
            "gräns": "250 000",
            "från": "2020-09-01",
        },
        {"inloggning": "ekonom@prov.example", "steg": "sakattestera", "pott": "UNGDOM2020", "från": "2020-09-01"},
    ],
}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ROWS)
def test_a_template_filled_in_is_read_in_once(story: Story, kind: str, form: str) -> None:
    content = filled(kind, ROWS[kind], form)
    imported = read_in(story, kind, content)
    assert (imported.rows, imported.same, len(imported.effects)) == (2, 0, 2)
    assert {one.before for one in imported.effects} == {""}
    before = counts(story.engine)
    again = read_in(story, kind, content)
    assert (again.rows, again.same, again.effects) == (2, 2, ())
    assert counts(story.engine) == before


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_that_comes_twice_is_told_with_the_first(story: Story, kind: str) -> None:
    before = counts(story.engine)
    with pytest.raises(ImportRefused) as refused:
        read_in(story, kind, filled(kind, [ROWS[kind][0]] * 2, "csv"))
    assert faults(refused.value) == [("A4", "import.row_twice")]
    assert counts(story.engine) == before


@pytest.mark.parametrize("kind", [*ROWS, "organisationer", "medlemskap"])
def test_the_example_of_a_template_can_be_read(kind: str) -> None:
    for column in KINDS[kind].columns:
        if column.example:
            column.form.read(column.heading, column.example)


def refused(story: Story, kind: str, rows: list[dict[str, str]]) -> ImportRefused:
    before = counts(story.engine)
    with pytest.raises(ImportRefused) as refusal:
        read_in(story, kind, filled(kind, rows, "csv"))
    assert counts(story.engine) == before
    return refusal.value


def changed(kind: str, **cells: str) -> list[dict[str, str]]:
    return [{**ROWS[kind][0], **{heading.replace("_", " "): cell for heading, cell in cells.items()}}]


def test_a_body_gets_another_name_from_its_day_and_stays_what_it_is(story: Story) -> None:
    read_in(story, "organ", filled("organ", ROWS["organ"], "csv"))
    (nameless,) = refused(story, "organ", changed("organ", namn="Nya nämnden")).faults
    assert isinstance(nameless.error, ImportDayMissing)
    renamed = changed("organ", namn="Nya nämnden", gäller_från="2021-07-01")
    (effect,) = read_in(story, "organ", filled("organ", renamed, "csv")).effects
    assert (effect.what, effect.fact, effect.before, effect.after) == ("NAMND", "namn", "Nämnden", "Nya nämnden")
    (fixed,) = refused(story, "organ", changed("organ", får="rekommenderar")).faults
    assert isinstance(fixed.error, ImportFactFixed)
    assert (fixed.error.column, fixed.error.known) == ("får", "beslutar")


def test_pots_stand_under_those_above_them_and_are_never_changed(story: Story) -> None:
    read_in(story, "potter", filled("potter", ROWS["potter"], "csv"))
    with read_session(story.engine) as session:
        above, under = (find_pot(session, story.book_id, code) for code in ("NY", "NY-1"))
    assert above.holder_id == story.organisations["GR"]
    assert under.path == (story.suicide.pot.id, above.id, under.id)
    assert faults(refused(story, "potter", changed("potter", namn="Annan"))) == [("A3", "already_exists")]
    nowhere = refused(story, "potter", changed("potter", kod="X", under="NIX", innehavare="NUX"))
    assert faults(nowhere) == [("C3", "not_found"), ("D3", "not_found")]
    early = refused(story, "potter", changed("potter", kod="X", öppnad="2020-01-01"))
    assert faults(early) == [("A3", "date.before")]


def test_what_is_read_in_carries_money(money: Money) -> None:
    story = money.story
    for kind in ("organ", "potter"):
        read_in(story, kind, filled(kind, ROWS[kind], "xlsx"))
    mandate = {"organ": "NAMND", "befogenhet": "fördelning", "pott": "SUICID2020", "från": "2020-09-01"}
    decision = {"organ": "NAMND", "slag": "beslut", "datum": "2020-10-02", "paragraf": "1", "rubrik": "Till den nya"}
    read_in(story, "mandat", filled("mandat", [mandate], "xlsx"))
    read_in(story, "beslut", filled("beslut", [decision], "xlsx"))
    with money.writing() as session:
        pot = find_pot(session, story.book_id, "NY")
        decision_id = find_decision(
            session, book_id=story.book_id, body_id=find_body(session, "NAMND"), decided_on=SPLIT_ON, paragraph="1"
        )
        done = allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={pot.id: kronor(5)},
            decision_id=decision_id,
            on=SPLIT_ON,
        )
    assert story.lines(done.booked)


def test_a_mandate_and_a_right_end_by_their_rows(story: Story) -> None:
    ends: dict[str, Any] = {"mandat": MandateVersion, "attestratter": AttestRightVersion}
    for kind, table in ends.items():
        read_in(story, kind, filled(kind, ROWS[kind], "csv"))
        (effect,) = read_in(story, kind, filled(kind, changed(kind, till="2022-12-31"), "csv")).effects
        assert (effect.fact, effect.before, effect.after) == ("till", "tills vidare", "till 2022-12-31")
        assert read_in(story, kind, filled(kind, changed(kind, till="2022-12-31"), "csv")).same == 1
        with read_session(story.engine) as session:
            version = last_versions(table)
            days = session.scalars(select(version.valid_to).where(version.valid_from == date(2020, 9, 1))).all()
        assert date(2022, 12, 31) in days
        earlier = refused(story, kind, changed(kind, till="2020-08-01"))
        assert [code for _, code in faults(earlier)] != []


def test_a_mandate_of_one_who_only_recommends_or_of_what_is_not_there_is_refused(story: Story) -> None:
    assert faults(refused(story, "mandat", changed("mandat", organ="SRO"))) == [("A3", "mandate.advisory_body")]
    nowhere = refused(story, "mandat", changed("mandat", organ="NIX", pott="NUX"))
    assert faults(nowhere) == [("A3", "not_found"), ("C3", "not_found")]
    unknown = refused(story, "mandat", changed("mandat", befogenhet="allt"))
    assert faults(unknown) == [("B3", "import.choice_unknown")]


def test_a_decision_that_says_something_else_is_refused(story: Story) -> None:
    read_in(story, "beslut", filled("beslut", ROWS["beslut"], "csv"))
    assert read_in(story, "beslut", filled("beslut", changed("beslut", paragraf="§ 9"), "csv")).same == 1
    other = refused(story, "beslut", changed("beslut", text="Något annat"))
    assert faults(other) == [("A3", "already_exists")]
    by_advisors = refused(story, "beslut", changed("beslut", organ="SRO"))
    assert faults(by_advisors) == [("A3", "mandate.advisory_body")]


def test_a_person_gets_a_title_and_never_a_role(story: Story) -> None:
    read_in(story, "personer", filled("personer", ROWS["personer"], "csv"))
    with read_session(story.engine) as session:
        person_id = find_person(session, "revisor@prov.example")
        assert roles_on(session, person_id, date(2024, 1, 1)) == ()
    (undated,) = refused(story, "personer", changed("personer", titel="Granskare")).faults
    assert isinstance(undated.error, ImportDayMissing)
    dated = changed("personer", titel="Granskare", gäller_från="2022-01-01")
    read_in(story, "personer", filled("personer", dated, "csv"))
    with read_session(story.engine) as session:
        assert [title_on(session, person_id, day) for day in (AGREED_ON, date(2022, 1, 1))] == ["Revisor", "Granskare"]
    assert KINDS["personer"].commands == ("person.register", "person.change_title")


def test_a_right_keeps_its_limit(story: Story) -> None:
    read_in(story, "attestratter", filled("attestratter", ROWS["attestratter"], "csv"))
    with read_session(story.engine) as session:
        limits = session.scalars(
            select(AttestRight.limit_ore).where(AttestRight.valid_from == date(2020, 9, 1)).order_by(AttestRight.id)
        ).all()
    assert limits == [kronor(250_000), None]
    error = fault_at(refused(story, "attestratter", changed("attestratter", gräns="300 000")), "A3")
    assert isinstance(error, ImportFactFixed)
    assert error.known == f"högst {format_kronor(kronor(250_000))}"
    nobody = refused(story, "attestratter", changed("attestratter", inloggning="ingen@prov.example"))
    assert isinstance(fault_at(nobody, "A3"), NotFound)


def test_powers_are_told_in_the_words_of_the_mandates() -> None:
    (column,) = (column for column in KINDS["mandat"].columns if column.field == "power")
    assert {column.form.read("befogenhet", word.upper()) for word in column.form.choices} == set(Power)
