"""Signing in: what is let in, what is refused without telling why, and sessions that end."""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from sqlalchemy import text

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.errors import LedgerError, PasswordEasy, PasswordTooLong, PasswordTooShort
from ledger.services.passwords import require_good, set_password
from tests.support.site import PASSWORD, Site

LOGIN = "ekonom@prov.example"


def refusals(site: Site) -> list[tuple[str, str]]:
    with read_session(site.engine) as session:
        return [tuple(row) for row in session.execute(text("SELECT way, why FROM sign_in_refusal ORDER BY id"))]


def verbs(site: Site) -> list[str]:
    with read_session(site.engine) as session:
        found = session.execute(text("SELECT verb FROM audit WHERE verb LIKE 'sign%' ORDER BY id"))
        return [verb for (verb,) in found]


def test_signing_in_leads_to_where_one_was_heading(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    asked = reader.get("/b/vastkom/sammanstallning?per=2021-03-31")
    assert asked.headers["Location"] == "/logga-in?next=/b/vastkom/sammanstallning?per%3D2021-03-31"
    entered = reader.sign_in(LOGIN, next="/b/vastkom/sammanstallning?per=2021-03-31")
    assert (entered.status_code, entered.headers["Location"]) == (303, "/b/vastkom/sammanstallning?per=2021-03-31")
    assert reader.get("/").status_code == 200
    assert verbs(site) == ["sign_in"]


@pytest.mark.parametrize(
    "elsewhere",
    ["https://annan.example", "//annan.example", "/\\annan.example", "javascript:1", "//[", "http://[", "//a\u2100b"],
)
def test_signing_in_never_leads_out_of_the_product(site: Site, elsewhere: str) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    assert reader.get("/logga-in", query_string={"next": elsewhere}).status_code == 200
    assert reader.post("/sprak", next=elsewhere, language="en").headers["Location"] == "/"
    assert reader.sign_in(LOGIN, next=elsewhere).headers["Location"] == "/"


@pytest.mark.parametrize(("login", "password"), [(LOGIN, "fel"), ("okänd@prov.example", PASSWORD), ("", "")])
def test_which_of_the_two_was_wrong_is_never_told(site: Site, login: str, password: str) -> None:
    site.add(LOGIN, Role.OFFICER)
    answer = site.nobody().sign_in(login, password)
    told = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "Inloggningen eller lösenordet stämmer inte." in told
    assert f'value="{login}"' in told
    assert password not in told or not password
    assert verbs(site) == (["sign_in_failed"] if login == LOGIN else [])
    assert refusals(site) == ([] if login == LOGIN else [("password", "login")])


def test_a_session_is_renewed_at_sign_in_and_ended_at_sign_out(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    reader.sign_in(LOGIN)
    first = reader.client.get_cookie("medel", domain="localhost")
    reader.sign_in(LOGIN)
    second = reader.client.get_cookie("medel", domain="localhost")
    assert first is not None
    assert second is not None
    assert first.value != second.value
    with read_session(site.engine) as session:
        ended = session.execute(text("SELECT ended_at IS NOT NULL FROM web_session ORDER BY id")).scalars().all()
        facts = session.execute(text("SELECT facts FROM audit WHERE verb = 'sign_out'")).scalars().all()
    assert [bool(one) for one in ended] == [True, False]
    assert facts == ['{"by_sign_in":true}']
    assert verbs(site) == ["sign_in", "sign_out", "sign_in"]
    assert reader.post("/logga-ut", on="/").status_code == 303
    assert reader.get("/").status_code == 303
    reader.client.set_cookie("medel", first.value, domain="localhost")
    assert reader.get("/").status_code == 303, "nor one from before another sign-in"
    reader.client.set_cookie("medel", second.value, domain="localhost")
    assert reader.get("/").status_code == 303, "a cookie that was kept must not work after signing out"


@pytest.mark.parametrize(
    ("later", "seen_between", "works"),
    [
        (timedelta(minutes=59), False, True),
        (timedelta(minutes=61), False, False),
        (timedelta(minutes=118), True, True),
        (timedelta(hours=13), True, False),
    ],
)
def test_a_session_ends_when_it_is_idle_or_old(
    site: Site, *, later: timedelta, seen_between: bool, works: bool
) -> None:
    site.add(LOGIN, Role.OFFICER)
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    reader = site.nobody()
    with clock.told_at(start):
        reader.sign_in(LOGIN)
    if seen_between:
        step = timedelta(minutes=59)
        for no in range(1, int(later / step) + 1):
            with clock.told_at(start + no * step):
                reader.get("/konto")
    with clock.told_at(start + later):
        assert (reader.get("/konto").status_code == 200) is works


def test_sessions_are_listed_and_one_can_be_ended(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    here, there = site.nobody(), site.nobody()
    here.sign_in(LOGIN)
    there.sign_in(LOGIN)
    with read_session(site.engine) as session:
        first, second = session.execute(text("SELECT id FROM web_session ORDER BY id")).scalars()
    assert here.get("/konto").get_data(as_text=True).count("/konto/inloggningar/") == 1
    assert here.post(f"/konto/inloggningar/{second}/avsluta", on="/konto").status_code == 303
    assert there.get("/konto").status_code == 303
    site.add("annan@prov.example", Role.OFFICER)
    other = site.nobody()
    other.sign_in("annan@prov.example")
    assert other.post(f"/konto/inloggningar/{first}/avsluta", on="/konto").status_code == 404
    assert here.get("/konto").status_code == 200


def test_a_new_password_ends_the_other_sessions(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    here, there = site.nobody(), site.nobody()
    here.sign_in(LOGIN)
    there.sign_in(LOGIN)
    better = "trappa moln cykel nyckel"
    assert here.post("/konto/losenord", on="/konto", old="fel", new=better).status_code == 401
    refused = here.post("/konto/losenord", on="/konto", old=PASSWORD, new="kort")
    assert (refused.status_code, "minst 12 behövs" in refused.get_data(as_text=True)) == (422, True)
    assert here.post("/konto/losenord", on="/konto", old=PASSWORD, new=better).status_code == 303
    assert here.get("/konto").status_code == 200
    assert there.get("/konto").status_code == 303
    assert site.nobody().sign_in(LOGIN, PASSWORD).status_code == 401
    assert site.nobody().sign_in(LOGIN, better).status_code == 303


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("elva tecken", PasswordTooShort),
        ("x" * 257, PasswordTooLong),
        ("password12345", PasswordEasy),
        ("ekonom@vastkom.example", PasswordEasy),
        ("aaaaaaaaaaaaaaaa", PasswordEasy),
        ("Välkommen123!", PasswordEasy),
        ("Lösenord1234", PasswordEasy),
        ("lösenord12345", PasswordEasy),
        ("Vinter2025!!!", PasswordEasy),
        ("sommaren2024!", PasswordEasy),
        ("Goteborg2024!", PasswordEasy),
        ("svenskafotboll", PasswordEasy),
        ("mittlosenord1", PasswordEasy),
        ("kommun2024!!", PasswordEasy),
        ("Bollebygd 2026", PasswordEasy),
        ("TorsdagOktober", PasswordEasy),
        (unicodedata.normalize("NFD", "Vårdsamverkan 1!"), PasswordEasy),
    ],
)
def test_passwords_that_are_guessed_first_are_refused(password: str, refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        require_good(password, "ekonom@vastkom.example", "ekonom", "vastkom.example")
    require_good(PASSWORD)


@pytest.mark.parametrize(("set_as", "typed_as"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFKD")])
def test_a_letter_is_the_same_from_every_keyboard(
    site: Site, set_as: Literal["NFC", "NFD"], typed_as: Literal["NFC", "NFD", "NFKD"]
) -> None:
    person_id, password = site.add(LOGIN, Role.OFFICER), "åska kräfta blåsippa öronlapp"
    given = unicodedata.normalize(set_as, password)
    with write_session(site.engine) as session:
        set_password(session, actor=person_id, person_id=person_id, login=LOGIN, password=given)
    assert site.nobody().sign_in(LOGIN, unicodedata.normalize(typed_as, password)).status_code == 303


def test_what_is_kept_is_no_secret(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    reader.sign_in(LOGIN)
    with read_session(site.engine) as session:
        kept = session.execute(text("SELECT password_hash FROM credential")).scalar_one()
        token = session.execute(text("SELECT token_hash FROM web_session")).scalar_one()
    cookie = reader.client.get_cookie("medel", domain="localhost")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert len(token) == 64
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
