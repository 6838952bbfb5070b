"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.errors import SignInRefused
from ledger.http import who
from ledger.http.database import reading, writing
from ledger.http.guesses import of_password
from ledger.http.oidc import came_by_provider
from ledger.http.refusals import note_refused
from ledger.http.second_step import await_code
from ledger.reports.persons import person_with_login
from ledger.services.one_time_codes import has_codes
from ledger.services.passwords import is_password
from ledger.services.sign_in_failures import Way, note_failure
from ledger.web.addresses import safe_next

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/logga-in")
def show() -> str:
    """The form."""
    return render_template("sign_in.html", next=safe_next(request.args.get("next", "")))


@blueprint.post("/logga-in")
def enter() -> Response:
    """Sign in, or go on to the code for who has one, and then to where the reader was heading."""
    heading = safe_next(request.form.get("next", ""))
    person_id = _shown()
    if has_codes(reading(), person_id):
        with writing() as session:
            who.end_earlier(session)
        await_code(person_id)
        return redirect(url_for("second_step.show", next=heading or None), code=303)
    with writing() as session:
        who.sign_in(session, person_id)
    return redirect(heading or url_for("start.show"), code=303)


@blueprint.post("/logga-ut")
def leave() -> Response:
    """Sign out; who came from another's sign-in service is shown the way out of that one too."""
    with writing() as session:
        by_provider = came_by_provider()
        who.sign_out(session, who.required_session())
    return redirect(url_for("oidc.left" if by_provider else "sign_in.show"), code=303)


def _shown() -> int:
    """Whose login and password were shown; raises `SignInRefused`, and notes it, or `SignInTooOften`."""
    login = request.form.get("login", "").strip()
    person = person_with_login(reading(), login)
    person_id = None if person is None else person.id
    guesses = of_password(person_id, login)
    guesses.refuse()
    if is_password(reading(), person_id, request.form.get("password", "")) and person_id is not None:
        return person_id
    guesses.add()
    _note(person_id)
    raise SignInRefused


def _note(person_id: int | None) -> None:
    """Note what was wrong; of a login that is nobody's never what was typed, for it may be a password."""
    if person_id is None:
        note_refused(Way.PASSWORD, "login")
        return
    with writing() as session:
        note_failure(session, person_id)
