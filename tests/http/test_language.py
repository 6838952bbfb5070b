"""Refusals in the reader's language: the one chosen in the browser, or asked for by a program."""

import pytest

from ledger.domain.roles import Role
from tests.http.test_tokens import WORKBOOK, by, made, owner_of
from tests.support.site import Reader, Site

MISSING = {
    "sv": "Sidan finns inte, eller så har du inte tillgång till den.",
    "en": "The page does not exist, or you have no access to it.",
}


def choose(reader: Reader, language: str) -> None:
    assert reader.post("/sprak", language=language).status_code == 303


def told(reader: Reader, address: str) -> str:
    return reader.get(address).get_data(as_text=True)


def test_a_refused_page_is_told_in_the_language_chosen(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER)
    assert MISSING["sv"] in told(reader, "/finns-inte")
    choose(reader, "en")
    assert MISSING["en"] in told(reader, "/finns-inte")
    assert '<html lang="en"' in told(reader, "/finns-inte")
    choose(reader, "de")
    assert MISSING["en"] in told(reader, "/finns-inte")
    choose(reader, "sv")
    assert MISSING["sv"] in told(reader, "/finns-inte")


def test_a_browsers_own_header_chooses_nothing(site: Site) -> None:
    answer = site.signed_in(Role.OFFICER).get("/finns-inte", headers={"Accept-Language": "en"})
    assert MISSING["sv"] in answer.get_data(as_text=True)


def test_a_refused_form_is_told_in_the_language_chosen(site: Site) -> None:
    reader = site.nobody()
    choose(reader, "en")
    refused = reader.sign_in("ingen@prov.example", "fel")
    assert refused.status_code == 401
    assert "The login or the password is not right." in refused.get_data(as_text=True)


def test_a_fault_of_ours_is_told_in_the_language_chosen(site: Site) -> None:
    def broken() -> str:
        raise RuntimeError

    site.app.view_functions["start.show"] = broken
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    reader = site.signed_in(Role.OFFICER)
    choose(reader, "en")
    assert "Something went wrong here. Nothing is saved." in told(reader, "/")


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ({}, "sv"),
        ({"Accept-Language": "en"}, "en"),
        ({"Accept-Language": "en-GB,en;q=0.8"}, "en"),
        ({"Accept-Language": "de, en;q=0.5, sv;q=0.4"}, "en"),
        ({"Accept-Language": "sv-SE, en;q=0.5"}, "sv"),
        ({"Accept-Language": "de"}, "sv"),
        ({"Accept-Language": "en;q=0"}, "sv"),
        ({"Accept-Language": ";;q="}, "sv"),
    ],
)
def test_a_program_is_told_in_the_language_it_asks_for(site: Site, asked: dict[str, str], language: str) -> None:
    answer = site.nobody().get(WORKBOOK, headers={"Authorization": "Bearer x", **asked})
    assert answer.json is not None
    assert answer.json["code"] == "token.refused"
    assert answer.headers["Content-Language"] == language
    assert answer.json["detail"].startswith("Token " if language == "sv" else "The token ")


def test_a_programs_cookie_chooses_nothing(site: Site) -> None:
    token = made(owner_of(site))
    asked = {"Cookie": "language=en", "Authorization": f"Bearer {token}"}
    answer = site.nobody().get(f"{WORKBOOK}x", headers=asked)
    assert answer.json is not None
    assert answer.json["detail"].startswith(MISSING["sv"])
    assert by(site, token).status_code == 200
