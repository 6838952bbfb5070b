"""What a control answers: that it ties, with the equations that hold, or the rows that break it, signed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ledger.language import Language
from ledger.money import MINUS, Ore, format_kronor
from ledger.placeholders.report_words import said

SHOWN: Final = 100
"""How many breaking rows a result carries; all of them are counted and summed."""


class Answer(StrEnum):
    """The three answers, as they are shown."""

    TIES = "Stämmer"
    DIFFERS = "Skiljer"
    CANNOT_BE_CHECKED = "Kan inte kontrolleras"


@dataclass(frozen=True)
class Term:
    """One term of an equation, in öre with its sign."""

    label: str
    amount_ore: Ore


@dataclass(frozen=True)
class Evidence:
    """An equation that holds: what it is about (`label`), its left side, and the terms of its right side; öre."""

    label: str
    left_label: str
    left_ore: Ore
    terms: tuple[Term, ...]

    @property
    def right_ore(self) -> Ore:
        """The sum of the right side."""
        return sum(term.amount_ore for term in self.terms)

    @property
    def right_label(self) -> str:
        """The right side in words: `inbetalt + fordran`, `utbetalt − redovisat`."""
        return _joined([(term.label, term.amount_ore) for term in self.terms])

    @property
    def sentence(self) -> str:
        """The equation with its amounts: `Ej redovisat 16 660 000 = utbetalt 29 000 000 − redovisat 12 340 000`."""
        told = [(f"{term.label} {_kr(abs(term.amount_ore))}", term.amount_ore) for term in self.terms]
        return f"{self.left_label} {_kr(self.left_ore)} = {_joined(told) or _kr(0)}"


@dataclass(frozen=True)
class Break:
    """One row that breaks a control: the rule, where, both sides in öre, and the entries to look at (`2021-118`).

    `pot_code` and `subject` (a document's number) are empty where the rule concerns none. What is no amount, such as a
    hash, has zero on both sides.
    """

    what: str
    pot_code: str = ""
    subject: str = ""
    ledger_ore: Ore = 0
    expected_ore: Ore = 0
    entries: tuple[str, ...] = ()

    @property
    def difference_ore(self) -> Ore:
        """The book less what it is held against."""
        return self.ledger_ore - self.expected_ore


@dataclass(frozen=True)
class ControlResult:
    """A control's answer. `breaks` are the first rows that break it, `count` and `difference_ore` are of all of them.

    `missing` says in Swedish what evidence it lacks, empty when it lacks none; `note` what was gone through.
    """

    no: int
    code: str
    title: str
    evidence: tuple[Evidence, ...] = ()
    missing: str = ""
    note: str = ""
    breaks: tuple[Break, ...] = ()
    count: int = 0
    difference_ore: Ore = 0

    @property
    def answer(self) -> Answer:
        """A row that breaks it outweighs missing evidence; without evidence it never ties."""
        if self.count:
            return Answer.DIFFERS
        return Answer.CANNOT_BE_CHECKED if self.missing else Answer.TIES


def told_in(result: ControlResult, language: Language) -> ControlResult:
    """The same answer with its words in that language; codes and names stay as they are."""
    if language is Language.SV:
        return result
    return replace(
        result,
        title=said(result.title, language),
        evidence=tuple(_evidence_in(found, language) for found in result.evidence),
        missing=said(result.missing, language),
        note=said(result.note, language),
        breaks=tuple(replace(found, what=said(found.what, language)) for found in result.breaks),
    )


def _evidence_in(found: Evidence, language: Language) -> Evidence:
    terms = tuple(replace(term, label=said(term.label, language)) for term in found.terms)
    return Evidence(said(found.label, language), said(found.left_label, language), found.left_ore, terms)


@dataclass(frozen=True)
class Control:
    """One control of DOMAIN §4: its number, its code for programs and its Swedish sentence."""

    no: int
    code: str
    title: str

    def result(
        self, breaks: Sequence[Break] = (), *, evidence: Sequence[Evidence] = (), missing: str = "", note: str = ""
    ) -> ControlResult:
        """The answer, from all rows that break it; `evidence` is kept when there are none."""
        return ControlResult(
            no=self.no,
            code=self.code,
            title=self.title,
            evidence=() if breaks else tuple(evidence),
            missing=missing,
            note=note,
            breaks=tuple(breaks[:SHOWN]),
            count=len(breaks),
            difference_ore=sum(found.difference_ore for found in breaks),
        )


def _joined(parts: Sequence[tuple[str, Ore]]) -> str:
    words: list[str] = []
    for text, amount_ore in parts:
        sign = MINUS if amount_ore < 0 else "+"
        words += [sign, text] if words or amount_ore < 0 else [text]
    return " ".join(words)


def _kr(amount_ore: Ore) -> str:
    return format_kronor(amount_ore, unit=False)
