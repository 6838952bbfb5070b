"""Pots: numbered in their book, with the way from the root, and the agreement they belong to."""

from datetime import date

import pytest
from sqlalchemy import select

from ledger.db.pots import Pot
from ledger.db.session import read_session, write_session
from ledger.domain.entries import PotRef
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    DateBefore,
    LedgerError,
    NotFound,
    PotInsufficient,
    PotOfOtherAgreement,
    TextMissing,
)
from ledger.services.pots import (
    PotInfo,
    find_pot,
    open_pot,
    open_root,
    pot_info,
    pots_info,
    require_available,
    require_same_agreement,
)
from tests.support.story import AGREED_ON, COUNTY_ORE, EVERYTHING, OPENED_ON, SPLIT_ON, Story


def opened(
    story: Story,
    *,
    parent: str = "SIMBA",
    code: str = "NY",
    name: str = "Nya potten",
    holder_id: int | None = None,
    on: date = SPLIT_ON,
    scope: Scope = EVERYTHING,
) -> PotInfo:
    with write_session(story.engine) as session:
        return open_pot(
            session,
            actor=story.officer_id,
            scope=scope,
            book_id=story.book_id,
            parent_id=story.pots[parent],
            code=code,
            name=name,
            holder_id=holder_id,
            opened_on=on,
        )


def test_a_pot_gets_the_next_number_and_the_way_from_its_root(story: Story) -> None:
    pot = opened(story, parent="SIMBA-SKOLA", holder_id=story.organisations["SK"])
    root, simba, school = (story.pots[code] for code in ("SUICID2020", "SIMBA", "SIMBA-SKOLA"))
    assert pot == PotInfo(
        PotRef(11, root),
        "NY",
        "Nya potten",
        (root, simba, school, 11),
        SPLIT_ON,
        story.organisations["SK"],
        "PH2020",
        "SUICID",
    )
    assert (pot.id, pot.parent_id, pot.belongs_to) == (11, school, "PH2020 SUICID")
    with read_session(story.engine) as session:
        assert find_pot(session, story.book_id, "NY") == pot_info(session, story.book_id, 11) == pot
        path = session.execute(select(Pot.path).where(Pot.book_id == story.book_id, Pot.id == 11)).scalar_one()
    assert path == f"/{root}/{simba}/{school}/11/"


def test_a_root_is_its_own_and_belongs_to_no_agreement_by_itself(story: Story) -> None:
    with write_session(story.engine) as session:
        root = open_root(session, **story.officer, code="EGEN", name="Egen rot", opened_on=OPENED_ON)
    assert (root.ref, root.path, root.parent_id) == (PotRef(11, 11), (11,), None)
    assert (root.agreement, root.purpose, root.belongs_to) == (None, None, "Övrigt")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"code": "FB"}, AlreadyExists),
        ({"code": " "}, TextMissing),
        ({"name": ""}, TextMissing),
        ({"holder_id": 99}, NotFound),
        ({"on": date(2020, 10, 1)}, DateBefore),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["taken", "code", "name", "holder", "day", "scope"],
)
def test_what_a_pot_may_not_be(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        opened(story, **given)  # type: ignore[arg-type]


def test_a_root_is_not_older_than_its_book(story: Story) -> None:
    with pytest.raises(DateBefore) as refusal, write_session(story.engine) as session:
        open_root(session, **story.officer, code="EGEN", name="Egen rot", opened_on=date(2019, 12, 31))
    assert refusal.value.other_day == OPENED_ON


def test_a_pot_that_is_not_there_is_not_found(story: Story) -> None:
    with read_session(story.engine) as session:
        with pytest.raises(NotFound) as by_code:
            find_pot(session, story.book_id, "SAKNAS")
        with pytest.raises(NotFound) as by_number:
            pots_info(session, story.book_id, [99, 2, 98])
    assert [refusal.value.name for refusal in (by_code, by_number)] == ["SAKNAS", "98"]


def test_pots_come_once_each_in_order_of_number(story: Story) -> None:
    with read_session(story.engine) as session:
        assert [pot.id for pot in pots_info(session, story.book_id, [4, 2, 4, 3])] == [2, 3, 4]


def test_one_grant_never_pays_for_another(story: Story) -> None:
    with read_session(story.engine) as session:
        simba, school, youth = (
            find_pot(session, story.book_id, code) for code in ("SIMBA", "SIMBA-SKOLA", "UNGDOM2020")
        )
    require_same_agreement(school, simba)
    with pytest.raises(PotOfOtherAgreement) as refusal:
        require_same_agreement(youth, simba)
    assert refusal.value.facts() == {
        "pot": "Ungdomsmottagningar 2020",
        "belongs_to": "PH2020 UNGDOM",
        "wanted": "PH2020 SUICID",
    }


def test_a_pot_gives_what_it_has_and_not_an_ore_more(story: Story) -> None:
    with read_session(story.engine) as session:
        require_available(session, story.book_id, story.suicide.pot, COUNTY_ORE, AGREED_ON)
        with pytest.raises(PotInsufficient) as refusal:
            require_available(session, story.book_id, story.suicide.pot, COUNTY_ORE + 1, AGREED_ON)
    assert refusal.value.facts() == {
        "pot": "Suicidprevention 2020",
        "wanted_ore": COUNTY_ORE + 1,
        "available_ore": COUNTY_ORE,
        "day": AGREED_ON,
        "over_ore": 1,
    }


def test_before_it_was_given_anything_a_pot_has_nothing(story: Story) -> None:
    with read_session(story.engine) as session, pytest.raises(PotInsufficient) as refusal:
        require_available(session, story.book_id, story.suicide.pot, 1, date(2020, 8, 26))
    assert refusal.value.available_ore == 0
