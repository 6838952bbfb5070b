"""The registers as tables: what is known of a book's world on a day, with the ids that commands refer to it by."""

from collections.abc import Callable, Mapping
from typing import Final

from ledger.reports.registers.bank import bank_account_register, bank_match_register, unplaced_register
from ledger.reports.registers.book import agreement_register, decision_register, file_register, pot_register
from ledger.reports.registers.rights import (
    attest_right_register,
    body_register,
    mandate_register,
    person_register,
    role_register,
)
from ledger.reports.registers.shared import membership_register, organisation_register, payee_account_register
from ledger.reports.table import Table

REGISTERS: Final[Mapping[str, Callable[..., Table]]] = {
    "organisations": organisation_register,
    "memberships": membership_register,
    "payee-accounts": payee_account_register,
    "bodies": body_register,
    "mandates": mandate_register,
    "persons": person_register,
    "roles": role_register,
    "attest-rights": attest_right_register,
    "agreements": agreement_register,
    "decisions": decision_register,
    "pots": pot_register,
    "files": file_register,
    "bank-accounts": bank_account_register,
    "bank-matches": bank_match_register,
    "unplaced": unplaced_register,
}
"""By the name that a register is asked for. Each takes session, scope, book_id, as_of and known_at (None: now)."""
