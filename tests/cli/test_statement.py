"""`medel statement`: what a finance officer types and gets."""

import csv
import json
from datetime import datetime
from io import StringIO

import pytest
from click.testing import CliRunner, Result

from ledger import clock
from ledger.cli.statement import statement
from ledger.errors import BookNotChosen, DateMalformed, LedgerError, MomentMalformed, NotFound
from ledger.money import NO_BREAK_SPACE
from tests.support.books import SmallBook, small_book
from tests.support.histories import told


@pytest.fixture(autouse=True)
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(statement, arguments)


def test_the_table_is_the_default_and_shows_how_the_amounts_come_together(book: SmallBook) -> None:
    told(book)
    answer = run("--agreement", "PROV", "--as-of", "2020-09-10", "--known-at", "2020-10-12 10:00")
    assert (answer.exit_code, answer.stderr) == (0, "")
    lines = answer.stdout.replace(NO_BREAK_SPACE, " ").splitlines()
    assert lines[0] == (
        "Sammanställning, kronor · Provboken · Provavtalet · per 2020-09-10, "
        "som det var registrerat 2020-10-12 kl. 10.00"
    )
    assert lines[-1] == "Bank 590 kr = Inbetalt 780 kr − Utbetalt 190 kr"


def test_csv_and_json_say_the_same(book: SmallBook) -> None:
    told(book)
    (row,) = csv.DictReader(StringIO(run("--pot", "BARN", "--format", "csv").stdout, newline=""))
    document = json.loads(run("--pot", "BARN", "--book", "prov", "--format", "json").stdout)
    (of_pot,) = document["trees"][0]["rows"]
    assert (row["pot"], row["authorised"], row["bank"]) == ("BARN", "300", "")
    assert (of_pot["pot"], of_pot["authorised_ore"], of_pot["bank_ore"]) == ("BARN", 30000, None)


def test_without_a_day_it_is_today(book: SmallBook) -> None:
    told(book)
    with clock.told_at(datetime.fromisoformat("2020-12-24T23:30Z")):
        assert json.loads(run("--format", "json").stdout)["as_of"] == "2020-12-25"


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["--as-of", "2021-02-29"], DateMalformed),
        (["--known-at", "i går"], MomentMalformed),
        (["--book", "finns-ej"], NotFound),
        (["--agreement", "FINNS-EJ"], NotFound),
        (["--pot", "FINNS-EJ"], NotFound),
    ],
)
def test_refusals_reach_whoever_tells_them(arguments: list[str], refusal: type[LedgerError]) -> None:
    answer = run("--book", "prov", *arguments)
    assert isinstance(answer.exception, refusal)
    assert answer.stdout == ""


def test_one_of_two_books_must_be_named(book: SmallBook) -> None:
    small_book(book.engine, "andra")
    assert isinstance(run().exception, BookNotChosen)
    assert run("--book", "andra").exit_code == 0


def test_the_help_is_in_swedish() -> None:
    told_ = CliRunner().invoke(statement, ["--help"]).stdout
    assert "Visa sammanställningen" in told_
    assert "Show this message" not in told_
