"""Many clients at once: each in a thread with a session of its own, all let go at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ledger.db.session import write_session
from ledger.errors import LedgerError

_T = TypeVar("_T")


def together(engine: Engine, clients: int, act: Callable[[Session, int], _T]) -> tuple[list[_T], list[LedgerError]]:
    """What `act(session, client)` gave each that succeeded, and the refusals of the others; no other error passes."""
    start = Barrier(clients)

    def client(number: int) -> _T | LedgerError:
        start.wait()
        try:
            with write_session(engine) as session:
                return act(session, number)
        except LedgerError as refusal:
            return refusal

    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(client, range(clients)))
    done = [answer for answer in answers if not isinstance(answer, LedgerError)]
    return done, [answer for answer in answers if isinstance(answer, LedgerError)]
