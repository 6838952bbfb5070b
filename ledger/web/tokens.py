"""Tokens for programs: made and ended by the person they act for."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.domain.roles import Role
from ledger.errors import DateMalformed, LedgerError, NotFound
from ledger.http.database import reading, writing
from ledger.http.problems import problem_of
from ledger.http.proof import require_own_password
from ledger.http.who import required, required_session
from ledger.reports.books import find_book
from ledger.services.api_tokens import NewToken, add_token, end_token
from ledger.web.account import page
from ledger.web.inputs import day_asked_for

blueprint = Blueprint("tokens", __name__)


@blueprint.post("/konto/token")
def add() -> str | tuple[str, int]:
    """Make a token, and show it this once; a form that is refused is shown again as it was filled in."""
    required_session()
    try:
        made = _made()
    except LedgerError as refusal:
        problem = problem_of(refusal)
        return page(problem), problem.status
    return render_template("token.html", token=made.token)


@blueprint.post("/konto/token/<int:token_id>/avsluta")
def end(token_id: int) -> Response:
    """End one of one's tokens."""
    who = required_session()
    with writing() as session:
        end_token(session, actor=who.person_id, person_id=who.person_id, token_id=token_id)
    return redirect(url_for("account.show"), code=303)


def _made() -> NewToken:
    who = required()
    book_code, _, role = request.form.get("for", "").partition("/")
    if role not in set(Role):
        raise NotFound(what="roll", name=role[:40])
    book = find_book(reading(), scope=who.rights.places(), code=book_code)
    expires_on = _last_day(request.form.get("expires_on", ""))
    require_own_password(who.person_id, request.form.get("password", ""))
    with writing() as session:
        return add_token(
            session,
            actor=who.person_id,
            person_id=who.person_id,
            book_id=book.id,
            role=Role(role),
            name=request.form.get("name", ""),
            expires_on=expires_on,
        )


def _last_day(given: str) -> date:
    day = day_asked_for(given)
    if day is None:
        raise DateMalformed(given="")
    return day
