"""Which pots were known at a moment: a pot has no version, and the log says when it was registered."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, true

from ledger.db.audit import Audit
from ledger.db.pots import Pot


def pot_known(known_at: datetime | None) -> ColumnElement[bool]:
    """Whether the query's `Pot` had been registered by then; None for now."""
    if known_at is None:
        return true()
    opened = select(Audit.id).where(
        Audit.book_id == Pot.book_id,
        Audit.verb == "open",
        Audit.what == "pot",
        Audit.what_id == Pot.id,
        Audit.recorded_at <= known_at,
    )
    return opened.exists()
