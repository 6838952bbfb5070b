"""`medel report` and `medel calendar`: what a finance officer types and gets, of the demo story."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli.calendar import calendar
from ledger.cli.report import report
from ledger.demo import Story
from ledger.errors import AmountNotPositive, DateMalformed, LedgerError, MomentInFuture, NotFound
from ledger.money import NO_BREAK_SPACE

REPORTS = ("recipients", "decisions", "years", "ageing", "burn", "forecast", "deadlines", "exceptions")
DAY = ("--agreement", "PH2020", "--as-of", "2021-03-31")


@pytest.fixture(autouse=True)
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)


@pytest.fixture
def told(demo: Story) -> int:
    return demo.book_id


def run(*arguments: str) -> Result:
    return CliRunner().invoke(report, arguments)


def text_of(name: str, *more: str) -> str:
    answer = run(name, *DAY, *more)
    assert (answer.exit_code, answer.stderr) == (0, "")
    return answer.stdout.replace(NO_BREAK_SPACE, " ")


@pytest.mark.usefixtures("told")
def test_every_report_as_table_csv_and_json_with_the_same_rows() -> None:
    for name in REPORTS:
        table = text_of(name)
        rows = list(csv.DictReader(StringIO(run(name, *DAY, "--format", "csv").stdout, newline="")))
        document = json.loads(text_of(name, "--format", "json"))
        assert table.splitlines()[0] == document["title"].replace(NO_BREAK_SPACE, " ")
        assert len(rows) == len(document["rows"]) > 0, name
        asked = [document[key] for key in ("book", "agreement", "as_of", "known_at")]
        assert asked == ["vastkom", "PH2020", "2021-03-31", None]


@pytest.mark.usefixtures("told")
def test_amounts_are_kronor_in_csv_and_ore_in_json() -> None:
    *_, row = csv.DictReader(StringIO(run("burn", *DAY, "--format", "csv").stdout, newline=""))
    rows = json.loads(text_of("burn", "--format", "json"))["rows"]
    assert (row["given"], row["used"], row["used_percent"]) == ("1000000", "400000", "40")
    assert (rows[-1]["given_ore"], rows[-1]["used_ore"]) == (100_000_000, 40_000_000)


@pytest.mark.usefixtures("told")
def test_what_the_story_says() -> None:
    assert "Försenad 3 dagar" in CliRunner().invoke(report, ["deadlines", "--as-of", "2021-04-03"]).stdout
    assert "600 000" in text_of("ageing")
    assert "33 422 811" in text_of("years")
    assert "Kan inte räknas" in text_of("forecast")
    assert "Samma person" in text_of("exceptions")
    assert "Styrgrupp handlingsplan psykisk hälsa" in text_of("decisions")
    assert "Västra Götalandsregionen" in text_of("recipients")


@pytest.mark.usefixtures("told")
def test_an_earlier_moment_knows_less() -> None:
    then = json.loads(text_of("burn", "--format", "json", "--known-at", "2020-12-31"))
    assert then["known_at"] == "2020-12-31T22:59:59.999999Z"
    assert [row["used_ore"] for row in then["rows"] if row["number"]] == [0]


@pytest.mark.usefixtures("told")
def test_the_lines_of_the_exceptions_are_chosen() -> None:
    rows = json.loads(text_of("exceptions", "--largest", "2", "--format", "json"))["rows"]
    assert len([row for row in rows if row["rule"] == "largest"]) == 2
    assert "hela 150 000 kr" in text_of("exceptions", "--round", "150000")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["ageing", "--as-of", "2021-02-29"], DateMalformed),
        (["burn", "--known-at", "2999-01-01"], MomentInFuture),
        (["years", "--agreement", "NIX"], NotFound),
        (["decisions", "--book", "nix"], NotFound),
        (["exceptions", "--round", "0"], AmountNotPositive),
    ],
)
def test_refusals_reach_whoever_tells_them(arguments: list[str], refusal: type[LedgerError]) -> None:
    answer = run(*arguments)
    assert isinstance(answer.exception, refusal)
    assert answer.stdout == ""


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_book_has_no_rows_and_no_fault(name: str) -> None:
    answer = run(name)
    assert answer.exit_code == 0
    assert "Inga rader" in answer.stdout


@pytest.mark.parametrize("name", REPORTS)
def test_the_help_is_in_swedish(name: str) -> None:
    told_ = run(name, "--help").stdout
    assert "--agreement KOD" in told_
    assert "Show this message" not in told_


@pytest.mark.usefixtures("told")
def test_the_calendar_is_a_file_with_a_day_for_each(tmp_path: Path) -> None:
    path = tmp_path / "dagar.ics"
    answer = CliRunner().invoke(calendar, ["--as-of", "2021-03-01", "-o", str(path)])
    assert (answer.exit_code, answer.stdout) == (0, f"{path}: 4 dagar\n")
    file = path.read_bytes()
    assert file.startswith(b"BEGIN:VCALENDAR\r\n")
    assert file.count(b"BEGIN:VEVENT\r\n") == 4
    assert b"UID:report-PH2020@vastkom.medelsboken\r\n" in file


@pytest.mark.usefixtures("told")
def test_a_calendar_that_cannot_be_written_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "finns-inte" / "dagar.ics"
    answer = CliRunner().invoke(calendar, ["-o", str(path)])
    assert isinstance(answer.exception, LedgerError)
    assert not path.parent.exists()
