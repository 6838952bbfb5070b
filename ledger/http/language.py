"""Which language the reader of an answer has chosen."""

from typing import Final

from flask import request

from ledger.http.bearer import shown_token
from ledger.language import Language

COOKIE: Final = "language"


def language() -> Language:
    """The language chosen in the browser, or a program's `Accept-Language`; Swedish otherwise.

    A browser's own header is no choice: it tells the language of the program, and the pages have a button.
    """
    wanted = [request.cookies.get(COOKIE, "")] if shown_token() is None else _asked_for()
    return next((Language(one) for one in wanted if one in set(Language)), Language.SV)


def _asked_for() -> list[str]:
    """The languages of `Accept-Language`, the most wanted first; `en-GB` asks for English."""
    return [tag.partition("-")[0].casefold() for tag, quality in request.accept_languages if quality > 0]
