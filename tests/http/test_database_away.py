"""A database that is away, or something else, is told as such, and not where it is; a fault tells nobody's name."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, text
from werkzeug.test import Client

from ledger.app import create_app
from ledger.config import Config
from ledger.db.organisations import Person
from ledger.db.session import write_session
from ledger.domain.roles import Role
from ledger.http.database import reading, writing
from tests.http.test_tokens import by, made, owner_of
from tests.support.site import Reader, Site

NOBODY_LISTENS = "postgresql+psycopg://hemlig:hemligt@127.0.0.1:1/hemlig"
TOKEN = {"Authorization": "Bearer medel_" + "x" * 43}
SOMEBODY = "anna.andersson@prov.example"


@pytest.fixture(params=["away", "something else"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """The application over no database."""
    file = tmp_path / "hemlig.db"
    file.write_bytes(b"Detta ar ingen databas, men en fil som ar lang nog for att lasas som en sadan." * 20)
    return create_app(Config(NOBODY_LISTENS if request.param == "away" else f"sqlite:///{file}"))


def test_it_is_alive_and_not_ready(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["code"] in {"database.unreachable", "database.not_a_database"}


def test_nobody_is_told_where_it_is(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    reader = Reader(app.test_client())
    refused = reader.sign_in(SOMEBODY)
    assert refused.status_code == 503
    assert "Boken går inte att nå just nu." in refused.get_data(as_text=True)
    program = Client(app).get("/b/vastkom/sammanstallning", headers={**TOKEN, "Accept-Language": "en"})
    assert program.status_code == 503
    assert "facts" not in json.loads(program.text)
    assert "The book cannot be reached just now." in program.text
    for answer in (refused.get_data(as_text=True), program.text):
        assert "hemlig" not in answer
    assert "away" in capsys.readouterr().err


@pytest.mark.parametrize("copy", ["postgresql"], indirect=True)
def test_a_connection_lost_while_reading_is_no_fault(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER)

    def lost() -> str:
        process = reading().scalars(text("SELECT pg_backend_pid()")).one()
        with write_session(site.engine) as session:
            session.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})
        return str(reading().scalars(text("SELECT 1")).one())

    site.app.view_functions["start.show"] = lost
    assert reader.get("/").status_code == 503


def test_a_fault_tells_nobodys_name(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    site.add(SOMEBODY, Role.OFFICER)
    reader = site.signed_in(Role.OFFICER)

    def twice() -> str:
        with writing() as session:
            session.execute(insert(Person).values(login=SOMEBODY, title="Någon"))
        return ""

    def misspelt() -> str:
        return str(reading().execute(text("SELECT nothing FROM person WHERE login = :login"), {"login": SOMEBODY}))

    site.app.view_functions |= {"language.choose": twice, "start.show": misspelt}
    assert reader.post("/sprak", language="en").status_code == 500
    assert reader.get("/").status_code == 500
    told = capsys.readouterr().err
    assert told.count('"event": "fault"') == 2
    assert SOMEBODY not in told


def test_a_program_is_told_the_facts(site: Site) -> None:
    answer = by(site, made(owner_of(site)), "/b/vastkom/sammanstallning?per=2021-02-31")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "date.malformed")
    assert answer.get_json()["facts"] == {"given": "2021-02-31"}


def test_what_a_route_takes_is_told(site: Site) -> None:
    answer = site.signed_in(Role.OFFICER).client.delete("/konto")
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))
