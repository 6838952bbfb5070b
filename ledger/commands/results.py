"""What a command answers with: its service's result as a plain mapping, öre as integers with their text beside."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeAlias

from ledger.commands.fields import code_of
from ledger.commands.forms import in_kronor
from ledger.domain.canonical import moment_text
from ledger.errors import CommandInputRefused, CommandLineRefused, LedgerError
from ledger.language import Language
from ledger.messages import explain
from ledger.money import format_kronor
from ledger.posting import Booked
from ledger.services.documents import Registered
from ledger.wording import exact_fraction

Plain: TypeAlias = bool | int | str | list["Plain"] | dict[str, "Plain"] | None


def answer_of(result: Any) -> dict[str, Plain]:
    """A service's result: an id alone as `id`, several results as `results`, a document's own facts outermost.

    An amount `x_ore` has its text beside it as `x_kr`. What a dataclass keeps out of its `repr` (a number that may be
    a personal number) is not told.
    """
    if result is None:
        return {}
    if isinstance(result, int):
        return {"id": result}
    if isinstance(result, tuple):
        return {"results": [_outermost(_plain(one)) for one in result]}
    told = _outermost(_plain(result))
    if not isinstance(told, dict):
        raise TypeError(f"no answer is known of {type(result).__name__}")
    return told


def refusal_of(refusal: LedgerError, language: Language = Language.SV) -> dict[str, Plain]:
    """A refusal as a plain mapping: code, words in that language, every fault of what was given, and the line."""
    if isinstance(refusal, CommandLineRefused) and isinstance(refusal.__cause__, LedgerError):
        return {**refusal_of(refusal.__cause__, language), "line": refusal.line, "do": refusal.command}
    faults = refusal.faults if isinstance(refusal, CommandInputRefused) else ()
    return {
        "code": refusal.code,
        "words": explain(refusal, language),
        "facts": facts_of(refusal),
        "faults": [{one.name: getattr(fault, one.name) for one in fields(fault)} for fault in faults],
    }


def facts_of(refusal: LedgerError) -> dict[str, Plain]:
    """A refusal's facts as a plain mapping; without those that are for the person's eyes only."""
    return _named({fact.name: getattr(refusal, fact.name) for fact in fields(refusal) if fact.repr})


def _outermost(told: Plain) -> Plain:
    """A document's own facts beside what is said of it."""
    if not isinstance(told, dict) or not isinstance(told.get("document"), dict):
        return told
    document = told["document"]
    rest = {name: value for name, value in told.items() if name != "document"}
    return {**document, **rest} if isinstance(document, dict) else told


def _plain(value: Any) -> Plain:  # noqa: PLR0911 - one return for each kind of value
    if value is None or (isinstance(value, bool | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return code_of(value)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction | Decimal):
        return exact_fraction(Fraction(value))
    if isinstance(value, Mapping):
        return _named({str(_plain(key)): one for key, one in value.items()})
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _told(value)


def _told(value: Any) -> Plain:
    if isinstance(value, Booked):
        return {"name": value.name, "year": value.year, "number": value.number, "seq": value.seq}
    if isinstance(value, Registered):
        where: dict[str, Plain] = {"kind": value.kind.value, "book_id": value.book_id}
        return {"id": value.id, "number": value.number, **where, "is_new": value.is_new}
    if not is_dataclass(value):
        raise TypeError(f"no plain form is known of {type(value).__name__}")
    said: dict[str, Any] = {"id": value.id} if hasattr(value, "id") else {}
    return _named(said | {one.name: getattr(value, one.name) for one in fields(value) if one.repr})


def _named(said: Mapping[str, Any]) -> dict[str, Plain]:
    told: dict[str, Plain] = {}
    for name, value in said.items():
        told["entry" if name == "booked" else name] = _plain(value)
        if name.endswith("_ore") and isinstance(value, int):
            told[in_kronor(name)] = format_kronor(value, unit=False)
    return told
