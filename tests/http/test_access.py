"""Every route is in the access table, and answers every role and nobody as the table says; a GET changes nothing."""

from itertools import product

import pytest
from sqlalchemy import Executable, insert, text, update
from sqlalchemy.exc import DBAPIError
from werkzeug.routing import Rule as Route

from ledger.db.decisions import Body
from ledger.db.organisations import Person
from ledger.domain.roles import Role
from ledger.http.access import TABLE
from ledger.http.counting import limiter
from ledger.http.database import NOTED, WRITING_GETS, noting, reading, writing
from ledger.services.sign_in_failures import Way, note_refusal
from tests.support.site import Reader, Site, rows_of_every_table

VALUES = {
    "book": "vastkom",
    "agreement": "PH2020",
    "filename": "medelsboken.css",
    "session_id": "999999",
    "token_id": "999999",
}
EMPTY_HANDED = {
    "account.change_password": 401,
    "account.end_one": 404,
    "one_time.begin": 401,
    "one_time.confirm": 409,
    "one_time.end": 401,
    "one_time.renew": 401,
    "tokens.add": 404,
    "tokens.end": 404,
}
"""How a form without fields, or about something of nobody's, is answered."""
LEAD_ON = {"one_time.show", "one_time.picture"}
"""Pages that lead elsewhere when there is nothing to show."""


def routes(site: Site) -> list[Route]:
    return list(site.app.url_map.iter_rules())


def address(route: Route, values: dict[str, str] = VALUES) -> str:
    """The route's address with a value for each of its parts."""
    told = route.rule
    for name in route.arguments:
        converter = "path:" if name == "filename" else "int:" if name.endswith("_id") else ""
        told = told.replace(f"<{converter}{name}>", values[name])
    return told


def ask(reader: Reader, route: Route, values: dict[str, str] = VALUES) -> int:
    """The status of the answer to the route's own method."""
    limiter.reset()
    method = "POST" if "POST" in (route.methods or ()) else "GET"
    where = address(route, values)
    return (reader.post(where) if method == "POST" else reader.get(where)).status_code


def test_every_route_is_in_the_table_and_nothing_else_is(site: Site) -> None:
    assert {route.endpoint for route in routes(site)} == set(TABLE)


def test_a_route_that_is_not_listed_does_not_exist(site: Site) -> None:
    site.app.add_url_rule("/hemligt", "secret", lambda: "secret")
    assert site.signed_in(*Role).get("/hemligt").status_code == 404


def test_nobody_gets_no_further_than_the_door(site: Site) -> None:
    for route in routes(site):
        if TABLE[route.endpoint].signed_in:
            answered = ask(site.nobody(), route)
            assert answered in {303, 401}, route
            if answered == 303:
                where = site.nobody().get(address(route)).headers["Location"]
                assert where.startswith("/logga-in?next="), route


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_each_role_gets_what_the_table_gives_it(site: Site, role: Role | None) -> None:
    for route in routes(site):
        rule = TABLE[route.endpoint]
        if not rule.signed_in or route.endpoint == "sign_in.leave":
            continue
        reader = site.signed_in(*([] if role is None else [role]))
        answered = ask(reader, route)
        if not rule.roles or role in rule.roles:
            assert answered == EMPTY_HANDED.get(route.endpoint, 303 if route.endpoint in LEAD_ON else 200), route
        else:
            assert answered == (404 if role is None else 403), route


def test_a_book_one_has_no_role_in_does_not_exist(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER, Role.AUDITOR)
    there = [route for route in routes(site) if "book" in route.arguments]
    assert there
    for route, book in product(there, ("annan", "vastkom2")):
        assert ask(reader, route, {**VALUES, "book": book}) == 404, route


def test_a_get_changes_nothing_but_what_is_noted(site: Site) -> None:
    reader = site.signed_in(*(role for role in Role if role is not Role.STEERING))
    for route in routes(site):
        if "GET" in (route.methods or ()):
            before = rows_of_every_table(site.engine)
            assert reader.get(address(route)).status_code in {200, 303}, route
            after = rows_of_every_table(site.engine)
            assert {name for name in after if after[name] != before[name]} <= NOTED, route


def test_the_connection_of_a_get_refuses_to_write(site: Site) -> None:
    assert {"oidc.callback"} == WRITING_GETS

    with site.app.test_request_context("/"), pytest.raises(DBAPIError):
        reading().execute(text("INSERT INTO body (code, name, advisory) VALUES ('X', 'X', FALSE)"))
    with site.app.test_request_context("/"), pytest.raises(RuntimeError), writing():
        pass


@pytest.mark.parametrize(
    "told",
    [
        insert(Body).values(code="X", name="X", advisory=False),
        update(Person).values(title="X"),
        text("DELETE FROM web_session"),
    ],
    ids=str,
)
def test_what_is_noted_on_the_way_is_held_to_its_tables(site: Site, told: Executable) -> None:
    before = rows_of_every_table(site.engine)
    with site.app.test_request_context("/"), noting() as session:
        note_refusal(session, way=Way.OIDC, why="state")
        with pytest.raises(RuntimeError):
            session.execute(told)
    after = rows_of_every_table(site.engine)
    assert {name for name in after if after[name] != before[name]} == {"sign_in_refusal"}


def test_every_other_way_of_asking_is_held_to_the_table_too(site: Site) -> None:
    """HEAD is answered as GET, OPTIONS tells the ways only, and what no route takes is refused; nothing is written."""
    someone = site.signed_in(Role.ADMINISTRATOR)
    before = rows_of_every_table(site.engine)
    for route, reader in product(routes(site), (site.nobody(), someone)):
        limiter.reset()
        where, ways = address(route), route.methods or set()
        for way in ("PUT", "PATCH", "DELETE", "TRACE"):
            assert reader.client.open(where, method=way).status_code == 405, (route, way)
        if "HEAD" in ways and reader is not someone:
            limiter.reset()
            head = reader.client.head(where, buffered=True)
            assert head.status_code == reader.client.get(where, buffered=True).status_code, route
        assert reader.client.options(where).status_code in {200, 303, 401, 403, 404}, route
    after = rows_of_every_table(site.engine)
    assert {name for name in after if after[name] != before[name]} <= NOTED
