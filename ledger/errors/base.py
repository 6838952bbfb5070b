"""The refusal that all others are: a stable code, and facts."""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(eq=False, kw_only=True)
class LedgerError(Exception):
    """A refusal that a person can act on: `code` for programs, the fields are the facts."""

    code: ClassVar[str] = "error"

    def facts(self) -> dict[str, object]:
        """The facts by name, amounts as integer öre."""
        return {fact.name: getattr(self, fact.name) for fact in fields(self)}

    def __str__(self) -> str:
        """The code and the facts, for logs and tracebacks; a fact kept out of `repr` is only for the person's eyes."""
        told = ", ".join(f"{fact.name}={getattr(self, fact.name)!r}" for fact in fields(self) if fact.repr)
        return f"{self.code}({told})"
