"""One-time codes: turned on with a first code, asked for after the password, each used once, and turned off again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from lxml import etree
from sqlalchemy import text

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.roles import Role
from ledger.http.counting import limiter
from tests.support.site import PASSWORD, Reader, Site, open_site, rows_of_every_table

LOGIN = "ekonom@prov.example"
WRONG = "fel"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
STEP = timedelta(seconds=30)
_RECOVERY = re.compile(r"<li><code>([a-z0-9-]{19})</code></li>")
_SECRET = re.compile(r'<code class="secret">([A-Z2-7 ]+)</code>')


@dataclass
class Owner:
    """Somebody with codes: the browser, the app's secret, and the recovery codes."""

    reader: Reader
    secret: str
    recovery: list[str]

    def code(self, *, steps: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(clock.now() + steps * STEP)


@pytest.fixture(autouse=True)
def _fresh_counts(site: Site) -> None:
    with site.app.app_context():
        limiter.reset()


@pytest.fixture(autouse=True)
def _at_start() -> Iterator[None]:
    with clock.told_at(START):
        yield


def audited(site: Site, like: str = "%") -> list[tuple[str, str, str]]:
    query = "SELECT verb, what, facts FROM audit WHERE what IN ('one_time_codes', 'web_session') OR verb LIKE 'sign%'"
    with read_session(site.engine) as session:
        rows = session.execute(text(f"{query} ORDER BY id")).all()
    return [(row.verb, row.what, row.facts) for row in rows if re.match(like.replace("%", ".*"), row.verb)]


def offered(reader: Reader) -> str:
    assert reader.post("/konto/engangskoder/borja", on="/konto", password=PASSWORD).status_code == 303
    shown = _SECRET.search(reader.get("/konto/engangskoder").get_data(as_text=True))
    assert shown is not None
    return shown[1].replace(" ", "")


def with_codes(site: Site) -> Owner:
    """A person who has turned codes on a quarter of an hour ago, so that no step is used any more."""
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    with clock.told_at(START - timedelta(minutes=15)):
        reader.sign_in(LOGIN)
        secret = offered(reader)
        told = reader.post("/konto/engangskoder", on="/konto/engangskoder", code=pyotp.TOTP(secret).at(clock.now()))
    owner = Owner(reader, secret, _RECOVERY.findall(told.get_data(as_text=True)))
    assert (told.status_code, len(owner.recovery), len(set(owner.recovery))) == (200, 10, 10)
    with site.app.app_context():
        limiter.reset()
    return owner


def shown_password(site: Site, place: str = "127.0.0.1", **more: str) -> Reader:
    reader = site.nobody()
    reader.client.environ_base["REMOTE_ADDR"] = place
    answer = reader.sign_in(LOGIN, **more)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/logga-in/kod")
    return reader


def try_code(reader: Reader, code: str, **more: str) -> int:
    return reader.post("/logga-in/kod", on="/logga-in/kod", code=code, **more).status_code


def test_the_secret_is_offered_as_text_and_picture_and_counts_for_nothing_yet(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    reader.sign_in(LOGIN)
    assert reader.post("/konto/engangskoder/borja", on="/konto", password=WRONG).status_code == 401
    secret = offered(reader)
    assert len(secret) == 32
    picture = reader.get("/konto/engangskoder/bild.svg")
    assert picture.mimetype == "image/svg+xml"
    assert etree.fromstring(picture.get_data()).tag == "{http://www.w3.org/2000/svg}svg"
    assert b"style=" not in picture.get_data()
    cookie = reader.client.get_cookie("medel", domain="localhost")
    assert cookie is not None
    assert secret not in cookie.value
    assert site.nobody().sign_in(LOGIN).headers["Location"] == "/"


def test_a_wrong_first_code_turns_nothing_on_and_shows_the_same_secret_again(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    reader.sign_in(LOGIN)
    secret = offered(reader)
    before = rows_of_every_table(site.engine)
    answer = reader.post("/konto/engangskoder", on="/konto/engangskoder", code="000000")
    told = answer.get_data(as_text=True)
    assert (answer.status_code, "Koden stämmer inte" in told) == (401, True)
    assert _SECRET.search(told) is not None
    assert offered_again(told) == secret
    assert rows_of_every_table(site.engine) == before
    expired = site.signed_in(Role.AUDITOR).post("/konto/engangskoder", on="/konto", code="000000")
    assert expired.status_code == 409


def offered_again(told: str) -> str:
    shown = _SECRET.search(told)
    assert shown is not None
    return shown[1].replace(" ", "")


def test_what_is_kept_is_sealed_and_hashed(site: Site) -> None:
    owner = with_codes(site)
    with read_session(site.engine) as session:
        sealed = session.execute(text("SELECT sealed FROM one_time_secret")).scalar_one()
        hashes = session.execute(text("SELECT code_hash FROM recovery_code")).scalars().all()
    assert owner.secret not in sealed
    assert len(hashes) == 10
    assert all(len(one) == 64 for one in hashes)
    assert audited(site, "turn%") == [("turn_on", "one_time_codes", "{}")]


def test_the_password_is_not_enough_and_the_session_begins_after_the_code(site: Site) -> None:
    owner = with_codes(site)
    reader = shown_password(site, next="/konto")
    assert reader.get("/konto").status_code == 303, "nobody is signed in by the password alone"
    first = reader.client.get_cookie("medel", domain="localhost")
    entered = reader.post("/logga-in/kod", on="/logga-in/kod", code=owner.code(), next="/konto")
    second = reader.client.get_cookie("medel", domain="localhost")
    assert (entered.status_code, entered.headers["Location"]) == (303, "/konto")
    assert reader.get("/konto").status_code == 200
    assert first is not None
    assert second is not None
    assert first.value != second.value
    reader.client.set_cookie("medel", first.value, domain="localhost")
    assert reader.get("/konto").status_code == 303, "the cookie from before the code must open nothing"


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 303), (0, 303), (1, 303), (2, 401)])
def test_the_clock_may_be_a_step_wrong(site: Site, steps: int, status: int) -> None:
    owner = with_codes(site)
    assert try_code(shown_password(site), owner.code(steps=steps)) == status


@pytest.mark.parametrize("recovery", [False, True])
def test_a_code_is_used_once(site: Site, *, recovery: bool) -> None:
    owner = with_codes(site)
    code = owner.recovery[3].upper().replace("-", " ") if recovery else owner.code()
    assert try_code(shown_password(site), code) == 303
    assert try_code(shown_password(site), code) == 401
    failed = ("sign_in_failed", "person", '{"shown":"code"}')
    assert audited(site)[-1] == failed
    used = [("use_recovery", "one_time_codes", "{}")] if recovery else []
    assert audited(site, "use%") == used
    assert ("Du har 9 återställningskoder kvar" if recovery else "Du har 10 återställningskoder kvar") in (
        owner.reader.get("/konto").get_data(as_text=True)
    )


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "¹²³⁴⁵⁶", "0" * 100_000, "aaaa-bbbb-cccc-dddd"])
def test_what_is_no_code_is_refused_with_the_field_shown_again(site: Site, code: str) -> None:
    with_codes(site)
    reader = shown_password(site)
    answer = reader.post("/logga-in/kod", on="/logga-in/kod", code=code, next="/konto")
    told = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert 'autocomplete="one-time-code"' in told
    assert 'name="next" value="/konto"' in told


def test_what_the_password_was_is_not_told_once_there_are_too_many_guesses(site: Site) -> None:
    with_codes(site)
    guesser = site.nobody()
    assert [guesser.sign_in(LOGIN, f"gissning {no}").status_code for no in range(6)] == [401] * 6
    wrong, right = guesser.sign_in(LOGIN, "gissning"), guesser.sign_in(LOGIN)
    assert (wrong.status_code, right.status_code) == (429, 429)


def test_guesses_of_codes_hold_up_their_place_and_neither_the_owners_browser_nor_another_place(site: Site) -> None:
    owner = with_codes(site)
    guesser = shown_password(site, "192.0.2.1")
    assert [try_code(guesser, "000000") for _ in range(7)] == [401] * 6 + [429]
    assert try_code(guesser, owner.code()) == 429, "a right guess is told from a wrong one no longer"
    owner.reader.client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert owner.reader.sign_in(LOGIN).headers["Location"] == "/logga-in/kod"
    assert try_code(owner.reader, owner.code()) == 303
    assert try_code(shown_password(site), owner.code(steps=1)) == 303


def test_the_six_figures_are_not_guessed_from_everywhere_and_the_owner_still_gets_in(site: Site) -> None:
    owner = with_codes(site)
    statuses: list[int] = []
    for no in range(17):
        reader = shown_password(site, f"192.0.2.{no}")
        statuses += [try_code(reader, "000000") for _ in range(6)]
    assert statuses == [401] * 100 + [429] * 2
    elsewhere = shown_password(site, "198.51.100.1")
    refused = elsewhere.post("/logga-in/kod", on="/logga-in/kod", code=owner.code())
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "86400")
    assert try_code(elsewhere, owner.recovery[0]) == 303
    owner.reader.sign_in(LOGIN)
    assert try_code(owner.reader, owner.code()) == 303


def test_guesses_in_a_borrowed_session_hold_up_that_session_alone(site: Site) -> None:
    owner = with_codes(site)
    elsewhere = shown_password(site)
    assert try_code(elsewhere, owner.code()) == 303
    off, given = "/konto/engangskoder/av", {"on": "/konto", "code": "000000"}
    statuses = [owner.reader.post(off, password=WRONG, **given).status_code for _ in range(7)]
    assert statuses == [401] * 6 + [429]
    assert elsewhere.post(off, password=WRONG, **given).status_code == 401


def test_a_next_that_cannot_be_read_uses_no_code_up_for_nothing(site: Site) -> None:
    owner = with_codes(site)
    reader = shown_password(site)
    entered = reader.post("/logga-in/kod", on="/logga-in/kod", code=owner.code(), next="//[")
    assert (entered.status_code, entered.headers["Location"]) == (303, "/")
    assert reader.get("/konto").status_code == 200


def test_the_session_before_ends_when_the_password_is_shown(site: Site) -> None:
    owner = with_codes(site)
    held = owner.reader.client.get_cookie("medel", domain="localhost")
    assert held is not None
    owner.reader.sign_in(LOGIN)
    kept = site.nobody()
    kept.client.set_cookie("medel", held.value, domain="localhost")
    assert kept.get("/konto").status_code == 303
    assert audited(site)[-1] == ("sign_out", "web_session", '{"by_sign_in":true}')


def test_the_password_shown_counts_for_a_few_minutes(site: Site) -> None:
    owner = with_codes(site)
    reader = shown_password(site)
    with clock.told_at(START + timedelta(minutes=4)):
        assert reader.get("/logga-in/kod").status_code == 200
    with clock.told_at(START + timedelta(minutes=5)):
        assert reader.get("/logga-in/kod").headers["Location"] == "/logga-in"
        assert reader.post("/logga-in/kod", code=owner.code()).status_code == 401
        assert reader.get("/").status_code == 303


def test_turning_off_needs_password_and_code(site: Site) -> None:
    owner = with_codes(site)
    ask = owner.reader.post
    off = "/konto/engangskoder/av"
    assert ask(off, on="/konto", password=WRONG, code=owner.code()).status_code == 401
    assert ask(off, on="/konto", password=PASSWORD, code="000000").status_code == 401
    assert ask(off, on="/konto", password=PASSWORD, code=owner.code()).status_code == 303
    assert site.nobody().sign_in(LOGIN).headers["Location"] == "/"
    assert [verb for verb, what, _ in audited(site) if what == "one_time_codes"] == ["turn_on", "turn_off"]
    assert ask(off, on="/konto", password=PASSWORD, code=owner.code(steps=1)).status_code == 401


def test_new_recovery_codes_take_the_place_of_the_old(site: Site) -> None:
    owner = with_codes(site)
    renew = "/konto/engangskoder/aterstallningskoder"
    told = owner.reader.post(renew, on="/konto", password=PASSWORD, code=owner.code())
    fresh = _RECOVERY.findall(told.get_data(as_text=True))
    assert (told.status_code, len(fresh), set(fresh) & set(owner.recovery)) == (200, 10, set())
    assert try_code(shown_password(site), owner.recovery[0]) == 401
    assert try_code(shown_password(site), owner.code()) == 401, "used for the new recovery codes"
    assert try_code(shown_password(site), fresh[0]) == 303
    assert audited(site, "renew%") == [("renew_recovery", "one_time_codes", "{}")]


def test_who_has_codes_cannot_be_given_others(site: Site) -> None:
    owner = with_codes(site)
    begun = owner.reader.post("/konto/engangskoder/borja", on="/konto", password=PASSWORD)
    assert (begun.status_code, "Du har engångskoder redan" in begun.get_data(as_text=True)) == (409, True)


def test_turning_on_ends_the_sessions_elsewhere(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    here, there = site.nobody(), site.nobody()
    here.sign_in(LOGIN)
    there.sign_in(LOGIN)
    secret = offered(here)
    code = pyotp.TOTP(secret).at(clock.now())
    assert here.post("/konto/engangskoder", on="/konto/engangskoder", code=code).status_code == 200
    assert here.get("/konto").status_code == 200
    assert there.get("/konto").status_code == 303


def test_with_another_secret_of_the_product_only_recovery_codes_let_one_in(site: Site) -> None:
    owner = with_codes(site)
    other = open_site(site.engine, site.actor, secret_key="y" * 40)
    assert try_code(shown_password(other), owner.code()) == 401
    assert try_code(shown_password(other), owner.recovery[0]) == 303
