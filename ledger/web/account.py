"""The reader's own account: password and sessions."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.errors import SignInRefused
from ledger.http.database import reading, writing
from ledger.http.guesses import few_from_a_place
from ledger.http.who import required, settings
from ledger.reports.persons import get_person
from ledger.services.passwords import is_password, set_password
from ledger.services.web_sessions import end_other_sessions, end_session, sessions_of

blueprint = Blueprint("account", __name__)


@blueprint.get("/konto")
def show() -> str:
    """Who one is, with which roles, and where one is signed in."""
    who, limits = required(), settings()
    return render_template(
        "account.html",
        person=get_person(reading(), who.person_id),
        sessions=sessions_of(reading(), who.person_id, idle=limits.idle, longest=limits.longest),
        own=who.signed_in.id,
        changed="bytt" in request.args,
    )


@blueprint.post("/konto/losenord")
@few_from_a_place
def change_password() -> Response:
    """Change the password; who knew the old one elsewhere is signed out."""
    who = required()
    person = get_person(reading(), who.person_id)
    if not is_password(reading(), person.id, request.form.get("old", "")):
        raise SignInRefused
    with writing() as session:
        set_password(
            session, actor=person.id, person_id=person.id, login=person.login, password=request.form.get("new", "")
        )
        end_other_sessions(session, actor=person.id, person_id=person.id, keep_id=who.signed_in.id)
    return redirect(url_for("account.show", bytt=1), code=303)


@blueprint.post("/konto/inloggningar/<int:session_id>/avsluta")
def end_one(session_id: int) -> Response:
    """End one of one's sessions."""
    who = required()
    with writing() as session:
        end_session(session, actor=who.person_id, person_id=who.person_id, session_id=session_id)
    return redirect(url_for("account.show"), code=303)
