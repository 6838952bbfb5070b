"""Every table in one place, for migrations and guards: importing this module knows the whole schema."""

from sqlalchemy import MetaData

from ledger.db import (
    agreements,
    allocation_changes,
    allocations,
    audit,
    base,
    books,
    commitments,
    decision_links,
    decisions,
    documents,
    files,
    invoices,
    keepers,
    keys,
    organisations,
    parties,
    payees,
    payouts,
    periods,
    pots,
    registers,
    requisitions,
    reservations,
)

AGGREGATES = (
    agreements,
    allocation_changes,
    allocations,
    audit,
    books,
    commitments,
    decision_links,
    decisions,
    documents,
    files,
    invoices,
    keepers,
    keys,
    organisations,
    parties,
    payees,
    payouts,
    periods,
    pots,
    registers,
    requisitions,
    reservations,
)

metadata: MetaData = base.Base.metadata
