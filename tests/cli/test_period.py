"""`medel period`: what a finance officer types to close a month, and what an auditor reads of it afterwards."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from ledger import clock
from ledger.cli.main import main
from ledger.cli.period import period
from ledger.db.session import write_session
from ledger.demo import tell
from ledger.domain.scope import Scope
from ledger.errors import (
    ExplanationSamePerson,
    FindingMissing,
    LedgerError,
    MonthMalformed,
    NotFound,
    PeriodNotOver,
    PeriodOpen,
    PeriodUnexplained,
    YearMonthsOpen,
)
from ledger.services.persons import register_person

OFFICER, OTHER = "ekonom@prov.example", "chef@prov.example"
WHY = "Kontoutdraget kommer på papper"


@pytest.fixture(autouse=True)
def told(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo story, with two persons who close it."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)
    with write_session(engine) as session:
        made = tell(session)
        for login, title in ((OFFICER, "Redovisningsekonom"), (OTHER, "Ekonomichef")):
            register_person(session, actor=made.officer_id, scope=Scope.everything(), login=login, title=title)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(period, arguments)


def done(*arguments: str) -> str:
    answer = run(*arguments)
    assert (answer.exit_code, answer.stderr) == (0, ""), (answer.stdout, answer.exception)
    return answer.stdout


def refused(refusal: type[LedgerError], *arguments: str) -> None:
    answer = run(*arguments)
    assert answer.exit_code == 1
    assert isinstance(answer.exception, refusal), answer.exception


def findings(month: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("status", "--month", month, "--format", "json").stdout)["findings"]
    return found


def close(month: str) -> str:
    for key in [found["key"] for found in findings(month) if found["state"] == "unexplained"]:
        done("explain", month, key, "--reason", WHY, "--by", OFFICER)
        done("accept", month, key, "--by", OTHER)
    return done("close", month, "--by", OFFICER, "--reason", "Avstämd")


def test_a_month_is_closed_by_two() -> None:
    answer = run("status", "--month", "2020-01")
    assert answer.exit_code == 1
    assert "Att förklara" in answer.stdout
    bank, accounts = findings("2020-01")
    refused(PeriodUnexplained, "close", "2020-01", "--by", OFFICER)
    assert "väntar på att godtas" in done("explain", "2020-01", bank["key"], "--reason", WHY, "--by", OFFICER)
    refused(ExplanationSamePerson, "accept", "2020-01", bank["key"], "--by", OFFICER)
    done("accept", "2020-01", bank["key"], "--by", OTHER)
    done("explain", "2020-01", accounts["key"], "--reason", WHY, "--by", OTHER)
    done("accept", "2020-01", accounts["key"], "--by", OFFICER)
    assert {found["state"] for found in findings("2020-01")} == {"accepted"}
    assert run("status", "--month", "2020-01").exit_code == 0
    assert done("close", "2020-01", "--by", OFFICER).startswith("2020-01 är stängd. 2 förklarade skillnader. Sigill ")


def test_the_state_as_table_csv_and_json() -> None:
    close("2020-01")
    table = done("status")
    assert table.splitlines()[0] == "Perioder · VästKom"
    assert "Förklaringar · VästKom" in table
    assert WHY in table
    (january, february, *_) = csv.DictReader(StringIO(done("status", "--format", "csv"), newline=""))
    assert (january["month"], january["state"], january["title"], january["explained"]) == (
        "2020-01",
        "closed",
        "Redovisningsekonom",
        "2",
    )
    assert (february["state"], february["reason"]) == ("open", "")
    document = json.loads(done("status", "--format", "json"))
    assert [row["state"] for row in document["history"]] == ["closed"]
    assert [row["accepted_by"].split()[0] for row in document["explanations"]] == ["Ekonomichef"] * 2
    assert document["years"][0] == {
        "year": "2020",
        "state": "open",
        "state_name": "Öppen",
        "changed_at": None,
        "person_id": None,
        "title": None,
        "reason": None,
    }


def test_what_was_known_before() -> None:
    before = clock.now().isoformat()
    close("2020-01")
    then = json.loads(done("status", "--format", "json", "--known-at", before))
    assert {row["state"] for row in then["months"]} == {"open"}
    assert (then["history"], then["explanations"]) == ([], [])


def test_a_refusal_is_words_aside_a_code_last_and_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["period", "close", "2020-01", "--by", OFFICER])
    told = capsys.readouterr()
    assert (left.value.code, told.out) == (2, "")
    assert told.err.startswith("Januari 2020 kan inte stängas: detta skiljer eller kan inte kontrolleras.")
    assert told.err.splitlines()[-1] == "[period.unexplained]"


def test_a_month_is_opened_again() -> None:
    close("2020-01")
    assert done("reopen", "202001", "--by", OTHER, "--reason", "Fel ändamål i januari") == "2020-01 är öppen.\n"
    refused(PeriodOpen, "reopen", "2020-01", "--by", OTHER, "--reason", "Fel ändamål i januari")
    assert close("2020-01").startswith("2020-01 är stängd.")


def test_a_year_is_closed_when_its_months_are() -> None:
    refused(YearMonthsOpen, "close-year", "2020", "--by", OFFICER)


@pytest.mark.parametrize("month", ["2020", "2020-13", "januari", "2020-01-01"])
def test_a_month_that_is_none(month: str) -> None:
    refused(MonthMalformed, "close", month, "--by", OFFICER)


def test_nobody_and_nothing() -> None:
    refused(NotFound, "close", "2020-01", "--by", "ingen@prov.example")
    refused(FindingMissing, "explain", "2020-01", "0" * 12, "--reason", WHY, "--by", OFFICER)
    with clock.told_at(datetime(2020, 1, 15, tzinfo=UTC)):
        refused(PeriodNotOver, "close", "2020-01", "--by", OFFICER)
