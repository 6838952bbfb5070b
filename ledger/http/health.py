"""Whether the product is alive, ready, and how it is doing: for whoever keeps it running."""

from flask import Blueprint, Response, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ledger.db import guards
from ledger.db.migrating import require_current
from ledger.errors import LedgerError
from ledger.http.database import reading, told_by_the_database
from ledger.http.log import metrics

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def ready() -> tuple[dict[str, str], int]:
    """The database can be reached, has the program's version, and has its guards in place."""
    try:
        session = reading()
        require_current(session)
        missing = guards.missing(session.connection())
    except LedgerError as refusal:
        return _unavailable(refusal)
    except (DBAPIError, PoolTimeoutError) as error:
        told = told_by_the_database(error)
        if told is None:
            raise
        return _unavailable(told)
    if missing:
        return {"status": "unavailable", "code": "guards.missing"}, 503
    return {"status": "ok"}, 200


def _unavailable(refusal: LedgerError) -> tuple[dict[str, str], int]:
    return {"status": "unavailable", "code": refusal.code}, 503


@blueprint.get("/metrics")
def figures() -> Response:
    """Counters and times in Prometheus' text format; labels are the product's own words."""
    return Response(metrics(current_app), mimetype="text/plain; version=0.0.4")
