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
    if shown_token() is not None:
        wanted = request.accept_languages.best_match(list(Language), default=Language.SV)
    else:
        wanted = request.cookies.get(COOKIE, "")
    return Language(wanted) if wanted in set(Language) else Language.SV
