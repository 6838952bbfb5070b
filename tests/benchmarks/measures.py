"""Every measure by its name, in the order they are run."""

from collections.abc import Callable, Iterator
from typing import Final

from tests.benchmarks.bench import Bench
from tests.benchmarks.bulk import bulk
from tests.benchmarks.checks import checks
from tests.benchmarks.durable import durable
from tests.benchmarks.figures import Figure
from tests.benchmarks.grounds import ground
from tests.benchmarks.plain_text import plain_text
from tests.benchmarks.statements import statements
from tests.benchmarks.workbooks import workbooks

MEASURES: Final[dict[str, Callable[[Bench], Iterator[Figure]]]] = {
    "durable": durable,
    "bulk": bulk,
    "statement": statements,
    "check": checks,
    "plain-text": plain_text,
    "workbook": workbooks,
    "ground": ground,
}
