"""One-time codes of one's own: turning them on and off, and new recovery codes."""

from io import BytesIO
from typing import Final

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from ledger.errors import CodesAlreadyOn, CodesOfferExpired, LedgerError
from ledger.http.database import reading, writing
from ledger.http.guesses import of_session
from ledger.http.problems import Problem, problem_of
from ledger.http.proof import require_code, require_password
from ledger.http.second_step import codes_sealer
from ledger.http.who import required_session
from ledger.reports.persons import get_person
from ledger.services.one_time_codes import address_of, has_codes, new_secret, renew_recovery_codes, turn_off, turn_on
from ledger.services.sealing import seal, unsealed
from ledger.services.web_sessions import end_other_sessions

blueprint = Blueprint("one_time", __name__)

_OFFER: Final = "codes_offer"
"""In the cookie, sealed: a secret counts for nothing until a code of it was shown."""


@blueprint.post("/konto/engangskoder/borja")
def begin() -> Response:
    """Offer a secret to who shows the password."""
    who = required_session()
    require_password(who.person_id, request.form.get("password", ""))
    if has_codes(reading(), who.person_id):
        raise CodesAlreadyOn
    cookie[_OFFER] = seal(codes_sealer(), who.person_id, new_secret())
    return redirect(url_for("one_time.show"), code=303)


@blueprint.get("/konto/engangskoder")
def show() -> Response | str:
    """The secret as text and as a picture, and the field for the first code."""
    return _offer() if _offered() else _to_account()


@blueprint.get("/konto/engangskoder/bild.svg")
def picture() -> Response:
    """The secret as a QR code, for an app's camera."""
    secret = _offered()
    if secret is None:
        return _to_account()
    drawn = BytesIO()
    address = address_of(secret, get_person(reading(), required_session().person_id).login)
    segno.make(address, micro=False).save(drawn, kind="svg", scale=5, light="#fff")
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@blueprint.post("/konto/engangskoder")
def confirm() -> Response | str | tuple[str, int]:
    """Turn the codes on with a first one; who is signed in elsewhere by password alone is signed out there."""
    who, secret = required_session(), _offered()
    if secret is None:
        raise CodesOfferExpired
    try:
        with writing() as session:
            codes = turn_on(
                session,
                actor=who.person_id,
                person_id=who.person_id,
                sealed_by=codes_sealer(),
                secret=secret,
                code=request.form.get("code", ""),
            )
            end_other_sessions(session, actor=who.person_id, person_id=who.person_id, keep_id=who.id)
    except LedgerError as refusal:
        problem = problem_of(refusal)
        return _offer(problem), problem.status
    del cookie[_OFFER]
    return render_template("recovery_codes.html", codes=codes)


@blueprint.post("/konto/engangskoder/av")
def end() -> Response:
    """Turn the codes off, for who shows password and code."""
    person_id = _proven()
    with writing() as session:
        turn_off(session, actor=person_id, person_id=person_id)
    return _to_account()


@blueprint.post("/konto/engangskoder/aterstallningskoder")
def renew() -> str:
    """New recovery codes in place of the old, for who shows password and code."""
    person_id = _proven()
    with writing() as session:
        codes = renew_recovery_codes(session, actor=person_id, person_id=person_id)
    return render_template("recovery_codes.html", codes=codes)


def _proven() -> int:
    person_id = required_session().person_id
    require_password(person_id, request.form.get("password", ""))
    require_code(of_session(), person_id, request.form.get("code", ""))
    return person_id


def _offered() -> str | None:
    return unsealed(codes_sealer(), required_session().person_id, cookie.get(_OFFER, ""))


def _offer(problem: Problem | None = None) -> str:
    secret = _offered() or ""
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template("one_time_offer.html", secret=groups, problem=problem)


def _to_account() -> Response:
    return redirect(url_for("account.show"), code=303)
