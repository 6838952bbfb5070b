"""Slowing down who guesses passwords, codes and tokens: by what is wrong, and by where it comes from.

Nobody is kept waiting by guesses that are made elsewhere. docs/sign_in.md has the promises, under Guesses.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from limits import RateLimitItem, parse, parse_many

from ledger.errors import SignInTooOften
from ledger.http.counting import Key, count, has_room, minutes_left
from ledger.http.known_browsers import known_as
from ledger.http.places import place
from ledger.http.refusals import note_refused
from ledger.http.who import required_session, settings
from ledger.services.one_time_codes import is_of_app
from ledger.services.sign_in_failures import Way

_OF_ONE: Final = tuple(parse_many("6 per 5 minutes; 20 per hour; 60 per day"))
"""Of one login from one place, of a browser that is known, or of a session: the wait grows with what is wrong."""
_FROM_A_PLACE: Final = tuple(parse_many("60 per 5 minutes; 240 per hour"))
"""Of all logins from one place: one who tries a few passwords at many logins is slowed too."""
_FROM_EVERYWHERE: Final = (parse("100 per day"),)
"""Of the six figures of one person, in browsers the person has not signed in with (NIST SP 800-63B, 5.2.2)."""
_THINGS_FROM_A_PLACE: Final = (parse("30 per 5 minutes"),)
"""Tokens, or answers of another's sign-in service, which are long enough that nobody guesses them."""

_TOO_OFTEN: Final = "too_often"


@dataclass(frozen=True)
class Guesses:
    """The counts that a try belongs to: one that is full refuses it, and what was wrong is counted in all."""

    way: Way
    counts: tuple[tuple[RateLimitItem, Key], ...]

    def refuse(self) -> None:
        """Raise `SignInTooOften` when too many have been wrong; once for each window it is noted."""
        full = self._full()
        if not full:
            return
        first = [count(_once_in(limit), ("noted", *key)) for limit, key in full]
        if any(first):
            note_refused(self.way, _TOO_OFTEN)
        raise SignInTooOften(minutes=max(minutes_left(limit, key) for limit, key in full))

    def add(self) -> None:
        """Count a try that was wrong."""
        for limit, key in self.counts:
            count(limit, key)

    def has_room(self) -> bool:
        """Whether none of the counts is full."""
        return not self._full()

    def _full(self) -> list[tuple[RateLimitItem, Key]]:
        return [(limit, key) for limit, key in self.counts if not has_room(limit, key)]


def of_password(person_id: int | None, login: str) -> Guesses:
    """The counts of a password: of the person's own browser while that has room, of the place otherwise."""
    typed = sha256(login.casefold().encode()).hexdigest()
    here = _each(_OF_ONE, "password", place(), typed)
    strangers = Guesses(Way.PASSWORD, (*here, *_each(_FROM_A_PLACE, "password", place())))
    return strangers if person_id is None else _own_or(strangers, person_id)


def of_code(person_id: int, code: str) -> Guesses:
    """The counts of a code after the password.

    Recovery codes are too long to be guessed, and are not held by what was wrong elsewhere: they let their owner in.
    """
    here = _each(_OF_ONE, "code", place(), str(person_id))
    everywhere = _each(_FROM_EVERYWHERE, "code", str(person_id)) if is_of_app(code) else ()
    return _own_or(Guesses(Way.CODE, (*here, *everywhere)), person_id)


def of_session() -> Guesses:
    """The counts of who is signed in and shows once more who they are: one borrowed session holds up no other."""
    return Guesses(Way.PASSWORD, _each(_OF_ONE, "session", str(required_session().id)))


def of_token() -> Guesses:
    """The counts of tokens for programs."""
    return Guesses(Way.TOKEN, _each(_THINGS_FROM_A_PLACE, "token", place()))


def of_answer() -> Guesses:
    """The counts of answers of another's sign-in service."""
    return Guesses(Way.OIDC, _each(_THINGS_FROM_A_PLACE, "oidc", place()))


def _own_or(strangers: Guesses, person_id: int) -> Guesses:
    word = known_as(settings(), person_id)
    if word is None:
        return strangers
    own = Guesses(strangers.way, _each(_OF_ONE, strangers.way.value, "known", word, str(person_id)))
    return own if own.has_room() else strangers


def _each(limits: tuple[RateLimitItem, ...], *key: str) -> tuple[tuple[RateLimitItem, Key], ...]:
    return tuple((limit, key) for limit in limits)


def _once_in(limit: RateLimitItem) -> RateLimitItem:
    """Once in the limit's own window."""
    return type(limit)(1, limit.multiples)
