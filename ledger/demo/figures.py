"""The figures and days of the story: which are published, and which are examples."""

from datetime import date
from typing import Final

from ledger.money import kronor

AGREEMENT: Final = "PH2020"
BOOK: Final = "vastkom"

NATIONAL: Final = kronor(200_000_000)
COUNTY: Final = kronor(33_422_811)
COORDINATOR: Final = kronor(1_000_000)
"""Published: the assignment of 2020-08-27."""

TO_AREAS: Final = kronor(15_000_000)
TO_ASSOCIATIONS: Final = kronor(7_000_000)
TO_REGION: Final = kronor(7_000_000)
"""Examples."""

OPENED_ON: Final = date(2020, 1, 1)
ASSIGNED_ON: Final = date(2020, 8, 27)
SPLIT_ON: Final = date(2020, 10, 2)
REQUISITIONED_ON: Final = date(2020, 12, 4)
RECEIVED_ON: Final = date(2020, 12, 18)
PAID_OUT_ON: Final = date(2021, 1, 15)
LAST_USE: Final = date(2021, 12, 31)

LAST_HASH: Final = "285d529a86fbc39726c885ac055bf8878fe972f195b1201083febc69a4e0400e"
"""The hash of the last entry of both years: on both databases, on any day. By it the demo is known from other books."""
