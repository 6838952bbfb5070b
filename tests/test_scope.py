"""No use case and no report answers outside the scope it is given: every one of them, found by its signature.

A function that takes a scope and a book refuses a book outside before it looks at anything else, so nothing else is
given to it here. What takes a session and a book without a scope is asked only by those that have held one.
"""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final

import pytest
from sqlalchemy import Engine

import exports
import ledger.imports
import ledger.reports
import ledger.services
from ledger.db.session import read_session
from ledger.demo import Story
from ledger.domain.scope import Scope
from ledger.errors import NotFound

OTHER: Final = 4711
SCOPES: Final = {
    "nothing": Scope.of_books(),
    "another book": Scope.of_books(OTHER),
    "a pot of another book": Scope(frozenset(), frozenset({(OTHER, "/1/")})),
}


def functions() -> Iterator[Callable[..., Any]]:
    """Every public function of services, reports, imports and exports that takes a scope and a book."""
    for package in (ledger.services, ledger.reports, ledger.imports, exports):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                taken = inspect.signature(function).parameters
                is_own = function.__module__ == module.__name__ and not name.startswith("_")
                if is_own and {"scope", "book_id"} <= set(taken):
                    yield function


FUNCTIONS: Final = {f"{function.__module__}.{function.__name__}": function for function in functions()}


def test_there_is_something_to_ask() -> None:
    assert len(FUNCTIONS) > 150


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES.keys())
def test_a_book_outside_does_not_exist(demo: Story, engine: Engine, scope: Scope) -> None:
    answered: list[str] = []
    for name, function in FUNCTIONS.items():
        given: dict[str, object] = {"scope": scope, "book_id": demo.book_id}
        taken = inspect.signature(function).parameters
        others: dict[str, object] = dict.fromkeys(taken.keys() - given.keys() - {"session"})
        if "year" in others:
            others["year"] = 2020
        with read_session(engine) as session:
            if "session" in taken:
                others["session"] = session
            if not refuses(function, **given, **others):
                answered.append(name)
    assert answered == []


def refuses(function: Callable[..., object], **given: object) -> bool:
    """Whether the function says that there is no such book, whatever else it is given."""
    try:
        function(**given)
    except NotFound:
        return True
    except (TypeError, AttributeError):  # it looked at something else first
        return False
    return False
