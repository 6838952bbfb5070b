"""What one may not see answers as if it did not exist: another book, and pots that one's body does not decide over."""

import re
from datetime import date, timedelta

import pytest
from werkzeug.test import TestResponse

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.reports.controls import run_controls
from ledger.reports.rights import rights_of
from ledger.reports.statement import statement
from ledger.services.books import open_book
from ledger.services.roles import end_role
from tests.support.money import Money
from tests.support.site import Site, open_site

PAGES = ("sammanstallning", "avstamning", "avstamning/PH2020.xlsx", "logg", "logg.csv")


@pytest.fixture
def site(money: Money) -> Site:
    """A site over the story with its money in, and a second book of another keeper."""
    story = money.story
    made = open_site(story.engine, story.officer["actor"])
    with write_session(story.engine) as session:
        open_book(
            session,
            actor=story.officer["actor"],
            scope=Scope.everything(),
            code="annan",
            name="Annan bok",
            organisation_id=story.organisations["SK"],
            opened_on=date(2020, 1, 1),
        )
    return made


def timeless(answer: TestResponse) -> str:
    """The page without its forms' tokens, which tell the second they were made in."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", answer.get_data(as_text=True))


def test_a_reader_of_one_book_sees_nothing_of_another(site: Site) -> None:
    here, there = site.signed_in(Role.OFFICER, Role.AUDITOR), site.signed_in(Role.OFFICER, Role.AUDITOR, book="annan")
    for page in PAGES:
        assert there.get(f"/b/vastkom/{page}").status_code == 404, page
        assert here.get(f"/b/vastkom/{page}").status_code == 200, page
        answer = here.get(f"/b/annan/{page}")
        assert answer.status_code == 404, page
        of_none = here.get(f"/b/finns-inte/{page}")
        assert timeless(answer) == timeless(of_none).replace("finns-inte", "annan"), page
    assert "Annan bok" not in here.get("/").get_data(as_text=True)
    assert "VästKom" not in there.get("/").get_data(as_text=True)
    assert "33\u00a0422\u00a0811" not in there.get("/").get_data(as_text=True)


def test_a_steering_group_sees_its_own_pots_and_no_others(site: Site, money: Money) -> None:
    site.add("simba@prov.example", Role.STEERING, body_id=money.story.bodies["SIMBA-SG"])
    reader = site.nobody()
    reader.sign_in("simba@prov.example")
    told = reader.get("/b/vastkom/sammanstallning").get_data(as_text=True)
    assert "SIMBA" in told
    for other in ("FYRBODAL", "SUICID2020", "UNGDOM2020", "33\u00a0422\u00a0811"):
        assert other not in told
        assert other not in reader.get("/").get_data(as_text=True)
    assert reader.get("/b/vastkom/avstamning").status_code == 403
    assert reader.get("/b/vastkom/avstamning/PH2020.xlsx").status_code == 403


def test_who_reaches_pots_only_is_refused_every_total(site: Site, money: Money) -> None:
    person_id = site.add("simba@prov.example", Role.STEERING, body_id=money.story.bodies["SIMBA-SG"])
    book_id = money.story.officer["book_id"]
    with read_session(site.engine) as session:
        scope = rights_of(session, person_id, clock.today()).scope()
        assert scope.books == frozenset()
        for pot, code in (
            (None, None),
            ("FYRBODAL", None),
            ("SUICID2020", None),
            (None, "PH2020"),
            ("SIMBA", "PH2020"),
        ):
            with pytest.raises(NotFound):
                statement(session, scope=scope, book_id=book_id, agreement=code, pot=pot, as_of=None, known_at=None)
        for pot in ("SIMBA", "SIMBA-SKOLA"):
            told = statement(session, scope=scope, book_id=book_id, agreement=None, pot=pot, as_of=None, known_at=None)
            assert told.pot == pot
        with pytest.raises(NotFound):
            run_controls(session, scope=scope, book_id=book_id, as_of=None, known_at=None)


def test_a_role_ends_with_its_last_day(site: Site, money: Money) -> None:
    person_id = site.add("ekonom2@prov.example", Role.OFFICER)
    reader = site.nobody()
    reader.sign_in("ekonom2@prov.example")
    assert reader.get("/b/vastkom/sammanstallning").status_code == 200
    with write_session(site.engine) as session:
        end_role(
            session,
            **money.story.officer,
            role_id=1,
            last_day=clock.today() - timedelta(days=1),
            reason="Slutade i förvaltningen",
        )
    assert reader.get("/b/vastkom/sammanstallning").status_code == 404
    with read_session(site.engine) as session:
        assert rights_of(session, person_id, date(2021, 1, 1)).roles, "the past never moves"
