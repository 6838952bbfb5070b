"""Every table in one place, for migrations and guards: importing this module knows the whole schema."""

from sqlalchemy import MetaData

from ledger.db import (
    access,
    agreements,
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
)

AGGREGATES = (
    access,
    agreements,
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
)

metadata: MetaData = base.Base.metadata
