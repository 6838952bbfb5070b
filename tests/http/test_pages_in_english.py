"""Every page that somebody signed in can read, in English: nothing the product itself says is left in Swedish."""

import re

import pytest

from ledger.domain.roles import Role
from ledger.placeholders.report_words import REPORTS
from ledger.web.words import WORDS
from tests.support.site import Site

PAGES = (
    "/",
    "/b/vastkom/sammanstallning",
    "/b/vastkom/sammanstallning?per=2021-03-31",
    "/b/vastkom/avstamning",
    "/konto",
)
SWEDISH = {
    said
    for said in (*REPORTS, *(swedish for swedish, english in WORDS.values() if swedish != english))
    if "{" not in said and said not in {*REPORTS.values(), "På svenska", "In English"}
}
"""What is said word for word in Swedish."""


def texts(page: str) -> set[str]:
    """What a reader sees between the marks of the page, and what is read aloud of them."""
    shown = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    aloud = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', shown)
    return {" ".join(text.split()) for text in (*re.split(r"<[^>]*>", shown), *aloud)} - {""}


def swedish_on(page: str) -> list[str]:
    """The Swedish of the product in a page: a text of its own, or a part of an equation."""
    parts = {part.strip(" :=+−0123456789\u00a0") for text in texts(page) for part in re.split(r"[=+−:·]", text)}
    return sorted((texts(page) | {part.removesuffix("kr").strip() for part in parts}) & SWEDISH)


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_no_page_in_english_has_swedish_in_it(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER, Role.AUDITOR)
    swedish = {page: reader.get(page).get_data(as_text=True) for page in PAGES}
    assert reader.post("/sprak", language="en").status_code == 303
    for page in PAGES:
        assert swedish_on(swedish[page]), page
        assert swedish_on(reader.get(page).get_data(as_text=True)) == [], page
