"""`medel export arsavslut`: the year of an agreement, told in a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ledger.cli.main import main
from ledger.demo import Story

Medel = Callable[..., tuple[int, str, str]]


@pytest.fixture
def medel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str, demo: Story) -> Medel:
    """Runs a command on the demo story; gives the exit code, what was printed, and what was told aside."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)
    assert demo.book_id

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(("export", "arsavslut", *arguments))
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


def test_the_file_is_written_and_told(medel: Medel, tmp_path: Path) -> None:
    file = tmp_path / "arsavslut.xlsx"
    code, printed, aside = medel("--agreement", "PH2020", "--year", "2020", "-o", str(file))
    assert (code, aside) == (0, "")
    assert printed.startswith(f"{file}: 1 ändamål, till och med 2021-")
    assert load_workbook(file, read_only=True).sheetnames[:2] == ["Översikt", "Ändamål"]


def test_as_it_was_known(medel: Medel, tmp_path: Path) -> None:
    file = tmp_path / "arsavslut.xlsx"
    code, printed, _ = medel("--agreement", "PH2020", "--year", "2020", "--known-at", "2020-12-31", "-o", str(file))
    assert code == 0
    assert "till och med 2020-" in printed


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--agreement", "NIX", "--year", "2020"), "[not_found]"), (("--agreement", "PH2020", "--year", "12"), "")],
)
def test_what_is_not_there(medel: Medel, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    left, printed, aside = medel(*arguments, "-o", str(tmp_path / "x.xlsx"))
    assert (left, printed) == (2, "")
    assert aside.splitlines()[-1].endswith(code)
    assert list(tmp_path.glob("*.xlsx")) == []
