"""Key files are read as spreadsheets save them, exactly, and every bad row is told at once."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import BadRow, KeyBadRows, KeyColumnTwice, KeyEmpty, KeyMissingColumns, KeyUnreadable
from ledger.formats.keyfile import KeyRow, read_key
from ledger.messages import explain

TWO = (KeyRow(2, "0114", "Upplands Väsby", Decimal(47184)), KeyRow(3, "1480", "Göteborg", Decimal(578327)))


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_save(separator: str, encoding: str, line_end: str) -> None:
    rows = [("code", "name", "weight"), ("0114", "Upplands Väsby", "47184"), ("1480", "Göteborg", "578327")]
    text = line_end.join(separator.join(row) for row in rows)
    assert read_key(text.encode(encoding)) == TWO
    assert read_key((text + line_end).encode(encoding)) == TWO


def test_columns_are_found_by_name_in_any_order_and_case_and_others_are_ignored() -> None:
    content = " Weight ; NOTE;NAME; Code\n47184;x;Upplands Väsby;0114\n578327;;Göteborg;1480\n".encode()
    assert read_key(content) == TWO


def test_quoted_fields_keep_separators_quotes_and_line_breaks_and_lines_are_counted() -> None:
    content = b'code,name,weight\nA,"Alfa, ""A""\nrad tv\xc3\xa5", "1 000"\n\nB,Beta,2\n'
    assert read_key(content) == (
        KeyRow(2, "A", 'Alfa, "A"\nrad två', Decimal(1000)),
        KeyRow(5, "B", "Beta", Decimal(2)),
    )


def test_blank_rows_and_empty_cells_at_the_end_are_nothing() -> None:
    assert read_key(b"\ncode;name;weight\n;;\nA;Alfa;1;;\n   \n") == (KeyRow(4, "A", "Alfa", Decimal(1)),)


@pytest.mark.parametrize(
    ("written", "weight"),
    [
        ("273 837", "273837"),
        ("273\u00a0837", "273837"),
        ("1\u2009723\u202f529", "1723529"),
        ("0,1", "0.1"),
        ("0.10", "0.1"),
        ("12,125", "12.125"),
        ("1 000,5", "1000.5"),
        ("+7", "7"),
        ("0000000000007", "7"),
        ("999999999999,999999", "999999999999.999999"),
    ],
)
def test_weights_are_read_exactly(written: str, weight: str) -> None:
    (row,) = read_key(f"code;name;weight\nA;Alfa;{written}\n".encode())
    assert row.weight == Decimal(weight)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "missing_weight"),
        ("0", "zero"),
        ("0,000", "zero"),
        ("-0", "zero"),
        ("-5", "negative"),
        ("\u22125,5", "negative"),
        *((text, "not_a_number") for text in ("NaN", "Infinity", "inf", "1e5", "1E5", "0x10", "1_000", "½", "٣")),
        *((text, "not_a_number") for text in ("1 00", "10 00", "1 0000", "1  000", "1,", ",5", "1.000.000", "1,000.5")),
        *((text, "not_a_number") for text in ("5 %", "5 kr", "--5", "=1+1", "fem", "1-2")),
        ("1000000000000", "too_long"),
        ("1,0000001", "too_long"),
    ],
)
def test_weights_that_cannot_be_used(written: str, reason: str) -> None:
    with pytest.raises(KeyBadRows) as refusal:
        read_key(f"code;name;weight\nA;Alfa;{written}\n".encode())
    assert refusal.value.rows == (BadRow(2, reason, "A", "Alfa", written),)


def test_a_decimal_comma_that_splits_a_row_is_never_read_as_a_whole_number() -> None:
    with pytest.raises(KeyBadRows) as refusal:
        read_key(b"code,name,weight\nA,Alfa,1,5\n")
    assert refusal.value.rows == (BadRow(2, "too_many_values", "A", "Alfa"),)


def test_all_bad_rows_are_told_at_once() -> None:
    rows = (
        "1480;Göteborg;578327",
        ";Summa;1723529",
        "1444;Grästorp;0",
        "1480;Göteborg igen;1",
        "1499",
        "1401;Härryda;1e5",
        "14\u200b02;Partille;37931",
        "1480;Göteborg än en gång;-1",
    )
    with pytest.raises(KeyBadRows) as refusal:
        read_key("\n".join(("code;name;weight", *rows)).encode())
    assert refusal.value.rows == (
        BadRow(3, "missing_code", "", "Summa"),
        BadRow(4, "zero", "1444", "Grästorp", "0"),
        BadRow(5, "duplicate_code", "1480", "Göteborg igen", first_line=2),
        BadRow(6, "missing_name", "1499"),
        BadRow(6, "missing_weight", "1499"),
        BadRow(7, "not_a_number", "1401", "Härryda", "1e5"),
        BadRow(8, "invisible_character", "14\u200b02", "Partille"),
        BadRow(9, "duplicate_code", "1480", "Göteborg än en gång", first_line=2),
        BadRow(9, "negative", "1480", "Göteborg än en gång", "-1"),
    )


def test_the_refusal_reads_as_on_the_page() -> None:
    rows = [*(f"10{line:02};Kommun {line};1" for line in range(2, 12)), "1480;Göteborg;1", "1;Ett;1", "1444;Grästorp;0"]
    rows += [*(f"11{line};Kommun {line};1" for line in range(15, 31)), "1480;Göteborg;1"]
    with pytest.raises(KeyBadRows) as refusal:
        read_key("\n".join(["code;name;weight", *rows]).encode())
    assert explain(refusal.value) == (
        "2 rader i nyckelfilen går inte att använda: rad 14, vikten för 1444 Grästorp är 0; "
        "rad 31, koden 1480 finns redan på rad 12. Rätta filen och ladda upp den igen. Inget är sparat."
    )


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \n", b"code,name,weight\n", b"code;name;weight"])
def test_an_empty_key_is_refused(content: bytes) -> None:
    with pytest.raises(KeyEmpty):
        read_key(content)


@pytest.mark.parametrize(
    ("heading", "missing", "found"),
    [
        ("code;vikt", ("name", "weight"), ("code", "vikt")),
        ("1480;Göteborg;578327", ("code", "name", "weight"), ("1480", "Göteborg", "578327")),
        ("code\tname\tweight", ("code", "name", "weight"), ("code\tname\tweight",)),
    ],
)
def test_missing_columns_are_named(heading: str, missing: tuple[str, ...], found: tuple[str, ...]) -> None:
    with pytest.raises(KeyMissingColumns) as refusal:
        read_key(f"{heading}\nA;B;1\n".encode())
    assert (refusal.value.missing, refusal.value.found) == (missing, found)


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(KeyColumnTwice) as refusal:
        read_key(b"code,name,weight,Weight\nA,Alfa,1,2\n")
    assert refusal.value.columns == ("weight",)


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"code,name,weight\nA,Al\x00fa,1\n", "nul", None),
        ("code,name,weight\nA,Alfa,1\n".encode("utf-16"), "nul", None),
        (b"code,name,weight\nA,Al\x81fa,1\n", "encoding", 2),
        (b"code,name,weight\nA,Alfa,1\nB,\x1b[31mBeta,1\n", "control_character", 3),
        (b'code,name,weight\nA,"Alfa,1\nB,Beta,1\n', "quotes", 2),
        (b'code,name,weight\nA,Alfa,1\nB,"Be"ta,1\n', "quotes", 3),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: str, line: int | None) -> None:
    with pytest.raises(KeyUnreadable) as refusal:
        read_key(content)
    assert (refusal.value.reason, refusal.value.line) == (reason, line)


@given(
    st.lists(
        st.tuples(
            st.text("0123456789ABCÅÄÖ", min_size=1, max_size=6),
            st.text("abcåäö ,;\"'-", min_size=1, max_size=12).map(str.strip).filter(bool),
            st.decimals("0.000001", 10**12 - 1, places=6),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda row: row[0],
    )
)
def test_every_key_that_is_written_is_read_back(rows: list[tuple[str, str, Decimal]]) -> None:
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(("code", "name", "weight"))
    writer.writerows((code, name, f"{weight:f}") for code, name, weight in rows)
    read = read_key(written.getvalue().encode())
    assert [(row.code, row.name, row.weight) for row in read] == rows


@given(st.binary(max_size=200).map(lambda tail: b"code;name;weight\nA;Alfa;1\n" + tail))
def test_any_bytes_give_rows_or_a_refusal(content: bytes) -> None:
    try:
        rows = read_key(content)
    except (KeyBadRows, KeyUnreadable):
        return
    assert all(row.weight > 0 and row.code and row.name for row in rows)
    assert len({row.code for row in rows}) == len(rows)
