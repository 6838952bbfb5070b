"""The application over a told story, and readers who sign in to it as a browser would."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from ledger.app import create_app
from ledger.config import Config, WebSettings
from ledger.db.schema import metadata
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.reports.books import find_book
from ledger.services.passwords import set_password
from ledger.services.persons import register_person
from ledger.services.roles import grant_role

PASSWORD = "kanot lampa gräns äpple"  # noqa: S105 - of readers who are made for a test
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Reader:
    """A browser: it keeps cookies, and sends the form's own token along."""

    client: FlaskClient
    login: str = ""

    def get(self, address: str, **more: object) -> TestResponse:
        """Ask for a page."""
        return self.client.get(address, buffered=True, **more)

    def post(self, address: str, *, on: str = "/logga-in", **fields: str) -> TestResponse:
        """Send a form that was shown on the page `on`."""
        token = _TOKEN.search(self.client.get(on, follow_redirects=True).get_data(as_text=True))
        assert token is not None
        return self.client.post(address, data={"csrf_token": token[1], **fields})

    def sign_in(self, login: str, password: str = PASSWORD, **more: str) -> TestResponse:
        """Fill in the form."""
        self.login = login
        return self.post("/logga-in", login=login, password=password, **more)


@dataclass
class Site:
    """The application, its database, and the persons who can sign in to it."""

    engine: Engine
    app: Flask
    actor: int
    persons: dict[str, int] = field(default_factory=dict)

    def nobody(self) -> Reader:
        """A browser that nobody has signed in with."""
        return Reader(self.app.test_client())

    def add(
        self, login: str, *roles: Role, book: str = "vastkom", since: date = date(2020, 1, 1), body_id: int = 1
    ) -> int:
        """Register a person who can sign in, with roles in the book."""
        everything = Scope.everything()
        with write_session(self.engine) as session:
            book_id = find_book(session, scope=everything, code=book).id
            person_id = self.persons.get(login) or register_person(
                session, actor=self.actor, scope=everything, login=login, title="Provare"
            )
            if login not in self.persons:
                set_password(session, actor=self.actor, person_id=person_id, login=login, password=PASSWORD)
            for role in roles:
                grant_role(
                    session,
                    actor=self.actor,
                    scope=everything,
                    book_id=book_id,
                    person_id=person_id,
                    role=role,
                    valid_from=since,
                    body_id=body_id if role is Role.STEERING else None,
                )
        self.persons[login] = person_id
        return person_id

    def signed_in(self, *roles: Role, book: str = "vastkom") -> Reader:
        """A browser in which a person with these roles has signed in."""
        login = f"{'-'.join(roles) or 'ingen'}.{book}@prov.example"
        if login not in self.persons:
            self.add(login, *roles, book=book)
        reader = self.nobody()
        assert reader.sign_in(login).status_code == 303
        return reader


def open_site(engine: Engine, actor: int, **settings: object) -> Site:
    """The application on the database, with settings for tests."""
    given: dict[str, Any] = {"secret_key": "x" * 40, "idle": timedelta(minutes=60), "longest": timedelta(hours=12)}
    web = WebSettings(**(given | settings))
    app = create_app(Config(database_url=str(engine.url), web=web), engine=engine)
    return Site(engine, app, actor)


def rows_of_every_table(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with read_session(engine) as session:
        return {
            name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }
