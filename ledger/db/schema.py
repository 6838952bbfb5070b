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
    decisions,
    documents,
    invoices,
    keepers,
    keys,
    organisations,
    payouts,
    periods,
    pots,
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
    decisions,
    documents,
    invoices,
    keepers,
    keys,
    organisations,
    payouts,
    periods,
    pots,
    requisitions,
    reservations,
)

metadata: MetaData = base.Base.metadata
