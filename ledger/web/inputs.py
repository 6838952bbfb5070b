"""What readers write in fields, read."""

from datetime import date

from ledger.errors import DateMalformed


def day_asked_for(given: str) -> date | None:
    """A day as `2021-03-31` or `20210331`; None for an empty field; raises `DateMalformed`."""
    written = given.strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DateMalformed(given=written[:40]) from error
