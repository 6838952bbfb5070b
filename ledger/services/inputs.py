"""What a use case asks of the texts and days it is given, whatever it is about."""

from datetime import date

from ledger import clock
from ledger.errors import DateBefore, DateOutOfRange, TextMissing


def require_text(field: str, given: str) -> str:
    """The text with single spaces and none around it; raises `TextMissing` when nothing is left."""
    text = " ".join(given.split())
    if not text:
        raise TextMissing(field=field)
    return text


def require_not_ahead(what: str, given: date) -> None:
    """Refuse, with `DateOutOfRange`, a day that has not come: what is registered has happened."""
    today = clock.today()
    if given > today:
        raise DateOutOfRange(what=what, given=given, earliest=None, latest=today)


def require_not_before(what: str, given: date, other: str, other_day: date) -> None:
    """Refuse, with `DateBefore`, a day before another that it must not precede."""
    if given < other_day:
        raise DateBefore(what=what, given=given, other=other, other_day=other_day)
