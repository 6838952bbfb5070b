"""What an invoice must be in itself: its sums, its VAT as it was judged, and its number among the supplier's."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final
from unicodedata import normalize

from ledger.domain.rules.parts import not_negative, positive
from ledger.errors import (
    InvoiceAmountsDiffer,
    InvoiceLinesDiffer,
    InvoiceLineVatDiffers,
    InvoiceVatDiffers,
    InvoiceVatReasonMissing,
)
from ledger.money import Ore


class VatJudgement(StrEnum):
    """How the VAT of an invoice was judged: a grant passed on and exempt activities carry none."""

    NONE_GRANT = "none_grant"
    EXEMPT = "exempt"
    RATE_25 = "25"
    RATE_12 = "12"
    RATE_6 = "6"
    OTHER = "other"


VAT_RATES: Final[dict[VatJudgement, int]] = {
    VatJudgement.NONE_GRANT: 0,
    VatJudgement.EXEMPT: 0,
    VatJudgement.RATE_25: 25,
    VatJudgement.RATE_12: 12,
    VatJudgement.RATE_6: 6,
}
"""Per cent of the net, for the judgements that say it; `OTHER` is what the invoice says, with a reason."""


NOT_STANDING: Final = ("annulled", "refused", "returned", "replaced")
"""The states of an invoice or a credit invoice that will not be paid: its number may come again."""

SAME_COST_DAYS: Final = 14
"""How far apart two invoices of one supplier and amount may be dated to be told as perhaps the same cost."""


def require_sums(*, net_ore: Ore, vat_ore: Ore, gross_ore: Ore, lines: Sequence[tuple[Ore, Ore]]) -> None:
    """Refuse an invoice whose sums do not tie; `lines` are the gross and the VAT of each line.

    Raises `InvoiceAmountsDiffer`, `InvoiceLinesDiffer` or `InvoiceLineVatDiffers`; `AmountNotPositive` and
    `AmountNegative` for amounts that no invoice has.
    """
    positive(gross_ore, "Att betala")
    not_negative(net_ore, "Netto")
    not_negative(vat_ore, "Momsen")
    for line_gross_ore, line_vat_ore in lines:
        positive(line_gross_ore, "Radens belopp")
        not_negative(line_vat_ore, "Radens moms")
        not_negative(line_gross_ore - line_vat_ore, "Radens netto")
    if net_ore + vat_ore != gross_ore:
        raise InvoiceAmountsDiffer(net_ore=net_ore, vat_ore=vat_ore, gross_ore=gross_ore)
    lines_ore = sum(gross for gross, _ in lines)
    if lines_ore != gross_ore:
        raise InvoiceLinesDiffer(lines_ore=lines_ore, gross_ore=gross_ore)
    lines_vat_ore = sum(vat for _, vat in lines)
    if lines_vat_ore != vat_ore:
        raise InvoiceLineVatDiffers(lines_vat_ore=lines_vat_ore, vat_ore=vat_ore)


def require_vat(judgement: VatJudgement, *, net_ore: Ore, vat_ore: Ore, reason: str) -> None:
    """Refuse VAT that is not what its judgement says, to the öre whichever way the supplier rounded.

    Raises `InvoiceVatDiffers`, or `InvoiceVatReasonMissing` for another amount without a reason.
    """
    if judgement is VatJudgement.OTHER:
        if not reason.strip():
            raise InvoiceVatReasonMissing
        return
    rate = VAT_RATES[judgement]
    if abs(100 * vat_ore - rate * net_ore) >= 100:
        expected_ore = (rate * net_ore + 50) // 100
        raise InvoiceVatDiffers(vat_ore=vat_ore, net_ore=net_ore, rate=rate, expected_ore=expected_ore)


def folded_number(supplier_number: str) -> str:
    """What an invoice's number is compared by: without spaces, case and leading zeros, so ` 00A 17` is `a17`.

    Letters are folded as Unicode does (`Å1` is `å1`), however they were typed.
    """
    return normalize("NFKC", "".join(supplier_number.split())).casefold().lstrip("0")


_LIKE_DIGITS: Final = str.maketrans("oilsbz", "011582")
"""Letters that are read, or typed, as digits."""


def number_skeleton(supplier_number: str) -> str:
    """What is left of a number when signs are taken away and letters like digits are digits: `F-17O` is `f170`.

    Two numbers of one supplier with the same skeleton are spelled nearly alike.
    """
    bare = "".join(sign for sign in folded_number(supplier_number) if sign.isalnum())
    return bare.translate(_LIKE_DIGITS).lstrip("0")


def neighbours_swapped(one: str, other: str) -> bool:
    """Whether two texts differ by two neighbouring signs that have changed place, as when a number is mistyped."""
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return (
        len(one) == len(other)
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
