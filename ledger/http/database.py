"""The request's database: a GET reads one moment and can change nothing; others write, and commit if all went well."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, cast

from flask import Flask, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from ledger.db.narrowed import hold_to
from ledger.db.session import ask_session, read_session, refusal_of, write_session
from ledger.errors import DatabaseBusy, LedgerError

_ENGINE: Final = "ledger_engine"
NOTED: Final = frozenset({"audit", "web_session", "api_token_use", "sign_in_refusal"})
"""The tables of what is noted on the way: who did what, who was seen, which token was used, who was refused."""
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
WRITING_GETS: Final = frozenset({"oidc.callback"})
"""The exception to "a GET changes nothing": the browser comes back from another's sign-in service by a GET, which signs
the person in. It answers only what the browser itself asked a moment ago, and once."""


def serve_engine(app: Flask, engine: Engine) -> None:
    """Let the application's requests use the engine."""
    app.extensions[_ENGINE] = engine
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """The application's engine."""
    return cast("Engine", current_app.extensions[_ENGINE])


def reading() -> Session:
    """The request's one moment of the database, the same however often it is asked for."""
    if "ledger_reading" not in g:
        opened: AbstractContextManager[Session] = read_session(engine())
        g.ledger_opened = opened
        g.ledger_reading = opened.__enter__()
    return cast("Session", g.ledger_reading)


def asking() -> AbstractContextManager[Session]:
    """A session for one question, such as who is asking: the request's own moment begins when its page reads."""
    return ask_session(engine())


def reading_on() -> AbstractContextManager[Session]:
    """A moment of its own for what is still being sent when the request is over, and its own reading closed."""
    return read_session(engine())


def told_by_the_database(error: DBAPIError | PoolTimeoutError) -> LedgerError | None:
    """What the request's reading was refused by, told as writers are told it; None for a fault of the program."""
    return DatabaseBusy() if isinstance(error, PoolTimeoutError) else refusal_of(engine(), error)


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that commits at the end of the block. Refused for a GET: that is a fault of the program."""
    if request.method in _READING and request.endpoint not in WRITING_GETS:
        raise RuntimeError("A GET may not write")
    with write_session(engine()) as session:
        yield session


@contextmanager
def noting() -> Iterator[Session]:
    """A short transaction of its own, which a GET too may use, for the rows of `NOTED` and nothing else."""
    with write_session(engine()) as session:
        hold_to(session.connection(), NOTED)
        yield session


def _close(_error: BaseException | None) -> None:
    opened = g.pop("ledger_opened", None)
    g.pop("ledger_reading", None)
    if opened is not None:
        opened.__exit__(None, None, None)
