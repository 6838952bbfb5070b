"""Refusals that all documents share, and of corrections."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class DocumentSourceKeyTaken(LedgerError):
    """Another document was registered under the same source key."""

    code: ClassVar[str] = "document.source_key_taken"
    about: ClassVar[About] = About.STATE
    source_key: str
    document: str


@dataclass(eq=False, kw_only=True)
class DocumentWrongState(LedgerError):
    """A document that is not in the state where this may be done to it."""

    code: ClassVar[str] = "document.wrong_state"
    about: ClassVar[About] = About.STATE
    document: str
    state: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class ReasonMissing(LedgerError):
    """A correction without the reason it must have."""

    code: ClassVar[str] = "correction.reason_missing"
    given: str


@dataclass(eq=False, kw_only=True)
class TextMissing(LedgerError):
    """A field that must be filled in."""

    code: ClassVar[str] = "text.missing"
    field: str


@dataclass(eq=False, kw_only=True)
class PotOfOtherAgreement(LedgerError):
    """A pot that belongs to another agreement or purpose than the event."""

    code: ClassVar[str] = "pot.other_agreement"
    pot: str
    belongs_to: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class PotNotChild(LedgerError):
    """A recipient's pot that is not directly under the pot that is split."""

    code: ClassVar[str] = "pot.not_child"
    pot: str
    parent: str


@dataclass(eq=False, kw_only=True)
class PotInsufficient(LedgerError):
    """More than a pot has left, on the day or on a later one that it would leave without."""

    code: ClassVar[str] = "pot.insufficient"
    about: ClassVar[About] = About.STATE
    pot: str
    wanted_ore: int
    available_ore: int
    day: date
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is wanted beyond what there is."""
        self.over_ore = self.wanted_ore - self.available_ore


@dataclass(eq=False, kw_only=True)
class CorrectionNotPossible(LedgerError):
    """An entry whose document no service can annul yet."""

    code: ClassVar[str] = "correction.not_possible"
    about: ClassVar[About] = About.STATE
    entry: str
    document: str


@dataclass(eq=False, kw_only=True)
class CorrectionExceedsLeft(LedgerError):
    """A counter-entry that takes more than a pot, reservation or commitment has left; `later` are who took it."""

    code: ClassVar[str] = "correction.exceeds_left"
    about: ClassVar[About] = About.STATE
    document: str
    what: str
    wanted_ore: int
    left_ore: int
    day: date
    later: tuple[str, ...]
