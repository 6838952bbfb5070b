"""Browsers in which a person has signed in before: guesses made elsewhere do not keep them waiting.

A signed cookie holds, by person, a word made up at the latest sign-in there. It lets nobody in: it only has guesses in
this browser counted by themselves.
"""

import secrets
from datetime import timedelta
from typing import Any, Final, cast

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from ledger.config import WebSettings

LASTS: Final = timedelta(days=400)
"""The longest that browsers keep a cookie (RFC 6265bis, 5.5)."""
_MOST_PERSONS: Final = 5
"""Who share a browser; the latest to sign in are kept."""
_PURPOSE: Final = "medelsboken known here"


def cookie_name(web: WebSettings) -> str:
    """What the cookie is called."""
    return "__Host-medel-known" if web.secure else "medel-known"


def known_as(web: WebSettings, person_id: int) -> str | None:
    """The browser's word, if the person has signed in with it before."""
    return _held(web).get(str(person_id))


def remember(web: WebSettings, person_id: int) -> None:
    """Know the browser again as one of the person's, by a new word: a copy of the cookie shares no count with it."""
    others = {whose: word for whose, word in _held(web).items() if whose != str(person_id)}
    latest = dict([*others.items(), (str(person_id), secrets.token_urlsafe(12))][-_MOST_PERSONS:])
    told = _signer().dumps(latest)

    @after_this_request
    def _give(answer: Response) -> Response:
        answer.set_cookie(
            cookie_name(web), told, max_age=LASTS, httponly=True, secure=web.secure, samesite="Lax", path="/"
        )
        return answer


def _held(web: WebSettings) -> dict[str, str]:
    try:
        held: Any = _signer().loads(request.cookies.get(cookie_name(web), ""), max_age=int(LASTS.total_seconds()))
    except BadData:
        return {}
    return cast("dict[str, str]", held)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=_PURPOSE)
