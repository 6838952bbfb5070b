"""`medel report`: who has what, what waits, the pace, what to look at twice and what is due; each a table."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Final, TypedDict, TypeVar, Unpack

import click
from sqlalchemy.orm import Session

from ledger import clock
from ledger.cli.database import reading
from ledger.domain.canonical import moment_text
from ledger.domain.periods import parse_day
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.money import parse_kronor
from ledger.reports.ageing import ageing, ageing_table
from ledger.reports.bank import bank_reconciliation
from ledger.reports.bank_table import bank_table, find_bank_account
from ledger.reports.books import BookRef, choose_book
from ledger.reports.burn import burn_rate, burn_table, forecast_table, forecasts
from ledger.reports.deadlines import deadline_table, deadlines
from ledger.reports.decision_statement import decision_statement, decision_table
from ledger.reports.exception_rules import Thresholds
from ledger.reports.exceptions import exception_table, exceptions
from ledger.reports.moments import parse_moment
from ledger.reports.recipient_statement import recipient_statement, recipient_table
from ledger.reports.suspicions import suspicion_table, suspicions
from ledger.reports.table import Table, without_zeros
from ledger.reports.table_text import as_csv, as_records, as_text
from ledger.reports.view import view
from ledger.reports.year_statement import year_statement, year_table

Shell = TypeVar("Shell", bound=Callable[..., None])


class BookOptions(TypedDict):
    """What every report and register is asked with on the command line."""

    book_code: str | None
    as_of: str | None
    known_at: str | None
    layout: str


class Options(BookOptions):
    """The same of those that may show one agreement."""

    agreement: str | None


class OfBook(TypedDict):
    """What every report and register takes."""

    scope: Scope
    book_id: int
    as_of: date
    known_at: datetime | None


class Asked(OfBook):
    """What those take that may show one agreement."""

    agreement: str | None


@click.group()
@click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen.")
def report() -> None:
    """Rapporter: mottagare, beslut, år, åldrar, takt, prognos, sista dagar, banken och sådant som bör granskas.

    De visar boken eller en överenskommelse, vid slutet av en dag, som det var registrerat vid en tidpunkt. CSV har
    belopp i kronor med punkt som decimaltecken, JSON hela ören (namn på _ore).
    """


def asking_of_book(command: Shell) -> Shell:
    """The options that every report and register has in common."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asking(command: Shell) -> Shell:
    """The same, and the agreement."""
    return asking_of_book(_AGREEMENT(command))


_AGREEMENT: Final = click.option(
    "--agreement", metavar="KOD", help="Bara överenskommelsen med den koden, till exempel PH2020."
)
_OPTIONS: Final = (
    click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker."),
    click.option("--as-of", metavar="DATUM", help="Läget vid slutet av denna dag, ÅÅÅÅ-MM-DD. Annars i dag."),
    click.option(
        "--known-at",
        metavar="TID",
        help="Som det var registrerat då: ”ÅÅÅÅ-MM-DD TT:MM” i svensk tid, eller en dag (vid dess slut). Annars nu.",
    ),
    click.option(
        "--format",
        "layout",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        help="Tabell, CSV eller JSON.",
    ),
    click.help_option("-h", "--hjälp", "--help", help="Visa den här hjälpen."),
)


@report.command("recipients")
@asking
def of_recipients(**options: Unpack[Options]) -> None:
    """Vad varje mottagare har fått och har kvar.

    En mottagare är en organisation med egna potter. Tilldelat, fördelat vidare, utbetalt, redovisat, återkrävt och
    kvar, över alla överenskommelser eller i en.
    """
    _show(options, lambda session, asked: recipient_table(recipient_statement(session, **asked)), narrow=True)


@report.command("decisions")
@asking
def of_decisions(**options: Unpack[Options]) -> None:
    """Vad varje beslut har flyttat, efter rättelser.

    Allt som har gjorts i beslutets namn räknas: fördelningar, uppdrag och deras fakturor.
    """
    _show(options, lambda session, asked: decision_table(decision_statement(session, **asked)), narrow=True)


@report.command("years")
@asking
def of_years(**options: Unpack[Options]) -> None:
    """Ingående, förändring och utgående, år för år.

    Ett års ingående är det förra årets utgående. Det sista året går till och med dagen som valts.
    """
    _show(options, lambda session, asked: year_table(year_statement(session, **asked)))


@report.command("ageing")
@asking
def of_ages(**options: Unpack[Options]) -> None:
    """Hur gammalt det är som väntar.

    Beslutat men inte fakturerat, fördelat men inte utbetalt, och utbetalt men inte redovisat: 0–30, 31–90, 91–180 och
    181–365 dagar, och över ett år.
    """
    _show(options, lambda session, asked: ageing_table(ageing(session, **asked)))


@report.command("burn")
@asking
def of_burn(**options: Unpack[Options]) -> None:
    """Förbrukad del mot del av tiden som gått.

    För varje pott, med alla under den, och varje uppdrag. Ingen bedömning görs: delarna står bredvid varandra.
    """
    _show(options, lambda session, asked: burn_table(burn_rate(session, **asked)))


@report.command("forecast")
@asking
def of_forecast(**options: Unpack[Options]) -> None:
    """Väntat vid årets slut, i samma takt.

    En rak linje från de senaste 3, 6 och 12 månaderna, längst till sista dagen och högst det tilldelade. Varje rad
    säger vad den vilar på, eller varför det inte kan räknas.
    """
    _show(options, lambda session, asked: forecast_table(forecasts(session, **asked)))


@report.command("deadlines")
@asking
def of_deadlines(**options: Unpack[Options]) -> None:
    """Sista dagar, med dagar kvar.

    Att rekvirera, använda, redovisa och betala tillbaka enligt gällande villkor, och uppdrag, mandat och attesträtter
    som slutar. Snart är inom 14 dagar. Det som är gjort, eller där inget är kvar, visas inte.
    """
    _show(options, lambda session, asked: deadline_table(deadlines(session, **asked)))


@report.command("exceptions")
@asking
@click.option("--late-days", type=click.IntRange(0), default=30, help="Bakdaterat med fler dagar än så.")
@click.option("--round", "round_", metavar="KRONOR", default="10000", help="Jämna belopp i hela så många kronor.")
@click.option("--largest", type=click.IntRange(0), default=10, help="Så många av de största verifikationerna.")
@click.option("--limit-percent", type=click.IntRange(0, 100), default=5, help="Så nära under en attestgräns, procent.")
@click.option("--alike-days", type=click.IntRange(0), default=30, help="Lika betalningar inom så många dagar.")
def of_exceptions(
    *,
    late_days: int,
    round_: str,
    largest: int,
    limit_percent: int,
    alike_days: int,
    **options: Unpack[Options],
) -> None:
    """Sådant som en granskare kan vilja se på.

    Rättat, bakdaterat, samma person, jämna och stora belopp, utanför kontorstid, strax under attestgräns, lika
    betalningar och dubbel finansiering. En rad är ingen anmärkning. Reglerna står under tabellen.
    """
    than = Thresholds(
        back_dated_days=late_days,
        round_ore=positive(parse_kronor(round_), "Det jämna beloppet"),
        largest=largest,
        under_limit_percent=limit_percent,
        paid_alike_days=alike_days,
    )
    _show(options, lambda session, asked: exception_table(exceptions(session, **asked, thresholds=than)))


@report.command("suspicions")
@asking_of_book
def of_suspicions(**options: Unpack[BookOptions]) -> None:
    """Fakturor från samma leverantör som kan vara samma kostnad.

    Samma belopp inom 14 dagar, nästan samma nummer, och samma belopp med två tecken som har bytt plats. En rad är ingen
    anmärkning.
    """

    def drawn(session: Session, asked: OfBook) -> Table:
        return suspicion_table(view(session, **asked, agreement=None), suspicions(session, **asked))

    show_of_book(options, drawn)


@report.command("bank")
@click.option("--account", "number", metavar="NUMMER", help="Bankkontots nummer. Behövs bara när det finns flera.")
@asking_of_book
def of_bank(*, number: str | None, **options: Unpack[BookOptions]) -> None:
    """Bankavstämning: vad som finns bara i boken, och bara på banken.

    Uppräkningen börjar där banken senast sade ett saldo utan rader, eller där det första kontoutdraget börjar.
    """

    def drawn(session: Session, asked: OfBook) -> Table:
        account = find_bank_account(session, scope=asked["scope"], book_id=asked["book_id"], number=number)
        found = bank_reconciliation(session, **asked, bank_account_id=account)
        return bank_table(view(session, **asked, agreement=None), found)

    show_of_book(options, drawn)


def show_of_book(options: BookOptions, drawn: Callable[[Session, OfBook], Table]) -> None:
    """Draw what is asked for of a whole book."""

    def of_book(session: Session, asked: Asked) -> Table:
        return drawn(
            session,
            OfBook(scope=asked["scope"], book_id=asked["book_id"], as_of=asked["as_of"], known_at=asked["known_at"]),
        )

    _show(Options(**options, agreement=None), of_book)


def _show(options: Options, drawn: Callable[[Session, Asked], Table], *, narrow: bool = False) -> None:
    """Draw the report that is asked for, as it is asked for; a narrow one shows people no columns of zeros."""
    with reading() as session:
        book = choose_book(session, scope=Scope.everything(), code=options["book_code"])
        asked = _asked(book, options)
        table = drawn(session, asked)
    if options["layout"] == "json":
        click.echo(_json(book, asked, table), nl=False)
    else:
        text = as_text(without_zeros(table) if narrow else table)
        click.echo(as_csv(table) if options["layout"] == "csv" else text, nl=False)


def _asked(book: BookRef, options: Options) -> Asked:
    as_of, known_at = options["as_of"], options["known_at"]
    return Asked(
        scope=Scope.everything(),
        book_id=book.id,
        agreement=options["agreement"],
        as_of=clock.today() if as_of is None else parse_day(as_of),
        known_at=None if known_at is None else parse_moment(known_at),
    )


def _json(book: BookRef, asked: Asked, table: Table) -> str:
    known_at = asked["known_at"]
    document = {
        "book": book.code,
        "title": table.title,
        "agreement": asked["agreement"],
        "as_of": asked["as_of"].isoformat(),
        "known_at": None if known_at is None else moment_text(known_at),
        "rows": as_records(table),
        "notes": table.notes,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
