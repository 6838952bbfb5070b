"""The story's papers: PDFs that say what they hold where they say it, and the same bytes every time."""

import re

import pytest

from ledger.demo.paper import sheet
from ledger.domain.file_types import FileType, file_type

PAPER = sheet(["Återbetalning (del 1)", r"a\b"])


def test_a_sheet_is_a_pdf_with_its_lines() -> None:
    assert file_type(PAPER, "papper.pdf") is FileType.PDF
    shown = "(Återbetalning \\(del 1\\)) Tj".encode("cp1252")
    assert shown in PAPER
    assert rb"(a\\b) Tj" in PAPER


def test_every_object_lies_where_the_table_says() -> None:
    start = int(PAPER.split(b"startxref\n")[1].split(b"\n")[0])
    assert PAPER[start:].startswith(b"xref\n0 6\n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n \n", PAPER[start:])]
    assert [PAPER[place:].split(b"\n")[0] for place in places] == [b"%d 0 obj" % no for no in range(1, 6)]
    stream = re.search(rb"/Length (\d+) >>\nstream\n(.*)\nendstream", PAPER, re.DOTALL)
    assert stream is not None
    assert len(stream[2]) == int(stream[1])


def test_the_same_lines_are_the_same_paper() -> None:
    assert sheet(["Faktura"]) == sheet(["Faktura"]) != sheet(["Kreditfaktura"])


def test_a_letter_that_the_font_lacks_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        sheet(["Ψ"])
