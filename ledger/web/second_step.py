"""The second step of signing in: the one-time code, after the password."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.errors import SignInNeeded
from ledger.http import who
from ledger.http.database import writing
from ledger.http.guesses import of_code
from ledger.http.proof import require_code
from ledger.http.second_step import awaited
from ledger.web.addresses import safe_next

blueprint = Blueprint("second_step", __name__)


@blueprint.get("/logga-in/kod")
def show() -> Response | str:
    """The field for the code; without the password shown just before, the first step."""
    if awaited() is None:
        return redirect(url_for("sign_in.show"), code=303)
    return render_template("sign_in_code.html", next=safe_next(request.args.get("next", "")))


@blueprint.post("/logga-in/kod")
def enter() -> Response:
    """Sign in, in a session that nobody had before, and go to where the reader was heading."""
    person_id = awaited()
    if person_id is None:
        raise SignInNeeded
    heading, code = safe_next(request.form.get("next", "")), request.form.get("code", "")
    require_code(of_code(person_id, code), person_id, code)
    with writing() as session:
        who.sign_in(session, person_id)
    return redirect(heading or url_for("start.show"), code=303)
