"""`medel import` from the outside: templates, previews, and every fault in a table with one refusal last."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger import clock
from ledger.cli.main import main
from ledger.db.session import write_session
from ledger.domain.roles import Role
from ledger.imports.importing import KINDS
from ledger.services.roles import grant_role
from tests.support.importing import counts, text, workbook
from tests.support.story import Story

Medel = Callable[..., tuple[int, str, str]]

ALLOCATION = [
    ["organ", "beslutsdatum", "paragraf", "fördelas den", "från pott", "till pott", "belopp"],
    ["STYRGRUPP", "2020-10-02", "§ 4", "2020-10-02", "SUICID2020", "SIMBA", "3 000 000"],
    ["STYRGRUPP", "2020-10-02", "§ 4", "2020-10-02", "SUICID2020", "SK", "1 000 000,50"],
]
BY = ("--by", "ekonom@prov.example")


@pytest.fixture
def medel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str) -> Medel:
    """Runs a command; gives the exit code, what was printed, with plain spaces, and what was told aside."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["import", *arguments])
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out.replace("\u00a0", " "), printed.err

    return run


@pytest.fixture
def allocation(tmp_path: Path) -> str:
    path = tmp_path / "fördelning.xlsx"
    path.write_bytes(workbook(ALLOCATION))
    return str(path)


def test_a_preview_and_then_the_import_and_then_nothing_more(story: Story, medel: Medel, allocation: str) -> None:
    before = counts(story.engine)
    code, printed, aside = medel("fordelning", allocation, *BY, "--preview")
    assert (code, aside) == (0, "")
    assert re.search(r"SUICID2020 +Suicidprevention 2020 +33 422 811 +29 422 810,50 +−4 000 000,50\n", printed)
    assert re.search(r"Summa +33 422 811 +33 422 811,00 +0,00\n", printed)
    assert printed.endswith("Skulle bokföras: F-2020-01\nFörhandsgranskning: inget är sparat.\n")
    assert counts(story.engine) == before
    code, printed, _ = medel("fordelning", allocation, *BY, "--book", "vastkom")
    assert (code, printed.splitlines()[-1]) == (0, "Bokfört: F-2020-01")
    code, printed, _ = medel("fordelning", allocation, *BY)
    assert code == 0
    assert "Allt i filen är redan inläst. Inget är ändrat." in printed


def test_every_fault_is_a_row_and_one_refusal_is_last(story: Story, medel: Medel, tmp_path: Path) -> None:
    path = tmp_path / "fördelning.csv"
    path.write_bytes(text([*ALLOCATION[:2], [*ALLOCATION[1][:5], "NIX", "en miljon"], [""] * 5 + ["SK", "5"]]))
    before = counts(story.engine)
    code, printed, aside = medel("fordelning", str(path), *BY)
    lines = aside.splitlines()
    assert (code, printed, lines[-1]) == (2, "", "[import.refused]")
    assert lines[-2].startswith("fördelning.csv är inte inläst: sex ställen måste rättas först, och inget är sparat.")
    cells = [line.split()[1] for line in lines if line.startswith("–")]
    assert cells == ["G3", "A4", "B4", "C4", "D4", "E4"]
    assert counts(story.engine) == before


@pytest.mark.usefixtures("story")
def test_faults_are_told_in_the_language_that_is_set(
    medel: Medel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_LANGUAGE", "en")
    path = tmp_path / "fördelning.csv"
    path.write_bytes(
        text([*ALLOCATION[:2], [*ALLOCATION[1][:1], "2 okt", "§ 4", "2020-10-02", "SUICID2020", "SK", "en miljon"]])
    )
    _, _, aside = medel("fordelning", str(path), *BY)
    assert aside.splitlines()[0] == "To put right in fördelning.csv"
    assert "“en miljon” is not an amount. Write kronor in digits" in aside
    assert "fördelning.csv has not been imported: two places must be put right first" in aside
    path.write_bytes(text([*ALLOCATION[:2], [*ALLOCATION[1][:6], "en miljon"]]))
    assert (
        "fördelning.csv has not been imported: one place must be put right first"
        in medel("fordelning", str(path), *BY)[2]
    )


def test_the_roles_of_the_person_hold(story: Story, medel: Medel, allocation: str) -> None:
    for person_id, role in ((story.approver_id, Role.OFFICER), (story.officer_id, Role.AUDITOR)):
        with write_session(story.engine) as session:
            grant_role(session, **story.officer, person_id=person_id, role=role, valid_from=clock.today())
    before = counts(story.engine)
    code, printed, aside = medel("fordelning", allocation, *BY)
    assert (code, printed, aside.splitlines()[-1]) == (2, "", "[command.other_roles]")
    assert counts(story.engine) == before
    assert medel("fordelning", allocation, "--by", "attestant@prov.example")[0] == 0


def test_a_file_that_is_not_there(story: Story, medel: Medel) -> None:
    code, _, aside = medel("nyckeltal", "finns-inte.csv", *BY)
    assert (code, aside.splitlines()[-1]) == (2, "[file.not_read]")
    assert story.book_id == 1


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_written_and_explained(medel: Medel, tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"mall.{suffix}"
    code, printed, aside = medel("template", kind, "-o", str(path))
    assert (code, aside) == (0, "")
    assert path.read_bytes().startswith(b"PK" if suffix == "xlsx" else b"\xef\xbb\xbf")
    assert all(column.heading in printed for column in KINDS[kind].columns)


def test_the_help_is_made_of_the_columns(medel: Medel) -> None:
    code, printed, _ = medel("organisationer", "--help")
    assert code == 0
    assert "Kolumner: kod, namn, slag, [organisationsnummer]" in printed


STATE_TABLE = [
    ["Fördelning, tkr"],
    ["kod", "kommun", "belopp"],
    ["1480", "Göteborg", "2 500"],
    ["", "Summa", "2 499"],
]


def test_a_state_table_is_shown_with_every_difference(story: Story, medel: Medel, tmp_path: Path) -> None:
    path = tmp_path / "tabell.xlsx"
    path.write_bytes(workbook(STATE_TABLE))
    before = counts(story.engine)
    code, printed, aside = medel("statstabell", str(path))
    assert (code, aside) == (0, "")
    assert re.search(r"1480 +Göteborg +– +2 500 000 +koden finns inte i registret\n", printed)
    assert re.search(r"4 +Summa +2 499 000 +2 500 000 +−1 000\n", printed)
    assert "Beloppen är lästa som tusental kronor." in printed
    assert counts(story.engine) == before
    document = json.loads(medel("statstabell", str(path), "--format", "json")[1])
    assert [(row["code"], row["amount_ore"]) for row in document["rows"]] == [("1480", 250_000_000)]
    assert document["totals"][0]["difference_ore"] == -100_000
    printed = medel("statstabell", str(path), "--format", "csv")[1]
    assert printed.splitlines()[1].startswith("1480,Göteborg,,2500000,,,")


def test_a_state_table_beside_a_key(story: Story, medel: Medel, tmp_path: Path) -> None:
    key, table = tmp_path / "nyckel.csv", tmp_path / "tabell.xlsx"
    headings = ["nyckel", "nyckelns namn", "källa", "per datum", "kod", "namn", "vikt"]
    shared = ["FOLK", "Folkmängd", "Exempel", "2019-12-31"]
    key.write_bytes(text([headings, [*shared, "1480", "Göteborg", "3"], [*shared, "1495", "Skara", "1"]]))
    table.write_bytes(workbook([["kod", "namn", "kr"], ["1480", "Göteborg", 74], ["1495", "Skara", 26]]))
    assert medel("nyckeltal", str(key), *BY)[0] == 0
    _, printed, _ = medel("statstabell", str(table), "--key", "FOLK")
    assert re.search(r"1480 +Göteborg +Göteborg +74 +75 +−1\n", printed)
    assert story.book_id == 1


def test_a_state_table_in_no_known_unit(story: Story, medel: Medel, tmp_path: Path) -> None:
    path = tmp_path / "tabell.csv"
    path.write_bytes(text([["kod", "namn", "belopp"], ["1480", "Göteborg", "5"]]))
    code, _, aside = medel("statstabell", str(path))
    assert (code, aside.splitlines()[-1]) == (2, "[import.unit_unclear]")
    assert medel("statstabell", str(path), "--unit", "kr")[0] == 0
    path.write_bytes(text([["kod", "namn", "kr"], ["1480", "Göteborg", "fem"], ["1495", "Skara", "5"]]))
    code, _, aside = medel("statstabell", str(path))
    assert (code, aside.splitlines()[-1]) == (2, "[import.refused]")
    assert "C2" in aside
    assert story.book_id == 1
