"""A command: a stable name, who may do it, the service it calls, and the schema that is made of the service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from ledger.commands.forms import Argument, Body, arguments_of, arguments_of_dataclass, schema_of, takes
from ledger.domain.roles import Role

OFFICER: Final = frozenset({Role.OFFICER})
"""Registers, pays, books and corrects."""
ATTESTER: Final = frozenset({Role.ATTESTER})
"""Decides that an invoice or a report is approved; the person's right to attest it is the service's to hold."""
OFFICER_OR_ATTESTER: Final = OFFICER | ATTESTER
OFFICER_OR_STEERING: Final = OFFICER | {Role.STEERING}
"""A member of a steering group, for what its own body has decided."""
OFFICER_OR_ADMINISTRATOR: Final = OFFICER | {Role.ADMINISTRATOR}
"""The registers that both keep."""
ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})
"""Persons, roles, rights, books and settings, and no money."""


@dataclass(frozen=True)
class Command:
    """One use case as a command.

    `spread` is the argument whose dataclass stands in the body field by field. `special` says what the service's types
    do not: which rows a mapping is written in, and what a reference of another name is to. `own_body` is the field that
    ties what a steering group may do to its own body: `body`, or `decision` for the body that took it.
    """

    name: str
    heading: str
    service: Callable[..., Any]
    roles: frozenset[Role]
    spread: str | None = None
    special: Mapping[str, Any] = field(default_factory=dict)
    own_body: str | None = None

    @property
    def area(self) -> str:
        """What the command is about: the first part of its name."""
        return self.name.partition(".")[0]

    @property
    def in_book(self) -> bool:
        """Whether it works in one book; else in what all books share."""
        return takes(self.service, "book_id")

    @property
    def opens_books(self) -> bool:
        """Whether it opens a book, which only who reaches all of them can."""
        return self.name == "book.open"

    @cached_property
    def schema(self) -> type[Body]:
        """The schema of its body."""
        arguments = [one for one in arguments_of(self.service) if one.name != self.spread]
        return schema_of((*arguments, *self._spread_out()), special=self.special)

    def call_with(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The service's arguments of a body that has been read."""
        if self.spread is None:
            return dict(said)
        inner = {one.name for one in self._spread_out()}
        made = self._spread_into()(**{name: value for name, value in said.items() if name in inner})
        return {name: value for name, value in said.items() if name not in inner} | {self.spread: made}

    def _spread_out(self) -> tuple[Argument, ...]:
        return () if self.spread is None else tuple(arguments_of_dataclass(self._spread_into()))

    def _spread_into(self) -> type[Any]:
        made: type[Any] = next(one.hint for one in arguments_of(self.service) if one.name == self.spread)
        return made
