"""`medel do` from the outside: one command, a file of them, what is only tried, and what is told aside."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from ledger.cli.main import main
from ledger.commands.manual import manual
from ledger.db.books import Entry
from ledger.db.organisations import Organisation, Person
from ledger.db.session import read_session, write_session
from ledger.demo import tell
from tests.support.commanding import beginning

Medel = Callable[..., tuple[int, str, str]]
BY = ("--by", "ekonom@vastkom.example")


@pytest.fixture
def medel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str) -> Medel:
    """Runs a command on a fresh migrated database; gives the exit code, what was printed, and what was told aside."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def told(engine: Engine, medel: Medel) -> Medel:
    """The same, after the demo story."""
    with write_session(engine) as session:
        tell(session)
    return medel


def counted(engine: Engine, table: type[Organisation | Person | Entry]) -> int:
    with read_session(engine) as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_commands_are_listed_without_a_database(monkeypatch: pytest.MonkeyPatch, medel: Medel) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", "sqlite:////finns/inte/alls.db")
    code, printed, _ = medel("do")
    assert code == 0
    assert "  invoice.register " in printed
    assert medel("do", "--docs") == (0, manual(), "")


@pytest.mark.parametrize("flag", ["--fält", "--fields"])
def test_the_fields_of_a_command(medel: Medel, flag: str) -> None:
    code, printed, _ = medel("do", "requisition.send", flag)
    assert code == 0
    assert "purpose*" in printed
    assert "Roll: ekonom" in printed


def test_one_command_of_pairs(told: Medel) -> None:
    code, printed, aside = told("do", "organisation.register", "code=NY", "name=Ny AB", "kind=supplier", *BY)
    assert (code, aside) == (0, "")
    assert printed.startswith("organisation.register: NY (id ")
    assert told("do", "organisation.register", "code=NY", "name=Ny AB", "kind=supplier", *BY)[2].endswith(
        "[already_exists]\n"
    )


def test_rows_typed_values_and_json(told: Medel) -> None:
    said = ("code=K", "name=Nyckel", "source=SCB", "as_of=2020-11-01", "weights.0.code=A", "weights.0.name=A")
    rows = ("weights.0.weight:=3", "weights.1.code=B", "weights.1.name=B", "weights.1.weight=1/3", "example:=true")
    code, printed, aside = told("do", "key.register", *said, *rows, *BY, "--format", "json")
    assert (code, aside) == (0, "")
    answer = json.loads(printed)
    assert (answer["do"], answer["preview"]) == ("key.register", False)
    assert [row["weight"] for row in answer["answer"]["snapshot"]["weights"]] == ["3/1", "1/3"]


def test_a_body_in_a_file_with_a_pair_over_it(told: Medel, tmp_path: Path) -> None:
    body = tmp_path / "pott.json"
    body.write_text(
        json.dumps({"parent": "SUICID2020", "code": "NY", "name": "Ny", "holder": None, "opened_on": "2021-01-01"}),
        encoding="utf-8",
    )
    code, printed, _ = told("do", "pot.open", "code=NYARE", "--json", str(body), *BY)
    assert code == 0
    assert printed.startswith("pot.open: NYARE (id ")


def test_a_file_is_attached(told: Medel, tmp_path: Path) -> None:
    file = tmp_path / "beslut.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    said = ("to.decision=STYRGRUPP 2020-08-27 uppdragshandling", "name=beslut.pdf", f"content=@{file}")
    assert told("do", "file.attach", *said, *BY)[:2] == (0, "file.attach: beslut.pdf (id 1)\n")


def test_a_preview_does_all_and_keeps_nothing(told: Medel, engine: Engine) -> None:
    before = counted(engine, Entry)
    said = ("bank_account=1930", "amount_kr=-120", "on=2021-02-01", "text=Avgift", "--source-key", "avgift-1")
    code, printed, _ = told("do", "bank_event.register", *said, *BY, "--preview")
    assert code == 0
    assert "verifikation 2021-" in printed
    assert printed.endswith("Prövat: allt gick att göra, och inget är sparat.\n")
    assert counted(engine, Entry) == before
    assert told("do", "bank_event.register", *said, *BY)[0] == 0
    assert counted(engine, Entry) == before + 1
    code, printed, _ = told("do", "bank_event.register", *said, *BY)
    assert "fanns redan" in printed
    assert counted(engine, Entry) == before + 1


def test_a_refusal_is_told_aside_with_two(told: Medel) -> None:
    code, printed, aside = told("do", "bank_event.register", "amount_ore:=1.5", "on=igår", "txt=x", *BY)
    assert (code, printed) == (2, "")
    assert [line.partition(":")[0] for line in aside.splitlines()[1:-1]] == [
        "amount_ore",
        "bank_account",
        "on",
        "text",
        "txt",
    ]
    assert aside.splitlines()[-1] == "[command.input_refused]"
    assert told("do", "bank_event.registr", *BY)[2].splitlines()[-1] == "[command.unknown]"
    assert told("do", "bank_event.register")[2].splitlines()[-1] == "[command.actor_missing]"
    assert told("do", "bank_event.register", "--by", "okänd")[2].splitlines()[-1] == "[not_found]"
    assert told("do", "bank_event.register", "on:={", *BY)[2].splitlines()[-1] == "[command.text_malformed]"
    assert told("do", "bank_event.register", "on", *BY)[0] == 2
    assert told("do", "pot.open", "--json", "finns-inte.json", *BY)[2].splitlines()[-1] == "[file.not_read]"


def test_a_refusal_is_told_in_the_language_that_is_set(
    told: Medel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LEDGER_LANGUAGE", "en")
    code, _, aside = told("do", "bank_event.register", "amount_ore:=1.5", "bank_account=1930", "on=2021-02-01", *BY)
    assert code == 2
    assert aside.splitlines()[0] == "Something has to be changed in bank_event.register, and nothing is done:"
    assert "text: The field is missing. Give it a value." in aside.splitlines()
    file = tmp_path / "nya.jsonl"
    file.write_text('{"do": "pot.open", "parent": "FINNS-INTE"}', encoding="utf-8")
    _, printed, aside = told("do", "--batch", str(file), "--format", "json", *BY)
    assert aside.startswith("Something has to be changed in pot.open")
    assert "Line 1, pot.open, could not be done, so nothing in the file is done." in aside
    assert json.loads(printed)["refused"]["words"].startswith("Something has to be changed in pot.open")


def test_a_book_is_set_up_by_a_file(medel: Medel, engine: Engine, tmp_path: Path) -> None:
    (_, (first,)), (admin, lines) = beginning()
    assert medel("do", first["do"], *(f"{key}={value}" for key, value in first.items() if key != "do"))[0] == 0
    file = tmp_path / "bok.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    code, printed, aside = medel("do", "--batch", str(file), "--by", admin or "", "--preview")
    assert (code, aside) == (0, "")
    assert printed.splitlines()[0].startswith("Rad 1: person.register: id 2")
    assert counted(engine, Person) == 1
    code, printed, _ = medel("do", "--batch", str(file), "--by", admin or "", "--format", "json")
    assert code == 0
    assert [one["line"] for one in json.loads(printed)["done"]] == list(range(1, len(lines) + 1))
    assert counted(engine, Person) == 6


def test_a_line_that_is_refused_undoes_the_file(told: Medel, engine: Engine, tmp_path: Path) -> None:
    before = counted(engine, Organisation)
    file = tmp_path / "nya.jsonl"
    lines = [
        '{"do": "organisation.register", "as": "ny", "code": "NY", "name": "Ny", "kind": "supplier"}',
        "",
        json.dumps(
            {
                "do": "pot.open",
                "parent": "SUICID2020",
                "code": "P",
                "name": "P",
                "holder": "$ny.idd",
                "opened_on": "2021-01-01",
            }
        ),
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    code, printed, aside = told("do", "--batch", str(file), *BY)
    assert (code, printed) == (2, "")
    assert "holder: $ny.idd finns inte bland tidigare rader. De som finns är $ny" in aside
    assert "Rad 3, pot.open, gick inte att göra, så inget i filen är gjort." in aside
    assert aside.splitlines()[-1] == "[command.line_refused]"
    assert "[command.input_refused]" in aside
    assert counted(engine, Organisation) == before
    file.write_text("\n".join(lines).replace("idd", "id"), encoding="utf-8")
    assert told("do", "--batch", str(file), *BY)[0] == 0
    assert counted(engine, Organisation) == before + 1


def invoice(number: str) -> tuple[str, ...]:
    """An invoice from Skaraborg on the coordinator of the demo, of 80 000 kr."""
    days = ("invoiced_on=2021-03-20", "arrived_on=2021-03-20", "due_on=2021-04-20")
    line = ("lines.0.text=Samordnare", "lines.0.gross_kr=80 000", "lines.0.commitment=U-2020-01")
    amounts = ("net_kr=80 000", "vat_kr=0", "gross_kr=80 000", "vat_judgement=none_grant")
    return ("invoice.register", "supplier=SK", f"supplier_number={number}", *days, *line, *amounts)


def test_what_to_look_out_for_is_told_to_people_too(told: Medel) -> None:
    code, first, _ = told("do", *invoice("7001"), *BY)
    assert code == 0
    assert "Tar 80 000 av 600 000 kr kvar" in first.replace("\u00a0", " ")
    assert "Se upp" not in first
    code, second, _ = told("do", *invoice("7002"), *BY)
    assert code == 0
    assert "Se upp: kan vara samma kostnad som L-2021-04 (fakturanummer 7001)" in second
    assert "väntar 180 000 kr" in second.replace("\u00a0", " ")


def test_a_try_tells_what_becomes_of_what(told: Medel) -> None:
    shares = ("amounts.0.pot=KF-SK", "amounts.0.amount_kr=1 000")
    split = ("pot=SUICID2020", "decision=STYRGRUPP 2020-10-02 § 4", "on=2021-03-30", "text=Prov")
    code, printed, _ = told("do", "allocation.decide", *split, *shares, "--preview", *BY)
    assert code == 0
    said = printed.replace("\u00a0", " ")
    assert re.search(r"Kvar att disponera, pott \d+: −?3 422 811 kr blir −?3 421 811 kr\.", said), said
    assert said.splitlines()[-1].startswith("Prövat:")
