"""Slowing down who guesses passwords and codes: by where they come from, so that nobody can lock anybody else out."""

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from flask import Flask, request
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address
from limits import parse
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from ledger.errors import SettingMalformed, SignInTooOften
from ledger.http.second_step import awaited
from ledger.http.who import caller

P = ParamSpec("P")
R = TypeVar("R")

_FROM_A_PLACE: Final = "30 per 5 minutes"
_AT_ONE_LOGIN: Final = "6 per 5 minutes"
_OF_ONE_PERSON: Final = "30 per 60 minutes"
_WRONG_TOKENS: Final = parse(_FROM_A_PLACE)
_TOKENS: Final = "tokens"


def _place_and_login() -> str:
    return f"{get_remote_address()} {request.form.get('login', '').strip().casefold()[:200]}"


def _person() -> str:
    who = caller()
    return str(awaited() if who is None else who.person_id)


def _place_and_person() -> str:
    return f"{get_remote_address()} {_person()}"


limiter: Final = Limiter(
    get_remote_address,
    strategy="moving-window",
    storage_options={"wrap_exceptions": True},
    in_memory_fallback_enabled=True,
)
"""While a shared store does not answer, each process counts by itself: guesses are still slowed, nobody is kept out."""
_alone: Final = MovingWindowRateLimiter(MemoryStorage())
few_from_a_place: Final = limiter.limit(_FROM_A_PLACE, methods=["POST"])
few_at_one_login: Final = limiter.limit(_AT_ONE_LOGIN, methods=["POST"], key_func=_place_and_login)
"""A guesser elsewhere counts by itself: the owner of the login, at home, is not kept waiting."""
few_answers_from_a_place: Final = limiter.limit(_FROM_A_PLACE)
"""Of another's sign-in service, which come by GET."""
_few_of_one_from_a_place: Final = limiter.shared_limit(_AT_ONE_LOGIN, "code", key_func=_place_and_person)
_few_of_one: Final = limiter.shared_limit(_OF_ONE_PERSON, "codes", key_func=_person)


def few_codes(view: Callable[P, R]) -> Callable[P, R]:
    """Let few codes of a person be tried from a place, and not many from all places together.

    Codes are few and three are right at a time, so that who has the password must not guess from many places. The
    innermost is counted first, and what it refuses is not counted further.
    """
    return _few_of_one(_few_of_one_from_a_place(few_from_a_place(view)))


def refuse_guessed_tokens() -> None:
    """Raise `SignInTooOften` when too many wrong tokens have come from the place; the right ones never count."""
    if not _by_store(lambda store: store.test(_WRONG_TOKENS, _TOKENS, get_remote_address())):
        raise SignInTooOften(minutes=_WRONG_TOKENS.get_expiry() // 60)


def count_wrong_token() -> None:
    """Count a token that let nobody in."""
    _by_store(lambda store: store.hit(_WRONG_TOKENS, _TOKENS, get_remote_address()))


def _by_store(count: Callable[[RateLimiter], bool]) -> bool:
    try:
        return count(limiter.limiter)
    except StorageError:
        return count(_alone)


def slow_guesses(app: Flask, storage: str) -> None:
    """Count guesses in this process's memory, or in a store that several processes share.

    Raises `SettingMalformed` for a store that the program has no client of.
    """
    app.config["RATELIMIT_STORAGE_URI"] = storage
    try:
        limiter.init_app(app)
    except ConfigurationError as error:
        expected = "memory://, eller installera paketet redis i programmets miljö"
        scheme = storage.partition("://")[0]
        raise SettingMalformed(setting="LEDGER_GUESSES_STORAGE", given=scheme, expected=expected) from error


def minutes_to_wait(refused: RateLimitExceeded) -> int:
    """How long after the last guess the limit lets the next through at the latest."""
    return max(1, refused.limit.limit.get_expiry() // 60)
