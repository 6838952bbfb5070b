"""`medel journal`: every entry of a book, for a spreadsheet, a program, or a ledger that proves it again."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, TypedDict

import click
from sqlalchemy.orm import Session

from ledger.cli.database import reading
from ledger.domain.canonical import day_text, moment_text
from ledger.domain.periods import parse_day
from ledger.domain.scope import Scope
from ledger.formats.beancount import beancount
from ledger.formats.hledger import hledger
from ledger.formats.whole_file import whole_file
from ledger.reports.books import choose_book, get_book
from ledger.reports.journal import journal as journal_of
from ledger.reports.journal_table import as_document, journal_csv
from ledger.reports.moments import parse_moment
from ledger.reports.plain_journal import plain_journal


class _Asked(TypedDict):
    """Which part of which book's journal is asked for."""

    scope: Scope
    book_id: int
    from_: date | None
    to: date | None
    known_at: datetime | None


@click.command()
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--from", "from_", metavar="DATUM", help="Första bokföringsdag, ÅÅÅÅ-MM-DD. Annars från bokens början.")
@click.option("--to", metavar="DATUM", help="Sista bokföringsdag, ÅÅÅÅ-MM-DD. Annars till bokens slut.")
@click.option(
    "--known-at",
    metavar="TID",
    help="Som det var registrerat då: ”ÅÅÅÅ-MM-DD TT:MM” i svensk tid, eller en dag (vid dess slut). Annars nu.",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["csv", "json", "beancount", "hledger"]),
    default="csv",
    help="CSV (om inget annat anges), JSON, beancount eller hledger.",
)
@click.option("-o", "--output", "path", metavar="FIL", type=click.Path(path_type=Path), help="Filen som skrivs.")
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def journal(
    *, book_code: str | None, from_: str | None, to: str | None, known_at: str | None, layout: str, path: Path | None
) -> None:
    """Skriv ut verifikationerna, i den ordning de registrerades.

    \b
    csv        en rad för varje rad i verifikationen; belopp i kronor med punkt, tidpunkter i UTC
    json       en post för varje verifikation, med allt som dess hash omfattar; belopp i hela ören
    beancount  prövas med: bean-check FIL
    hledger    prövas med: hledger -f FIL check --strict

    De två sista slutar med bokens egna saldon på varje konto, så att prövningen visar att verifikationerna leder till
    dem. Med --from kommer de ingående saldona som en första transaktion.

    Samma läge ger samma fil, till sista byte. En fil som inte kan skrivas hel lämnas inte kvar.
    """  # noqa: D301 - \b keeps click from joining the lines that follow
    first, last = (None if text is None else parse_day(text) for text in (from_, to))
    moment = None if known_at is None else parse_moment(known_at)
    scope = Scope.everything()
    with reading() as session:
        book = choose_book(session, scope=scope, code=book_code)
        asked = _Asked(scope=scope, book_id=book.id, from_=first, to=last, known_at=moment)
        written = _WRITERS[layout](session, asked)
        if path is None:
            sys.stdout.writelines(written)
        else:
            click.echo(f"{path}: SHA-256 {_write(path, written)}")


def _write(path: Path, written: Iterable[str]) -> str:
    """Write the file whole or not at all, and tell the SHA-256 of its bytes."""
    seen = sha256()
    with whole_file(path) as out:
        for text in written:
            part = text.encode()
            seen.update(part)
            out.write(part)
    return seen.hexdigest()


def _csv(session: Session, asked: _Asked) -> Iterator[str]:
    return journal_csv(journal_of(session, **asked))


def _json(session: Session, asked: _Asked) -> Iterator[str]:
    known_at = asked["known_at"]
    head = {
        "book": get_book(session, scope=asked["scope"], book_id=asked["book_id"]).code,
        "from": day_text(asked["from_"]),
        "to": day_text(asked["to"]),
        "known_at": None if known_at is None else moment_text(known_at),
    }
    yield json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "entries": ['
    between = "\n"
    for entry in journal_of(session, **asked):
        yield between + json.dumps(as_document(entry), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _beancount(session: Session, asked: _Asked) -> Iterator[str]:
    return beancount(plain_journal(session, **asked))


def _hledger(session: Session, asked: _Asked) -> Iterator[str]:
    return hledger(plain_journal(session, **asked))


_WRITERS: Final = {
    "csv": _csv,
    "json": _json,
    "beancount": _beancount,
    "hledger": _hledger,
}
