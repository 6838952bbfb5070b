"""Showing once more who one is, before something that whoever borrows an open browser must not do."""

from ledger.errors import SignInCodeRefused, SignInRefused
from ledger.http.database import reading, writing
from ledger.http.guesses import Guesses, of_session
from ledger.http.second_step import codes_sealer
from ledger.services.one_time_codes import use_code
from ledger.services.passwords import has_password, is_password
from ledger.services.sign_in_failures import Shown, note_failure


def require_password(person_id: int, password: str) -> None:
    """Raise `SignInRefused`, and note it, unless the password is the person's, who is signed in.

    Raises `SignInTooOften` after many wrong ones in the session.
    """
    guesses = of_session()
    guesses.refuse()
    if not is_password(reading(), person_id, password):
        _refuse(guesses, person_id, Shown.PASSWORD)
        raise SignInRefused


def require_own_password(person_id: int, password: str) -> None:
    """The same, of who has a password: who signs in through another's service has shown there who they are."""
    if has_password(reading(), person_id):
        require_password(person_id, password)


def require_code(guesses: Guesses, person_id: int, code: str) -> None:
    """Use the code up; raises `SignInCodeRefused`, and notes it, unless it was right and unused.

    Raises `SignInTooOften` after many wrong ones of those guesses.
    """
    guesses.refuse()
    with writing() as session:
        right = use_code(session, person_id=person_id, sealed_by=codes_sealer(), code=code)
    if not right:
        _refuse(guesses, person_id, Shown.CODE)
        raise SignInCodeRefused


def _refuse(guesses: Guesses, person_id: int, shown: Shown) -> None:
    guesses.add()
    with writing() as session:
        note_failure(session, person_id, shown)
