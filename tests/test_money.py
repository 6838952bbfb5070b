"""Amounts are read as people write them, written as they stand on screen, and never lose an öre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import (
    AmountAmbiguous,
    AmountEmpty,
    AmountNotANumber,
    AmountTooLarge,
    AmountTooManyDecimals,
    LedgerError,
)
from ledger.money import LIMIT_ORE, bounded, format_kronor, is_whole_kronor, kronor, parse_kronor, plain_kronor

amounts = st.integers(-LIMIT_ORE + 1, LIMIT_ORE - 1)


@pytest.mark.parametrize(
    ("written", "amount_ore"),
    [
        ("33422811", 3_342_281_100),
        ("33 422 811", 3_342_281_100),
        ("33\u00a0422\u00a0811\u00a0kr", 3_342_281_100),
        ("33\u2009422\u202f811 KR", 3_342_281_100),
        ("1000:-", 100_000),
        ("  1 234,5 ", 123_450),
        ("1 234,50 kr", 123_450),
        ("1234.50", 123_450),
        ("0,07", 7),
        ("0", 0),
        ("+5", 500),
        ("-5", -500),
        ("\u22125,25", -525),
        ("007", 700),
        ("9999999999999,99", LIMIT_ORE - 1),
    ],
)
def test_amounts_as_people_write_them(written: str, amount_ore: int) -> None:
    assert parse_kronor(written) == amount_ore


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        *((text, AmountEmpty) for text in ("", "  ", "kr", "\u00a0", " :-")),
        *((text, AmountNotANumber) for text in ("tusen", "1e5", "NaN", "Infinity", "inf", "0x10", "1_000", "١٢", "½")),
        *((text, AmountNotANumber) for text in ("1 00", "1 0000", "10 00", "1  000", "12 34 567", "1,", ",5", "- 5")),
        *((text, AmountNotANumber) for text in ("--5", "5-", "1.000.000", "1.000,50", "1,000.50", "5 kr kr", "=1+1")),
        *((text, AmountAmbiguous) for text in ("1.000", "33.422", "1.5", "1000.5")),
        *((text, AmountTooManyDecimals) for text in ("1 000,505", "1,000", "0,001", "1.0000")),
        *((text, AmountTooLarge) for text in ("10000000000000", "-10 000 000 000 000,00", "99999999999999")),
    ],
)
def test_what_is_no_amount_or_two_is_refused(written: str, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        parse_kronor(written)


def test_an_amount_of_any_length_is_refused_and_not_tried() -> None:
    with pytest.raises(LedgerError):
        parse_kronor("9" * 100_000)


def test_too_many_decimals_are_counted() -> None:
    with pytest.raises(AmountTooManyDecimals) as refusal:
        parse_kronor("1 000,505")
    assert refusal.value.facts() == {"given": "1 000,505", "decimals": 3}


@given(amounts)
def test_what_is_written_is_read_back(amount_ore: int) -> None:
    assert parse_kronor(format_kronor(amount_ore)) == amount_ore
    assert parse_kronor(format_kronor(amount_ore, unit=False, ore=True, signed=True)) == amount_ore
    assert parse_kronor(plain_kronor(amount_ore)) == amount_ore


@given(amounts)
def test_whole_kronor_have_no_ore(amount_ore: int) -> None:
    assert is_whole_kronor(amount_ore) == ("," not in format_kronor(amount_ore))
    assert is_whole_kronor(kronor(amount_ore))


@pytest.mark.parametrize(
    ("amount_ore", "screen", "program"),
    [
        (3_342_281_100, "33\u00a0422\u00a0811\u00a0kr", "33422811"),
        (123_450, "1\u00a0234,50\u00a0kr", "1234.50"),
        (-50_000, "\u2212500\u00a0kr", "-500"),
        (-1, "\u22120,01\u00a0kr", "-0.01"),
        (0, "0\u00a0kr", "0"),
    ],
)
def test_amounts_on_screen_and_for_programs(amount_ore: int, screen: str, program: str) -> None:
    assert format_kronor(amount_ore) == screen
    assert plain_kronor(amount_ore) == program


def test_ways_of_writing_an_amount() -> None:
    assert format_kronor(100_000, unit=False) == "1\u00a0000"
    assert format_kronor(100_000, ore=True) == "1\u00a0000,00\u00a0kr"
    assert format_kronor(74_900, signed=True) == "+749\u00a0kr"
    assert format_kronor(-74_900, signed=True) == "\u2212749\u00a0kr"
    assert format_kronor(0, signed=True) == "0\u00a0kr"


def test_kronor_and_ore_together() -> None:
    assert kronor(1234, 50) == 123_450


@pytest.mark.parametrize("amount_ore", [LIMIT_ORE, -LIMIT_ORE])
def test_amounts_stop_where_a_spreadsheet_loses_the_ore(amount_ore: int) -> None:
    """Below the limit a 64-bit float still tells every öre apart in kronor, which is what a spreadsheet keeps."""
    with pytest.raises(AmountTooLarge):
        bounded(amount_ore)
    last = LIMIT_ORE - 1
    assert bounded(last) == last
    assert round(last / 100 * 100) == last
    assert last / 100 != (last - 1) / 100
