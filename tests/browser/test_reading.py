"""A reader signs in, reads the statement and the reconciliation, takes the workbook along, and changes language."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, StorageState, expect

from ledger.db.session import open_engine, read_session
from ledger.domain.scope import Scope
from ledger.money import format_kronor
from ledger.reports.books import find_book
from ledger.reports.statement import statement
from ledger.reports.statement_table import readable_tables
from tests.support.browsing import DESKTOP, PHONE, looking, sign_in
from tests.support.served import PASSWORD, Served

AUDITOR = "revisor@vastkom.example"


@pytest.mark.parametrize(("scripts", "width"), [(True, DESKTOP), (False, DESKTOP), (False, PHONE)])
def test_a_reader_gets_from_the_door_to_the_workbook(
    browser: Browser, server: Served, demo_url: str, tmp_path: Path, *, scripts: bool, width: int
) -> None:
    with looking(browser, server, java_script_enabled=scripts, viewport={"width": width, "height": 800}) as page:
        sign_in(page, AUDITOR)
        expect(page.get_by_text("3\u00a0422\u00a0811\u00a0kr", exact=True)).to_be_visible()
        page.get_by_role("link", name="Öppna sammanställningen").click()
        assert figures_on(page) == figures_of_the_report(demo_url)
        page.get_by_role("link", name="Avstämning", exact=True).click()
        expect(page.get_by_text("9 av 11 kontroller stämmer.")).to_be_visible()
        page.get_by_text("Visa beläggen").click()
        expect(page.get_by_text("Rekvirerat 33\u00a0422\u00a0811 = inbetalt")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Hämta avstämningen").click()
        workbook = tmp_path / coming.value.suggested_filename
        coming.value.save_as(workbook)
        pots = load_workbook(workbook)["Potter"]
        assert 33_422_811 in {cell.value for row in pots.iter_rows() for cell in row}
        page.get_by_role("button", name="In English").click()
        expect(page.get_by_role("heading", name="Reconciliation", exact=True)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def figures_on(page: Page) -> list[list[str]]:
    """Every row of the table, without what names it."""
    rows = page.locator("tbody tr, tfoot tr").all()
    return [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows]


def figures_of_the_report(url: str) -> list[list[str]]:
    """The same rows as the report gives them to everybody else."""
    engine = open_engine(url)
    with read_session(engine) as session:
        everything = Scope.everything()
        book = find_book(session, scope=everything, code="vastkom")
        told = statement(
            session, scope=everything, book_id=book.id, agreement=None, pot=None, as_of=None, known_at=None
        )
    engine.dispose()
    (table,) = readable_tables(told)
    assert table.totals is not None
    return [
        [format_kronor(amount, unit=False) if isinstance(amount, int) else "–" for amount in row[2:]]
        for row in (*table.rows, table.totals)
    ]


def test_the_keyboard_is_enough_to_sign_in(browser: Browser, server: Served) -> None:
    with looking(browser, server) as page:
        page.goto("/logga-in")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
        page.keyboard.press("Enter")
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "login":
                break
        page.keyboard.type("attestant@vastkom.example")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("/")
        expect(page.get_by_role("heading", name="Dina böcker")).to_be_visible()


def test_a_wrong_password_is_told_and_the_login_kept(browser: Browser, server: Served) -> None:
    with looking(browser, server) as page:
        page.goto("/logga-in")
        page.fill("#login", "admin@vastkom.example")
        page.fill("#password", "fel")
        page.click("button.main")
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.input_value("#login") == "admin@vastkom.example"
        assert page.title().startswith("Fel: ")


def test_every_column_of_the_statement_is_on_paper(browser: Browser, server: Served, officer: StorageState) -> None:
    a4_across = {"width": round((297 - 2 * 15) / 25.4 * 96), "height": round((210 - 2 * 15) / 25.4 * 96)}
    with looking(browser, server, storage_state=officer, viewport=a4_across) as page:
        page.goto("/b/vastkom/sammanstallning")
        printed = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        edges = page.locator("thead th").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().right)")
        assert len(edges) == 11
        assert max(edges) <= a4_across["width"]
        assert page.locator(".menu, .day, .top-right").evaluate_all("all => all.every(one => !one.offsetHeight)")
    pages = printed.count(b"/Type /Page\n")
    assert pages > 0
    assert printed.count(b"/MediaBox [0 0 841") == pages, "every sheet lies down, for the columns to fit"


def test_the_log_is_asked_turned_and_printed(browser: Browser, server: Served, auditor: StorageState) -> None:
    a4_across = {"width": round((297 - 2 * 15) / 25.4 * 96), "height": round((210 - 2 * 15) / 25.4 * 96)}
    with looking(browser, server, storage_state=auditor, viewport=a4_across, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Öppna sammanställningen").click()
        page.get_by_role("link", name="Logg", exact=True).click()
        assert page.locator("tbody tr").count() == 100
        page.get_by_role("link", name="Tidigare").click()
        assert "before=" in page.url
        page.get_by_role("link", name="Senare").click()
        page.select_option("#verb", label="Gav")
        page.select_option("#what", label="roll")
        page.get_by_role("button", name="Visa").click()
        assert page.url.endswith("/b/vastkom/logg?from=&to=&by=&verb=grant&what=role")
        assert "revisor@vastkom.example" in page.locator("tbody").inner_text()
        printed = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        assert page.locator(".menu, .filter, .ways").evaluate_all("all => all.every(one => !one.offsetHeight)")
        edges = page.locator("thead th").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().right)")
        assert max(edges) <= a4_across["width"]
    assert printed.count(b"/MediaBox [0 0 841") == printed.count(b"/Type /Page\n") > 0
