"""The story of 2020, told through the services at its own time: from agreement to invoices, paid and waiting.

Published: 200 000 000 kr nationally, 33 422 811 kr to the county, 1 000 000 kr to the coordinator, the dates and
deciding bodies of the assignment of 2020-08-27. Every other amount and date is an example, and its document says so
(`example`). Because it is told at its own time, the story gives the same book, hash for hash, whenever it is told.
"""

from ledger.demo.figures import AGREEMENT, BOOK
from ledger.demo.story import Story, tell

__all__ = ["AGREEMENT", "BOOK", "Story", "tell"]
