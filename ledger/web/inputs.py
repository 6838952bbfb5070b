"""What readers write in fields, read."""

from datetime import date

from ledger.errors import DateMalformed, RequestMalformed
from ledger.http.readable import MOST_ID


def day_asked_for(given: str) -> date | None:
    """A day as `2021-03-31` or `20210331`; None for an empty field; raises `DateMalformed`."""
    written = given.strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DateMalformed(given=written[:40]) from error


def key_asked_for(given: str) -> int | None:
    """A number that can be a key; None for an empty field; raises `RequestMalformed`."""
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(MOST_ID)) and int(given) <= MOST_ID):
        raise RequestMalformed
    return int(given)
