"""The file: whole or not at all, the same bytes on any day and in any process, parts where the format has them."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from exports.sheet_layout import Cell, Detail, Details, Formula, Grid, Heading, Notes, Sheet, Tone, Workbook
from exports.workbook_file import pack_workbook, write_workbook
from ledger.errors import AmountTooLarge, FileNotWritten
from ledger.messages import explain
from ledger.money import LIMIT_ORE
from ledger.reports.table import Column

MOMENT: Final = datetime(2021, 3, 31, 8, 0, 30, tzinfo=UTC)
COLUMNS: Final = (Column("pot", "Pott", "code"), Column("text", "Text"), Column("amount", "Belopp, kr", "amount"))
TEST: Final = Path(__file__)


def a_workbook(rows: int = 40) -> Workbook:
    """Two sheets with one of everything, its texts hard to compress."""
    table: list[tuple[Cell, ...]] = [
        (f"P-{row}", sha256(bytes([row % 256, row // 256])).hexdigest(), row * 101) for row in range(rows)
    ]
    total = sum(row * 101 for row in range(rows))
    marks: dict[str, Tone] = {"b": "warn", "a": "ok", "c": "error"}
    grid = Grid(
        columns=COLUMNS,
        rows=table,
        totals=("Summa", None, total),
        differs=frozenset({"amount"}),
        tones={"text": marks},
    )
    journal = Sheet(title="Verifikationer", blocks=(Heading("Verifikationer", ("Per 2021-03-31", "VästKom")), grid))
    booked = Formula(journal.place(grid).total_cell("amount"), total)
    notes = Notes(tuple("ABCDEFG"))
    first = Sheet(title="Översikt", blocks=(Details((Detail("Bokfört", booked, "amount"),)), notes, grid))
    return Workbook(title="Avstämning", book="VästKom", moment=MOMENT, sheets=(first, journal))


def packed(workbook: Workbook) -> bytes:
    out = BytesIO()
    pack_workbook(workbook, out)
    return out.getvalue()


# --- the same bytes ----------------------------------------------------------------------------------------------


@pytest.fixture
def another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock many years on, for every way the standard library tells the time."""
    later = datetime(2044, 7, 1, 12, tzinfo=UTC)

    class Later(datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Later":
            return cls.fromtimestamp(later.timestamp(), tz)

    monkeypatch.setattr(dt, "datetime", Later)
    monkeypatch.setattr(time, "time", later.timestamp)
    monkeypatch.setattr(time, "localtime", lambda _=None: later.timetuple())
    assert dt.datetime.now(UTC) == later


def test_another_day_gives_the_same_bytes(request: pytest.FixtureRequest) -> None:
    today = packed(a_workbook())
    request.getfixturevalue("another_day")
    assert packed(a_workbook()) == today


def test_every_process_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = {run_write(tmp_path / f"{seed}.xlsx", seed=seed) for seed in ("0", "1", "4711")}
    assert digests == {sha256(packed(a_workbook())).hexdigest()}


def run_write(path: Path, *, seed: str = "0", limit: int | None = None) -> str:
    """Write the workbook in a process of its own; its digest, or why not. `limit` is the largest file there."""
    program = f"""
import resource, runpy
told = runpy.run_path({str(TEST)!r}, run_name="told")
if {limit} is not None:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    told["write_workbook"](told["a_workbook"](2_000 if {limit} else 40), told["Path"]({str(path)!r}))
    print(told["sha256"](told["Path"]({str(path)!r}).read_bytes()).hexdigest())
except told["FileNotWritten"] as refused:
    print(told["explain"](refused))
"""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603 - this interpreter, our own program
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    return done.stdout.strip()


def test_other_rows_give_other_bytes() -> None:
    assert packed(a_workbook(40)) != packed(a_workbook(41))


# --- whole or not at all -----------------------------------------------------------------------------------------


def test_a_disk_that_takes_no_more_leaves_no_half_file_and_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "avstämning.xlsx"
    path.write_bytes(b"the last one")
    told = run_write(path, limit=60_000)
    assert told == (
        f"Filen {path} gick inte att skriva: den blir större än vad som tillåts. "
        "Inget av den är kvar. Välj en annan plats, eller försök igen."
    )
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"avstämning.xlsx": b"the last one"}


def test_what_the_disk_takes_is_written_in_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "avstämning.xlsx"
    path.write_bytes(b"the last one")
    write_workbook(a_workbook(), path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["avstämning.xlsx"]
    assert path.read_bytes() == packed(a_workbook())
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("place", "reason"), [("saknas/a.xlsx", "mappen finns inte"), ("fil/a.xlsx", "en del av"), ("mapp", "en mapp")]
)
def test_a_place_where_no_file_can_be_is_refused_in_words(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "fil").touch()
    with pytest.raises(FileNotWritten) as refused:
        write_workbook(a_workbook(), tmp_path / place)
    assert reason in explain(refused.value)
    assert sorted(entry.name for entry in tmp_path.rglob("*")) == ["fil", "mapp"]


def test_a_refusal_while_the_rows_are_drawn_leaves_no_file(tmp_path: Path) -> None:
    def stream() -> Iterator[tuple[Cell, ...]]:
        yield ("P-1", "a", 1)
        yield ("P-2", "b", LIMIT_ORE)

    sheet = Sheet(title="Blad", blocks=(Grid(columns=COLUMNS, rows=stream(), count=2),))
    with pytest.raises(AmountTooLarge):
        write_workbook(Workbook(title="t", book="b", moment=MOMENT, sheets=(sheet,)), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


# --- the package -------------------------------------------------------------------------------------------------

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells"),
    *("conditionalFormatting", "pageMargins", "pageSetup", "headerFooter", "ignoredErrors"),
)


@pytest.fixture(scope="module")
def archive() -> Iterator[ZipFile]:
    with ZipFile(BytesIO(packed(a_workbook()))) as opened:
        yield opened


def root(archive: ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - our own file


def test_parts_are_dated_alike_and_the_types_come_first(archive: ZipFile) -> None:
    assert {(info.date_time, info.compress_type) for info in archive.infolist()} == {
        ((1980, 1, 1, 0, 0, 0), ZIP_DEFLATED)
    }
    assert archive.namelist()[0] == "[Content_Types].xml"
    assert len(set(archive.namelist())) == len(archive.namelist())
    assert archive.testzip() is None


def test_every_part_has_a_type_and_the_texts_a_relation(archive: ZipFile) -> None:
    typed = {part.get("PartName", "")[1:] for part in root(archive, "[Content_Types].xml")} - {""}
    assert typed == {name for name in archive.namelist() if not name.endswith((".rels", "_Types].xml"))}
    relations = {relation.get("Target") for relation in root(archive, "xl/_rels/workbook.xml.rels")}
    assert "sharedStrings.xml" in relations
    ids = [relation.get("Id") for relation in root(archive, "xl/_rels/workbook.xml.rels")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("number", [1, 2])
def test_a_sheets_elements_stand_in_the_schemas_order(archive: ZipFile, number: int) -> None:
    tags = [element.tag.removeprefix(MAIN) for element in root(archive, f"xl/worksheets/sheet{number}.xml")]
    places = [ORDER.index(tag) for tag in tags]
    assert places == sorted(places)
    assert tags.count("sheetData") == 1


def test_a_sheet_says_its_size_and_that_its_codes_are_meant_as_text(archive: ZipFile) -> None:
    sheet = root(archive, "xl/worksheets/sheet2.xml")
    assert attribute(sheet, "dimension", "ref") == "A1:C47"
    assert attribute(sheet, "ignoredErrors/{*}ignoredError", "sqref") == "A6:A45"
    assert sheet.findall(".//{*}c")[-1].get("r") == "C47"


def attribute(element: ET.Element, path: str, name: str) -> Any:
    found = element.find(f"{{*}}{path}")
    assert found is not None
    return found.get(name)


def test_each_text_is_shared_and_every_cell_finds_its_own(archive: ZipFile) -> None:
    texts = [item.findtext("{*}t") for item in root(archive, "xl/sharedStrings.xml")]
    assert len(set(texts)) == len(texts)
    cells = root(archive, "xl/worksheets/sheet2.xml").findall(".//{*}c[@t='s']")
    told = [texts[int(cell.findtext("{*}v") or "")] for cell in cells[:3]]
    assert told == ["Verifikationer", "Per 2021-03-31", "VästKom"]


def test_the_file_says_which_program_made_it(archive: ZipFile) -> None:
    assert root(archive, "docProps/app.xml").findtext("{*}Application") == "Medelsboken"
