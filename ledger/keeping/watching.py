"""How long work tells how far it has come, without knowing who looks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import TypeAlias


class Stage(StrEnum):
    """What goes through all rows."""

    COPY = "copy"
    PROVE = "prove"


Step: TypeAlias = Callable[[int], None]
"""Told how many rows more are done."""

Watch: TypeAlias = Callable[[Stage, int], AbstractContextManager[Step]]
"""Told a stage and how many rows it has; gives what is told of its steps."""


@contextmanager
def unwatched(_stage: Stage, _rows: int) -> Iterator[Step]:
    """Nobody looks."""
    yield lambda _more: None


def counted(lines: Iterable[bytes], step: Step) -> Iterator[bytes]:
    """The lines, each told as a step when it is asked for."""
    for line in lines:
        step(1)
        yield line
