"""A reader at a browser, who notices whatever the browser complains about."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.served import PASSWORD, Served

PATIENCE_MS = 120_000
"""Nothing here is about speed, and a machine that does much else is slow."""
expect.set_options(timeout=PATIENCE_MS)

DESKTOP = 1280
PHONE = 375
PAGES = (
    "/",
    "/b/vastkom/sammanstallning",
    "/b/vastkom/sammanstallning?per=2020-12-31",
    "/b/vastkom/avstamning",
    "/konto",
)
OF_THE_AUDITOR = ("/b/vastkom/logg", "/b/vastkom/logg?what=role&verb=grant", "/b/vastkom/logg?by=ingen")
"""Pages that nobody but the auditor sees."""
REFUSED = ("/finns-inte", "/b/vastkom/sammanstallning?per=2021-02-31")
"""Pages that say what was wrong, with the status that goes with it."""
_OF_A_STATUS = "Failed to load resource: the server responded with a status of 4"


@contextmanager
def looking(browser: Browser, server: Served, **how: Any) -> Iterator[Page]:
    """A page in a window of its own; at the end the browser must not have complained, of the policy least of all."""
    how = {"viewport": {"width": DESKTOP, "height": 800}, "accept_downloads": True, **how}
    context = browser.new_context(base_url=server.address, **how)
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
        assert [told for told in complaints if not told.startswith(_OF_A_STATUS)] == []
    finally:
        context.close()


def sign_in(page: Page, login: str) -> None:
    """Fill in the form with the demo's password."""
    page.goto("/logga-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_url("/")


def require_accessible(page: Page) -> None:
    """Nothing for axe to find, and nothing that makes the page itself scroll sideways."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(too_wide) <= 0, f"{page.url} scrolls sideways"
