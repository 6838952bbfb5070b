"""`medel period`: which months and years are closed, closing and opening them, and explaining what differs."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final, TypedDict

import click
from sqlalchemy.orm import Session

from ledger import closing
from ledger.cli.check import DIFFERS
from ledger.cli.database import reading, writing
from ledger.closing import finding_table, month_findings
from ledger.commands.catalogue import find_command
from ledger.commands.permission import Caller, permission
from ledger.domain.canonical import moment_text
from ledger.domain.periods import month_name, parse_month
from ledger.domain.scope import Scope
from ledger.reports.books import choose_book
from ledger.reports.moments import parse_moment
from ledger.reports.period_tables import explanation_table, history_table, month_table, year_table
from ledger.reports.periods import Periods, periods
from ledger.reports.table_text import as_csv, as_records, as_text
from ledger.services.persons import find_person
from ledger.services.reopening import reopen_month

_EVERYTHING: Final = Scope.everything()
_BOOK: Final = click.option(
    "--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker."
)
_BY: Final = click.option("--by", metavar="LOGIN", required=True, help="Den som gör det.")
_MONTH: Final = click.argument("month", metavar="ÅÅÅÅ-MM")
_FINDING: Final = click.argument("finding", metavar="BETECKNING")


class Acting(TypedDict):
    """Who acts in which book, with everything in reach."""

    actor: int
    scope: Scope
    book_id: int


@click.group()
def period() -> None:
    """Perioder: läge, stäng och öppna månader, stäng år, förklara det som skiljer.

    En månad stängs när den är slut, i ordning, och bara när kontrollerna stämmer vid månadens slut. Det som skiljer
    mot banken eller ekonomisystemet, eller inte kan kontrolleras, ska en person förklara och en annan godta.
    """


@period.command("status")
@_BOOK
@click.option("--month", metavar="ÅÅÅÅ-MM", help="Kör kontrollerna för månaden och visa det som skiljer.")
@click.option("--known-at", metavar="TID", help="Som det var registrerat då: ”ÅÅÅÅ-MM-DD TT:MM”, eller en dag.")
@click.option(
    "--format", "layout", type=click.Choice(["table", "csv", "json"]), default="table", help="Hur det skrivs."
)
def status(book_code: str | None, month: str | None, known_at: str | None, layout: str) -> None:
    """Visa månadernas läge, eller vad som hindrar en månad från att stängas.

    Med --month slutar kommandot med kod 1 om något inte är förklarat och godtaget.
    """
    moment = None if known_at is None else parse_moment(known_at)
    if month is None:
        _show_periods(book_code, moment, layout)
    else:
        _show_month(book_code, parse_month(month), moment, layout)


@period.command("close")
@_MONTH
@_BOOK
@_BY
@click.option("--reason", metavar="TEXT", default="", help="En anteckning om stängningen.")
def close(month: str, book_code: str | None, by: str, reason: str) -> None:
    """Kör kontrollerna och stäng en månad."""
    with _acting("book.close_month", book_code, by) as (session, here):
        closed = closing.close_month(session, **here, month=parse_month(month), reason=reason)
    seal = (
        "" if closed.seal is None else f" Sigill {closed.seal.no}: verifikation {closed.seal.seq}, {closed.seal.hash}."
    )
    explained = f" {closed.explained} förklarade skillnader." if closed.explained else ""
    click.echo(f"{month_name(closed.month)} är stängd.{explained}{seal}")


@period.command("reopen")
@_MONTH
@_BOOK
@_BY
@click.option("--reason", metavar="TEXT", required=True, help="Varför månaden öppnas.")
def reopen(month: str, book_code: str | None, by: str, reason: str) -> None:
    """Öppna den senast stängda månaden igen."""
    with _acting("book.reopen_month", book_code, by) as (session, here):
        opened = reopen_month(session, **here, month=parse_month(month), reason=reason)
    click.echo(f"{month_name(opened.month)} är öppen.")


@period.command("close-year")
@click.argument("year", type=int, metavar="ÅÅÅÅ")
@_BOOK
@_BY
@click.option("--reason", metavar="TEXT", default="", help="En anteckning om stängningen.")
def close_year(year: int, book_code: str | None, by: str, reason: str) -> None:
    """Stäng ett år för gott, när alla dess månader är stängda och bokslutet är klart."""
    with _acting("book.close_year", book_code, by) as (session, here):
        closed = closing.close_year(session, **here, year=year, reason=reason)
    click.echo(f"{closed.year} är stängt.")


@period.command("explain")
@_MONTH
@_FINDING
@_BOOK
@_BY
@click.option("--reason", metavar="TEXT", required=True, help="Varför det skiljer. En revisor läser det.")
def explain(month: str, finding: str, book_code: str | None, by: str, reason: str) -> None:
    """Förklara något som skiljer i en månad; en annan person ska godta förklaringen."""
    with _acting("book.explain", book_code, by) as (session, here):
        done = closing.explain(session, **here, month=parse_month(month), finding=finding, reason=reason)
    click.echo(f"{done.finding.key} är förklarad och väntar på att godtas av någon annan.")


@period.command("accept")
@_MONTH
@_FINDING
@_BOOK
@_BY
def accept(month: str, finding: str, book_code: str | None, by: str) -> None:
    """Godta en förklaring som någon annan har gett."""
    with _acting("book.accept", book_code, by) as (session, here):
        done = closing.accept(session, **here, month=parse_month(month), finding=finding)
    click.echo(f"Förklaringen av {done.finding.key} är godtagen.")


@contextmanager
def _acting(command: str, book_code: str | None, login: str) -> Iterator[tuple[Session, Acting]]:
    """A writing session, with who acts in which book: whoever may do that command there, and nobody else."""
    with writing() as session:
        book = choose_book(session, scope=_EVERYTHING, code=book_code)
        person_id = find_person(session, login)
        allowed = permission(session, find_command(command), Caller(person_id, login, at_machine=True), book.id)
        yield session, Acting(actor=person_id, scope=allowed.scope, book_id=book.id)


def _show_periods(book_code: str | None, known_at: datetime | None, layout: str) -> None:
    with reading() as session:
        book = choose_book(session, scope=_EVERYTHING, code=book_code)
        found = periods(session, scope=_EVERYTHING, book_id=book.id, known_at=known_at)
    months, explanations = month_table(found), explanation_table(found)
    if layout == "json":
        click.echo(_json(_document(found)), nl=False)
    elif layout == "csv":
        click.echo(as_csv(months), nl=False)
    else:
        click.echo("\n".join(as_text(table) for table in (months, explanations) if table.rows), nl=False)


def _document(found: Periods) -> dict[str, Any]:
    """The periods for programs: `docs/output.md`."""
    return {
        "book": found.book.code,
        "known_at": None if found.known_at is None else moment_text(found.known_at),
        "months": as_records(month_table(found)),
        "years": as_records(year_table(found)),
        "explanations": as_records(explanation_table(found)),
        "history": as_records(history_table(found)),
    }


def _show_month(book_code: str | None, month: date, known_at: datetime | None, layout: str) -> None:
    with reading() as session:
        book = choose_book(session, scope=_EVERYTHING, code=book_code)
        found = month_findings(session, scope=_EVERYTHING, book_id=book.id, month=month, known_at=known_at)
    table = finding_table(month, found)
    if layout == "json":
        click.echo(_json({"book": book.code, "month": month_name(month), "findings": as_records(table)}), nl=False)
    else:
        click.echo(as_csv(table) if layout == "csv" else as_text(table), nl=False)
    if not all(one.stands for one in found):
        sys.exit(DIFFERS)


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
