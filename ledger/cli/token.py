"""`medel token`: what programs sign in with."""

from datetime import timedelta

import click

from ledger import clock
from ledger.cli.administrators import person_or_administrator
from ledger.cli.database import reading, writing
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.reports.api_tokens import TokenRow, tokens_of
from ledger.reports.books import choose_book
from ledger.services.api_tokens import LONGEST, add_token, end_token
from ledger.services.persons import find_person


@click.group()
def token() -> None:
    """Token som program loggar in med."""


@token.command("add")
@click.argument("login")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="Rollen den får ha.")
@click.option("--name", required=True, metavar="NAMN", help="Vad den används till.")
@click.option("--days", default=90, show_default=True, type=click.IntRange(0, LONGEST.days), help="Dagar den gäller.")
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--by", metavar="LOGIN", help="Den som gör den: personen själv, eller en administratör.")
def add(  # noqa: PLR0917 - click passes every option by name
    login: str, role: str, name: str, days: int, book_code: str | None, by: str | None
) -> None:
    """Gör en token för en av personens roller. Den visas bara nu."""
    with writing() as session:
        person_id = find_person(session, login)
        made = add_token(
            session,
            actor=person_or_administrator(session, person_id, by),
            person_id=person_id,
            book_id=choose_book(session, scope=Scope.everything(), code=book_code).id,
            role=Role(role),
            name=name,
            expires_on=clock.today() + timedelta(days=days),
        )
    click.echo(f"Token {made.id} är gjord. Spara den nu; den visas inte igen.", err=True)
    click.echo(made.token)


@token.command("list")
@click.argument("login")
def list_(login: str) -> None:
    """Visa personens token: nummer, bok, roll, sista dag, senast använd och namn."""
    with reading() as session:
        for row in tokens_of(session, find_person(session, login)):
            click.echo(_line(row))


@token.command("end")
@click.argument("login")
@click.argument("token_id", type=int)
@click.option("--by", metavar="LOGIN", help="Den som avslutar den: personen själv, eller en administratör.")
def end(login: str, token_id: int, by: str | None) -> None:
    """Avsluta en av personens token."""
    with writing() as session:
        person_id = find_person(session, login)
        actor = person_or_administrator(session, person_id, by)
        end_token(session, actor=actor, person_id=person_id, token_id=token_id)
    click.echo(f"Token {token_id} är avslutad.")


def _line(row: TokenRow) -> str:
    used = "aldrig" if row.used_at is None else row.used_at.astimezone(clock.STOCKHOLM).date().isoformat()
    return "\t".join((str(row.id), row.book, row.role, row.expires_on.isoformat(), used, row.name))
