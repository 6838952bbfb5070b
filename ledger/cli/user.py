"""`medel user`: who may sign in, and as what."""

from collections.abc import Iterable

import click
from sqlalchemy.orm import Session

from ledger import clock
from ledger.cli.administrators import find_administrator, who_decides
from ledger.cli.database import writing
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.reports.api_tokens import tokens_of
from ledger.reports.books import choose_book
from ledger.reports.persons import person_with_login
from ledger.services.api_tokens import end_token
from ledger.services.decisions import find_body
from ledger.services.identities import identities_of, link_identity, unlink_identity
from ledger.services.one_time_codes import turn_off
from ledger.services.passwords import remove_password, require_good, set_password
from ledger.services.persons import find_person, register_person
from ledger.services.roles import HeldRole, end_role, grant_role, roles_on
from ledger.services.web_sessions import end_other_sessions

_EVERYTHING = Scope.everything()
_ROLES = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """Användare, lösenord och roller."""


@user.command("add")
@click.argument("login")
@click.option("--title", metavar="TITEL", help="Vad personen är, till exempel Ekonom.")
@click.option("--admin", is_flag=True, help="Ge rollen admin i boken.")
@click.option("--role", "roles", multiple=True, type=_ROLES, help="Ge en roll; kan upprepas.")
@click.option("--book", "book_code", metavar="KOD", help="Bokens kod. Behövs bara när det finns flera böcker.")
@click.option("--body", "body_code", metavar="KOD", help="Organet som den som har rollen styrgrupp sitter i.")
@click.option("--by", metavar="LOGIN", help="Administratören som lägger till. Behövs inte innan det finns någon.")
@click.password_option(prompt="Lösenord", confirmation_prompt="Lösenordet igen", help="Frågas efter om det inte ges.")
def add(  # noqa: PLR0917 - click passes every option by name
    login: str,
    title: str | None,
    admin: bool,
    roles: tuple[str, ...],
    book_code: str | None,
    body_code: str | None,
    by: str | None,
    password: str,
) -> None:
    """Lägg till en användare som kan logga in, eller ge en som finns nytt lösenord och fler roller.

    Den som får nytt lösenord loggas ut överallt. Roller ges i en bok: i en tom databas öppnas boken först.
    """
    require_good(password, login)
    with writing() as session:
        actor = who_decides(session, by)
        person_id = _found_or_registered(session, actor, login, title or login)
        actor = person_id if actor is None else actor
        set_password(session, actor=actor, person_id=person_id, login=login, password=password)
        end_other_sessions(session, actor=actor, person_id=person_id, keep_id=None)
        wanted = dict.fromkeys([*([Role.ADMINISTRATOR] if admin else []), *(Role(role) for role in roles)])
        if wanted:
            book = choose_book(session, scope=_EVERYTHING, code=book_code)
            body_id = None if body_code is None else find_body(session, body_code)
            _grant(session, actor, book.id, person_id, wanted, body_id=body_id)
    click.echo(f"{login} kan logga in.")


@user.command("sign-out")
@click.argument("login")
@click.option("--by", required=True, metavar="LOGIN", help="Administratören som loggar ut.")
def sign_out(login: str, by: str) -> None:
    """Avsluta alla personens inloggningar."""
    with writing() as session:
        actor, person_id = find_administrator(session, by), find_person(session, login)
        ended = end_other_sessions(session, actor=actor, person_id=person_id, keep_id=None)
    click.echo(f"{ended} inloggningar är avslutade.")


@user.command("close")
@click.argument("login")
@click.option("--reason", required=True, metavar="TEXT", help="Varför personen inte ska kunna logga in mer.")
@click.option("--by", required=True, metavar="LOGIN", help="Administratören som stänger.")
def close(login: str, reason: str, by: str) -> None:
    """Låt personen inte göra något mer: inget lösenord, inga inloggningar, inga token, inga roller efter i dag.

    Det som personen har gjort står kvar.
    """
    with writing() as session:
        actor, person_id = find_administrator(session, by), find_person(session, login)
        remove_password(session, actor=actor, person_id=person_id)
        end_other_sessions(session, actor=actor, person_id=person_id, keep_id=None)
        for token in tokens_of(session, person_id):
            end_token(session, actor=actor, person_id=person_id, token_id=token.id)
        for issuer, subject in identities_of(session, person_id):
            unlink_identity(session, actor=actor, issuer=issuer, subject=subject)
        for role in roles_on(session, person_id, clock.today()):
            if role.valid_to != clock.today():
                _end_role(session, actor, role, reason)
    click.echo(f"{login} kan inte logga in mer.")


@user.command("codes")
@click.argument("login")
@click.option("--remove", is_flag=True, required=True, help="Ta bort personens engångskoder.")
@click.option("--by", required=True, metavar="LOGIN", help="Administratören som tar bort dem.")
def codes(login: str, remove: bool, by: str) -> None:  # noqa: ARG001 - said aloud because it is no small thing
    """Ta bort engångskoderna för den som har blivit av med både app och återställningskoder."""
    with writing() as session:
        turn_off(session, actor=find_administrator(session, by), person_id=find_person(session, login))
    click.echo(f"{login} loggar in med bara lösenord.")


@user.command("link")
@click.argument("login")
@click.option("--issuer", required=True, metavar="ADRESS", help="Inloggningstjänsten, som i LEDGER_OIDC_ISSUER.")
@click.option("--subject", required=True, metavar="ID", help="Personens id där; sidan säger det när kopplingen saknas.")
@click.option("--by", required=True, metavar="LOGIN", help="Administratören som kopplar.")
def link(login: str, issuer: str, subject: str, by: str) -> None:
    """Låt den som har id:t hos en annan inloggningstjänst logga in som användaren."""
    with writing() as session:
        actor, person_id = find_administrator(session, by), find_person(session, login)
        link_identity(session, actor=actor, person_id=person_id, issuer=issuer, subject=subject)
    click.echo(f"{login} kan logga in genom {issuer}.")


@user.command("unlink")
@click.option("--issuer", required=True, metavar="ADRESS", help="Inloggningstjänsten, som i LEDGER_OIDC_ISSUER.")
@click.option("--subject", required=True, metavar="ID", help="Personens id där.")
@click.option("--by", required=True, metavar="LOGIN", help="Administratören som tar bort kopplingen.")
def unlink(issuer: str, subject: str, by: str) -> None:
    """Ta bort kopplingen till en annan inloggningstjänst, och avsluta personens inloggningar."""
    with writing() as session:
        actor = find_administrator(session, by)
        person_id = unlink_identity(session, actor=actor, issuer=issuer, subject=subject)
        end_other_sessions(session, actor=actor, person_id=person_id, keep_id=None)
    click.echo("Kopplingen är borttagen, och personens inloggningar är avslutade.")


def _end_role(session: Session, actor: int, role: HeldRole, reason: str) -> None:
    end_role(
        session,
        actor=actor,
        scope=_EVERYTHING,
        book_id=role.book_id,
        role_id=role.id,
        last_day=clock.today(),
        reason=reason,
    )


def _grant(
    session: Session, actor: int, book_id: int, person_id: int, roles: Iterable[Role], *, body_id: int | None
) -> None:
    for role in roles:
        grant_role(
            session,
            actor=actor,
            scope=_EVERYTHING,
            book_id=book_id,
            person_id=person_id,
            role=role,
            valid_from=clock.today(),
            body_id=body_id if role is Role.STEERING else None,
        )


def _found_or_registered(session: Session, actor: int | None, login: str, title: str) -> int:
    known = person_with_login(session, login)
    if known is not None:
        return known.id
    return register_person(session, actor=actor, scope=_EVERYTHING, login=login, title=title)
