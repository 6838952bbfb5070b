"""Reading what is written for commands: JSON, exactly, and `field=value` pairs from a command line."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, NoReturn

from ledger.errors import CommandTextMalformed

_DEEPEST: Final = 20
"""How far fields may lie inside one another; what is deeper is not of any command."""


def read_json(text: str) -> Any:
    """The value of a JSON text; raises `CommandTextMalformed`, also for a field that stands twice."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise CommandTextMalformed(line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise CommandTextMalformed(line=1, column=1) from error
    _refuse_deep(value, _DEEPEST)
    return value


def body_of(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The body that fields by their paths make up: `lines.0.text` is the text of the first row.

    A path that goes through a field that has a value of its own replaces it.
    """
    tree: dict[str, Any] = {}
    for path, value in pairs:
        *outer, last = path.split(".")
        inside = tree
        for step in outer:
            further = inside.get(step)
            inside[step] = inside = further if isinstance(further, dict) else {}
        inside[last] = value
    return {name: _rows(value) for name, value in tree.items()}


def _rows(value: Any) -> Any:
    """Fields that are numbered from 0 on, as the rows they are."""
    if not isinstance(value, dict):
        return value
    inner = {name: _rows(one) for name, one in value.items()}
    places = [str(place) for place in range(len(inner))]
    return [inner[place] for place in places] if inner and sorted(inner) == sorted(places) else inner


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a field stands twice")
    return named


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _refuse_deep(value: Any, left: int) -> None:
    if left == 0:
        raise CommandTextMalformed(line=1, column=1)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        _refuse_deep(one, left - 1)
