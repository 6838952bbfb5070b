"""Many commands in one transaction, all or nothing: lines of JSON, where later lines may name earlier results."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from ledger.commands import faults
from ledger.commands.permission import Caller
from ledger.commands.reading import read_json
from ledger.commands.results import Plain
from ledger.commands.running import run
from ledger.config import DEFAULT_MAX_FILE_BYTES
from ledger.errors import CommandInputRefused, CommandLineRefused, InputFault, LedgerError

_RESULT: Final = re.compile(r"\$([A-Za-z_][\w-]*)((?:\.\w+)*)", re.ASCII)
_ALIAS: Final = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


@dataclass(frozen=True)
class Done:
    """One line that was done: its number in the file, its command, and its answer."""

    line: int
    command: str
    answer: Mapping[str, Plain]


def run_lines(
    session: Session,
    caller: Caller,
    lines: Iterable[str],
    *,
    book: str | None = None,
    max_file_bytes: int = DEFAULT_MAX_FILE_BYTES,
) -> Iterator[Done]:
    """Do the commands of a file, one JSON object a line: `{"do": name, "as": alias, "book": code, field: value …}`.

    Gives each line as it is done; empty lines are passed over. A text `$alias.id` means that field of the earlier
    line's answer. Raises `CommandLineRefused` with the line's number, caused by what was refused: roll back then.
    """
    answers: dict[str, Mapping[str, Plain]] = {}
    doing = partial(run, session, caller, max_file_bytes=max_file_bytes)
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _done(doing, (number, text), answers, book=book)


def _done(
    doing: Callable[..., dict[str, Plain]],
    line: tuple[int, str],
    answers: dict[str, Mapping[str, Plain]],
    *,
    book: str | None,
) -> Done:
    number, text = line
    name = "do"
    try:
        said = _line(read_json(text))
        name = said["do"]
        body = _filled(name, {key: value for key, value in said.items() if key not in _OF_LINE}, answers)
        answer = doing(name, body, book=said.get("book", book))
    except LedgerError as refusal:
        raise CommandLineRefused(line=number, command=name) from refusal
    if "as" in said:
        answers[said["as"]] = answer
    return Done(number, name, answer)


_OF_LINE: Final = ("do", "as", "book")


def _line(said: Any) -> dict[str, Any]:
    """A line's fields, of which those that are no command's are text; raises `CommandInputRefused`."""
    if not isinstance(said, dict):
        raise _refused("do", [faults.OBJECT.at(())])
    wrong = [] if "do" in said else [faults.MISSING.at(("do",))]
    wrong += [faults.TEXT.at((key,)) for key in _OF_LINE if key in said and not isinstance(said[key], str)]
    if not wrong and "as" in said and _ALIAS.fullmatch(said["as"]) is None:
        wrong = [faults.ALIAS.at(("as",))]
    if wrong:
        raise _refused("do", wrong)
    return said


def _filled(name: str, body: dict[str, Any], answers: Mapping[str, Mapping[str, Plain]]) -> dict[str, Any]:
    """The body with earlier results in their places; raises `CommandInputRefused` for those that are not there."""
    wrong: list[InputFault] = []
    filled: dict[str, Any] = _with_results(body, answers, (), wrong)
    if wrong:
        raise _refused(name, wrong)
    return filled


def _with_results(
    value: Any, answers: Mapping[str, Mapping[str, Plain]], path: tuple[str | int, ...], wrong: list[InputFault]
) -> Any:
    if isinstance(value, dict):
        return {key: _with_results(one, answers, (*path, key), wrong) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_results(one, answers, (*path, place), wrong) for place, one in enumerate(value)]
    match = _RESULT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    found = _result(answers.get(match[1]), match[2].split(".")[1:])
    if found is None:
        wrong.append(faults.unknown_result(match[0], answers).at(path))
    return found


def _result(answer: Plain | Mapping[str, Plain], steps: Iterable[str]) -> Plain | Mapping[str, Plain]:
    """What lies where the steps lead, None for nowhere."""
    inside = answer
    for step in steps:
        if isinstance(inside, Mapping):
            inside = inside.get(step)
        elif isinstance(inside, list) and step.isdigit() and int(step) < len(inside):
            inside = inside[int(step)]
        else:
            return None
    return inside


def _refused(name: str, wrong: Iterable[InputFault]) -> CommandInputRefused:
    return CommandInputRefused(command=name, faults=tuple(wrong))
