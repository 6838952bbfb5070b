"""Choosing the language of the pages."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from ledger.http.language import COOKIE
from ledger.http.who import settings
from ledger.language import Language
from ledger.web.addresses import safe_next

blueprint = Blueprint("language", __name__)
_KEPT: Final = timedelta(days=365)


@blueprint.post("/sprak")
def choose() -> Response:
    """Remember the language in the browser, and go back."""
    wanted = request.form.get("language", "")
    answer = redirect(safe_next(request.form.get("next", "")) or url_for("start.show"), code=303)
    if wanted in set(Language):
        answer.set_cookie(COOKIE, wanted, max_age=_KEPT, httponly=True, secure=settings().secure, samesite="Lax")
    return answer
