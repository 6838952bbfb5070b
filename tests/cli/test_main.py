"""`medel` from the outside: what it prints, where it prints it, and the code it leaves with, on both databases."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from ledger.cli.main import main
from ledger.db import guards
from ledger.db.migrating import head
from ledger.db.session import open_engine, read_session, write_session
from ledger.demo import Story
from ledger.demo.sign_ins import demo_password
from ledger.services.passwords import require_good
from tests.support.books import small_book
from tests.support.databases import PostgresqlDatabases
from tests.support.served import SECRET

Medel = Callable[..., tuple[int, str, str]]


@pytest.fixture
def medel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str) -> Medel:
    """Runs a command on a fresh migrated database; gives the exit code, what was printed, and what was told aside."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)
    monkeypatch.setenv("LEDGER_SECRET_KEY", SECRET)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def told(demo: Story, medel: Medel) -> Medel:
    """The same, after the demo story."""
    assert demo.book_id
    return medel


def test_a_refusal_is_words_aside_a_code_last_and_two(told: Medel) -> None:
    code, printed, aside = told("statement", "--agreement", "NIX")
    assert (code, printed) == (2, "")
    assert aside.splitlines()[-1] == "[not_found]"


def test_a_refusal_is_told_in_the_language_that_is_set(told: Medel, monkeypatch: pytest.MonkeyPatch) -> None:
    swedish = told("statement", "--agreement", "NIX")
    monkeypatch.setenv("LEDGER_LANGUAGE", "en")
    assert swedish[2].startswith("Överenskommelse NIX finns inte")
    assert told("statement", "--agreement", "NIX") == (
        2,
        "",
        "Agreement NIX does not exist, or is beyond what you may see. Check the number or the name.\n[not_found]\n",
    )


def test_a_language_that_there_is_none_of_is_refused_whatever_was_asked(
    medel: Medel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_LANGUAGE", "de")
    code, printed, aside = medel("shares", "--amount", "7", "--key", "nyckel.csv")
    assert (code, printed) == (2, "")
    assert aside == (
        "Inställningen LEDGER_LANGUAGE är ”de” och går inte att använda. Skriv sv eller en.\n[setting.malformed]\n"
    )


def test_the_story_is_told_once(medel: Medel) -> None:
    code, printed, aside = medel("demo")
    assert (code, printed.splitlines()[0], aside) == (0, "Historien om PH2020 och PH2021 är berättad.", "")
    code, _, aside = medel("demo")
    assert code == 2
    assert "[database.not_empty]" in aside
    assert medel("demo", "--if-empty")[0] == 0


NEW = "trappa moln cykel nyckel"


def test_the_demo_tells_its_sign_ins_every_time(medel: Medel) -> None:
    _, first, _ = medel("demo")
    _, again, _ = medel("demo", "--if-empty")
    assert first.splitlines()[1:] == again.splitlines()[1:]
    assert demo_password(SECRET) in first
    assert first.count("@vastkom.example") == 7
    assert "bytt lösenord" not in first
    new = medel("user", "add", "revisor@vastkom.example", "--password", NEW, "--by", "admin@vastkom.example")
    assert new[0] == 0
    _, changed, _ = medel("demo", "--if-empty")
    assert [line.split()[0] for line in changed.splitlines() if "har bytt lösenord" in line] == [
        "revisor@vastkom.example"
    ]


def test_a_book_that_is_no_demo_gets_nobody_who_can_sign_in(medel: Medel, engine: Engine) -> None:
    small_book(engine)
    code, printed, _ = medel("demo", "--if-empty")
    assert (code, printed) == (0, "Databasen har redan en bok; den lämnas som den är.\n")
    with read_session(engine) as session:
        assert session.execute(text("SELECT count(*) FROM credential")).scalar_one() == 0


def test_two_installations_have_two_passwords() -> None:
    assert demo_password(SECRET) != demo_password(f"{SECRET}.")
    require_good(demo_password(SECRET))


def test_upgrading_twice_is_safe(medel: Medel) -> None:
    assert medel("db", "upgrade") == (0, f"Databasen har redan version {head()}. Skydden är på plats.\n", "")


def test_a_statement_in_every_format(told: Medel) -> None:
    _, table, _ = told("statement", "--agreement", "PH2020", "--as-of", "2021-03-31")
    assert "33\u00a0422\u00a0811" in table
    _, csv, _ = told("statement", "--agreement", "PH2020", "--format", "csv")
    assert csv.splitlines()[1].startswith("SUICID2020,SUICID2020,Suicidprevention 2020,0,33422811,29000000,3422811")
    _, document, _ = told("statement", "--agreement", "PH2020", "--format", "json")
    assert json.loads(document)["total"]["authorised_ore"] == 33_422_811_00


def test_the_statement_of_an_earlier_day_and_moment(told: Medel) -> None:
    _, before, _ = told("statement", "--as-of", "2020-12-31", "--format", "json")
    assert json.loads(before)["total"]["bank_ore"] == 33_422_811_00
    _, unknown, _ = told("statement", "--known-at", "2020-10-01", "--format", "json")
    assert json.loads(unknown)["total"]["available_ore"] == 32_422_811_00
    code, _, aside = told("statement", "--known-at", "2999-01-01")
    assert (code, aside.splitlines()[-1]) == (2, "[moment.in_future]")


def test_check_ties_and_says_what_it_cannot_check(told: Medel) -> None:
    code, printed, _ = told("check")
    assert code == 0
    assert "9 av 11 kontroller stämmer, 2 kan inte kontrolleras." in printed
    _, document, _ = told("check", "--format", "json")
    answers = {control["no"]: control["answer"] for control in json.loads(document)[0]["controls"]}
    assert answers == {no: "cannot_be_checked" if no in {7, 10} else "ties" for no in range(1, 12)}


def test_check_finds_a_planted_fault_and_leaves_with_one(told: Medel, engine: Engine) -> None:
    with write_session(engine) as session:
        guards.remove(session.connection())
        session.execute(text("UPDATE line SET amount_ore = amount_ore + 500 WHERE seq = 3 AND line_no = 1"))
        guards.install(session.connection())
    code, printed, _ = told("check")
    assert code == 1
    assert "Skiljer" in printed
    assert "2020-3" in printed


def test_the_journal_in_every_format(told: Medel) -> None:
    for form in ("csv", "json", "beancount", "hledger"):
        code, printed, aside = told("journal", "--format", form)
        assert (code, aside) == (0, "")
        assert "Suicidprevention" in printed or "SUICID2020" in printed


def test_the_workbook_is_the_same_bytes_twice(told: Medel, tmp_path: Path) -> None:
    files = [tmp_path / "en.xlsx", tmp_path / "två.xlsx"]
    for file in files:
        code, printed, _ = told(
            "export", "avstamning", "--agreement", "PH2020", "--as-of", "2021-03-31", "-o", str(file)
        )
        assert code == 0
        assert str(file) in printed
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_workbook_that_cannot_be_written_leaves_nothing(told: Medel, tmp_path: Path) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("upptagen", encoding="utf-8")
    code, _, aside = told("export", "avstamning", "--agreement", "PH2020", "-o", str(blocked / "avstamning.xlsx"))
    assert (code, aside.splitlines()[-1]) == (2, "[file.not_written]")
    assert sorted(tmp_path.iterdir()) == [blocked]


def test_the_workbooks_are_listed(medel: Medel) -> None:
    code, printed, _ = medel("export", "list")
    assert code == 0
    assert printed.startswith("avstamning\t")


def test_shares_need_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, medel: Medel) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", "sqlite:////finns/inte/alls.db")
    key = tmp_path / "nyckel.csv"
    key.write_text("code,name,weight\nA,Ett,1\nB,Två,2\n", encoding="utf-8")
    code, printed, _ = medel("shares", "100", "--key", str(key), "--format", "csv")
    assert code == 0
    assert printed.splitlines()[-1].startswith("SUM,")


def test_bad_input_is_told_by_its_code(told: Medel) -> None:
    assert told("statement", "--as-of", "2021-02-31")[2].splitlines()[-1] == "[date.malformed]"
    assert told("statement", "--known-at", "i går")[2].splitlines()[-1] == "[moment.malformed]"
    assert told("statement", "--pot", "NIX")[2].splitlines()[-1] == "[not_found]"


def test_a_file_that_is_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, medel: Medel) -> None:
    file = tmp_path / "ledger.db"
    file.write_text("det här är ingen databas, bara text som ligger i vägen " * 50, encoding="utf-8")
    monkeypatch.setenv("LEDGER_DATABASE_URL", f"sqlite:///{file}")
    code, _, aside = medel("statement")
    assert (code, aside.splitlines()[-1]) == (2, "[database.not_a_database]")


def test_a_database_without_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, medel: Medel) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", f"sqlite:///{tmp_path / 'tom.db'}")
    code, _, aside = medel("statement")
    assert (code, aside.splitlines()[-1]) == (2, "[database.not_migrated]")


def test_an_empty_postgresql_is_upgraded(
    monkeypatch: pytest.MonkeyPatch, medel: Medel, postgresql_databases: PostgresqlDatabases
) -> None:
    url = postgresql_databases.empty_url()
    monkeypatch.setenv("LEDGER_DATABASE_URL", url.replace("+psycopg", ""))
    assert medel("statement")[0] == 2
    assert medel("db", "upgrade")[0] == 0
    assert medel("check")[0] == 0
    engine = open_engine(url)
    engine.dispose()


def test_a_database_newer_than_the_program(database_url: str, medel: Medel) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for command in (("statement",), ("db", "upgrade")):
        code, _, aside = medel(*command)
        assert (code, aside.splitlines()[-1]) == (2, "[database.newer]")


def test_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch, medel: Medel) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", "mysql://värd/bok")
    code, _, aside = medel("statement")
    assert (code, aside.splitlines()[-1]) == (2, "[setting.malformed]")
