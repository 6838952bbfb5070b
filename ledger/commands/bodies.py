"""Reading a command's body: its references looked up together, every field read, and every fault told at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields
from sqlalchemy.orm import Session

from ledger.commands import faults
from ledger.commands.faults import Fault
from ledger.commands.fields import Reference
from ledger.commands.forms import MOST_ROWS, Inside, Rows
from ledger.commands.found import Named, reading_with
from ledger.commands.references import look_up
from ledger.commands.registry import Command
from ledger.domain.scope import Scope
from ledger.errors import CommandInputRefused, InputFault

_OF_WHOLE: Final = "_schema"
"""Where marshmallow keeps what is wrong with a whole body or row."""
_PLAIN: Final = {"missing": faults.MISSING, "object": faults.OBJECT, "rows": faults.ROWS}

_Fields = Mapping[str, fields.Field[Any]]
_Path = tuple[str | int, ...]


def read_body(session: Session, command: Command, body: object, *, scope: Scope, book_id: int | None) -> dict[str, Any]:
    """The service's arguments that a body makes up; raises `CommandInputRefused` with every fault of it."""
    schema = command.schema()
    found = look_up(session, scope=scope, book_id=book_id, wanted=_references(schema.fields, body))
    try:
        with reading_with(found):
            # Whatever the body is, the schema says what it must be.
            said: Any = body
            return command.call_with(schema.load(said))
    except ValidationError as error:
        told = sorted(_faults(schema, error.messages, ()), key=lambda fault: (fault.path, fault.reason))
        raise CommandInputRefused(command=command.name, faults=tuple(told)) from error


def _references(known: _Fields, body: object) -> Iterator[Named]:
    """What the body refers to, as far as it can be read."""
    if not isinstance(body, Mapping):
        return
    for name, field in known.items():
        value = body.get(name)
        if isinstance(field, Reference):
            yield from _named(field, value, body)
        elif isinstance(field, Inside):
            yield from _references(field.schema.fields, value)
        elif isinstance(field, Rows) and isinstance(value, list) and len(value) <= MOST_ROWS:
            yield from _in_rows(field.inner, value)


def _in_rows(inner: fields.Field[Any], rows: Sequence[Any]) -> Iterator[Named]:
    for row in rows:
        if isinstance(inner, Reference):
            yield from _named(inner, row, {})
        elif isinstance(inner, Inside):
            yield from _references(inner.schema.fields, row)


def _named(field: Reference, value: Any, beside: Mapping[str, Any]) -> Iterator[Named]:
    if value is None:
        return
    try:
        yield field.named(value, beside)
    except ValidationError:
        return  # told when the field is read


def _faults(schema: Schema, messages: Any, path: _Path) -> Iterator[InputFault]:
    """Every fault with its path, of what marshmallow keeps as mappings of lists."""
    if isinstance(messages, Mapping):
        for step, inner in messages.items():
            yield from _faults(schema, inner, path if step == _OF_WHOLE else (*path, step))
        return
    for told in messages:
        yield _fault(schema, told, path).at(path)


def _fault(schema: Schema, told: Fault | str, path: _Path) -> Fault:
    if isinstance(told, Fault):
        return told
    if told == "unknown":
        return faults.unknown_field(str(path[-1]), _fields_at(schema, path[:-1]))
    return _PLAIN[told]


def _fields_at(schema: Schema, path: _Path) -> tuple[str, ...]:
    """The names of the fields where a path leads."""
    inside: Schema = schema
    for step in path:
        field = inside.fields[step] if isinstance(step, str) else None
        inner = field.inner if isinstance(field, Rows) else field
        if isinstance(inner, Inside):
            inside = inner.schema
    return tuple(inside.fields)
