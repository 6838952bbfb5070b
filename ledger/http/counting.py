"""Where tries are counted: in this process, or in a store that several share; moving windows."""

from collections.abc import Callable
from math import ceil
from time import time
from typing import Final, TypeAlias, TypeVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from ledger.errors import SettingMalformed

Key: TypeAlias = tuple[str, ...]
T = TypeVar("T")

limiter: Final = Limiter(get_remote_address, strategy="moving-window", storage_options={"wrap_exceptions": True})
"""Holds the store, which is set at start."""

_alone: Final = MovingWindowRateLimiter(MemoryStorage())
"""While a shared store does not answer, each process counts by itself: guesses are still slowed, nobody is kept out."""


@limiter.request_filter
def _counts_by_itself() -> bool:
    """No address has a limit of its own: what is wrong is counted where it is found to be, and nothing else is."""
    return True


def count_in(app: Flask, storage: str) -> None:
    """Count in the store; raises `SettingMalformed` for one that the program has no client of."""
    app.config["RATELIMIT_STORAGE_URI"] = storage
    try:
        limiter.init_app(app)
    except ConfigurationError as error:
        expected = "memory://, eller installera paketet redis i programmets miljö"
        scheme = storage.partition("://")[0]
        raise SettingMalformed(setting="LEDGER_GUESSES_STORAGE", given=scheme, expected=expected) from error


def has_room(limit: RateLimitItem, key: Key) -> bool:
    """Whether one more would be within the limit."""
    return _by_store(lambda store: store.test(limit, *key))


def count(limit: RateLimitItem, key: Key) -> bool:
    """Count one more, and answer whether it was within the limit; what is beyond is not kept."""
    return _by_store(lambda store: store.hit(limit, *key))


def minutes_left(limit: RateLimitItem, key: Key) -> int:
    """How long until a full limit lets the next through."""
    opens_at = _by_store(lambda store: store.get_window_stats(limit, *key)).reset_time
    return max(1, ceil((opens_at - time()) / 60))


def _by_store(ask: Callable[[RateLimiter], T]) -> T:
    try:
        return ask(limiter.limiter)
    except StorageError:
        return ask(_alone)
