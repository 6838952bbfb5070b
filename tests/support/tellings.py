"""Tellings made once a database server and copied for every test that begins with them.

A telling takes an engine, or what the telling before it made, and answers with ids of what it did. It is told once, in
a template; a test gets a copy of the template and of the ids, in which the template's engine is the copy's.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from sqlalchemy import Engine

from ledger import demo
from ledger.db.session import open_engine, write_session
from tests.support.banking import Banking
from tests.support.claims import with_claims
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.held import with_held
from tests.support.money import with_money
from tests.support.story import tell


def tell_demo(engine: Engine) -> demo.Story:
    """The demo's story, committed."""
    with write_session(engine) as session:
        return demo.tell(session)


def tell_both_years(engine: Engine) -> demo.Story:
    """The demo's story with its second year, committed."""
    with write_session(engine) as session:
        story = demo.tell(session)
        demo.tell_on(session, story)
    return story


@dataclass(frozen=True)
class Telling:
    """How something is told, and after which telling; the first are told to an engine."""

    tell: Callable[[Any], Any]
    after: str = ""


TELLINGS: Final[Mapping[str, Telling]] = {
    "story": Telling(tell),
    "money": Telling(with_money, "story"),
    "claims": Telling(with_claims, "money"),
    "banking": Telling(Banking, "money"),
    "held": Telling(with_held, "money"),
    "demo": Telling(tell_demo),
    "both_years": Telling(tell_both_years),
}
"""By the name of the fixture that gives what was told."""


Made: TypeAlias = dict[str, Any]
"""What the tellings made, by their names."""


@dataclass
class Told:
    """An engine and what is told on it; more is told when it is asked for."""

    engine: Engine
    made: Made = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """What the telling made."""
        if name not in self.made:
            telling = TELLINGS[name]
            self.made[name] = telling.tell(self.get(telling.after) if telling.after else self.engine)
        return self.made[name]


@dataclass(frozen=True)
class Copy:
    """A database of a test's own: its address, and what was told in the one it is a copy of."""

    url: str
    template: Told | None = None

    def told_on(self, engine: Engine) -> Told:
        """What is told in it, on an engine of its own."""
        if self.template is None:
            return Told(engine)
        return Told(engine, deepcopy(self.template.made, {id(self.template.engine): engine}))


@dataclass
class Tellings:
    """The templates of one server, by the last telling in each, with their addresses."""

    databases: SqliteDatabases | PostgresqlDatabases
    _templates: dict[str, tuple[str, Told]] = field(default_factory=dict)

    def copy(self, wanted: Collection[str]) -> Copy:
        """A database in which what is shared by the tellings wanted is told."""
        name = furthest(wanted)
        if name == "":
            return Copy(self.databases.new_url())
        url, told = self._template(name)
        return Copy(self.databases.new_url(url), told)

    def _template(self, name: str) -> tuple[str, Told]:
        if name not in self._templates:
            began = self.copy([TELLINGS[name].after])
            engine = open_engine(began.url)
            told = began.told_on(engine)
            told.get(name)
            engine.dispose()
            self._templates[name] = (began.url, told)
        return self._templates[name]


def furthest(wanted: Collection[str]) -> str:
    """The last telling that every wanted one comes before or after; empty when they have nothing in common."""
    lines = [_line(name) for name in sorted(wanted) if name in TELLINGS]
    deepest = max(lines, key=len, default=[])
    shared = (one for one in reversed(deepest) if all(one in line or line[-1] in _line(one) for line in lines))
    return next(shared, "")


def _line(name: str) -> list[str]:
    after = TELLINGS[name].after
    return [*(_line(after) if after else []), name]
