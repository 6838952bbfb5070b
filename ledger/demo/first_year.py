"""The rest of the first year: what the coordinator's employer invoiced, and what every recipient reported in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.billing import Bill, attest, pay, receive
from ledger.demo.cast import Cast
from ledger.demo.figures import SPLIT_ON
from ledger.demo.reporting import Period, Used, approve, submit
from ledger.money import kronor

PERIOD: Final = Period(SPLIT_ON, date(2021, 2, 28), date(2021, 3, 18), "Till och med februari 2021")
REPORTED: Final = (
    Used("DELREG-FYRBODAL", 581_000, 212_400, 175_000),
    Used("DELREG-GBG", 1_650_000, 610_300, 485_000),
    Used("DELREG-SALV", 452_000, 150_600, 140_000),
    Used("DELREG-SAMLA", 240_000, 62_150, 70_000),
    Used("DELREG-SIMBA", 251_000, 116_050, 45_000),
    Used("DELREG-SKARABORG", 560_000, 189_500, 160_000),
    Used("KF-SH", 310_000, 61_200, 60_000),
    Used("KF-FB", 352_000, 70_350, 80_000),
    Used("KF-GR", 1_120_000, 386_700, 280_000),
    Used("KF-SK", 330_000, 69_750, 70_000),
    Used("REGION-VGR", 1_950_000, 640_000, 410_000),
)
"""Examples: 6 150 000 kr in the care areas, 3 190 000 kr in the associations, 3 000 000 kr in the region."""


@dataclass(frozen=True)
class Spent:
    """The ids of what the next year comes back to: an invoice that is paid, one that waits, and reports by pot."""

    paid_invoice_id: int
    waiting_invoice_id: int
    reports: Mapping[str, int]


def spend(session: Session, cast: Cast, bank: int, commitment_id: int) -> Spent:
    """Two invoices, attested and paid; the recipients' reports, approved; and an invoice that waits at the year's end.

    Of the first invoice the officer confirms what the officer has registered: what an auditor would look at twice.
    """
    first = receive(session, cast, Bill("SK", "20388", date(2021, 2, 10), kronor(150_000), commitment_id))
    attest(session, cast, first, date(2021, 2, 15), confirmer=cast.officer)
    pay(session, cast, bank, first, date(2021, 3, 10))
    second = receive(session, cast, Bill("SK", "20417", date(2021, 3, 12), kronor(250_000), commitment_id))
    attest(session, cast, second, date(2021, 3, 16))
    reports = [submit(session, cast, used, PERIOD) for used in REPORTED]
    approve(session, cast, reports, date(2021, 3, 24))
    pay(session, cast, bank, second, date(2021, 3, 26))
    waiting = receive(session, cast, Bill("SK", "20431", date(2021, 3, 29), kronor(100_000), commitment_id))
    return Spent(second, waiting, dict(zip((used.pot for used in REPORTED), reports, strict=True)))
