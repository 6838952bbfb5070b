"""CSV files as spreadsheets save them come out as the same values, whatever the marks and the encoding."""

import pytest

from ledger.errors import ImportFileNoTable, ImportQuoteOpen, ImportTooManyRows
from ledger.formats.csv_file import read_csv
from ledger.formats.sheets import Limits

TABLE = [["kod", "namn", "belopp"], ["0114", "Öckerö", "1\u00a0000,50"]]


def lines(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in TABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_way_of_saving_is_the_same_table(delimiter: str, encoding: str) -> None:
    sheet = read_csv(lines(delimiter).encode(encoding), "fil.csv")
    assert [list(row.values) for row in sheet.rows] == TABLE
    assert (sheet.name, sheet.faults) == ("", ())


def test_a_decimal_comma_does_not_make_a_comma_the_delimiter() -> None:
    sheet = read_csv(b"kod;vikt\r\nA;1,5\r\n", "fil.csv")
    assert sheet.rows[1].values == ("A", "1,5")


@pytest.mark.parametrize("title", ["Fördelning av medel 2022, belopp i kr", "Medel; kommuner; 2022", ""])
def test_a_title_above_the_table_decides_nothing(title: str) -> None:
    rows = [row.values for row in read_csv(f"{title}\nkod;belopp\n0114;1,5\n0115;2,5\n".encode(), "fil.csv").rows]
    assert rows[-3:] == [("kod", "belopp"), ("0114", "1,5"), ("0115", "2,5")]


def test_a_mark_within_quotation_marks_is_no_delimiter() -> None:
    sheet = read_csv(b'kod,namn\nA,"a;b"\nB,"c;d"\nC,"e;f;g"\n', "fil.csv")
    assert sheet.rows[3].values == ("C", "e;f;g")


def test_rows_keep_the_line_they_start_on() -> None:
    sheet = read_csv(b'kod;namn\n\n"A\n1";Alfa\n;;\nB;\n', "fil.csv")
    assert [(row.no, row.values) for row in sheet.rows] == [
        (1, ("kod", "namn")),
        (3, ("A\n1", "Alfa")),
        (6, ("B", None)),
    ]
    assert sheet.rows[1].cell(1) == "B3"


@pytest.mark.parametrize("content", [b"kod;namn\nA;\x00\n", b"kod\n\x81\n", b"\xff\xfea"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(ImportFileNoTable):
        read_csv(content, "fil.csv")


def test_an_open_quotation_mark_is_told_where_it_begins() -> None:
    with pytest.raises(ImportQuoteOpen) as refused:
        read_csv(b'kod;namn\nA;"Alfa\nB;Beta\n', "fil.csv")
    assert refused.value.line == 2


def test_limits() -> None:
    limits = Limits(rows=2, columns=2)
    assert len(read_csv(b"a;b\n1;2\n", "fil.csv", limits).rows) == 2
    for content in (b"a;b\n1;2\n3;4\n", b"a;b;c\n"):
        with pytest.raises(ImportTooManyRows):
            read_csv(content, "fil.csv", limits)
