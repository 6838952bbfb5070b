"""What a body's references were found to mean: looked up together before the body is read, field by field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, NamedTuple, TypeAlias

from ledger.commands.faults import Fault


class Named(NamedTuple):
    """A reference as it was given: one of which kinds, its id or what it is called, and in which other book."""

    kinds: tuple[str, ...]
    given: int | str
    book: int | str | None = None


Found: TypeAlias = Mapping[Named, int | Fault]
"""The id of each reference, or why it has none."""

_found: ContextVar[Found] = ContextVar("found")

_NO_FOUND: Final[Found] = {}


@contextmanager
def reading_with(found: Found) -> Iterator[None]:
    """Let references mean what was found, inside the block."""
    token = _found.set(found)
    try:
        yield
    finally:
        _found.reset(token)


def candidates(named: Named) -> int | Fault:
    """The id that a reference was found to mean, or its fault."""
    return _found.get(_NO_FOUND)[named]
