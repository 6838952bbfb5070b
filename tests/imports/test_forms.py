"""Every way of writing a value comes out as that value or is refused; no öre changes on the way."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.identifiers import organisation_number
from ledger.errors import (
    AmountAmbiguous,
    AmountEmpty,
    AmountNegative,
    AmountNotANumber,
    AmountTooLarge,
    AmountTooManyDecimals,
    DateMalformed,
    IdentifierMalformed,
    ImportAmountInexact,
    ImportChoiceUnknown,
    ImportValueMalformed,
    LedgerError,
)
from ledger.formats.sheets import Value
from ledger.imports.forms import ORGANISATION_NUMBER, amount, choice, day, signed_amount, weight, words, written
from ledger.money import LIMIT_ORE, format_kronor

ORE = st.integers(0, LIMIT_ORE - 1)


@given(ORE, st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"]), st.booleans())
def test_an_amount_as_it_is_shown_is_read_back(amount_ore: int, space: str, unit: bool) -> None:  # noqa: FBT001 -- drawn
    told = format_kronor(amount_ore, unit=unit).replace("\u00a0", space)
    assert amount("belopp", told) == amount_ore


@given(st.integers(0, LIMIT_ORE // 100 - 1), st.integers(0, 99))
def test_a_number_typed_in_excel_is_read_back_to_the_ore(whole: int, ore: int) -> None:
    assert amount("belopp", float(f"{whole}.{ore:02d}")) == whole * 100 + ore


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=50))
def test_the_noise_of_a_sum_in_excel_changes_no_ore(ores: list[int]) -> None:
    assert signed_amount(sum(ore / 100 for ore in ores)) == sum(ores)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_its_own_ore_or_refused(number: float) -> None:
    try:
        read = signed_amount(number)
    except LedgerError:
        return
    assert abs(Decimal(repr(number)) * 100 - read) <= Decimal("0.0001")


@given(st.text(max_size=20))
def test_no_text_becomes_an_amount_by_accident(given_text: str) -> None:
    try:
        read = signed_amount(given_text)
    except LedgerError:
        return
    assert int("".join(mark for mark in given_text if mark.isdigit())) in {abs(read), abs(read) // 100, abs(read) // 10}


@pytest.mark.parametrize(
    ("value", "amount_ore"),
    [(0, 0), (1_000, 100_000), ("1 000,50", 100_050), (0.1 + 0.2, 30), ("33 422 811 kr", 3_342_281_100)],
)
def test_amounts(value: Value, amount_ore: int) -> None:
    assert amount("belopp", value) == amount_ore


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        (1.005, ImportAmountInexact),
        (float("inf"), AmountNotANumber),
        (float("nan"), AmountNotANumber),
        (1e13, AmountTooLarge),
        (True, AmountNotANumber),
        (datetime.fromisoformat("2020-08-27"), AmountNotANumber),
        (-1, AmountNegative),
        ("−500", AmountNegative),
        ("", AmountEmpty),
        ("en miljon", AmountNotANumber),
        ("33422 811", AmountNotANumber),
        ("1,005", AmountTooManyDecimals),
        ("1.000", AmountAmbiguous),
    ],
)
def test_amounts_that_are_refused(value: Value, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        amount("belopp", value)


def test_a_minus_sign_of_either_kind() -> None:
    assert signed_amount("\u2212500,25") == signed_amount("-500,25") == -50_025


@pytest.mark.parametrize(
    ("value", "told"), [("1 000 000,5", "1000000.5"), (18_580, "18580"), (0.1, "0.1"), ("0,000001", "0.000001")]
)
def test_weights(value: Value, told: str) -> None:
    assert weight("vikt", value) == Decimal(told)


@pytest.mark.parametrize("value", [0, -1, "", "x", "1e5", 1e12, 0.0000001, "0,0000001", True, float("nan"), None])
def test_weights_that_are_refused(value: Value) -> None:
    with pytest.raises(ImportValueMalformed):
        weight("vikt", value)


def test_days() -> None:
    assert day("från", "2020-08-27") == day("från", datetime.fromisoformat("2020-08-27")) == date(2020, 8, 27)
    for value in ("27/8 2020", 44_070, 44_070.5, datetime.fromisoformat("2020-08-27T12:30"), True):
        with pytest.raises(DateMalformed):
            day("från", value)


def test_words_are_seen_and_short() -> None:
    assert words("namn", " Dals-\u00a0Ed ") == "Dals- Ed"
    for value in ("Alfa\u200b", "x" * 501):
        with pytest.raises(ImportValueMalformed):
            words("namn", value)


def test_numbers_in_text_columns_are_their_digits() -> None:
    assert [written(value) for value in (1480, 1480.0, 1.5, None, False)] == ["1480", "1480", "1,5", "", "FALSKT"]


def test_choices_in_any_case() -> None:
    form = choice({"kommun": 1, "region": 2})
    assert (form.read("slag", "Kommun"), form.choices) == (1, ("kommun", "region"))
    with pytest.raises(ImportChoiceUnknown) as refused:
        form.read("slag", "stad")
    assert refused.value.choices == ("kommun", "region")


def test_identifiers_have_one_form() -> None:
    assert ORGANISATION_NUMBER.read("organisationsnummer", 2220000265) == organisation_number("222000-0265")
    with pytest.raises(IdentifierMalformed):
        ORGANISATION_NUMBER.read("organisationsnummer", "22")
