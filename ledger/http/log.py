"""The log: one structured line a request, with its id and without personal data; and the figures for /metrics."""

import logging
import re
import sys
from time import perf_counter
from typing import Final, cast
from uuid import uuid4

import structlog
from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from structlog.types import EventDict

METRICS: Final = "ledger_metrics"
_REFUSALS: Final = "ledger_refusals"
_ID: Final = re.compile(r"[0-9a-f]{32}")
_DETAIL: Final = re.compile(r"DETAIL:.*")
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def set_up_log() -> None:
    """Write JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )


def log_requests(app: Flask, *, behind_proxy: bool) -> None:
    """Give every request an id, log it when it is answered, and count it.

    A proxy that is trusted may have given the id, so that its log and this one can be read together.
    The address is logged as its rule (`/b/<book>/avstamning`), never as it was written, and the person by id.
    """
    registry = CollectorRegistry()
    counted = Counter("ledger_requests", "Requests answered.", ("endpoint", "method", "status"), registry=registry)
    took = Histogram("ledger_request_seconds", "Time to answer.", ("endpoint",), registry=registry, buckets=_SECONDS)
    app.extensions[METRICS] = registry
    refused = "Tries to come in that were refused and are nobody's."
    app.extensions[_REFUSALS] = Counter("ledger_sign_ins_refused", refused, ("way", "why"), registry=registry)

    @app.before_request
    def _begin() -> None:
        g.request_id = (_given_id() if behind_proxy else None) or uuid4().hex
        g.began = perf_counter()

    @app.after_request
    def _log(response: Response) -> Response:
        seconds = perf_counter() - g.get("began", perf_counter())
        endpoint = request.endpoint or "unknown"
        method = request.method if request.method in {"GET", "HEAD", "POST"} else "other"
        counted.labels(endpoint, method, str(response.status_code)).inc()
        took.labels(endpoint).observe(seconds)
        response.headers["X-Request-Id"] = g.get("request_id", "")
        structlog.get_logger("ledger").info(
            "request",
            id=g.get("request_id", ""),
            method=method,
            rule=str(request.url_rule or ""),
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            person=g.get("person_id"),
        )
        return response


def _without_values(_logger: object, _method: str, told: EventDict) -> EventDict:
    """A fault without the values that the database tells of the row it was about."""
    if "exception" in told:
        told["exception"] = _DETAIL.sub("DETAIL: –", told["exception"])
    return told


def count_refusal(way: str, why: str) -> None:
    """Count a try to come in that was refused and is nobody's."""
    cast("Counter", current_app.extensions[_REFUSALS]).labels(way, why).inc()


def _given_id() -> str | None:
    """The proxy's id of the request, of a form that can do no harm in a log."""
    given = request.headers.get("X-Request-Id", "")
    return given if _ID.fullmatch(given) else None


def metrics(app: Flask) -> bytes:
    """The figures in Prometheus' text format."""
    return generate_latest(app.extensions[METRICS])
