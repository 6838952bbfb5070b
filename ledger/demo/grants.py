"""What a large demo is about: agreements with pots and commitments enough for any number of invoices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.data.care_areas import NAMES
from ledger.demo.agreement import Minute, decide
from ledger.demo.cast import ASSOCIATION_CODES, EVERYTHING, Cast, at
from ledger.demo.figures import BOOK, LAST_HASH
from ledger.domain.attests import AttestedPot, Step
from ledger.domain.entries import PotRef
from ledger.domain.mandates import Power
from ledger.errors import DatabaseNotDemo
from ledger.money import Ore
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import Instrument, NewTerms, PurposeInfo, add_purpose, register_agreement, set_terms
from ledger.services.allocations import allocate_amounts
from ledger.services.bank_accounts import open_bank_account
from ledger.services.books import find_book
from ledger.services.commitments import commit
from ledger.services.decisions import find_body, grant_mandate
from ledger.services.organisations import OrganisationInfo, find_organisation
from ledger.services.periods import seal_book
from ledger.services.persons import find_person, grant_attest_right
from ledger.services.pots import PotInfo, open_pot
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import send_requisition

BEGINS: Final = date(2022, 4, 11)
"""After the story's last day."""
AGREEMENTS: Final = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Draw:
    """One commitment: the pot it is of, whose invoices it takes, and to which account they are paid."""

    commitment_id: int
    pot: PotRef
    attested: AttestedPot
    supplier_id: int
    payee_account: str


@dataclass(frozen=True)
class Grant:
    """One agreement with all its money in the bank and in commitments, by one decision (id and digest)."""

    bank_account_id: int
    decision: tuple[int, str]
    draws: tuple[Draw, ...]
