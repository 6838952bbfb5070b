"""`medel import` from the outside: templates, previews, and every fault in a table with one refusal last."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.cli.main import main
from ledger.imports.importing import KINDS
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
