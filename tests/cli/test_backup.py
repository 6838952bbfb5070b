"""`medel backup`, `restore` and `move` from the outside: what they print, and the codes they leave with."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger.cli.main import main
from ledger.db.session import read_session, write_session
from ledger.demo import tell
from ledger.domain.scope import Scope
from ledger.reports.chain_ends import BookEnd, chain_ends
from tests.support.backups import largest_file
from tests.support.books import SmallBook
from tests.support.histories import told as tell_history

Medel = Callable[..., tuple[int, str, str]]


@pytest.fixture
def medel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str) -> Medel:
    """Runs a command on a database, the test's own unless another is given; exit code, what was printed and told."""

    def run(*arguments: str, database: str = database_url) -> tuple[int, str, str]:
        monkeypatch.setenv("LEDGER_DATABASE_URL", database)
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


def end_of_the_demo(engine: Engine) -> BookEnd:
    with read_session(engine) as session:
        (end,) = chain_ends(session, scope=Scope.everything())
    return end


def test_the_demo_is_backed_up_read_back_and_checked(told: Medel, engine: Engine, tmp_path: Path) -> None:
    end = end_of_the_demo(engine)
    path, database = tmp_path / "bok.backup", f"sqlite:///{tmp_path / 'åter.db'}"
    code, printed, aside = told("backup", "-o", str(path))
    assert (code, aside) == (0, "")
    ends = f"vastkom: {end.entries} verifikationer, till och med {end.last_entry}, hash {end.last_hash}"
    assert printed.splitlines()[0] == ends
    assert printed.endswith(f"SHA-256 {sha256(path.read_bytes()).hexdigest()}\n")
    code, printed, aside = told("restore", str(path), database=database)
    assert (code, aside) == (0, "")
    assert printed.splitlines()[0] == ends
    assert "är återläst och lika" in printed.splitlines()[1]
    assert told("check", database=database) == told("check")


def test_a_move_prints_its_proof(told: Medel, engine: Engine, tmp_path: Path) -> None:
    end = end_of_the_demo(engine)
    entries = str(end.entries)
    code, printed, aside = told("move", "--to", f"sqlite:///{tmp_path / 'ny.db'}")
    assert (code, aside) == (0, "")
    lines = [line.split() for line in printed.splitlines()]
    assert ["entry", entries, entries] in [line[:3] for line in lines]
    assert ["vastkom", entries, entries, end.last_hash[:16], end.last_hash[:16]] in lines
    assert all(line[3] == line[4] for line in lines if len(line) == 5)
    assert told("check", database=f"sqlite:///{tmp_path / 'ny.db'}")[0] == 0


def test_what_differs_in_what_was_copied_is_told(book: SmallBook, medel: Medel, tmp_path: Path) -> None:
    tell_history(book)
    code, printed, _ = medel("backup", "-o", str(tmp_path / "bok.backup"))
    assert code == 0
    assert "  Obs: kontroll " in printed


def refused(answer: tuple[int, str, str], code: str) -> bool:
    """Whether it was refused by that code, with nothing printed."""
    return (answer[0], answer[1], answer[2].splitlines()[-1]) == (2, "", f"[{code}]")


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_refusals_are_words_and_a_code(told: Medel, tmp_path: Path) -> None:
    path, other = tmp_path / "bok.backup", f"sqlite:///{tmp_path / 'ny.db'}"
    assert told("backup", "-o", str(path))[0] == 0
    assert refused(told("backup", "-o", str(path)), "backup.exists")
    assert told("backup", "-o", str(path), "--force")[0] == 0
    assert refused(told("backup", "-o", str(tmp_path / "finns" / "inte")), "file.not_written")
    assert refused(told("backup", "-o", f"{path}.2", database=other), "database.not_migrated")
    assert refused(told("restore", str(path)), "keeping.not_empty")
    assert refused(told("restore", str(tmp_path / "finns inte")), "file.not_read")
    assert refused(told("move", "--to", str(path)), "setting.malformed")
    assert refused(told("move", "--to", f"sqlite:///{path}/ny.db"), "database.unreachable")
    with largest_file(10_000):
        full = told("backup", "-o", str(tmp_path / "full.backup"))
    assert refused(full, "file.not_written")
    assert "den blir större än vad som tillåts" in full[2]
    assert not (tmp_path / "full.backup").exists()


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_at_a_terminal_it_tells_how_far_it_has_come(
    told: Medel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    _, printed, aside = told("backup", "-o", str(tmp_path / "bok.backup"))
    assert "Kopierar" in aside
    assert "Prövar" in aside
    assert "Kopierar" not in printed
