"""`medel log`: what has been done in a book, by whom and when, as the auditor reads it."""

import json
import sys
from collections.abc import Iterator
from datetime import date

import click
from sqlalchemy.orm import Session

from ledger.cli.database import reading
from ledger.config import language
from ledger.domain.canonical import day_text
from ledger.domain.periods import parse_day
from ledger.domain.scope import Scope
from ledger.reports.audit_log import PAGE, Chosen, audit_page, audit_rows
from ledger.reports.audit_table import audit_csv, audit_table, readable_table
from ledger.reports.books import BookRef, choose_book
from ledger.reports.sign_in_refusals import refusals_by_day
from ledger.reports.table_text import as_csv, as_records, as_text


@click.command()
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--from", "from_", metavar="DATUM", help="Första dag, ÅÅÅÅ-MM-DD. Annars från början.")
@click.option("--to", metavar="DATUM", help="Sista dag, ÅÅÅÅ-MM-DD. Annars till nu.")
@click.option("--by", "actor", metavar="INLOGGNING", help="Bara det som den har gjort.")
@click.option("--what", metavar="SLAG", help="Bara ett slag, till exempel invoice, role eller web_session.")
@click.option("--verb", metavar="ÅTGÄRD", help="Bara en åtgärd, till exempel grant, download eller sign_in_failed.")
@click.option("--before", metavar="NUMMER", type=click.IntRange(1), help="Tabellen: bara det som är äldre än numret.")
@click.option(
    "--format", "layout", type=click.Choice(["table", "csv", "json"]), default="table", help="Tabell, CSV eller JSON."
)
@click.option(
    "--refusals", is_flag=True, help="I stället antalet avvisade försök att logga in som inte är någons, dag för dag."
)
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def log(
    *,
    book_code: str | None,
    from_: str | None,
    to: str | None,
    actor: str | None,
    what: str | None,
    verb: str | None,
    before: int | None,
    layout: str,
    refusals: bool,
) -> None:
    """Visa loggen: vem som har gjort vad och när, det senaste först.

    Tabellen är en sida och säger hur man kommer till nästa. CSV och JSON är allt som motsvarar det som frågas efter.
    Koderna för slag och åtgärd står i CSV, i kolumnerna what och verb.

    Det som inte hör till någon bok, som inloggningar, visas för personer som har eller har haft en roll i boken.
    """
    if refusals:
        _tell_refusals(_day(from_), _day(to), layout)
        return
    chosen = Chosen(_day(from_), _day(to), actor, what, verb)
    with reading() as session:
        book = choose_book(session, scope=Scope.everything(), code=book_code)
        if layout == "table":
            click.echo(_text(session, book, chosen, before), nl=False)
        else:
            sys.stdout.writelines({"csv": _csv, "json": _json}[layout](session, book, chosen))


def _tell_refusals(from_: date | None, to: date | None, layout: str) -> None:
    with reading() as session:
        table = refusals_by_day(session, from_=from_, to=to, language=language())
    if layout == "json":
        click.echo(json.dumps(as_records(table), ensure_ascii=False))
    else:
        click.echo({"table": as_text, "csv": as_csv}[layout](table), nl=layout == "table")


def _day(text: str | None) -> date | None:
    return None if text is None else parse_day(text)


def _text(session: Session, book: BookRef, chosen: Chosen, before: int | None) -> str:
    page = audit_page(session, scope=Scope.everything(), book_id=book.id, chosen=chosen, before=before)
    text = as_text(readable_table(page.rows, language()))
    return text if page.older is None else f"{text}\nDe {PAGE} senaste. Fler: --before {page.older}\n"


def _csv(session: Session, book: BookRef, chosen: Chosen) -> Iterator[str]:
    return audit_csv(audit_rows(session, scope=Scope.everything(), book_id=book.id, chosen=chosen), language())


def _json(session: Session, book: BookRef, chosen: Chosen) -> Iterator[str]:
    asked = {"book": book.code, "from": day_text(chosen.from_), "to": day_text(chosen.to)}
    asked |= {"by": chosen.actor, "what": chosen.what, "verb": chosen.verb}
    yield json.dumps(asked, ensure_ascii=False).removesuffix("}") + ', "rows": ['
    between = "\n"
    for row in audit_rows(session, scope=Scope.everything(), book_id=book.id, chosen=chosen):
        (record,) = as_records(audit_table((row,), language()))
        yield between + json.dumps(record, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"
