"""The headers of every answer: what the browser may do with it, and who may keep it."""

from typing import Final

from flask import Flask, Response, request

_POLICY: Final = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self'; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'none'; "
    "base-uri 'none'"
)
_FEATURES: Final = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": _FEATURES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEVER_KEPT: Final = "no-store"
"""Figures are kept by nobody on the way, nor in the browser's history after signing out."""
KEPT_STATIC: Final = "public, max-age=31536000, immutable"
"""Static files have their version in the address."""
_TWO_YEARS: Final = "max-age=63072000; includeSubDomains"


def add_headers(app: Flask) -> None:
    """Set the headers on every answer, whoever made it."""

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        is_static = request.endpoint == "static" and response.status_code == 200
        response.headers["Cache-Control"] = KEPT_STATIC if is_static else NEVER_KEPT
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = _TWO_YEARS
        response.headers.pop("Server", None)
        return response
