"""Signing in through another's service, and out of it again."""

from typing import NoReturn

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ledger.errors import ExternalSignInRefused, ExternalSignInUnavailable, ExternalSignInUnlinked
from ledger.http import oidc, who
from ledger.http.database import reading, writing
from ledger.http.guesses import of_answer
from ledger.http.oidc_checks import NotBelieved, Why
from ledger.http.oidc_provider import Attempt, OidcProvider, ProviderUnavailable
from ledger.http.refusals import note_refused
from ledger.services.identities import person_of
from ledger.services.sign_in_failures import Way
from ledger.web.addresses import safe_next

blueprint = Blueprint("oidc", __name__)


@blueprint.get("/logga-in/extern")
def begin() -> Response:
    """Send the browser to the provider. A link, not a form: the page's policy lets no form lead to another host."""
    provider = oidc.provider()
    if provider is None:
        return _to_form()
    attempt = oidc.begin_attempt(safe_next(request.args.get("next", "")))
    try:
        return redirect(provider.address_to_ask(attempt, oidc.callback_address()), code=303)
    except ProviderUnavailable as error:
        raise ExternalSignInUnavailable(label=provider.settings.label) from error


@blueprint.get("/logga-in/extern/svar")
def callback() -> Response:
    """Sign in whom the provider says it is, if an administrator has linked that one to a person here."""
    provider = oidc.provider()
    if provider is None:
        return _to_form()
    guesses = of_answer()
    guesses.refuse()
    try:
        attempt, heading = oidc.end_attempt(request.args.get("state", ""))
        subject = _subject(provider, attempt)
    except NotBelieved as refused:
        guesses.add()
        _refuse(provider, refused.why)
    except ProviderUnavailable as error:
        raise ExternalSignInUnavailable(label=provider.settings.label) from error
    person_id = person_of(reading(), provider.settings.issuer, subject)
    if person_id is None:
        note_refused(Way.OIDC, Why.UNLINKED.value)
        raise ExternalSignInUnlinked(label=provider.settings.label, subject=subject)
    with writing() as session:
        who.sign_in(session, person_id)
    oidc.remember_way()
    return redirect(heading or url_for("start.show"), code=303)


@blueprint.get("/utloggad")
def left() -> str | Response:
    """That one is signed out here, and the way to sign out at the provider too."""
    provider = oidc.provider()
    return _to_form() if provider is None else render_template("signed_out.html")


@blueprint.get("/logga-ut/extern")
def leave() -> Response:
    """Send the browser to sign out at the provider (OpenID Connect RP-Initiated Logout 1.0)."""
    provider = oidc.provider()
    try:
        address = None if provider is None else provider.address_to_leave(url_for("sign_in.show", _external=True))
    except ProviderUnavailable:
        address = None
    return _to_form() if address is None else redirect(address, code=303)


def _subject(provider: OidcProvider, attempt: Attempt) -> str:
    """Who answered; a provider that says its name must say the right one (RFC 9207)."""
    if request.args.get("iss", provider.settings.issuer) != provider.settings.issuer:
        raise NotBelieved(Why.ISSUER)
    code = request.args.get("code", "")
    if not code or "error" in request.args:
        raise NotBelieved(Why.PROVIDER)
    return provider.subject(code, attempt, oidc.callback_address())


def _refuse(provider: OidcProvider, why: Why) -> NoReturn:
    note_refused(Way.OIDC, why.value)
    raise ExternalSignInRefused(label=provider.settings.label)


def _to_form() -> Response:
    return redirect(url_for("sign_in.show"), code=303)
