"""Exact fractions, counts and lists as text: what refusals, proofs and tables write beside the amounts."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from ledger.language import Language
from ledger.money import MINUS, NO_BREAK_SPACE

_COUNTS: Final = {
    Language.SV: "noll en två tre fyra fem sex sju åtta nio tio elva tolv".split(),  # noqa: SIM905 - reads as a count
    Language.EN: "zero one two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905 - reads as a count
}
_MAX_DECIMALS: Final = 30


def format_decimals(value: Fraction, places: int) -> str:
    """The value on screen, rounded half up to `places` decimals: `1 112 171,017` with no-break spaces."""
    negative, whole, decimals = _rounded(value, places)
    digits = f"{whole:,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS if negative else ''}{digits}{',' if decimals else ''}{decimals}"


def plain_decimals(value: Fraction, places: int) -> str:
    """The value for programs, rounded half up to `places` decimals: `1112171.017`."""
    negative, whole, decimals = _rounded(value, places)
    return f"{'-' if negative else ''}{whole}{'.' if decimals else ''}{decimals}"


def format_exact(value: Fraction) -> str:
    """The value on screen with all its decimals, `0,5`; as a fraction, `1/3`, where they have no end."""
    places = _places(value)
    return exact_fraction(value) if places is None else format_decimals(value, places)


def plain_exact(value: Fraction) -> str:
    """The value for programs with all its decimals, `0.5`; as a fraction, `1/3`, where they have no end."""
    places = _places(value)
    return exact_fraction(value) if places is None else plain_decimals(value, places)


def exact_fraction(value: Fraction) -> str:
    """The value as numerator/denominator in lowest terms, also where the denominator is 1."""
    return f"{value.numerator}/{value.denominator}"


def count_word(count: int, language: Language = Language.SV) -> str:
    """The number as a word up to twelve, in digits beyond."""
    words = _COUNTS[language]
    return words[count] if 0 <= count < len(words) else str(count)


def listed(words: Iterable[str], language: Language = Language.SV) -> str:
    """`a`, `a och b`, `a, b och c`; a dash for none."""
    return _joined(words, language.of("och", "and"))


def either(words: Iterable[str], language: Language = Language.SV) -> str:
    """`a`, `a eller b`, `a, b eller c`; a dash for none."""
    return _joined(words, language.of("eller", "or"))


def _joined(words: Iterable[str], last_by: str) -> str:
    *first, last = tuple(words) or ("–",)
    return f"{', '.join(first)} {last_by} {last}" if first else last


def _rounded(value: Fraction, places: int) -> tuple[bool, int, str]:
    """Whether it is negative, the whole part and the decimals; half goes up also below zero.

    So a quota and its remainder, which differ by a whole number, round alike and still add up on screen.
    """
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(abs(scaled), 10**places)
    return scaled < 0, whole, f"{rest:0{places}d}" if places else ""


def _places(value: Fraction) -> int | None:
    """How many decimals write the value exactly, None where no (reasonable) number does."""
    return next((places for places in range(_MAX_DECIMALS + 1) if 10**places % value.denominator == 0), None)
