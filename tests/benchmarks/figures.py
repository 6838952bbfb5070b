"""What is measured: one figure beside its floor, the bound it has to hold, and the fair way to take two times."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Bound:
    """What a ratio has to be: at least the limit, or at most."""

    limit: float
    at_most: bool = False

    def holds(self, ratio: float) -> bool:
        """Whether the ratio is within the bound."""
        return ratio <= self.limit if self.at_most else ratio >= self.limit


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row: what was measured and how much of it, ours and the floor in the same unit, and what the floor is."""

    what: str
    database: str
    size: int
    unit: str
    ours: float
    floor: float
    beside: str
    bound: Bound | None = None

    @property
    def ratio(self) -> float:
        """Ours in terms of the floor."""
        return self.ours / self.floor

    @property
    def holds(self) -> bool | None:
        """Whether the bound holds; None where there is none."""
        return None if self.bound is None else self.bound.holds(self.ratio)


def least_seconds(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The shortest time of each work. They take turns, so that whatever disturbs the machine disturbs them all."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            start = perf_counter()
            work()
            times.append(perf_counter() - start)
    return [min(times) for times in taken]
