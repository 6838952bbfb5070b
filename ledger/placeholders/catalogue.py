"""A catalogue of English by Swedish, in which a text may have what is filled in around it."""

import re
from collections.abc import Mapping

from ledger.language import Language


class Catalogue:
    """English by Swedish; `{}` on both sides stands for what is filled in, which may be such a text itself."""

    def __init__(self, english: Mapping[str, str]) -> None:
        self._english = english
        by_length = sorted((swedish for swedish in english if "{}" in swedish), key=len, reverse=True)
        self._with_more = [(re.compile(re.escape(said).replace(r"\{\}", "(.+)")), english[said]) for said in by_length]

    def word(self, text: str, language: Language) -> str:
        """The words in that language; what the catalogue has not, such as a name somebody gave, as it is."""
        if language is not Language.EN:
            return text
        english = self._english.get(text)
        return self._filled(text) if english is None else english

    def _filled(self, text: str) -> str:
        """Words around what is filled in: those that say most of them first."""
        for said, english in self._with_more:
            match = said.fullmatch(text)
            if match is not None:
                return english.format(*(self.word(part, Language.EN) for part in match.groups()))
        return text
