"""Cells: amounts and times exact, texts as they were given, and nothing a user wrote is ever a formula."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel

from exports.sheet_cells import (
    MAX_TEXT,
    Ink,
    Look,
    Role,
    SharedTexts,
    Styles,
    amount_digits,
    day_digits,
    fitted,
    moment_digits,
    xml_text,
)
from exports.sheet_layout import Cell, Formula
from ledger.clock import STOCKHOLM
from ledger.errors import AmountTooLarge
from ledger.money import LIMIT_ORE
from ledger.reports.table import ColumnKind

KINDS: tuple[ColumnKind, ...] = ("text", "code", "date", "moment", "integer", "amount")
STYLES: Styles = {
    Look("body", kind, quoted): 2 * at + quoted for at, kind in enumerate(KINDS) for quoted in (False, True)
}


def cell(kind: ColumnKind, value: Cell, role: Role = "body") -> str:
    return Ink(STYLES, SharedTexts(limit=0)).writer("C", role, kind)(7, value)


@given(st.integers(min_value=1 - LIMIT_ORE, max_value=LIMIT_ORE - 1))
def test_an_amount_is_written_exactly_and_a_spreadsheets_number_holds_it(amount_ore: int) -> None:
    digits = amount_digits(amount_ore)
    assert Decimal(digits) * 100 == amount_ore
    assert round(Decimal(repr(float(digits))) * 100) == amount_ore


def test_an_amount_that_a_spreadsheet_cannot_hold_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        amount_digits(LIMIT_ORE)
    assert cell("amount", 1 - LIMIT_ORE) == '<c r="C7" s="10"><v>-9999999999999.99</v></c>'


@pytest.mark.parametrize("amount", [1.0, Decimal(100), True, "100"])
def test_an_amount_is_integer_ore_and_nothing_else(amount: object) -> None:
    with pytest.raises(TypeError, match="integer öre"):
        amount_digits(cast("int", amount))


@given(st.dates(min_value=date(1900, 3, 1)))
def test_a_day_has_the_number_other_programs_give_it(day: date) -> None:
    assert from_excel(int(day_digits(day))) == datetime(day.year, day.month, day.day)  # noqa: DTZ001


@given(st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2999, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_is_swedish_time_to_the_microsecond(moment: datetime) -> None:
    days, fraction = divmod(Decimal(moment_digits(moment)), 1)
    told = datetime(1899, 12, 30) + timedelta(days=int(days), microseconds=round(fraction * 86_400 * 10**6))  # noqa: DTZ001
    assert told == moment.astimezone(STOCKHOLM).replace(tzinfo=None)


def test_moments_follow_summer_time_and_the_last_microsecond_stays_on_its_day() -> None:
    assert from_excel(float(moment_digits(datetime(2021, 7, 1, 22, 30, tzinfo=UTC)))) == datetime(2021, 7, 2, 0, 30)  # noqa: DTZ001
    assert moment_digits(datetime(2020, 8, 27, 23, 59, 59, 999999, tzinfo=STOCKHOLM)) == "44070.99999999999"
    with pytest.raises(ValueError, match="without its zone"):
        moment_digits(datetime(2021, 7, 1))  # noqa: DTZ001


def test_cells_of_each_kind() -> None:
    assert cell("amount", 123450) == '<c r="C7" s="10"><v>1234.50</v></c>'
    assert cell("integer", -7) == '<c r="C7" s="8"><v>-7</v></c>'
    assert cell("date", date(2020, 8, 27)) == '<c r="C7" s="4"><v>44070</v></c>'
    assert cell("moment", datetime(2020, 8, 27, 10, tzinfo=UTC)) == '<c r="C7" s="6"><v>44070.50000000000</v></c>'
    assert cell("code", "1444") == '<c r="C7" s="2" t="inlineStr"><is><t xml:space="preserve">1444</t></is></c>'
    assert [cell(kind, None) for kind in KINDS] == [f'<c r="C7" s="{2 * at}"/>' for at in range(6)]
    assert cell("text", "") == '<c r="C7" s="0"/>'


def test_a_day_on_which_spreadsheets_disagree_is_text() -> None:
    assert 't="inlineStr"><is><t xml:space="preserve">1900-02-28<' in cell("date", date(1900, 2, 28))
    assert cell("date", date(1901, 1, 1)) == '<c r="C7" s="4"><v>367</v></c>'


def test_a_formula_carries_the_value_of_its_kind() -> None:
    assert cell("amount", Formula("SUM(A1:A2)", -50)) == '<c r="C7" s="10"><f>SUM(A1:A2)</f><v>-0.50</v></c>'
    assert cell("date", Formula("MAX(A1:A2)", date(2020, 8, 27))).endswith("<v>44070</v></c>")
    told = cell("text", Formula('IF(A1<0,"a & b","<")', "a & b"))
    assert told == '<c r="C7" s="0" t="str"><f>IF(A1&lt;0,"a &amp; b","&lt;")</f><v>a &amp; b</v></c>'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "\n-1", "'a", "＝1", "=A1&B1"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_a_text_that_stays_one(text: str) -> None:
    for kind, quoted in (("text", 1), ("code", 3)):
        told = cell(cast("ColumnKind", kind), text)
        assert told.startswith(f'<c r="C7" s="{quoted}" t="inlineStr"><is>')
        assert "<f>" not in told


@pytest.mark.parametrize("text", ["a=b", "2021-118", "åäö", "1444", "(-1)"])
def test_other_texts_need_no_quote(text: str) -> None:
    assert cell("text", text).startswith('<c r="C7" s="0" t="inlineStr">')


def read_by_office(data: str) -> str:
    """What a spreadsheet reads: the characters of the XML, with `_xHHHH_` as the sign of that number."""
    parsed = ET.fromstring(f"<t>{data}</t>").text or ""  # noqa: S314 - our own text
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), parsed)


def sayable(sign: str) -> bool:
    return sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")


@given(st.lists(st.one_of(st.text(), st.sampled_from(["_x0041_", "_x005F_", "x0042_", "\r\n", "&amp;"]))).map("".join))
def test_every_text_is_read_as_it_was_but_for_what_xml_cannot_say(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read_by_office(xml_text(text)) == "".join(sign if sayable(sign) else "\ufffd" for sign in lines)


def test_a_text_that_looks_escaped_stays_what_it_is() -> None:
    assert xml_text("_x0041_ _x00e5_ _x41_ _X0041_") == "_x005F_x0041_ _x005F_x00e5_ _x41_ _X0041_"
    assert xml_text("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"
    assert xml_text("a\x00b\x1bc\ud800d\r\ne\rf") == "a\ufffdb\ufffdc\ufffdd\ne\nf"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert fitted("å" * MAX_TEXT) == "å" * MAX_TEXT
    cut = fitted("å" * (MAX_TEXT + 1))
    assert len(cut) == MAX_TEXT
    assert cut.endswith("å … [avkortad, 32768 tecken]")
    faces = fitted("😀" * MAX_TEXT)
    assert len(faces.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert faces.startswith("😀" * 16_000)
    assert faces.endswith(" … [avkortad, 32767 tecken]")


def test_a_text_stands_once_however_often_it_is_used_and_beyond_the_limit_inline() -> None:
    texts = SharedTexts(limit=2)
    told = [texts.content(text) for text in ("a", "<b>", "a", "c", "<b>")]
    inline = ("inlineStr", '<is><t xml:space="preserve">c</t></is>')
    assert told == [("s", "<v>0</v>"), ("s", "<v>1</v>"), ("s", "<v>0</v>"), inline, ("s", "<v>1</v>")]
    part = ET.fromstring(b"".join(texts.part()))  # noqa: S314 - our own part
    assert [item.findtext("{*}t") for item in part] == ["a", "<b>"]
