"""Refusals of allocation keys, shares and official amounts."""

from dataclasses import dataclass, field
from typing import ClassVar

from ledger.errors.base import LedgerError


@dataclass(frozen=True)
class BadRow:
    """One unusable row of a file: its line number, the stable reason and what stood there."""

    line: int
    reason: str
    code: str = ""
    name: str = ""
    given: str = ""
    first_line: int | None = None


@dataclass(eq=False, kw_only=True)
class KeyBadRows(LedgerError):
    """Rows of an allocation key that cannot be used, all of them at once."""

    code: ClassVar[str] = "key.bad_rows"
    rows: tuple[BadRow, ...]


@dataclass(eq=False, kw_only=True)
class KeyBadWeights(LedgerError):
    """Weights that cannot divide anything, all of them at once; a row's line is its place in the key, from 1."""

    code: ClassVar[str] = "key.bad_weights"
    rows: tuple[BadRow, ...]


@dataclass(eq=False, kw_only=True)
class KeyMissingColumns(LedgerError):
    """A key file without the columns code, name and weight."""

    code: ClassVar[str] = "key.missing_columns"
    missing: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class KeyColumnTwice(LedgerError):
    """A key file with two columns of one name, so that nobody can say which one holds."""

    code: ClassVar[str] = "key.column_twice"
    columns: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class KeyEmpty(LedgerError):
    """A key without any row."""

    code: ClassVar[str] = "key.empty"


@dataclass(eq=False, kw_only=True)
class KeyUnreadable(LedgerError):
    """A key file that is no table in UTF-8 or cp1252; `reason` is nul, encoding, control_character or quotes."""

    code: ClassVar[str] = "key.unreadable"
    reason: str
    line: int | None = None


@dataclass(eq=False, kw_only=True)
class ResidualReceiverUnknown(LedgerError):
    """The named receiver of the residual is not in the key."""

    code: ClassVar[str] = "share.residual_receiver_unknown"
    receiver: str
    codes: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ResidualReceiverNegative(LedgerError):
    """The receiver of the residual would get less than nothing by the key; `share_ore` is without any base amount."""

    code: ClassVar[str] = "share.residual_receiver_negative"
    receiver: str
    share_ore: int
    residual_ore: int


@dataclass(eq=False, kw_only=True)
class ShareUnitTooCoarse(LedgerError):
    """Whole kronor of a pot that has öre."""

    code: ClassVar[str] = "share.unit_too_coarse"
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class ShareBaseExceedsAmount(LedgerError):
    """Base amounts that together are more than what is divided."""

    code: ClassVar[str] = "share.base_exceeds_amount"
    base_ore: int
    recipients: int
    amount_ore: int
    bases_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """The base amounts together."""
        self.bases_ore = self.base_ore * self.recipients


@dataclass(eq=False, kw_only=True)
class ShareAmountNegative(LedgerError):
    """A negative amount to divide."""

    code: ClassVar[str] = "share.amount_negative"
    amount_ore: int


@dataclass(eq=False, kw_only=True)
class AllocationSumDiffers(LedgerError):
    """Shares that together are not what is allocated; the difference is shares − amount."""

    code: ClassVar[str] = "allocation.sum_differs"
    shares_ore: int
    amount_ore: int
    difference_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What is over (positive) or missing (negative)."""
        self.difference_ore = self.shares_ore - self.amount_ore


@dataclass(eq=False, kw_only=True)
class AllocationOfficialUnknown(LedgerError):
    """An official amount of somebody who is not among the recipients."""

    code: ClassVar[str] = "allocation.official_unknown"
    unknown: tuple[str, ...]
    codes: tuple[str, ...]
