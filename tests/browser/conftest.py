"""The product in a real browser: served in a process of its own over the demo story, read with Debian's Chromium.

Where Chromium is missing these tests fail rather than skip: what they prove is proved nowhere else.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.support.browsing import looking, sign_in
from tests.support.databases import SqliteDatabases
from tests.support.served import AUDITOR, OFFICER, Served, demo_database, served

_MISSING = (
    "The browser tests need Chromium, which is not installed. On Debian: apt-get install chromium. "
    "Everything else is tested without it by: .venv/bin/pytest --ignore tests/browser"
)
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The browser asks nobody but the product."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        pytest.fail(_MISSING, pytrace=False)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def demo_url(sqlite_databases: SqliteDatabases) -> str:
    url = sqlite_databases.new_url()
    demo_database(url)
    return url


@pytest.fixture(scope="session")
def server(browser: Browser, demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: ARG001 - nothing is served to nobody
    with served(demo_url, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def officer(browser: Browser, server: Served) -> StorageState:
    """The cookies of the officer, who signs in once for all: a password takes its time to check."""
    with looking(browser, server) as page:
        sign_in(page, OFFICER)
        return page.context.storage_state()


@pytest.fixture(scope="session")
def auditor(browser: Browser, server: Served) -> StorageState:
    """The cookies of the auditor, likewise."""
    with looking(browser, server) as page:
        sign_in(page, AUDITOR)
        return page.context.storage_state()
