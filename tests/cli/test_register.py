"""`medel register`, `medel file`, and the reports of a whole book: what is typed and got, of the demo story."""

import csv
import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from ledger.cli.register import file, register
from ledger.cli.report import report
from ledger.db.session import write_session
from ledger.demo import Story
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.reports.registers import REGISTERS
from ledger.services.files import Thing, ThingKind, attach_file

FILLED = set(REGISTERS) - {"payee-accounts", "files", "unplaced", "bank-matches", "memberships", "roles", "persons"}
"""The registers that have a row in the first year of the demo."""


@pytest.fixture(autouse=True)
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)


@pytest.fixture
def told(demo: Story) -> int:
    return demo.book_id


def run(*arguments: str) -> Result:
    answer = CliRunner().invoke(register, arguments)
    assert (answer.exit_code, answer.stderr) == (0, "")
    return answer


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_as_table_csv_and_json_with_the_same_rows(name: str) -> None:
    table = run(name, "--as-of", "2021-03-31").stdout
    rows = list(csv.DictReader(StringIO(run(name, "--as-of", "2021-03-31", "--format", "csv").stdout, newline="")))
    document = json.loads(run(name, "--as-of", "2021-03-31", "--format", "json").stdout)
    assert table.splitlines()[0] == document["title"]
    assert len(rows) == len(document["rows"])
    assert bool(rows) or name not in FILLED
    assert (document["book"], document["as_of"], document["known_at"]) == ("vastkom", "2021-03-31", None)


def test_an_attached_file_is_fetched_by_its_id(demo: Story, engine: Engine, tmp_path: Path) -> None:
    with write_session(engine) as session:
        attached = attach_file(
            session,
            actor=demo.officer_id,
            scope=Scope.everything(),
            book_id=demo.book_id,
            to=Thing(ThingKind.ORGANISATION, 1),
            name="avtal.txt",
            content="Avtal om medel åäö".encode(),
        )
    rows = json.loads(run("files", "--format", "json").stdout)["rows"]
    (row,) = [one for one in rows if one["name"] == "avtal.txt"]
    path = tmp_path / "hem.txt"
    answer = CliRunner().invoke(file, [str(row["id"]), "-o", str(path)])
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == row["digest"]
    assert row["digest"] in answer.stdout
    assert attached.id == row["id"]


@pytest.mark.usefixtures("told")
def test_a_file_that_is_not_there_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    answer = CliRunner().invoke(file, ["4711", "-o", str(tmp_path / "hem.txt")])
    assert isinstance(answer.exception, NotFound)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("told")
def test_suspicions_and_the_bank_are_reports() -> None:
    for name in ("suspicions", "bank"):
        answer = CliRunner().invoke(report, [name, "--as-of", "2021-12-31", "--format", "json"])
        assert (answer.exit_code, answer.stderr) == (0, "")
        document = json.loads(answer.stdout)
        assert (document["agreement"], document["as_of"]) == (None, "2021-12-31")
        assert CliRunner().invoke(report, [name, "--as-of", "2021-12-31"]).stdout.startswith(document["title"])


@pytest.mark.usefixtures("told")
def test_a_bank_account_that_is_not_there_is_refused() -> None:
    answer = CliRunner().invoke(report, ["bank", "--account", "1-1"])
    assert isinstance(answer.exception, NotFound)
