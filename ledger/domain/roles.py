"""What a person may do in a book: roles, and which pots they reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ledger.domain.scope import Scope


class Role(StrEnum):
    """The roles of a person in a book; one may hold several."""

    OFFICER = "ekonom"
    APPROVER = "attestant"
    STEERING_GROUP = "styrgrupp"
    AUDITOR = "revisor"
    ADMINISTRATOR = "admin"


SEES_MONEY: Final = frozenset({Role.OFFICER, Role.APPROVER, Role.STEERING_GROUP, Role.AUDITOR})
"""An administrator sees users, roles and settings; no money."""


@dataclass(frozen=True)
class Rights:
    """A person's roles by book on one day."""

    person_id: int
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)

    def may(self, book_id: int, roles: frozenset[Role]) -> bool:
        """Whether the person has any of the roles in the book."""
        return bool(self.roles.get(book_id, frozenset()) & roles)

    def books(self, roles: frozenset[Role] = SEES_MONEY) -> frozenset[int]:
        """The books in which the person has any of the roles."""
        return frozenset(book_id for book_id, held in self.roles.items() if held & roles)

    def scope(self, roles: frozenset[Role] = SEES_MONEY) -> Scope:
        """What every report and service is asked with."""
        return Scope(books=self.books(roles))
