"""The refusal that all others are: a stable code, and facts."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar


class About(StrEnum):
    """What a refusal is about, which decides how a program is answered."""

    INPUT = "input"
    """What was given: give something else."""
    STATE = "state"
    """How things stand: what was given would do at another time, or after something else."""
    RIGHT = "right"
    """Who asks: another may."""
    MISSING = "missing"
    """What is asked for does not exist, or not for the one who asks."""
    AWAY = "away"
    """The product's own surroundings: try again later."""


@dataclass(eq=False, kw_only=True)
class LedgerError(Exception):
    """A refusal that a person can act on: `code` for programs, the fields are the facts."""

    code: ClassVar[str] = "error"
    about: ClassVar[About] = About.INPUT

    def facts(self) -> dict[str, object]:
        """The facts by name, amounts as integer öre."""
        return {fact.name: getattr(self, fact.name) for fact in fields(self)}

    def __str__(self) -> str:
        """The code and the facts, for logs and tracebacks; a fact kept out of `repr` is only for the person's eyes."""
        told = ", ".join(f"{fact.name}={getattr(self, fact.name)!r}" for fact in fields(self) if fact.repr)
        return f"{self.code}({told})"
