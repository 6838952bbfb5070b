"""Who is asking: the session behind the request's cookie, and the person's roles today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, Request, current_app, g, request
from flask import session as cookie
from sqlalchemy.orm import Session

from ledger import clock
from ledger.config import WebSettings
from ledger.domain.roles import Rights
from ledger.errors import SignInNeeded
from ledger.http.bearer import shown_token
from ledger.http.database import asking, noting
from ledger.http.known_browsers import remember
from ledger.reports.books import BookRef
from ledger.reports.callers import SignedIn, known_by
from ledger.services.web_sessions import end_session, renew_session, see_session, start_session

TOKEN: Final = "token"  # noqa: S105 - the name of the cookie's field
SETTINGS: Final = "ledger_settings"
_BROWSERS: Final = ("Firefox", "Edg", "Chrome", "Safari")


@dataclass(frozen=True)
class Caller:
    """Who asks, with which rights, and by code the books of the person's roles; by which session, when by a browser."""

    rights: Rights
    books: Mapping[str, BookRef]
    signed_in: SignedIn | None = None

    @property
    def person_id(self) -> int:
        """The person's id, which is the actor of what is done."""
        return self.rights.person_id


def settings() -> WebSettings:
    """How the application is served."""
    return cast("WebSettings", current_app.extensions[SETTINGS])


def recognise_callers(app: Flask) -> None:
    """Find out who is asking before anything else is done; static files concern nobody."""

    @app.before_request
    def _recognise() -> None:
        if request.endpoint == "static" or TOKEN not in cookie or shown_token() is not None:
            return
        limits = settings()
        with asking() as session:
            found = known_by(session, cookie[TOKEN], clock.today(), idle=limits.idle, longest=limits.longest)
        if found is None:
            cookie.clear()
            return
        if found.signed_in.is_to_be_seen():
            with noting() as session:
                see_session(session, found.signed_in.id)
        g.person_id = found.signed_in.person_id
        g.caller = Caller(found.rights, found.books, found.signed_in)


def caller() -> Caller | None:
    """Who is asking; None for nobody."""
    return cast("Caller | None", g.get("caller"))


def required() -> Caller:
    """Who is asking, where the access table lets nobody else through; raises `SignInNeeded`."""
    found = caller()
    if found is None:
        raise SignInNeeded
    return found


def required_session() -> SignedIn:
    """The session of who asks, for what a person does about their own way in; raises `SignInNeeded`."""
    found = required().signed_in
    if found is None:
        raise SignInNeeded
    return found


def sign_in(session: Session, person_id: int) -> None:
    """Begin a session of the person's, end the one before it, and forget all that the cookie held.

    The browser is known from then on as one that the person has signed in with.
    """
    end_earlier(session)
    cookie.clear()
    remember(settings(), person_id)
    cookie[TOKEN] = start_session(session, person_id=person_id, client=browser(request))


def end_earlier(session: Session) -> None:
    """End the session that the browser had when somebody signs in with it, which nobody can sign out of any more."""
    before = None if caller() is None else required().signed_in
    if before is not None:
        renew_session(session, person_id=before.person_id, session_id=before.id)


def sign_out(session: Session, signed_in: SignedIn) -> None:
    """End the session on the server, and forget it."""
    person_id = signed_in.person_id
    end_session(session, actor=person_id, person_id=person_id, session_id=signed_in.id)
    cookie.clear()


def browser(asked: Request) -> str:
    """The kind of browser, told no closer than its owner needs to know it again."""
    told = asked.user_agent.string
    return next((name.replace("Edg", "Edge") for name in _BROWSERS if name in told), "Annan")
