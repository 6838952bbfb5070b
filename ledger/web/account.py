"""The reader's own account: password and sessions."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.http.database import reading, writing
from ledger.http.guesses import few_from_a_place
from ledger.http.proof import require_password
from ledger.http.who import required_session, settings
from ledger.reports.persons import get_person
from ledger.services.one_time_codes import has_codes, recovery_codes_left
from ledger.services.passwords import set_password
from ledger.services.web_sessions import end_other_sessions, end_session, sessions_of

blueprint = Blueprint("account", __name__)


@blueprint.get("/konto")
def show() -> str:
    """Who one is, with which roles, and where one is signed in."""
    who, limits = required_session(), settings()
    return render_template(
        "account.html",
        person=get_person(reading(), who.person_id),
        sessions=sessions_of(reading(), who.person_id, idle=limits.idle, longest=limits.longest),
        own=who.id,
        changed="bytt" in request.args,
        has_codes=has_codes(reading(), who.person_id),
        recovery_left=recovery_codes_left(reading(), who.person_id),
    )


@blueprint.post("/konto/losenord")
@few_from_a_place
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
