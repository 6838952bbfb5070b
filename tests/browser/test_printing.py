"""Every printed sheet says at its foot which book and day it shows, and how far the book was then, to prove it by."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState

from ledger.db.session import open_engine, read_session
from ledger.domain.scope import Scope
from ledger.reports.chain_ends import BookEnd, chain_ends
from tests.support.browsing import looking
from tests.support.served import Served

SHEET = "\f"
SWEDISH = ("Sista verifikation", "Sida {} av {}")
ENGLISH = ("Last entry", "Page {} of {}")


@pytest.fixture(scope="module")
def end(demo_url: str) -> BookEnd:
    engine = open_engine(demo_url)
    with read_session(engine) as session:
        found = chain_ends(session, scope=Scope.everything())[0]
    engine.dispose()
    return found


@pytest.fixture
def printed(
    request: pytest.FixtureRequest, browser: Browser, server: Served, officer: StorageState, tmp_path: Path
) -> list[str]:
    """The words of each sheet of a page, their spaces made one."""
    address, language = request.param
    file = tmp_path / "printed.pdf"
    with looking(browser, server, storage_state=officer) as page:
        page.goto(address)
        if language == "en":
            page.get_by_role("button", name="In English").click()
        for closed in page.locator("summary").all():
            closed.click()
        assert not page.locator(".foot").is_visible()
        page.pdf(path=file, prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True)  # noqa: S603, S607
    return [" ".join(sheet.split()) for sheet in told.stdout.split(SHEET) if sheet.strip()]


@pytest.mark.parametrize(
    ("printed", "day", "words"),
    [
        (("/b/vastkom/sammanstallning?per=2020-12-31", "sv"), "per 2020-12-31", SWEDISH),
        (("/b/vastkom/sammanstallning", "en"), "everything booked", ENGLISH),
        (("/b/vastkom/avstamning", "sv"), "allt som är bokfört", SWEDISH),
        (("/b/vastkom/avstamning?per=2020-12-31", "en"), "as of 2020-12-31", ENGLISH),
    ],
    indirect=["printed"],
)
def test_every_sheet_has_its_foot(printed: list[str], end: BookEnd, day: str, words: tuple[str, str]) -> None:
    last, number = words
    for at, sheet in enumerate(printed, 1):
        assert sheet.count(f" · {day} · ") == 1, sheet
        assert f"{last} {end.last_entry}, hash {end.last_hash}" in sheet, sheet
        assert number.format(at, len(printed)) in sheet, sheet
    assert printed
