"""The chart of account kinds: which side, keyed by what, and what each may never be on any day."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """The two sides of the book."""

    AUTHORITY = "authority"
    CASH = "cash"


class Never(StrEnum):
    """What an account's balance may never be at the end of any day."""

    DEBIT = "debit"
    CREDIT = "credit"


class Keyed(StrEnum):
    """Which pot an account belongs to: any pot, or the root of an agreement's purpose."""

    POT = "pot"
    ROOT = "root"


class Kind(StrEnum):
    """The account kinds, in the order they are shown."""

    AUTHORISED = "authorised"
    ALLOTTED = "allotted"
    AVAILABLE = "available"
    RESERVED = "reserved"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    USED = "used"
    RETURNED = "returned"
    LAPSED = "lapsed"
    CARRIED = "carried"
    HANDED = "handed"
    CLAIM = "claim"
    BANK = "bank"
    ADVANCED = "advanced"
    RECLAIM = "reclaim"
    PAYABLE = "payable"
    SUPPLIER_CLAIM = "supplier_claim"
    VAT_CLAIM = "vat_claim"
    COST = "cost"
    GRANT_INCOME = "grant_income"
    GRANT_DEBT = "grant_debt"
    INTEREST_DEBT = "interest_debt"
    UNPLACED = "unplaced"
    CLEARING = "clearing"
    OTHER = "other"


@dataclass(frozen=True)
class KindRule:
    """What one account kind is: its side, its key, whether it has a subject, its never and its Swedish name."""

    side: Side
    keyed: Keyed
    has_subject: bool
    never: Never | None
    heading: str


def _authority(keyed: Keyed, never: Never | None, heading: str, *, subject: bool = False) -> KindRule:
    return KindRule(Side.AUTHORITY, keyed, subject, never, heading)


def _cash(keyed: Keyed, never: Never | None, heading: str, *, subject: bool = False) -> KindRule:
    return KindRule(Side.CASH, keyed, subject, never, heading)


CHART: Final[dict[Kind, KindRule]] = {
    Kind.AUTHORISED: _authority(Keyed.POT, Never.DEBIT, "Tilldelat"),
    Kind.ALLOTTED: _authority(Keyed.POT, Never.CREDIT, "Fördelat vidare"),
    Kind.AVAILABLE: _authority(Keyed.POT, Never.CREDIT, "Kvar att disponera"),
    Kind.RESERVED: _authority(Keyed.POT, Never.CREDIT, "Reserverat", subject=True),
    Kind.COMMITTED: _authority(Keyed.POT, Never.CREDIT, "Intecknat", subject=True),
    Kind.DISBURSED: _authority(Keyed.POT, Never.CREDIT, "Hos mottagaren, ej redovisat"),
    Kind.USED: _authority(Keyed.POT, Never.CREDIT, "Förbrukat", subject=True),
    Kind.RETURNED: _authority(Keyed.ROOT, Never.CREDIT, "Återbetalt till bidragsgivaren"),
    Kind.LAPSED: _authority(Keyed.ROOT, Never.CREDIT, "Förfallet"),
    Kind.CARRIED: _authority(Keyed.POT, None, "Överfört"),
    Kind.HANDED: _authority(Keyed.POT, None, "Överlämnat till annan redovisningsenhet"),
    Kind.CLAIM: _cash(Keyed.ROOT, Never.CREDIT, "Fordran på bidragsgivaren", subject=True),
    Kind.BANK: _cash(Keyed.ROOT, None, "Bank", subject=True),
    Kind.ADVANCED: _cash(Keyed.POT, Never.CREDIT, "Utbetalt, ej redovisat"),
    Kind.RECLAIM: _cash(Keyed.POT, Never.CREDIT, "Återkrav på mottagare"),
    Kind.PAYABLE: _cash(Keyed.POT, Never.DEBIT, "Skuld till leverantör eller mottagare", subject=True),
    Kind.SUPPLIER_CLAIM: _cash(Keyed.POT, Never.CREDIT, "Fordran på leverantör", subject=True),
    Kind.VAT_CLAIM: _cash(Keyed.POT, Never.CREDIT, "Momsfordran", subject=True),
    Kind.COST: _cash(Keyed.POT, None, "Kostnad"),
    Kind.GRANT_INCOME: _cash(Keyed.POT, None, "Bidragsintäkt"),
    Kind.GRANT_DEBT: _cash(Keyed.ROOT, None, "Skuld, ej utnyttjade bidrag"),
    Kind.INTEREST_DEBT: _cash(Keyed.ROOT, Never.DEBIT, "Ränta att betala till bidragsgivaren"),
    Kind.UNPLACED: _cash(Keyed.ROOT, Never.DEBIT, "Ej ihopparad inbetalning"),
    Kind.CLEARING: _cash(Keyed.ROOT, None, "Avräkning"),
    Kind.OTHER: _cash(Keyed.ROOT, None, "Övrigt"),
}
"""DOMAIN: the table of accounts. `used` of a written-off reclaim has the write-off itself as its subject."""


def kinds_of(side: Side) -> tuple[Kind, ...]:
    """The kinds of one side, in the order they are shown."""
    return tuple(kind for kind, rule in CHART.items() if rule.side is side)


def kinds_never(never: Never) -> tuple[Kind, ...]:
    """The kinds whose balance may never be that, in the order they are shown."""
    return tuple(kind for kind, rule in CHART.items() if rule.never is never)
