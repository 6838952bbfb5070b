"""Who asks by a token for programs: the person it is of, in that role and book only, as far as the role still holds."""

from typing import NoReturn

from flask import g

from ledger import clock
from ledger.errors import TokenRefused
from ledger.http.database import noting, reading
from ledger.http.guesses import of_token
from ledger.http.refusals import note_refused
from ledger.http.who import Caller
from ledger.reports.books import get_book
from ledger.reports.rights import rights_of
from ledger.services.api_tokens import FoundToken, find_token, note_use
from ledger.services.sign_in_failures import Shown, Way, note_failure


def caller_by_token(shown: str) -> Caller:
    """Who asks; raises `TokenRefused`, the same for a token that is unknown, expired, ended, or of a role ended.

    Raises `SignInTooOften` instead after many such from one place, where a right one still is right.
    """
    found = find_token(reading(), shown)
    who = None if found is None else _caller(found)
    if found is None or who is None:
        _refuse(found)
    if found.is_to_be_noted():
        with noting() as session:
            note_use(session, found)
    g.person_id = who.person_id
    g.caller = who
    return who


def _caller(token: FoundToken) -> Caller | None:
    today = clock.today()
    rights = rights_of(reading(), token.person_id, today).only(token.book_id, token.role)
    if not token.holds_on(today) or not rights.roles:
        return None
    book = get_book(reading(), scope=rights.places(), book_id=token.book_id)
    return Caller(rights, {book.code: book})


def _refuse(token: FoundToken | None) -> NoReturn:
    guesses = of_token()
    guesses.refuse()
    guesses.add()
    if token is None:
        note_refused(Way.TOKEN, "unknown")
    else:
        with noting() as session:
            note_failure(session, token.person_id, Shown.TOKEN)
    raise TokenRefused
