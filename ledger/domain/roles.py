"""What a person may do in a book: roles, and which pots they reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ledger.domain.scope import Scope


class Role(StrEnum):
    """The roles of a person in a book; one may hold several."""

    OFFICER = "ekonom"
    ATTESTER = "attestant"
    STEERING = "styrgrupp"
    AUDITOR = "revisor"
    ADMINISTRATOR = "admin"


SEES_BOOK: Final = frozenset({Role.OFFICER, Role.ATTESTER, Role.AUDITOR})
"""A steering group sees the pots its body decides over; an administrator users, roles and settings, and no money."""


@dataclass(frozen=True)
class Rights:
    """A person's roles by book on one day, and the pots (book, path) that the person's bodies decide over then."""

    person_id: int
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    pots: frozenset[tuple[int, str]] = frozenset()

    def may(self, book_id: int, roles: frozenset[Role]) -> bool:
        """Whether the person has any of the roles in the book."""
        return bool(self.roles.get(book_id, frozenset()) & roles)

    def only(self, book_id: int, role: Role) -> "Rights":
        """Of these rights those of one role in one book, which are none when it is not held."""
        if role not in self.roles.get(book_id, frozenset()):
            return Rights(self.person_id)
        pots = frozenset(pot for pot in self.pots if pot[0] == book_id) if role is Role.STEERING else frozenset()
        return Rights(self.person_id, {book_id: frozenset({role})}, pots)

    def scope(self) -> Scope:
        """What every report and service is asked with."""
        books = frozenset(book_id for book_id, held in self.roles.items() if held & SEES_BOOK)
        return Scope(books=books, pots=self.pots)

    def places(self) -> Scope:
        """The books the person has any role in, whose names may be told; never what a report is asked with."""
        return Scope(books=frozenset(self.roles))
