"""The list of commands and their fields in words, made of the registry: for the command line and `docs/commands.md`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema, fields

from ledger.commands.catalogue import AREAS
from ledger.commands.fields import KronorField, Said
from ledger.commands.forms import Body, Inside, Rows
from ledger.commands.registry import Command
from ledger.commands.words import meaning

_HEAD: Final = """# Commands

Made of the registry by `medel do --docs`. Every use case is a command: `medel do NAME FIELD=VALUE … --by LOGIN`, a line
of JSON in `medel do --batch`, and later a call of the API; the fields are the same. An amount is given in whole öre
(`…_ore`, an integer) or in kronor (`…_kr`, text); decimals in JSON are refused. A reference is an id (`7`, or `#7` as
text) or what the thing is called: a code, a number, a decision's body, day and paragraph. **Fields in bold must be
given.** Answers are documented in [output.md](output.md).
"""


def list_text() -> str:
    """All commands by area, as text."""
    lines: list[str] = []
    for heading, commands in AREAS.items():
        width = max(len(command.name) for command in commands)
        lines += [heading, *(f"  {command.name:<{width}}  {command.heading}" for command in commands), ""]
    return "\n".join([*lines, "Fälten visas med medel do KOMMANDO --fält.", ""])


def fields_text(command: Command) -> str:
    """The fields of a command, as text; those that must be given have a star."""
    rows = [(f"{one.path}{'*' if one.required else ''}", one) for one in described(command)]
    width = max((len(path) for path, _ in rows), default=0)
    lines = [f"{command.name}: {command.heading}", f"Roll: {' eller '.join(sorted(command.roles))}", ""]
    lines += [f"  {path:<{width}}  {one.meaning}{f' ({one.written})' if one.written else ''}" for path, one in rows]
    return "\n".join(
        [*lines, "", "* måste anges. Belopp på _ore kan i stället anges på _kr, till exempel 1 000,50.", ""]
    )


def manual() -> str:
    """`docs/commands.md`."""
    return _HEAD + "".join(_area(heading, commands) for heading, commands in AREAS.items())


@dataclass(frozen=True)
class Described:
    """One field: its path, with 0 for each row of a list, what is written in it, and what it means."""

    path: str
    required: bool
    written: str
    meaning: str


def described(command: Command) -> tuple[Described, ...]:
    """The fields of a command, those that must be given first; amounts by their field in öre."""
    return tuple(_described(command.name, command.schema(), ""))


def _described(name: str, schema: Schema, path: str) -> Iterator[Described]:
    known = {key: field for key, field in schema.fields.items() if not isinstance(field, KronorField)}
    amounts = schema.in_either_unit if isinstance(schema, Body) else {}
    must = {key: amounts.get(key, field.required) for key, field in known.items()}
    for key in sorted(known, key=lambda one: not must[one]):
        field = known[key]
        yield Described(f"{path}{key}", must[key], _written(field), meaning(name, key))
        inner = field.inner if isinstance(field, Rows) else field
        if isinstance(inner, Inside):
            yield from _described(name, inner.schema, f"{path}{key}.{'0.' if isinstance(field, Rows) else ''}")


def _written(field: fields.Field[Any]) -> str:
    if isinstance(field, Rows):
        return f"lista: {_written(field.inner)}" if isinstance(field.inner, Said) else "lista av rader"
    return field.written if isinstance(field, Said) else ""


def _area(heading: str, commands: tuple[Command, ...]) -> str:
    return f"\n## {heading}\n" + "".join(_command(command) for command in commands)


def _command(command: Command) -> str:
    roles = ", ".join(sorted(command.roles))
    rows = "".join(_row(one) for one in described(command))
    table = f"\n| Fält | Skrivs | Betyder |\n|---|---|---|\n{rows}" if rows else ""
    return f"\n### `{command.name}`\n\n{command.heading}. Roll: {roles}.\n{table}"


def _row(one: Described) -> str:
    path = f"**{one.path}**" if one.required else one.path
    written = one.written.replace("|", "\\|")
    return f"| {path} | {written} | {one.meaning} |\n"
