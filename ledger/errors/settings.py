"""Refusals of the settings, at start."""

from dataclasses import dataclass, field
from typing import ClassVar

from ledger.errors.base import LedgerError


@dataclass(eq=False, kw_only=True)
class SettingMalformed(LedgerError):
    """A setting in the environment that cannot be used."""

    code: ClassVar[str] = "setting.malformed"
    setting: str
    given: str
    expected: str


@dataclass(eq=False, kw_only=True)
class SettingUnknown(LedgerError):
    """A name that begins as the settings do and is none of them; `nearest` is the one that was probably meant."""

    code: ClassVar[str] = "setting.unknown"
    setting: str
    nearest: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class SettingsDisagree(LedgerError):
    """Two settings, each of which can be used, but not together; `rule` is why."""

    code: ClassVar[str] = "setting.disagree"
    setting: str
    given: str
    other: str
    other_given: str
    rule: str


@dataclass(eq=False, kw_only=True)
class SettingsRefused(LedgerError):
    """Several settings that cannot be used, told at once."""

    code: ClassVar[str] = "setting.several"
    refusals: tuple[LedgerError, ...]
    count: int = field(init=False)

    def __post_init__(self) -> None:
        """How many have to be put right."""
        self.count = len(self.refusals)
