"""The reader's own account: password and sessions."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger import clock
from ledger.http.database import reading, writing
from ledger.http.problems import Problem
from ledger.http.proof import require_password
from ledger.http.who import Caller, required, required_session, settings
from ledger.reports.api_tokens import tokens_of
from ledger.reports.books import all_books
from ledger.reports.callers import sessions_of
from ledger.reports.persons import get_person
from ledger.services.api_tokens import LONGEST
from ledger.services.one_time_codes import has_codes, recovery_codes_left
from ledger.services.passwords import has_password, set_password
from ledger.services.web_sessions import end_other_sessions, end_session

blueprint = Blueprint("account", __name__)


@blueprint.get("/konto")
def show() -> str:
    """Who one is, how one signs in, and where one is signed in."""
    return page()


def page(problem: Problem | None = None) -> str:
    """The page, with what was refused about one of its forms."""
    who, limits = required_session(), settings()
    today = clock.today()
    return render_template(
        "account.html",
        person=get_person(reading(), who.person_id),
        sessions=sessions_of(reading(), who.person_id, idle=limits.idle, longest=limits.longest),
        own=who.id,
        problem=problem,
        tokens=tokens_of(reading(), who.person_id),
        token_choices=_choices(required()),
        token_latest=today + LONGEST,
        today=today,
        has_password=has_password(reading(), who.person_id),
        changed="bytt" in request.args,
        has_codes=has_codes(reading(), who.person_id),
        recovery_left=recovery_codes_left(reading(), who.person_id),
    )


def _choices(who: Caller) -> list[str]:
    """The roles one can make a token for, as `book/role`."""
    books = all_books(reading(), scope=who.rights.places())
    return [f"{book.code}/{role.value}" for book in books for role in sorted(who.rights.roles[book.id])]


@blueprint.post("/konto/losenord")
def change_password() -> Response:
    """Change the password; who knew the old one elsewhere is signed out."""
    who = required_session()
    person = get_person(reading(), who.person_id)
    require_password(person.id, request.form.get("old", ""))
    with writing() as session:
        set_password(
            session, actor=person.id, person_id=person.id, login=person.login, password=request.form.get("new", "")
        )
        end_other_sessions(session, actor=person.id, person_id=person.id, keep_id=who.id)
    return redirect(url_for("account.show", bytt=1), code=303)


@blueprint.post("/konto/inloggningar/<int:session_id>/avsluta")
def end_one(session_id: int) -> Response:
    """End one of one's sessions."""
    who = required_session()
    with writing() as session:
        end_session(session, actor=who.person_id, person_id=who.person_id, session_id=session_id)
    return redirect(url_for("account.show"), code=303)
