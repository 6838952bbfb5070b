"""Every table in one place, for migrations and guards: importing this module knows the whole schema."""

from sqlalchemy import MetaData

from ledger.db import (
    agreements,
    allocations,
    audit,
    base,
    books,
    commitments,
    credit_invoices,
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
    settlements,
    vat,
)

AGGREGATES = (
    agreements,
    allocations,
    audit,
    books,
    commitments,
    credit_invoices,
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
    settlements,
    vat,
)

metadata: MetaData = base.Base.metadata
