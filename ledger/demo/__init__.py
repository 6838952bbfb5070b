"""The story of 2020 and 2021, told through the services at its own time: from agreement to what goes back.

Published: 200 000 000 kr nationally, 33 422 811 kr to the county, 1 000 000 kr to the coordinator, the dates and
deciding bodies of the assignment of 2020-08-27. Every other amount and date is an example, and its document says so
(`example`). Because it is told at its own time, the story gives the same book, hash for hash, whenever it is told.

`tell` tells the first year, which ends 2021-03-31; `tell_on` the second.
"""

from ledger.demo.figures import AGREEMENT, BOOK
from ledger.demo.second_year import tell_on
from ledger.demo.story import Story, tell

__all__ = ["AGREEMENT", "BOOK", "Story", "tell", "tell_on"]
