"""Refusals of commands: what cannot be read of what was asked for, who may not ask it, and lines of a file of them."""

from dataclasses import dataclass, field
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(frozen=True)
class InputFault:
    """One thing to change in what was given: where, why, and in both languages what is wrong and what to do.

    `path` is the fields' names from the outside in, rows by their place from 0 (`lines.0.gross_ore`); empty for the
    whole. `reason` is stable.
    """

    path: str
    reason: str
    what: str = field(repr=False)
    to_do: str = field(repr=False)
    what_en: str = field(repr=False)
    to_do_en: str = field(repr=False)


@dataclass(eq=False, kw_only=True)
class CommandUnknown(LedgerError):
    """No command has that name; `near` are those spelled nearly so."""

    code: ClassVar[str] = "command.unknown"
    about: ClassVar[About] = About.MISSING
    given: str
    near: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class CommandInputRefused(LedgerError):
    """What was given does not make up the command; every fault at once, in order of place."""

    code: ClassVar[str] = "command.input_refused"
    command: str
    faults: tuple[InputFault, ...]


@dataclass(eq=False, kw_only=True)
class CommandActorMissing(LedgerError):
    """Nobody is named as the one who acts."""

    code: ClassVar[str] = "command.actor_missing"
    about: ClassVar[About] = About.RIGHT
    command: str


@dataclass(eq=False, kw_only=True)
class CommandOfOtherRoles(LedgerError):
    """A command that none of the person's roles in the book may do."""

    code: ClassVar[str] = "command.other_roles"
    about: ClassVar[About] = About.RIGHT
    command: str
    login: str
    held: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class CommandWithoutRole(LedgerError):
    """A person without a role, in a book where persons have roles."""

    code: ClassVar[str] = "command.without_role"
    about: ClassVar[About] = About.RIGHT
    command: str
    login: str
    roles: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class CommandOfOtherBody(LedgerError):
    """A member of a steering group who would register what another body has decided."""

    code: ClassVar[str] = "command.other_body"
    about: ClassVar[About] = About.RIGHT
    login: str
    bodies: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class CommandTextMalformed(LedgerError):
    """Text that is no JSON, or says something else than a command's fields."""

    code: ClassVar[str] = "command.text_malformed"
    line: int
    column: int


@dataclass(eq=False, kw_only=True)
class CommandLineRefused(LedgerError):
    """A line of a file of commands that was refused, so that the whole file is undone; why is the cause."""

    code: ClassVar[str] = "command.line_refused"
    line: int
    command: str
