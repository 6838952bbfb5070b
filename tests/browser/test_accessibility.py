"""Every page, on phone and desktop, in light and dark, in both languages: nothing for axe to find (WCAG 2.2 AA)."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, StorageState
from pyotp import TOTP

from ledger.app import create_app
from ledger.config import Config, WebSettings
from tests.support.browsing import DESKTOP, OF_THE_AUDITOR, PAGES, PHONE, REFUSED, looking, require_accessible, sign_in
from tests.support.served import PASSWORD, SECRET, Served, served

STEERING = "styrgrupp@vastkom.example"

NO_PAGES = {
    "static",
    "health.alive",
    "health.ready",
    "health.figures",
    "oidc.begin",
    "oidc.callback",
    "oidc.leave",
    "one_time.picture",
    "reconciliation.workbook",
    "audit_log.download",
}
"""What a GET gives that is no page."""
ON_THE_WAY = {"sign_in.show", "oidc.left", "one_time.show", "second_step.show"}
"""Pages that one comes to on the way to another; each is looked at where its way is gone."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_stands_in_anybodys_way(
    browser: Browser, server: Served, officer: StorageState, width: int, scheme: str
) -> None:
    how = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with looking(browser, server, **how) as page:
        for address in ("/logga-in", "/b/vastkom/avstamning"):
            page.goto(address)
            require_accessible(page)
    with looking(browser, server, storage_state=officer, **how) as page:
        for address in (*PAGES, *REFUSED):
            page.goto(address)
            for closed in page.locator("summary").all():
                closed.click()
            require_accessible(page)
        page.get_by_role("button", name="In English").click()
        for address in PAGES:
            page.goto(address)
            assert page.locator("html").get_attribute("lang") == "en"
            require_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_stands_in_the_auditors_way(
    browser: Browser, server: Served, auditor: StorageState, width: int, scheme: str
) -> None:
    how = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with looking(browser, server, storage_state=auditor, **how) as page:
        for address in OF_THE_AUDITOR:
            page.goto(address)
            assert page.get_by_role("link", name="Hämta loggen (CSV)").is_visible()
            require_accessible(page)
        page.get_by_role("button", name="In English").click()
        for address in OF_THE_AUDITOR:
            page.goto(address)
            assert page.locator("html").get_attribute("lang") == "en"
            require_accessible(page)


def test_every_page_there_is_has_been_looked_at() -> None:
    app = create_app(Config("sqlite://", web=WebSettings(secret_key=SECRET)))
    known = app.url_map.bind("127.0.0.1")
    looked_at = {known.match(urlsplit(address).path)[0] for address in (*PAGES, *OF_THE_AUDITOR)}
    answering = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert answering - looked_at == NO_PAGES | ON_THE_WAY


def test_nothing_stands_in_the_way_of_signing_in_elsewhere(browser: Browser, demo_url: str, tmp_path: Path) -> None:
    settings = {
        "LEDGER_OIDC_ISSUER": "https://inloggning.example",
        "LEDGER_OIDC_CLIENT_ID": "medelsboken",
        "LEDGER_OIDC_CLIENT_SECRET": SECRET,
    }
    phone = {"width": PHONE, "height": 800}
    with served(demo_url, tmp_path, settings) as running, looking(browser, running, viewport=phone) as page:
        for address in ("/logga-in", "/utloggad"):
            page.goto(address)
            assert page.locator("a.main").is_visible()
            require_accessible(page)


def test_nothing_stands_in_the_way_of_one_time_codes(browser: Browser, server: Served) -> None:
    with looking(browser, server, viewport={"width": PHONE, "height": 800}) as page:
        sign_in(page, STEERING)
        page.goto("/konto")
        page.fill("#codes-password", PASSWORD)
        page.get_by_role("button", name="Slå på engångskoder").click()
        require_accessible(page)
        page.fill("#code", TOTP("".join(page.locator(".secret").inner_text().split())).now())
        page.get_by_role("button", name="Slå på engångskoder").click()
        require_accessible(page)
        page.get_by_role("button", name="Logga ut").click()
        page.fill("#login", STEERING)
        page.fill("#password", PASSWORD)
        page.click("button.main")
        page.wait_for_selector("#code")
        require_accessible(page)
