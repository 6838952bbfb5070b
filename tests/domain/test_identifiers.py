"""Identifiers are read as people write them, checked, and given back in one form."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from ledger.domain.identifiers import (
    bankgiro,
    country_code,
    is_personal_number,
    municipality_code,
    ocr,
    organisation_number,
    plusgiro,
)
from ledger.errors import IdentifierCheckDigit, IdentifierMalformed, LedgerError, OrganisationCheckDigit
from ledger.messages import explain

Reader = Callable[[str], str]

PERSONAL = "640823-3234"
"""The example in Skatteverket's brochure on personal numbers (SKV 704)."""


@pytest.mark.parametrize(
    "number",
    ["222000-0265", "222000-2188", "222000-0315", "232100-0131", "212000-1355"],
)
def test_organisation_numbers_of_the_field_are_valid(number: str) -> None:
    assert organisation_number(number) == number
    assert organisation_number(number.replace("-", "")) == number
    assert organisation_number("16" + number) == number
    assert not is_personal_number(number)


@pytest.mark.parametrize(
    "text", [" 222000-0265 ", "222000 0265", "222000\u20110265", "222000\u22120265", "162220000265"]
)
def test_an_organisation_number_is_read_as_people_write_it(text: str) -> None:
    assert organisation_number(text) == "222000-0265"


def test_a_sole_trader_has_a_personal_number() -> None:
    assert organisation_number(PERSONAL) == PERSONAL
    assert is_personal_number(PERSONAL)


@pytest.mark.parametrize(
    "text",
    [
        *("", "222000-026", "222000-02655", "2220000265X", "222000--0265", "22200-00265", "SE222000026501"),
        *("000000-0000", "022000-0265", "641323-3234", "640800-3234", "19640823-3234", "٢٢٢٠٠٠-٠٢٦٥", "17222000-0265"),
    ],
)
def test_what_is_no_organisation_number_is_refused_by_its_form(text: str) -> None:
    with pytest.raises(IdentifierMalformed) as refusal:
        organisation_number(text)
    assert refusal.value.given == text


def test_the_check_digit_of_an_organisation_number_is_told_as_on_the_page() -> None:
    with pytest.raises(OrganisationCheckDigit) as refusal:
        organisation_number("2220000256")
    assert refusal.value.code == "organisation.check_digit"
    assert explain(refusal.value) == (
        "Organisationsnumret 222000-0256 har fel kontrollsiffra. Två siffror kan ha bytt plats. Jämför med fakturan."
    )


@pytest.mark.parametrize("text", ["640823-3235", "19640823-3234"])
def test_a_personal_number_stays_out_of_logs(text: str) -> None:
    with pytest.raises((IdentifierCheckDigit, IdentifierMalformed)) as refusal:
        organisation_number(text)
    assert "0823" not in str(refusal.value) + repr(refusal.value)
    assert text in explain(refusal.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [("5052-5781", "5052-5781"), ("50525781", "5052-5781"), ("991-2346", "991-2346"), ("5052 5781", "5052-5781")],
)
def test_bankgiro(text: str, number: str) -> None:
    assert bankgiro(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("90 20 03-3", "902003-3"), ("9020033", "902003-3"), ("90 20 03 - 3", "902003-3"), ("1-8", "1-8")],
)
def test_plusgiro(text: str, number: str) -> None:
    assert plusgiro(text) == number


@pytest.mark.parametrize(("text", "digits"), [("18", "18"), ("1230", "1230"), ("7992 7398 713", "79927398713")])
def test_ocr(text: str, digits: str) -> None:
    assert ocr(text) == digits


def test_the_length_digit_of_an_ocr_reference() -> None:
    assert ocr("12344", length_digit=False) == "12344"
    with pytest.raises(IdentifierMalformed):
        ocr("12344", length_digit=True)
    assert ocr("12351", length_digit=True) == "12351"


@given(st.text("0123456789", min_size=1, max_size=23), st.booleans())
def test_every_reference_with_its_check_digit_is_read(digits: str, with_length: bool) -> None:  # noqa: FBT001
    body = digits + str((len(digits) + 2) % 10) if with_length else digits
    reference = body + luhn.calc_check_digit(body)
    assert ocr(reference, length_digit=with_length) == reference


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(0, 8))
def test_one_wrong_digit_is_always_found(digits: str, new: int, place: int) -> None:
    reference = digits + luhn.calc_check_digit(digits)
    wrong = f"{reference[:place]}{new}{reference[place + 1 :]}"
    if wrong == reference:
        assert ocr(wrong) == reference
        return
    with pytest.raises(IdentifierCheckDigit):
        ocr(wrong)


@pytest.mark.parametrize("code", ["1480", "0114", " 1499 "])
def test_municipality_codes_keep_their_leading_zero(code: str) -> None:
    assert municipality_code(code) == code.strip()


REFUSED: list[tuple[Reader, str, type[LedgerError]]] = [
    (bankgiro, "5052-5782", IdentifierCheckDigit),
    (bankgiro, "052-5781", IdentifierMalformed),
    (bankgiro, "505-25781", IdentifierMalformed),
    (bankgiro, "505257811", IdentifierMalformed),
    (plusgiro, "90 20 03-4", IdentifierCheckDigit),
    (plusgiro, "9020-033", IdentifierMalformed),
    (plusgiro, "3", IdentifierMalformed),
    (plusgiro, "0-0", IdentifierMalformed),
    (plusgiro, "123456789", IdentifierMalformed),
    (ocr, "19", IdentifierCheckDigit),
    (ocr, "1", IdentifierMalformed),
    (ocr, "0" * 26, IdentifierMalformed),
    (ocr, "12A4", IdentifierMalformed),
    (municipality_code, "114", IdentifierMalformed),
    (municipality_code, "14800", IdentifierMalformed),
    (municipality_code, "148O", IdentifierMalformed),
]


@pytest.mark.parametrize(("read", "text", "refusal"), REFUSED)
def test_wrong_numbers_are_refused(read: Reader, text: str, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        read(text)


@pytest.mark.parametrize(("given", "kept"), [("SE", "SE"), (" se ", "SE"), ("no", "NO")])
def test_a_country_is_two_letters(given: str, kept: str) -> None:
    assert country_code(given) == kept


@pytest.mark.parametrize("given", ["", "S", "SWE", "Sverige", "XX", "ZZ", "EU", "S1"])
def test_what_is_no_country_is_refused(given: str) -> None:
    with pytest.raises(IdentifierMalformed) as refusal:
        country_code(given)
    assert refusal.value.given == given
