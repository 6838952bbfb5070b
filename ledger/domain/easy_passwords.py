"""How little there is to guess in a password that is put together of common words, a year and a few signs."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_LEAST_PARTS: Final = 5
"""A guesser who puts words together gets through four of a few hundred sooner than the hash makes it dear."""
_LEAST_WORD: Final = 3
_ENDINGS: Final = ("", "s", "n", "en", "et", "an", "ar", "er", "or", "na", "arna", "erna", "orna", "ens", "ets")
"""Of Swedish nouns."""
_LONGEST_FIGURES: Final = 5
"""A year, a day and month, 12345."""
_BETWEEN: Final = re.compile(r"[\s._\-]+")
_AS_LETTERS: Final = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i"})


def normalised(password: str) -> str:
    """The password as it is hashed: the same letters however a keyboard sends them (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def is_easy(password: str, words: Collection[str]) -> bool:
    """Whether it is a few of the words, with figures and signs; letters may be written as figures and without dots."""
    known = {folded for word in words if len(folded := _folded(word)) >= _LEAST_WORD}
    return _parts(_folded(password), known) < _LEAST_PARTS


def _folded(text: str) -> str:
    """Small letters without dots, rings and accents, and nothing that only stands between words."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _BETWEEN.sub("", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def _parts(text: str, known: Collection[str]) -> int:
    """In how few parts it can be told: a known word, a few figures, or a sign however often is one; a letter is too."""
    longest = max(map(len, known), default=0) + max(map(len, _ENDINGS))
    fewest = [0]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - max(longest, _LONGEST_FIGURES)), end)
        fewest.append(min(fewest[start] + _price(text, start, end, known) for start in starts))
    return fewest[-1]


def _price(text: str, start: int, end: int, known: Collection[str]) -> int:
    part, before = text[start:end], text[start - 1 : start]
    is_figures = part.isdigit() and len(part) <= _LONGEST_FIGURES and not before.isdigit()
    is_one_sign = len(set(part)) == 1
    return 1 if is_figures or is_one_sign or _is_word(part, known) else len(part)


def _is_word(part: str, known: Collection[str]) -> bool:
    letters = part.translate(_AS_LETTERS)
    return any(letters.removesuffix(ending) in known for ending in _ENDINGS)
