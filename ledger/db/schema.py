"""Every table in one place, for migrations and guards: importing this module knows the whole schema."""

from sqlalchemy import MetaData

from ledger.db import (
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
    passing_on,
    payouts,
    periods,
    pots,
    reclaims,
    requisitions,
    use_reports,
)

AGGREGATES = (
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
    passing_on,
    payouts,
    periods,
    pots,
    reclaims,
    requisitions,
    use_reports,
)

metadata: MetaData = base.Base.metadata
