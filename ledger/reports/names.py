"""What organisations and bodies were called: on the report's day, and for a body on the day it decided."""

from datetime import date, datetime

from sqlalchemy import ColumnElement

from ledger import clock
from ledger.db.decisions import Body, Decision
from ledger.db.in_force import fact_on
from ledger.db.organisations import Organisation
from ledger.db.registers import BodyVersion, OrganisationVersion


def organisation_name(
    as_of: date | None, known_at: datetime | None, of: type[Organisation] = Organisation
) -> ColumnElement[str]:
    """The name of the query's organisation on the day (None: today), as known at a moment (None: now).

    A query with several tells which by `of`.
    """
    day = clock.today() if as_of is None else as_of
    return fact_on(OrganisationVersion.name, of.id, of.name, day, known_at)


def body_name(known_at: datetime | None) -> ColumnElement[str]:
    """The name of the query's body on the day of the query's decision, as known at a moment (None: now)."""
    return fact_on(BodyVersion.name, Body.id, Body.name, Decision.decided_on, known_at)


def body_name_on(as_of: date, known_at: datetime | None) -> ColumnElement[str]:
    """The name of the query's body on a day that is not that of a decision, as known at a moment (None: now)."""
    return fact_on(BodyVersion.name, Body.id, Body.name, as_of, known_at)
