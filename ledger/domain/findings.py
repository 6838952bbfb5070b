"""What the controls find at a month's end, as it is explained and accepted: bound to exactly what differs."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from ledger.domain.canonical import digest
from ledger.money import Ore

EXPLAINABLE: Final = ("accounts", "bank")
"""The controls that hold the book against something outside it: the bank (7) and the accounting system (10).

There time alone can make a difference, or evidence can be missing. All others hold the book against itself: what
differs there is a fault, which is corrected and never explained away.
"""

KEY_LENGTH: Final = 12


@dataclass(frozen=True)
class Finding:
    """One thing that keeps a month (its first day) of a book from being closed: öre on both sides, as of its end.

    Of a control that differs it is one row that breaks it; of one that cannot be checked, the evidence that is missing,
    with nothing on either side. `rest` stands for all rows beyond those that a control shows.
    """

    book_id: int
    month: date
    control: str
    what: str
    pot_code: str = ""
    subject: str = ""
    ledger_ore: Ore = 0
    expected_ore: Ore = 0
    rest: bool = False

    @property
    def difference_ore(self) -> Ore:
        """The book less what it is held against."""
        return self.ledger_ore - self.expected_ore

    @property
    def may_be_explained(self) -> bool:
        """Whether two persons may let it stand; nobody can explain rows that nobody has seen."""
        return self.control in EXPLAINABLE and not self.rest

    @property
    def digest(self) -> str:
        """SHA-256 of the book, the month, the control, what it is about and the difference: what is explained."""
        return digest(
            "finding",
            {
                "book": self.book_id,
                "control": self.control,
                "difference": self.difference_ore,
                "month": self.month.isoformat(),
                "pot": self.pot_code,
                "subject": self.subject,
                "what": self.what,
            },
        )

    @property
    def key(self) -> str:
        """The beginning of the digest, by which a person names the finding."""
        return self.digest[:KEY_LENGTH]
