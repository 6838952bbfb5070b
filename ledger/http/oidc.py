"""Signing in through another's service, as a request sees it: the provider, and the attempt in the cookie."""

import secrets
from dataclasses import astuple
from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Final, cast

from flask import Flask, current_app, url_for
from flask import session as cookie

from ledger import clock
from ledger.config import OidcSettings
from ledger.http.oidc_checks import NotBelieved, Why
from ledger.http.oidc_provider import Attempt, OidcProvider

LASTS: Final = timedelta(minutes=10)
"""How long somebody may take to sign in there."""
_PROVIDER: Final = "ledger_oidc"
_ATTEMPT: Final = "oidc_attempt"
_CAME_BY: Final = "oidc"


def know_provider(app: Flask, settings: OidcSettings | None) -> None:
    """Let persons sign in through the provider, if there is one; it is asked about itself when first needed."""
    app.extensions[_PROVIDER] = None if settings is None else OidcProvider(settings)


def provider() -> OidcProvider | None:
    """The provider; None when there is none."""
    return cast("OidcProvider | None", current_app.extensions[_PROVIDER])


def callback_address() -> str:
    """Where the provider sends the browser back to, as registered there."""
    return url_for("oidc.callback", _external=True)


def begin_attempt(heading: str) -> Attempt:
    """Make up what must come back, and keep it in the browser, with where the reader was heading."""
    attempt = Attempt(*(secrets.token_urlsafe(48) for _ in range(3)))
    cookie[_ATTEMPT] = [*astuple(attempt), heading, clock.now().isoformat()]
    return attempt


def end_attempt(state: str) -> tuple[Attempt, str]:
    """The attempt that the answer belongs to, with where the reader was heading; it answers once.

    Raises `NotBelieved` for an answer to nothing that this browser asked a while ago.
    """
    held = cookie.pop(_ATTEMPT, None)
    if held is None:
        raise NotBelieved(Why.STATE)
    *told, heading, since = held
    attempt = Attempt(*told)
    is_old = clock.now() - datetime.fromisoformat(since) >= LASTS
    if is_old or not compare_digest(state.encode(), attempt.state.encode()):
        raise NotBelieved(Why.STATE)
    return attempt, heading


def remember_way() -> None:
    """Remember that the session began at the provider, for when it is signed out of."""
    cookie[_CAME_BY] = True


def came_by_provider() -> bool:
    """Whether the session began at the provider."""
    return bool(cookie.get(_CAME_BY)) and provider() is not None
