"""Tokens for programs: made by the person, and good for one role in one book as long as it is held."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.http.access import TABLE
from ledger.http.counting import limiter
from ledger.services.api_tokens import PREFIX
from ledger.services.books import open_book
from ledger.services.organisations import find_organisation
from ledger.services.roles import end_role
from tests.http.test_access import VALUES, address, routes
from tests.support.site import PASSWORD, Reader, Site, rows_of_every_table

LOGIN = "ekonom@prov.example"
WRONG = "fel"
WORKBOOK = "/b/vastkom/avstamning/PH2020.xlsx"
STATEMENT = "/b/vastkom/sammanstallning"
_TOKEN = re.compile(r'<code class="secret">(medel_[A-Za-z0-9_-]{43})</code>')


@pytest.fixture(autouse=True)
def _fresh_counts(site: Site) -> None:
    with site.app.app_context():
        limiter.reset()


def owner_of(site: Site, *roles: Role) -> Reader:
    site.add(LOGIN, *(roles or (Role.OFFICER,)))
    reader = site.nobody()
    assert reader.sign_in(LOGIN).status_code == 303
    return reader


def ask_for(reader: Reader, **fields: str) -> TestResponse:
    given = {"name": "Nattlig hämtning", "for": "vastkom/ekonom", "password": PASSWORD}
    in_ninety_days = (clock.today() + timedelta(days=90)).isoformat()
    return reader.post("/konto/token", on="/konto", **(given | {"expires_on": in_ninety_days} | fields))


def made(reader: Reader, **fields: str) -> str:
    answer = ask_for(reader, **fields)
    shown = _TOKEN.search(answer.get_data(as_text=True))
    assert answer.status_code == 200
    assert shown is not None
    return shown[1]


def by(site: Site, token: str, where: str = WORKBOOK, **more: object) -> TestResponse:
    return site.nobody().get(where, headers={"Authorization": f"Bearer {token}"}, **more)


def refused(answer: TestResponse) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert set(answer.json) - {"facts"} == {"status", "code", "detail"}
    assert answer.json["status"] == answer.status_code
    return answer.status_code, answer.json["code"]


def test_a_program_fetches_what_the_person_may_see_and_is_given_no_cookie(site: Site) -> None:
    token = made(owner_of(site))
    for where in (WORKBOOK, STATEMENT):
        answer = by(site, token, where)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    with read_session(site.engine) as session:
        downloaded = session.execute(text("SELECT actor_id FROM audit WHERE verb = 'download'")).scalar_one()
    assert downloaded == site.persons[LOGIN]


def test_a_token_is_told_once_and_kept_as_a_hash(site: Site) -> None:
    reader = owner_of(site)
    token = made(reader)
    assert token.startswith(PREFIX)
    assert token not in reader.get("/konto").get_data(as_text=True)
    with read_session(site.engine) as session:
        kept = session.execute(text("SELECT token_hash FROM api_token")).scalar_one()
        (row,) = session.execute(text("SELECT verb, actor_id, book_id, facts FROM audit WHERE what = 'api_token'"))
    assert len(kept) == 64
    assert token not in kept
    facts = f'{{"expires_on":"{clock.today() + timedelta(days=90)}","person_id":{row.actor_id},"role":"ekonom"}}'
    assert tuple(row) == ("add", site.persons[LOGIN], 1, facts)


def test_a_token_opens_only_its_role_in_its_book(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER, Role.ADMINISTRATOR)
    with write_session(site.engine) as session:
        everything = Scope.everything()
        keeper = find_organisation(session, "SKR").id
        open_book(
            session,
            actor=site.actor,
            scope=everything,
            code="annan",
            name="Annan bok",
            organisation_id=keeper,
            opened_on=date(2020, 1, 1),
        )
    site.add(LOGIN, Role.OFFICER, book="annan")
    reader = site.nobody()
    reader.sign_in(LOGIN)
    officer, administrator = made(reader), made(reader, **{"for": "vastkom/admin"})
    assert by(site, officer).status_code == 200
    assert reader.get("/b/annan/sammanstallning").status_code == 200
    assert refused(by(site, officer, "/b/annan/sammanstallning")) == (404, "page.missing")
    assert refused(by(site, administrator)) == (403, "access.refused")


def test_a_steering_groups_token_reaches_its_pots_and_no_others(site: Site) -> None:
    token = made(owner_of(site, Role.OFFICER, Role.STEERING), **{"for": "vastkom/styrgrupp"})
    told = by(site, token, STATEMENT)
    assert told.status_code == 200
    assert refused(by(site, token)) == (403, "access.refused")


def test_a_role_that_has_ended_ends_the_token(site: Site) -> None:
    token = made(owner_of(site))
    with read_session(site.engine) as session:
        role_id = session.execute(
            text("SELECT id FROM person_role WHERE person_id = :id"), {"id": site.persons[LOGIN]}
        ).scalar_one()
    with write_session(site.engine) as session:
        end_role(
            session,
            actor=site.actor,
            scope=Scope.everything(),
            book_id=1,
            role_id=role_id,
            last_day=clock.today() - timedelta(days=1),
            reason="Har slutat i juni",
        )
    assert refused(by(site, token)) == (401, "token.refused")


def test_a_token_lasts_through_its_last_day(site: Site) -> None:
    now = datetime(2026, 3, 2, 11, tzinfo=UTC)
    with clock.told_at(now):
        token = made(owner_of(site), expires_on="2026-03-03")
    with clock.told_at(now + timedelta(days=1)):
        assert by(site, token).status_code == 200
    with clock.told_at(now + timedelta(days=2)):
        assert refused(by(site, token)) == (401, "token.refused")


def test_a_token_is_ended_by_its_owner_and_nobody_else(site: Site) -> None:
    reader = owner_of(site)
    token = made(reader)
    with read_session(site.engine) as session:
        token_id = session.execute(text("SELECT id FROM api_token")).scalar_one()
    end = f"/konto/token/{token_id}/avsluta"
    assert end in reader.get("/konto").get_data(as_text=True)
    assert site.signed_in(Role.AUDITOR).post(end, on="/konto").status_code == 404
    assert by(site, token).status_code == 200
    assert reader.post(end, on="/konto").status_code == 303
    assert reader.post(end, on="/konto").status_code == 404
    assert refused(by(site, token)) == (401, "token.refused")
    assert end not in reader.get("/konto").get_data(as_text=True)


@pytest.mark.parametrize("token", ["", "medel_", "medel_" + "a" * 43, "x" * 9_000, "å"])
def test_what_is_no_token_lets_nobody_in_and_says_so_to_a_program(site: Site, token: str) -> None:
    owner_of(site)
    before = rows_of_every_table(site.engine)
    answer = by(site, token)
    assert refused(answer) == (401, "token.refused")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert "Set-Cookie" not in answer.headers
    after = rows_of_every_table(site.engine)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"sign_in_refusal": 1}
    with read_session(site.engine) as session:
        assert session.execute(text("SELECT way, why FROM sign_in_refusal")).all() == [("token", "unknown")]


def test_a_wrong_token_is_not_helped_by_a_cookie_nor_a_right_one_harmed(site: Site) -> None:
    reader = owner_of(site)
    token = made(reader)
    before = reader.client.get_cookie("medel", domain="localhost")
    wrong = reader.get(WORKBOOK, headers={"Authorization": "Bearer fel"})
    assert refused(wrong) == (401, "token.refused")
    assert "Set-Cookie" not in wrong.headers
    assert reader.get(WORKBOOK, headers={"Authorization": f"bearer {token}"}).status_code == 200
    assert reader.client.get_cookie("medel", domain="localhost") == before
    assert reader.get("/konto").status_code == 200


@pytest.mark.parametrize(
    ("role", "routes_opened"),
    [
        (Role.OFFICER, {"statement.show", "reconciliation.workbook"}),
        (Role.AUDITOR, {"statement.show", "reconciliation.workbook", "audit_log.download"}),
    ],
    ids=["officer", "auditor"],
)
def test_a_token_opens_nothing_but_the_routes_that_say_so(site: Site, role: Role, routes_opened: set[str]) -> None:
    token = made(owner_of(site, Role.OFFICER, Role.AUDITOR), **{"for": f"vastkom/{role.value}"})
    opened = set()
    for route in routes(site):
        rule = TABLE[route.endpoint]
        if rule.signed_in:
            method = "POST" if "POST" in (route.methods or ()) else "GET"
            headers = {"Authorization": f"Bearer {token}"}
            answer = site.nobody().client.open(address(route, VALUES), method=method, headers=headers, buffered=True)
            expected = 200 if rule.by_token and role in rule.roles else 403
            assert answer.status_code == expected, route
            opened |= {route.endpoint} if answer.status_code == 200 else set()
    assert opened == routes_opened


def test_a_programs_form_needs_no_page_and_a_browsers_does(site: Site) -> None:
    token = made(owner_of(site))
    program = site.nobody().client.post("/konto/losenord", headers={"Authorization": f"Bearer {token}"})
    assert refused(program) == (403, "token.not_here")
    assert site.nobody().client.post("/logga-in", data={"login": LOGIN}).status_code == 400
    before = rows_of_every_table(site.engine)
    for shown in (token, "x", ""):
        headers, typed = {"Authorization": f"Bearer {shown}"}, {"login": LOGIN, "password": PASSWORD}
        for where in ("/logga-in", "/logga-in/kod", "/sprak"):
            signing_in = site.nobody().client.post(where, data=typed, headers=headers)
            assert refused(signing_in) == (403, "token.not_here"), where
            assert "Set-Cookie" not in signing_in.headers
        for where in ("/logga-in", "/logga-in/extern", "/logga-in/extern/svar", "/utloggad"):
            assert refused(site.nobody().get(where, headers=headers)) == (403, "token.not_here"), where
        for where in ("/healthz", "/readyz", "/metrics", "/static/medelsboken.css"):
            assert site.nobody().get(where, headers=headers).status_code == 200, where
    assert rows_of_every_table(site.engine) == before
    basic = site.nobody().client.post("/logga-in", headers={"Authorization": "Basic eDp5"})
    assert basic.status_code == 400


def test_wrong_tokens_are_slowed_by_place_and_right_ones_are_not_counted(site: Site) -> None:
    token = made(owner_of(site))
    for _ in range(31):
        assert by(site, token, STATEMENT).status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    statuses = [by(site, "fel", environ_base=elsewhere).status_code for _ in range(32)]
    assert statuses == [401] * 30 + [429] * 2
    late = by(site, "fel", environ_base=elsewhere)
    assert refused(late) == (429, "sign_in.too_often")
    assert late.headers["Retry-After"] == "300"
    assert by(site, token, STATEMENT, environ_base=elsewhere).status_code == 200, "a right one is right from anywhere"
    assert by(site, "fel").status_code == 401
    with read_session(site.engine) as session:
        noted = session.execute(text("SELECT why, COUNT(*) FROM sign_in_refusal GROUP BY why ORDER BY why")).all()
    assert [tuple(row) for row in noted] == [("too_often", 1), ("unknown", 31)]


def test_a_known_token_that_is_refused_is_in_the_log_by_person(site: Site) -> None:
    now = datetime(2026, 3, 2, 11, tzinfo=UTC)
    with clock.told_at(now):
        token = made(owner_of(site), expires_on="2026-03-02")
    with clock.told_at(now + timedelta(days=1)):
        by(site, token)
    with read_session(site.engine) as session:
        last = session.execute(text("SELECT verb, what_id, facts FROM audit ORDER BY id DESC")).first()
    assert last is not None
    assert tuple(last) == ("sign_in_failed", site.persons[LOGIN], '{"shown":"token"}')


def test_the_last_use_is_shown_and_written_at_most_once_a_minute(site: Site) -> None:
    now = datetime(2026, 3, 2, 11, tzinfo=UTC)

    def used() -> list[str]:
        with read_session(site.engine) as session:
            return [str(used_at)[:16] for (used_at,) in session.execute(text("SELECT used_at FROM api_token_use"))]

    with clock.told_at(now):
        reader = owner_of(site)
        token = made(reader)
        assert "Aldrig" in reader.get("/konto").get_data(as_text=True)
        assert used() == []
        by(site, token, STATEMENT)
    first = used()
    assert len(first) == 1
    with clock.told_at(now + timedelta(seconds=59)):
        by(site, token, STATEMENT)
        assert used() == first
    with clock.told_at(now + timedelta(seconds=60)):
        by(site, token, STATEMENT)
        assert len(used()) == 1
        assert used() != first
        assert "2026-03-02 kl. 12.01" in reader.get("/konto").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"for": "vastkom/revisor"}, 403, "token.role_not_held"),
        ({"for": "vastkom/kung"}, 404, "not_found"),
        ({"for": "finns-inte/ekonom"}, 404, "not_found"),
        ({"expires_on": "2020-01-01"}, 422, "date.out_of_range"),
        ({"expires_on": "2999-01-01"}, 422, "date.out_of_range"),
        ({"expires_on": ""}, 422, "date.malformed"),
        ({"name": "  "}, 422, "text.missing"),
        ({"name": "x" * 101}, 422, "token.name_too_long"),
        ({"password": WRONG}, 401, "sign_in.refused"),
    ],
    ids=lambda case: str(case)[:30],
)
def test_a_token_that_cannot_be_made_shows_the_form_again(
    site: Site, fields: dict[str, str], status: int, code: str
) -> None:
    reader = owner_of(site)
    answer = ask_for(reader, **({"name": "Min hämtning"} | fields))
    told = answer.get_data(as_text=True)
    assert (answer.status_code, code in told) == (status, True)
    assert "<details open>" in told
    assert ("Min hämtning" in told) is ("name" not in fields)
    with read_session(site.engine) as session:
        assert session.execute(text("SELECT COUNT(*) FROM api_token")).scalar_one() == 0


def test_a_year_is_the_longest(site: Site) -> None:
    reader = owner_of(site)
    assert ask_for(reader, expires_on=(clock.today() + timedelta(days=366)).isoformat()).status_code == 422
    assert made(reader, expires_on=(clock.today() + timedelta(days=365)).isoformat())
