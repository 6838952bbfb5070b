"""The languages a reader can choose between, and how one of two wordings is chosen."""

from enum import StrEnum


class Language(StrEnum):
    """The languages of everything a person reads; Swedish unless another is chosen."""

    SV = "sv"
    EN = "en"

    def of(self, swedish: str, english: str) -> str:
        """The one of the two wordings that is in this language."""
        return english if self is Language.EN else swedish
