"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.errors import SignInRefused
from ledger.http import who
from ledger.http.database import reading, writing
from ledger.http.guesses import few_at_one_login, few_from_a_place
from ledger.reports.persons import person_with_login
from ledger.services.passwords import is_password
from ledger.services.sign_in_failures import note_failure
from ledger.web.addresses import safe_next

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/logga-in")
def show() -> str:
    """The form."""
    return render_template("sign_in.html", next=safe_next(request.args.get("next", "")))


@blueprint.post("/logga-in")
@few_from_a_place
@few_at_one_login
def enter() -> Response:
    """Sign in, and go to where the reader was heading."""
    person = person_with_login(reading(), request.form.get("login", "").strip())
    right = is_password(reading(), None if person is None else person.id, request.form.get("password", ""))
    with writing() as session:
        if person is not None and right:
            who.sign_in(session, person.id)
        elif person is not None:
            note_failure(session, person.id)
    if not right:
        raise SignInRefused
    return redirect(safe_next(request.form.get("next", "")) or url_for("start.show"), code=303)


@blueprint.post("/logga-ut")
def leave() -> Response:
    """Sign out."""
    with writing() as session:
        who.sign_out(session, who.required())
    return redirect(url_for("sign_in.show"), code=303)
