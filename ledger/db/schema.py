"""Every table in one place, for migrations and guards: importing this module knows the whole schema."""

from sqlalchemy import MetaData

from ledger.db import (
    agreements,
    allocations,
    audit,
    bank,
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
    requisition_changes,
    requisitions,
    unplaced_receipts,
)

AGGREGATES = (
    agreements,
    allocations,
    audit,
    bank,
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
    requisition_changes,
    requisitions,
    unplaced_receipts,
)

metadata: MetaData = base.Base.metadata
