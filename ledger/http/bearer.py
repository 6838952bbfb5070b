"""Whether a request shows a token for programs; one that does is known by that alone, whatever its cookies say."""

from typing import Final

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

_SCHEME: Final = "bearer"


def shown_token() -> str | None:
    """The token of the request's `Authorization: Bearer`, also an empty one; None without that header."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    return token.strip() if scheme.casefold() == _SCHEME else None


class CookiesOfBrowsers(SecureCookieSessionInterface):
    """The signed cookie, which a request with a token neither has nor is given."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; nothing for a program."""
        return super().open_session(app, request) if shown_token() is None else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie; never a program's."""
        if shown_token() is None:
            super().save_session(app, session, response)
