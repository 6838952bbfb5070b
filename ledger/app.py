"""The web application, put together: settings, database, who may what, errors, headers, and the pages."""

import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote

from flask import Flask, Request, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestedRangeNotSatisfiable
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from ledger.config import Config, WebSettings
from ledger.config import language as language_set
from ledger.db.session import open_engine
from ledger.errors import FormExpired, HostUnknown, LedgerError, SignInNeeded, SignInTooOften
from ledger.http import health, problems
from ledger.http.access import TABLE, hold_access
from ledger.http.bearer import CookiesOfBrowsers, shown_token
from ledger.http.counting import count_in
from ledger.http.database import serve_engine, told_by_the_database
from ledger.http.headers import add_headers
from ledger.http.language import language as chosen_language
from ledger.http.log import log_requests, set_up_log
from ledger.http.oidc import know_provider
from ledger.http.problems import Problem
from ledger.http.readable import hold_addresses, hold_fields
from ledger.http.secret import secret_key
from ledger.http.who import SETTINGS, caller, recognise_callers
from ledger.language import Language
from ledger.messages import explain_at_start
from ledger.web import (
    account,
    audit_log,
    language,
    oidc,
    one_time,
    reconciliation,
    second_step,
    sign_in,
    start,
    statement,
    tokens,
)
from ledger.web.demonstration import demonstration
from ledger.web.drawing import FOR_TEMPLATES, plain

_WEB: Final = Path(__file__).parent / "web"
_PAGES: Final = (
    sign_in,
    second_step,
    oidc,
    one_time,
    tokens,
    language,
    start,
    account,
    statement,
    reconciliation,
    audit_log,
)
_SHOWN_AGAIN: Final = {"sign_in.enter": "sign_in.html", "second_step.enter": "sign_in_code.html"}
_MOST_FIELDS: Final = 1_000
_MOST_FIELD_BYTES: Final = 500_000
_NO_USE_TO_TRY_AGAIN: Final = 3
"""What gunicorn takes it to mean; after other codes it starts its workers again and again."""


def app_of_this_process() -> Flask:
    """The application, for servers of several processes; settings that cannot be used are told and end the process."""
    told_in = Language.SV
    try:
        told_in = language_set()
        return create_app()
    except LedgerError as refusal:
        print(explain_at_start(refusal, told_in), file=sys.stderr)  # noqa: T201 - before there is a log
        sys.exit(_NO_USE_TO_TRY_AGAIN)


def create_app(config: Config | None = None, *, engine: Engine | None = None) -> Flask:
    """The application, with settings from the environment unless given; fails here on a setting that cannot be used."""
    config = config or Config.from_environment()
    app = Flask("ledger", static_folder=str(_WEB / "static"), template_folder=str(_WEB / "templates"))
    _configure(app, config.web)
    set_up_log()
    serve_engine(app, engine or open_engine(config.database_url))
    log_requests(app, behind_proxy=config.web.trusted_proxies > 0)
    _know_hosts(app, config.web)
    hold_addresses(app)
    recognise_callers(app)
    hold_access(app)
    _hold_forms_to_their_token(app)
    hold_fields(app)
    count_in(app, config.web.guesses_storage)
    add_headers(app)
    _answer_errors(app, config.web)
    app.register_blueprint(health.blueprint)
    for page in _PAGES:
        app.register_blueprint(page.blueprint)
    know_provider(app, config.web.oidc)
    _help_templates(app, config.web)
    return app


def _hold_forms_to_their_token(app: Flask) -> None:
    """A form must carry the token of the page it was on, which a program has none of: it has no cookie to misuse."""
    csrf = CSRFProtect(app)

    @app.before_request
    def _hold() -> None:
        if shown_token() is None:
            csrf.protect(apply_exemptions=True)


def _configure(app: Flask, web: WebSettings) -> None:
    app.extensions[SETTINGS] = web
    app.session_interface = CookiesOfBrowsers()
    app.config.update(
        SECRET_KEY=web.secret_key or secret_key(),
        SESSION_COOKIE_NAME="__Host-medel" if web.secure else "medel",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=web.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=web.longest,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=int((web.longest + timedelta(hours=1)).total_seconds()),
        MAX_CONTENT_LENGTH=web.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=_MOST_FIELD_BYTES,
        MAX_FORM_PARTS=_MOST_FIELDS,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if web.trusted_proxies:
        hops = web.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _know_hosts(app: Flask, web: WebSettings) -> None:
    """Answer only requests to the product's own names; whoever asks by another has been led here by somebody else."""
    allowed = frozenset(host.casefold() for host in web.allowed_hosts)

    @app.before_request
    def _known() -> None:
        if _name(request) not in allowed:
            raise HostUnknown


def _name(asked: Request) -> str:
    """The host's name without its port."""
    host = asked.host.casefold()
    return host.rsplit(":", 1)[0] if host.rsplit(":", 1)[-1].isdigit() else host


def _answer_errors(app: Flask, web: WebSettings) -> None:
    @app.errorhandler(LedgerError)
    def _refused(refusal: LedgerError) -> Response:
        if isinstance(refusal, SignInNeeded) and request.method in {"GET", "HEAD"}:
            return redirect(url_for("sign_in.show", next=_here()), code=303)
        answer = _answer(problems.problem_of(refusal))
        if isinstance(refusal, SignInTooOften):
            answer.headers["Retry-After"] = str(refusal.minutes * 60)
        return answer

    @app.errorhandler(CSRFError)
    def _expired(_error: CSRFError) -> Response:
        return _answer(problems.problem_of(FormExpired()))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        answer = _answer(problems.problem_of(problems.refusal_of(error, most_bytes=web.max_body_bytes)))
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
            answer.headers["Content-Range"] = f"{error.units} */{error.length}"
        return answer

    @app.errorhandler(DBAPIError)
    @app.errorhandler(PoolTimeoutError)
    def _database(error: DBAPIError | PoolTimeoutError) -> Response:
        refusal = told_by_the_database(error)
        return _fault(error) if refusal is None else _refused(refusal)

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        return _answer(problems.fault(error))


def _answer(problem: Problem) -> Response:
    """A problem as whoever asked can read it: a page, or JSON for a program (RFC 9457)."""
    by_program = shown_token() is not None
    answer = _json(problem) if by_program else _page(problem)
    if by_program and problem.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return answer


def _json(problem: Problem) -> Response:
    told = {"status": problem.status, "code": problem.code, "detail": problem.words}
    more = {"facts": problem.facts, "reference": problem.reference}
    answer = jsonify(told | {name: value for name, value in more.items() if value})
    answer.status_code, answer.mimetype = problem.status, "application/problem+json"
    answer.content_language.add(chosen_language())
    return answer


def _page(problem: Problem) -> Response:
    """A problem as a page; a form that was refused is shown again with what was typed."""
    again = _SHOWN_AGAIN.get(request.endpoint or "", "problem.html")
    kept = {name: request.form.get(name, "") for name in ("login", "next")} if again != "problem.html" else {}
    return Response(render_template(again, problem=problem, **kept), status=problem.status, mimetype="text/html")


def _help_templates(app: Flask, web: WebSettings) -> None:
    versions: dict[str, str] = {}

    def static(name: str) -> str:
        if name not in versions:
            versions[name] = sha256((_WEB / "static" / name).read_bytes()).hexdigest()[:12]
        return url_for("static", filename=name, v=versions[name])

    def may(endpoint: str, book_id: int) -> bool:
        who = caller()
        return who is not None and who.rights.may(book_id, TABLE[endpoint].roles)

    @app.context_processor
    def _given() -> dict[str, object]:
        return {
            **FOR_TEMPLATES,
            "plain": plain,
            "static": static,
            "may": may,
            "demonstration": demonstration(),
            "caller": caller(),
            "external": web.oidc,
            "language": chosen_language,
            "here": _here(),
        }


def _here() -> str:
    """The address asked for, with its question, for coming back to."""
    if request.method != "GET":
        return ""
    question = request.query_string.decode("ascii", "replace")
    return quote(request.path) + (f"?{question}" if question else "")
