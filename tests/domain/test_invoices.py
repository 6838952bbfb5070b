"""An invoice's sums tie, its VAT is what it was judged to be, and its number is compared as a person would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.invoices import (
    VAT_RATES,
    VatJudgement,
    folded_number,
    neighbours_swapped,
    number_skeleton,
    require_sums,
    require_vat,
)
from ledger.errors import (
    AmountNegative,
    AmountNotPositive,
    InvoiceAmountsDiffer,
    InvoiceLinesDiffer,
    InvoiceLineVatDiffers,
    InvoiceVatDiffers,
    InvoiceVatReasonMissing,
)
from ledger.money import Ore, kronor


def test_sums_that_tie_pass() -> None:
    require_sums(
        net_ore=kronor(800_000),
        vat_ore=kronor(200_000),
        gross_ore=kronor(1_000_000),
        lines=[(kronor(250_000), kronor(50_000)), (kronor(750_000), kronor(150_000))],
    )


def test_net_and_vat_are_the_gross() -> None:
    with pytest.raises(InvoiceAmountsDiffer) as refusal:
        require_sums(net_ore=80_00, vat_ore=20_01, gross_ore=100_00, lines=[(100_00, 20_00)])
    assert refusal.value.difference_ore == 1


def test_the_lines_are_the_gross() -> None:
    with pytest.raises(InvoiceLinesDiffer) as refusal:
        require_sums(net_ore=kronor(250_000), vat_ore=0, gross_ore=kronor(250_000), lines=[(kronor(240_000), 0)])
    assert refusal.value.difference_ore == kronor(-10_000)


def test_the_lines_have_the_vat() -> None:
    with pytest.raises(InvoiceLineVatDiffers) as refusal:
        require_sums(net_ore=80_00, vat_ore=20_00, gross_ore=100_00, lines=[(60_00, 12_00), (40_00, 8_50)])
    assert refusal.value.difference_ore == 50


@pytest.mark.parametrize(
    ("net_ore", "vat_ore", "gross_ore", "lines", "refused"),
    [
        (0, 0, 0, [], AmountNotPositive),
        (-20_00, 120_00, 100_00, [(100_00, 120_00)], AmountNegative),
        (120_00, -20_00, 100_00, [(100_00, -20_00)], AmountNegative),
        (100_00, 0, 100_00, [(150_00, 0), (-50_00, 0)], AmountNotPositive),
        (100_00, 0, 100_00, [(60_00, -5_00), (40_00, 5_00)], AmountNegative),
        (80_00, 20_00, 100_00, [(90_00, 0), (10_00, 20_00)], AmountNegative),
    ],
)
def test_amounts_that_no_invoice_has(
    net_ore: Ore, vat_ore: Ore, gross_ore: Ore, lines: list[tuple[Ore, Ore]], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        require_sums(net_ore=net_ore, vat_ore=vat_ore, gross_ore=gross_ore, lines=lines)


@given(net_ore=st.integers(0, 10**12), judgement=st.sampled_from(sorted(VAT_RATES)))
def test_vat_rounded_either_way_is_that_rate_and_an_ore_more_is_not(net_ore: Ore, judgement: VatJudgement) -> None:
    exact_hundredths = net_ore * VAT_RATES[judgement]
    down, up = exact_hundredths // 100, -(-exact_hundredths // 100)
    for vat_ore in {down, up}:
        require_vat(judgement, net_ore=net_ore, vat_ore=vat_ore, reason="")
    for vat_ore in (down - 1, up + 1):
        with pytest.raises(InvoiceVatDiffers):
            require_vat(judgement, net_ore=net_ore, vat_ore=vat_ore, reason="")


def test_a_wrong_rate_is_told_with_what_it_should_be() -> None:
    with pytest.raises(InvoiceVatDiffers) as refusal:
        require_vat(VatJudgement.RATE_25, net_ore=kronor(190_000), vat_ore=kronor(60_000), reason="")
    assert (refusal.value.rate, refusal.value.expected_ore) == (25, kronor(47_500))


def test_another_amount_needs_a_reason() -> None:
    require_vat(VatJudgement.OTHER, net_ore=100_00, vat_ore=17_00, reason="Blandad leverans")
    with pytest.raises(InvoiceVatReasonMissing):
        require_vat(VatJudgement.OTHER, net_ore=100_00, vat_ore=17_00, reason=" ")


@pytest.mark.parametrize("number", ["20417", " 20417 ", "00020417", "20 417", "020 417"])
def test_spaces_and_leading_zeros_do_not_make_another_number(number: str) -> None:
    assert folded_number(number) == "20417"


def test_case_does_not_make_another_number_but_other_signs_do() -> None:
    assert folded_number("F-17a") == folded_number("f-17A")
    assert folded_number("F-17") != folded_number("F17")
    assert folded_number("1700") != folded_number("17")


@pytest.mark.parametrize(("one", "other"), [("Å1", "å 1"), ("A\u030a1", "\u00c51"), ("STRASSE9", "straße9")])
def test_letters_are_folded_as_unicode_does(one: str, other: str) -> None:
    assert folded_number(one) == folded_number(other)


@pytest.mark.parametrize("number", ["F-170", "F17O", "f.17o", "00F 170", "F–17o"])
def test_signs_and_letters_like_digits_leave_the_same_skeleton(number: str) -> None:
    assert number_skeleton(number) == "f170"


def test_skeletons_of_other_numbers_differ() -> None:
    assert len({number_skeleton(number) for number in ("20417", "20418", "F20417", "2041")}) == 4


@pytest.mark.parametrize(
    ("one", "other", "swapped"),
    [
        ("20417", "20471", True),
        ("20417", "02417", True),
        ("20417", "20417", False),
        ("20417", "27410", False),
        ("20417", "20418", False),
        ("20417", "204170", False),
        ("1212", "2121", False),
    ],
)
def test_neighbours_that_changed_place(one: str, other: str, *, swapped: bool) -> None:
    assert neighbours_swapped(one, other) is swapped
