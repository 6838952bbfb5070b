"""How a refusal's facts are written in its message: one format word for each way, as in `{amount_ore:kr}`."""

from string import Formatter
from typing import Any

from ledger.language import Language
from ledger.placeholders.ways import WAYS


class Words(Formatter):
    """`str.format` in one language, with the ways of writing; a fact without a format word is written as it is."""

    def __init__(self, language: Language = Language.SV) -> None:
        """The language that facts are written in."""
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """The fact in the words of its format."""
        write = WAYS.get(format_spec)
        return write(value, self._language) if write is not None else super().format_field(value, format_spec)
