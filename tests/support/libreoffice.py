"""Recalculates a workbook with LibreOffice, every formula anew, as a program that had no part in writing it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""
"""Always: left to itself it may trust the values a file carries."""


def recalculated(workbook: Path, directory: Path) -> Path:
    """The workbook as LibreOffice saves it after computing all of it, in a fresh profile under `directory`.

    Skips the test where LibreOffice is missing, and fails it there if `CI` is set.
    """
    program = _soffice()
    profile = directory / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    out = directory / "recalculated"
    done = subprocess.run(  # noqa: S603 - the program found on the path, our own arguments
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            *("--convert-to", "xlsx", "--outdir", str(out), str(workbook)),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    saved = out / workbook.name
    assert saved.exists(), f"LibreOffice saved nothing: {done.stdout}{done.stderr}"
    return saved


def _soffice() -> str:
    found = shutil.which("soffice")
    if found is not None:
        return found
    reason = "LibreOffice (soffice) is not installed: the formulas were not recalculated"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def differences(file: Path, carried: OpenpyxlWorkbook, again: OpenpyxlWorkbook) -> Iterator[str]:
    """Every formula cell whose recalculated value is another than the one it carries, amounts compared in öre."""
    for sheet in load_workbook(file):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    before = carried[sheet.title][cell.coordinate].value
                    after = again[sheet.title][cell.coordinate].value
                    if in_ore(before) != in_ore(after):
                        yield f"{sheet.title}!{cell.coordinate} {cell.value}: {before} != {after}"


def in_ore(value: object) -> object:
    """A number as it would be in öre; anything else as it is."""
    return round(value * 100) if isinstance(value, int | float) else value
