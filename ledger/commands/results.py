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
        return {"results": [_plain(one) for one in result]}
    told = _plain(result)
    if not isinstance(told, dict):
        raise TypeError(f"no answer is known of {type(result).__name__}")
    document = told.pop("document", None)
    return {**document, **told} if isinstance(document, dict) else told


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
        return {"id": value.id, "number": value.number, "kind": value.kind.value, "is_new": value.is_new}
    if not is_dataclass(value):
        raise TypeError(f"no plain form is known of {type(value).__name__}")
    said = {"id": value.id} if hasattr(value, "id") else {}
    return _named(said | {one.name: getattr(value, one.name) for one in fields(value) if one.repr})


def _named(said: Mapping[str, Any]) -> dict[str, Plain]:
    told: dict[str, Plain] = {}
    for name, value in said.items():
        told["entry" if name == "booked" else name] = _plain(value)
        if name.endswith("_ore") and isinstance(value, int):
            told[in_kronor(name)] = format_kronor(value, unit=False)
    return told
