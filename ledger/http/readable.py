"""What no page can have use for in an address or a form, refused before anybody has to think of it."""

from collections.abc import Iterable
from typing import Final

from flask import Flask, request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

from ledger.errors import RequestMalformed

_NULL: Final = "\0"
"""No name, amount or day has it, and PostgreSQL takes no text with it."""
MOST_ID: Final = 2**63 - 1
"""What the databases' keys go up to."""


class Identifier(IntegerConverter):
    """A number in an address that can be a key; a larger one leads nowhere."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=MOST_ID)


def hold_addresses(app: Flask) -> None:
    """Refuse an address with a null character, or a number no key can have; before anything is looked up by it."""
    app.url_map.converters["int"] = Identifier

    @app.before_request
    def _hold() -> None:
        _refuse_nulls((request.path, *_texts(request.args)))


def hold_fields(app: Flask) -> None:
    """Refuse a field with a null character; after it is known who sends the form, so that nobody else's is read."""

    @app.before_request
    def _hold() -> None:
        _refuse_nulls(_texts(request.form))


def _texts(fields: MultiDict[str, str]) -> Iterable[str]:
    return (text for name, values in fields.lists() for text in (name, *values))


def _refuse_nulls(texts: Iterable[str]) -> None:
    if any(_NULL in text for text in texts):
        raise RequestMalformed
