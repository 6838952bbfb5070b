"""`medel check`: what does not tie, with signed differences and the entries to look at."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

import click

from ledger.cli.database import reading
from ledger.domain.scope import Scope
from ledger.money import format_kronor
from ledger.reports.books import all_books, find_book
from ledger.reports.controls import Answer, ControlResult, run_controls

DIFFERS: Final = 1


@click.command()
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Utan den kontrolleras alla böcker.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Hur svaret skrivs.")
def check(book_code: str | None, form: str) -> None:
    """Avstäm boken: visa det som inte stämmer.

    Varje kontroll svarar Stämmer, Skiljer eller Kan inte kontrolleras. Slutar med kod 1 om något skiljer.
    """
    scope = Scope.everything()
    with reading() as session:
        books = (
            all_books(session, scope=scope) if book_code is None else [find_book(session, scope=scope, code=book_code)]
        )
        results = {
            book.code: run_controls(session, scope=scope, book_id=book.id, as_of=None, known_at=None) for book in books
        }
    if form == "json":
        click.echo(
            json.dumps([_document(code, found) for code, found in results.items()], ensure_ascii=False, indent=2)
        )
    else:
        for code, found in results.items():
            click.echo(_words(code, found))
    if any(result.answer is Answer.DIFFERS for found in results.values() for result in found):
        sys.exit(DIFFERS)


def _document(book: str, results: Sequence[ControlResult]) -> dict[str, Any]:
    """A book's answers for programs: `docs/output.md`."""
    return {"book": book, "controls": [_control(result) for result in results]}


def _control(result: ControlResult) -> dict[str, Any]:
    return {
        "no": result.no,
        "code": result.code,
        "title": result.title,
        "answer": result.answer.name.lower(),
        "missing": result.missing,
        "difference_ore": result.difference_ore,
        "count": result.count,
        "breaks": [
            {
                "what": found.what,
                "pot": found.pot_code,
                "subject": found.subject,
                "ledger_ore": found.ledger_ore,
                "expected_ore": found.expected_ore,
                "difference_ore": found.difference_ore,
                "entries": list(found.entries),
            }
            for found in result.breaks
        ],
    }


def _words(book: str, results: Sequence[ControlResult]) -> str:
    """What differs first, what cannot be checked, and last what ties, with its evidence."""
    lines = [f"Avstämning av {book}: {_headline(results)}"]
    for answer in (Answer.DIFFERS, Answer.CANNOT_BE_CHECKED, Answer.TIES):
        for result in results:
            if result.answer is answer:
                lines.append(f"  {answer.value:<22} {result.no:>2}  {result.title}")
                lines += [f"{'':28}{line}" for line in _details(result)]
    return "\n".join(lines)


def _headline(results: Sequence[ControlResult]) -> str:
    """`10 av 11 kontroller stämmer. 1 skiljer: bank, −500 kr.` and the like."""
    counts = {answer: sum(result.answer is answer for result in results) for answer in Answer}
    if counts[Answer.TIES] == len(results):
        return f"alla {len(results)} kontroller stämmer."
    told = [f"{counts[Answer.TIES]} av {len(results)} kontroller stämmer"]
    if counts[Answer.DIFFERS]:
        told.append(f"{counts[Answer.DIFFERS]} skiljer")
    if counts[Answer.CANNOT_BE_CHECKED]:
        told.append(f"{counts[Answer.CANNOT_BE_CHECKED]} kan inte kontrolleras")
    return ", ".join(told) + "."


def _details(result: ControlResult) -> Iterator[str]:
    for found in result.breaks:
        where = " ".join(part for part in (found.what, found.pot_code, found.subject) if part)
        told = (
            f"{where}: boken {format_kronor(found.ledger_ore)}, jämförelsen {format_kronor(found.expected_ore)}, "
            f"skillnad {format_kronor(found.difference_ore, signed=True)}"
        )
        yield f"{told}. Se {', '.join(found.entries)}." if found.entries else f"{told}."
    if result.count > len(result.breaks):
        yield f"… och {result.count - len(result.breaks)} rader till."
    if result.missing:
        yield f"Saknas: {result.missing}"
    yield from (found.sentence for found in result.evidence)
