"""The one place where a refusal becomes an answer: its status, its words and its facts; and faults of the program."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import structlog
from werkzeug.exceptions import HTTPException

from ledger.errors import (
    AccessRefused,
    AlreadyExists,
    CodesAlreadyOn,
    CodesNotOn,
    DatabaseBusy,
    DatabaseNotMigrated,
    DatabaseUnreachable,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    EntryAlreadyReversed,
    EntryBreaksNever,
    EntrySourceKeyTaken,
    ExternalSignInRefused,
    ExternalSignInUnavailable,
    ExternalSignInUnlinked,
    FormExpired,
    HostUnknown,
    IdentityTaken,
    LedgerError,
    MethodRefused,
    NotFound,
    PageMissing,
    PeriodClosed,
    PotInsufficient,
    RangeRefused,
    RequestMalformed,
    RequestTooLarge,
    SignInCodeRefused,
    SignInNeeded,
    SignInRefused,
    SignInTooOften,
    TokenNotHere,
    TokenRefused,
)
from ledger.http.language import language
from ledger.messages import explain

_STATUS: Final[dict[type[LedgerError], int]] = {
    AccessRefused: 403,
    FormExpired: 400,
    HostUnknown: 400,
    RequestMalformed: 400,
    SignInNeeded: 401,
    SignInRefused: 401,
    SignInCodeRefused: 401,
    ExternalSignInRefused: 401,
    TokenRefused: 401,
    ExternalSignInUnlinked: 403,
    TokenNotHere: 403,
    NotFound: 404,
    PageMissing: 404,
    MethodRefused: 405,
    AlreadyExists: 409,
    CodesAlreadyOn: 409,
    CodesNotOn: 409,
    IdentityTaken: 409,
    DocumentSourceKeyTaken: 409,
    DocumentWrongState: 409,
    EntryAlreadyReversed: 409,
    EntryBreaksNever: 409,
    EntrySourceKeyTaken: 409,
    PeriodClosed: 409,
    PotInsufficient: 409,
    RequestTooLarge: 413,
    RangeRefused: 416,
    SignInTooOften: 429,
    DatabaseBusy: 503,
    DatabaseNotMigrated: 503,
    DatabaseUnreachable: 503,
    ExternalSignInUnavailable: 503,
}
"""Conflicts with the state of things are 409; whatever is not named here is about the input, 422."""

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


def problem_of(refusal: LedgerError) -> Problem:
    """The answer to a refusal."""
    return Problem(_STATUS.get(type(refusal), 422), refusal.code, explain(refusal, language()))


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
