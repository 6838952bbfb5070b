"""What other programs say of a plain-text journal: beancount in this process, hledger where it is installed."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from beancount import loader


def bean_check(text: str) -> list[str]:
    """The errors that `bean-check` finds, in words."""
    _entries, errors, _options = loader.load_string(text)
    return [str(error.message) for error in errors]


def hledger_run(folder: Path, text: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """What hledger answers of a journal; the test is skipped where hledger is missing, unless it must be there."""
    program = shutil.which("hledger")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("hledger is not installed")
        pytest.skip("hledger is not installed")
    path = folder / "test.journal"
    path.write_text(text, encoding="utf-8")
    return subprocess.run(  # noqa: S603 - our own file and arguments
        [program, "-f", str(path), *arguments],
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def hledger_check(folder: Path, text: Iterable[str]) -> str:
    """What `hledger check --strict` complains of; empty when nothing."""
    run = hledger_run(folder, "".join(text), "check", "--strict")
    return "" if run.returncode == 0 else run.stderr or "refused"
