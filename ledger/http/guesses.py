"""Slowing down who guesses passwords: by where they come from, so that nobody can lock anybody else out."""

from typing import Final

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

MINUTES: Final = 5
_FROM_A_PLACE: Final = f"30 per {MINUTES} minutes"
_AT_ONE_LOGIN: Final = f"6 per {MINUTES} minutes"


def _place_and_login() -> str:
    return f"{get_remote_address()} {request.form.get('login', '').strip().casefold()[:200]}"


limiter: Final = Limiter(get_remote_address, storage_uri="memory://", strategy="moving-window")
few_from_a_place: Final = limiter.limit(_FROM_A_PLACE, methods=["POST"])
few_at_one_login: Final = limiter.limit(_AT_ONE_LOGIN, methods=["POST"], key_func=_place_and_login)
"""A guesser elsewhere counts by itself: the owner of the login, at home, is not kept waiting."""


def slow_guesses(app: Flask) -> None:
    """Count guesses in this process's memory."""
    limiter.init_app(app)
