"""`medel log`: a page for people, and everything that is asked for as CSV and JSON."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from ledger import clock
from ledger.cli.log import log
from ledger.db.session import write_session
from ledger.errors import DateMalformed, DateOutOfRange, LedgerError, NotFound
from ledger.reports.audit_log import PAGE
from ledger.services.sign_in_failures import Way, note_refusal

LOGIN = "ekonom@vastkom.example"


@pytest.fixture(autouse=True)
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(log, arguments)


def rows_of(*arguments: str) -> list[dict[str, str]]:
    answer = run("--format", "csv", *arguments)
    assert (answer.exit_code, answer.stderr) == (0, "")
    return list(csv.DictReader(StringIO(answer.stdout, newline="")))


@pytest.mark.usefixtures("demo")
def test_csv_and_json_are_the_same_rows() -> None:
    rows, document = rows_of(), json.loads(run("--format", "json").stdout)
    assert [row["id"] for row in rows] == [str(row["id"]) for row in document["rows"]]
    assert {name: document[name] for name in ("book", "from", "to", "by", "what", "verb")} == {
        "book": "vastkom",
        "from": None,
        "to": None,
        "by": None,
        "what": None,
        "verb": None,
    }
    assert rows[0] == {key: "" if value is None else str(value) for key, value in document["rows"][0].items()}


@pytest.mark.usefixtures("demo")
def test_the_table_is_a_page_and_says_how_to_turn_it() -> None:
    ids, seen = [row["id"] for row in rows_of()], 0
    more: tuple[str, ...] = ()
    while True:
        printed = run(*more).stdout
        lines = [line for line in printed.splitlines() if " kl. " in line]
        seen += len(lines)
        assert len(lines) == min(PAGE, len(ids) - (seen - len(lines)))
        if seen == len(ids):
            assert "--before" not in printed
            break
        more = ("--before", printed.split("--before ")[1].strip())
        assert more[1] == ids[seen - 1]


@pytest.mark.usefixtures("demo")
def test_each_filter() -> None:
    assert {row["what"] for row in rows_of("--what", "invoice")} == {"invoice"}
    assert {row["verb"] for row in rows_of("--verb", "approve")} == {"approve"}
    assert {row["actor"] for row in rows_of("--by", LOGIN)} == {LOGIN}
    days = {row["recorded_at"][:10] for row in rows_of("--from", "2020-10-02", "--to", "2020-10-02")}
    assert days == {"2020-10-02"}
    assert rows_of("--by", "ingen") == []
    assert "Inga rader" in run("--by", "ingen").stdout


@pytest.mark.usefixtures("demo")
def test_it_speaks_the_language_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    swedish = rows_of("--what", "invoice", "--verb", "approve")
    monkeypatch.setenv("LEDGER_LANGUAGE", "en")
    english = rows_of("--what", "invoice", "--verb", "approve")
    assert {row["done"] for row in swedish} == {"Beslutsattesterade faktura"}
    assert {row["done"] for row in english} == {"Approved invoice"}
    assert [row["facts"] for row in swedish] == [row["facts"] for row in english]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (("--what", "hemligt"), NotFound),
        (("--verb", "hemligt", "--format", "csv"), NotFound),
        (("--book", "annan"), NotFound),
        (("--from", "2021-02-31"), DateMalformed),
        (("--from", "2021-02-02", "--to", "2021-02-01", "--format", "json"), DateOutOfRange),
    ],
)
@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_what_cannot_be_asked_for(arguments: tuple[str, ...], refusal: type[LedgerError]) -> None:
    assert isinstance(run(*arguments).exception, refusal)


@pytest.mark.usefixtures("demo")
def test_refused_tries_that_are_nobodys_are_counted_by_day(engine: Engine) -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    for moment, way, why in (
        (late - timedelta(hours=1), Way.PASSWORD, "login"),
        (late, Way.TOKEN, "unknown"),
        (late, Way.PASSWORD, "login"),
        (late, Way.PASSWORD, "login"),
        (late, Way.OIDC, "nonce"),
    ):
        with clock.told_at(moment), write_session(engine) as session:
            note_refusal(session, way=way, why=why)
    assert rows_of("--refusals") == [
        {"day": "2026-03-03", "way": "Annans inloggning", "why": "nonce", "count": "1"},
        {"day": "2026-03-03", "way": "Lösenord", "why": "Okänd inloggning", "count": "2"},
        {"day": "2026-03-03", "way": "Token", "why": "Okänd token", "count": "1"},
        {"day": "2026-03-02", "way": "Lösenord", "why": "Okänd inloggning", "count": "1"},
    ]
    told = json.loads(run("--refusals", "--to", "2026-03-02", "--format", "json").stdout)
    assert told == [{"day": "2026-03-02", "way": "Lösenord", "why": "Okänd inloggning", "count": 1}]
    assert "Okänd token" in run("--refusals", "--from", "2026-03-03").stdout
