"""`medel journal`: the four forms, to the screen and to a file that is whole or not there."""

import csv
import json
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli.journal import journal
from ledger.errors import DateMalformed, DateOutOfRange, FileNotWritten, LedgerError, MomentMalformed, NotFound
from tests.support.books import SmallBook
from tests.support.histories import told
from tests.support.plain_checks import bean_check, hledger_check


@pytest.fixture(autouse=True)
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(journal, arguments)


def test_csv_is_the_default(book: SmallBook) -> None:
    told(book)
    rows = list(csv.DictReader(StringIO(run("--from", "2020-09-07", "--to", "2020-09-07").stdout, newline="")))
    assert [(row["entry"], row["kind"], row["debit"], row["credit"]) for row in rows] == [
        ("2020-9", "payable", "40", ""),
        ("2020-9", "bank", "", "40"),
    ]


def test_json_says_what_was_asked_and_has_an_entry_a_row(book: SmallBook) -> None:
    told(book)
    answer = run("--format", "json", "--known-at", "2020-10-03 10:00", "--to", "2020-09-30").stdout
    document = json.loads(answer)
    assert {name: document[name] for name in ("book", "from", "to", "known_at")} == {
        "book": "prov",
        "from": None,
        "to": "2020-09-30",
        "known_at": "2020-10-03T08:00:00.000000Z",
    }
    assert [entry["entry"] for entry in document["entries"]] == ["2020-1", "2020-2", "2020-3"]
    assert len(answer.splitlines()) == 1 + 3 + 1


@pytest.mark.usefixtures("book")
def test_an_empty_journal_is_still_json() -> None:
    assert json.loads(run("--format", "json", "--book", "prov").stdout)["entries"] == []


def test_a_file_is_what_the_screen_shows_and_its_digest_is_told(book: SmallBook, tmp_path: Path) -> None:
    told(book)
    path = tmp_path / "verifikationer.beancount"
    answer = run("--format", "beancount", "--from", "2020-09-05", "-o", str(path))
    content = path.read_bytes()
    assert answer.stdout == f"{path}: SHA-256 {sha256(content).hexdigest()}\n"
    assert content.decode() == run("--format", "beancount", "--from", "2020-09-05").stdout
    assert bean_check(content.decode()) == []


def test_hledger_proves_what_is_written_for_it(book: SmallBook, tmp_path: Path) -> None:
    told(book)
    assert hledger_check(tmp_path, run("--format", "hledger", "--from", "2020-09-05").stdout) == ""


@pytest.mark.usefixtures("book")
def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    for place in ("finns-ej/fil.csv", "mapp"):
        assert isinstance(run("-o", str(tmp_path / place)).exception, FileNotWritten)
    assert list(tmp_path.rglob("*")) == [tmp_path / "mapp"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["--from", "2021-02-29"], DateMalformed),
        (["--from", "2020-09-02", "--to", "2020-09-01"], DateOutOfRange),
        (["--known-at", "i går"], MomentMalformed),
        (["--book", "finns-ej"], NotFound),
    ],
)
def test_refusals_reach_whoever_tells_them_and_leave_no_file(
    tmp_path: Path, arguments: list[str], refusal: type[LedgerError]
) -> None:
    answer = run(*arguments, "-o", str(tmp_path / "fil.csv"))
    assert isinstance(answer.exception, refusal)
    assert list(tmp_path.iterdir()) == []
