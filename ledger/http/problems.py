"""The one place where a refusal becomes an answer: its status, its words and its facts; and faults of the program."""

from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

import structlog
from werkzeug.exceptions import HTTPException

from ledger.commands.results import Plain, facts_of
from ledger.errors import (
    About,
    DatabaseNewer,
    DatabaseNotADatabase,
    DatabaseNotMigrated,
    DatabaseNotWritten,
    DatabaseUnreachable,
    ExternalSignInRefused,
    FormExpired,
    HostUnknown,
    LedgerError,
    MethodRefused,
    PageMissing,
    RangeRefused,
    RequestMalformed,
    RequestTooLarge,
    SignInCodeRefused,
    SignInNeeded,
    SignInRefused,
    SignInTooOften,
    TokenRefused,
)
from ledger.http.language import language
from ledger.messages import explain

_STATUS: Final = {About.INPUT: 422, About.STATE: 409, About.RIGHT: 403, About.MISSING: 404, About.AWAY: 503}
"""By what a refusal is about."""

_STATUS_OF_ITS_OWN: Final[dict[type[LedgerError], int]] = {
    FormExpired: 400,
    HostUnknown: 400,
    RequestMalformed: 400,
    SignInNeeded: 401,
    SignInRefused: 401,
    SignInCodeRefused: 401,
    ExternalSignInRefused: 401,
    TokenRefused: 401,
    MethodRefused: 405,
    RequestTooLarge: 413,
    RangeRefused: 416,
    SignInTooOften: 429,
}
"""What HTTP itself has a status for."""

_INWARD: Final = (
    DatabaseNewer,
    DatabaseNotADatabase,
    DatabaseNotMigrated,
    DatabaseNotWritten,
    DatabaseUnreachable,
)
"""What says where the database is, or what it said: for whoever keeps it running, and for no reader."""

_AWAY: Final = (
    "Boken går inte att nå just nu. Inget är sparat. Försök igen om en stund.",
    "The book cannot be reached just now. Nothing is saved. Try again in a while.",
)

_OF_STATUS: Final[dict[int, type[LedgerError]]] = {
    400: RequestMalformed,
    404: PageMissing,
    405: MethodRefused,
    413: RequestTooLarge,
    416: RangeRefused,
}

_FAULT: Final = (
    "Något gick fel hos oss. Inget är sparat. Försök igen, och ge administratören referensen om det återkommer.",
    "Something went wrong here. Nothing is saved. Try again, and give the administrator the reference if it recurs.",
)


@dataclass(frozen=True)
class Problem:
    """What is answered: status, code, words in the reader's language and facts; `reference` for a fault of ours."""

    status: int
    code: str
    words: str
    reference: str = ""
    facts: dict[str, Plain] = field(default_factory=dict)


def problem_of(refusal: LedgerError) -> Problem:
    """The answer to a refusal; one about the product's own surroundings has no facts, and its words are in the log."""
    status = _STATUS_OF_ITS_OWN.get(type(refusal), _STATUS[refusal.about])
    if isinstance(refusal, _INWARD):
        structlog.get_logger("ledger").error("away", refusal=str(refusal))
        return Problem(status, refusal.code, language().of(*_AWAY))
    facts = {} if status == 401 else facts_of(refusal)
    return Problem(status, refusal.code, explain(refusal, language()), facts=facts)


def refusal_of(error: HTTPException, *, most_bytes: int) -> LedgerError:
    """What the framework refused, as a refusal of ours."""
    kind = _OF_STATUS.get(error.code or 400, RequestMalformed)
    return kind(most_bytes=most_bytes) if kind is RequestTooLarge else kind()


def fault(error: Exception) -> Problem:
    """The answer to a fault of the program: a reference and nothing else; the log has the rest."""
    reference = uuid4().hex[:8]
    structlog.get_logger("ledger").error("fault", reference=reference, exc_info=error)
    return Problem(
        500,
        "fault",
        language().of(*_FAULT),
        reference,
    )
