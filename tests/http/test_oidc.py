"""Signing in through another's service, against a real one on loopback that checks us and misbehaves when told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import text
from werkzeug.test import TestResponse

from ledger import clock
from ledger.config import OidcSettings
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.http.counting import limiter
from ledger.services.identities import link_identity, unlink_identity
from tests.support.oidc_provider import CLIENT_ID, CLIENT_SECRET, SUBJECT, Provider, new_key, serving
from tests.support.site import Reader, Site, open_site, rows_of_every_table

LOGIN = "ekonom@prov.example"
Claims: TypeAlias = dict[str, Any]


@pytest.fixture(scope="module")
def service() -> Iterator[Provider]:
    """The service, the same for all: a key takes a while to make."""
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(service: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The service, behaving."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    service.codes.clear()
    service.id_tokens.clear()
    service.asked_for_keys = 0
    yield service
    service.misbehave, service.signed_by, service.unlike = (lambda _header, _claims: None), None, {}


@dataclass
class Visit:
    """A reader of a site that knows the service."""

    site: Site
    reader: Reader
    provider: Provider

    def asked(self, heading: str = "") -> str:
        """Where the link leads."""
        answer = self.reader.get(f"/logga-in/extern?next={heading}")
        assert answer.status_code == 303
        return answer.headers["Location"]

    def answered(self, heading: str = "") -> str:
        """The address the service sends the browser back to, after signing in there."""
        answer = requests.get(self.asked(heading), allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].removeprefix("http://localhost")

    def enter(self, heading: str = "") -> TestResponse:
        return self.reader.get(self.answered(heading))


def settings(provider: Provider) -> OidcSettings:
    return OidcSettings(provider.issuer, CLIENT_ID, CLIENT_SECRET, "Regionens inloggning")


@pytest.fixture
def unlinked(site: Site, provider: Provider) -> Visit:
    """A person of the register, whom nobody has linked."""
    known = open_site(site.engine, site.actor, oidc=settings(provider))
    known.add(LOGIN, Role.OFFICER)
    with known.app.app_context():
        limiter.reset()
    return Visit(known, known.nobody(), provider)


@pytest.fixture
def visit(unlinked: Visit) -> Visit:
    """The same, linked to the one that the service knows."""
    person_id = unlinked.site.persons[LOGIN]
    with write_session(unlinked.site.engine) as session:
        link_identity(
            session,
            actor=unlinked.site.actor,
            person_id=person_id,
            issuer=unlinked.provider.issuer,
            subject=SUBJECT,
        )
    return unlinked


def refusals(site: Site) -> list[tuple[str, str]]:
    with read_session(site.engine) as session:
        return [tuple(row) for row in session.execute(text("SELECT way, why FROM sign_in_refusal ORDER BY id"))]


def assert_refused(visit: Visit, answer: TestResponse, why: str, before: dict[str, int]) -> None:
    """Refused in words, noted with its reason, nobody signed in, and nothing else stored."""
    told = answer.get_data(as_text=True)
    assert (answer.status_code, "Svaret från Regionens inloggning gick inte att lita på" in told) == (401, True)
    assert refusals(visit.site) == [("oidc", why)]
    after = rows_of_every_table(visit.site.engine)
    assert {name for name in after if after[name] != before[name]} == {"sign_in_refusal"}
    assert visit.reader.get("/konto").status_code == 303


def test_who_is_linked_signs_in_and_comes_where_one_was_heading(visit: Visit) -> None:
    assert "Logga in med Regionens inloggning" in visit.reader.get("/logga-in").get_data(as_text=True)
    answer = visit.enter("/b/vastkom/sammanstallning")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/b/vastkom/sammanstallning")
    assert LOGIN in visit.reader.get("/konto").get_data(as_text=True)
    assert refusals(visit.site) == []
    with read_session(visit.site.engine) as session:
        last = session.execute(text("SELECT verb, what, actor_id FROM audit ORDER BY id DESC")).first()
    assert last is not None
    assert tuple(last) == ("sign_in", "web_session", visit.site.persons[LOGIN])


def test_what_is_asked_is_a_code_with_a_challenge_for_the_id_and_nothing_more(visit: Visit) -> None:
    asked = parse_qs(urlsplit(visit.asked()).query)
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/logga-in/extern/svar"]
    assert len({*asked["state"], *asked["nonce"], *asked["code_challenge"]}) == 3
    again = parse_qs(urlsplit(visit.asked()).query)
    assert not {*asked["state"], *asked["nonce"]} & {*again["state"], *again["nonce"]}


@pytest.mark.parametrize("heading", ["https://annan.example", "//annan.example"])
def test_it_never_leads_out_of_the_product(visit: Visit, heading: str) -> None:
    assert visit.enter(heading).headers["Location"] == "/"


def test_who_is_not_linked_is_told_which_id_to_have_linked(unlinked: Visit) -> None:
    before = rows_of_every_table(unlinked.site.engine)
    answer = unlinked.enter()
    told = answer.get_data(as_text=True)
    assert (answer.status_code, f"Be administratören koppla {SUBJECT}" in told) == (403, True)
    assert refusals(unlinked.site) == [("oidc", "unlinked")]
    after = rows_of_every_table(unlinked.site.engine)
    assert {name for name in after if after[name] != before[name]} == {"sign_in_refusal"}
    assert unlinked.reader.get("/konto").status_code == 303


def test_who_is_unlinked_again_comes_in_no_longer(visit: Visit) -> None:
    with write_session(visit.site.engine) as session:
        unlink_identity(session, actor=visit.site.actor, issuer=visit.provider.issuer, subject=SUBJECT)
    assert visit.enter().status_code == 403


def test_an_email_address_links_nobody(unlinked: Visit) -> None:
    unlinked.provider.misbehave = lambda _header, claims: claims.update(email=LOGIN, email_verified=True)
    assert unlinked.enter().status_code == 403


def _nonce(_header: Claims, claims: Claims) -> None:
    claims["nonce"] = "annan"


def _no_nonce(_header: Claims, claims: Claims) -> None:
    del claims["nonce"]


def _issuer(_header: Claims, claims: Claims) -> None:
    claims["iss"] += "/"


def _audience(_header: Claims, claims: Claims) -> None:
    claims["aud"] = "annan"


def _audiences(_header: Claims, claims: Claims) -> None:
    claims["aud"] = [CLIENT_ID, "annan"]


def _party(_header: Claims, claims: Claims) -> None:
    claims["azp"] = "annan"


def _expired(_header: Claims, claims: Claims) -> None:
    claims["exp"] = int(clock.now().timestamp()) - 61


def _never(_header: Claims, claims: Claims) -> None:
    del claims["exp"]


def _ahead(_header: Claims, claims: Claims) -> None:
    claims["iat"] = int(clock.now().timestamp()) + 120


def _nobody(_header: Claims, claims: Claims) -> None:
    del claims["sub"]


def _long(_header: Claims, claims: Claims) -> None:
    claims["sub"] = "x" * 256


def _none(header: Claims, _claims: Claims) -> None:
    header["alg"] = "none"


def _unknown_key(header: Claims, _claims: Claims) -> None:
    header["kid"] = "annan"


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    ("misbehave", "why"),
    [
        (_nonce, "nonce"),
        (_no_nonce, "nonce"),
        (_issuer, "issuer"),
        (_audience, "audience"),
        (_audiences, "audience"),
        (_party, "audience"),
        (_expired, "expired"),
        (_never, "claim"),
        (_ahead, "claim"),
        (_nobody, "claim"),
        (_long, "claim"),
        (_none, "algorithm"),
        (_unknown_key, "key"),
    ],
)
def test_a_token_that_is_not_as_it_must_be_is_refused(
    visit: Visit, misbehave: Callable[[Claims, Claims], None], why: str
) -> None:
    visit.provider.misbehave = misbehave
    before = rows_of_every_table(visit.site.engine)
    answer = visit.enter()
    assert len(visit.provider.id_tokens) == 1, "the service must have told what is refused"
    assert_refused(visit, answer, why, before)


def test_a_token_signed_by_another_in_the_services_name_is_refused(visit: Visit) -> None:
    visit.provider.signed_by = new_key()
    before = rows_of_every_table(visit.site.engine)
    assert_refused(visit, visit.enter(), "signature", before)


@pytest.mark.parametrize(("seconds", "status"), [(59, 303), (61, 401)])
def test_the_clocks_may_differ_by_a_minute(visit: Visit, seconds: int, status: int) -> None:
    now = clock.now()
    with clock.told_at(now):
        back = visit.answered()
    visit.provider.misbehave = lambda _header, claims: claims.update(exp=int(now.timestamp()))
    with clock.told_at(now + timedelta(seconds=seconds)):
        assert visit.reader.get(back).status_code == status


def test_a_token_for_us_among_others_is_believed_when_it_was_given_to_us(visit: Visit) -> None:
    visit.provider.misbehave = lambda _header, claims: claims.update(aud=["annan", CLIENT_ID], azp=CLIENT_ID)
    assert visit.enter().headers["Location"] == "/"


@pytest.mark.parametrize("state", ["", "annan", "å"])
def test_an_answer_to_what_was_not_asked_is_refused(visit: Visit, state: str) -> None:
    code = parse_qs(urlsplit(visit.answered()).query)["code"][0]
    before = rows_of_every_table(visit.site.engine)
    answer = visit.reader.get("/logga-in/extern/svar", query_string={"code": code, "state": state})
    assert_refused(visit, answer, "state", before)
    assert visit.provider.id_tokens == [], "the code must not even be tried"


def test_an_answer_in_another_browser_is_refused(visit: Visit) -> None:
    back = visit.answered()
    before = rows_of_every_table(visit.site.engine)
    answer = visit.site.nobody().get(back)
    assert_refused(visit, answer, "state", before)


def test_an_answer_that_took_too_long_is_refused(visit: Visit) -> None:
    back = visit.answered()
    before = rows_of_every_table(visit.site.engine)
    with clock.told_at(clock.now() + timedelta(minutes=11)):
        assert_refused(visit, visit.reader.get(back), "state", before)


def test_an_answer_counts_once(visit: Visit) -> None:
    back = visit.answered()
    assert visit.reader.get(back).status_code == 303
    assert visit.reader.get(back).status_code == 401
    assert refusals(visit.site) == [("oidc", "state")]


def test_a_code_that_was_used_is_refused_by_the_service(visit: Visit) -> None:
    used = parse_qs(urlsplit(visit.answered()).query)["code"][0]
    visit.provider.codes.clear()
    state = parse_qs(urlsplit(visit.asked()).query)["state"][0]
    before = rows_of_every_table(visit.site.engine)
    answer = visit.reader.get("/logga-in/extern/svar", query_string={"code": used, "state": state})
    assert_refused(visit, answer, "provider", before)


def test_a_code_of_another_attempt_is_refused_by_its_challenge(visit: Visit) -> None:
    """Whoever has a code of somebody else's cannot use it: the verifier is in the browser that asked (RFC 7636)."""
    theirs = parse_qs(urlsplit(visit.answered()).query)["code"][0]
    state = parse_qs(urlsplit(visit.asked()).query)["state"][0]
    before = rows_of_every_table(visit.site.engine)
    answer = visit.reader.get("/logga-in/extern/svar", query_string={"code": theirs, "state": state})
    assert_refused(visit, answer, "provider", before)
    assert visit.provider.id_tokens == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"error": "access_denied"}, "provider"),
        ({}, "provider"),
        ({"code": "x", "iss": "https://annan.example"}, "issuer"),
    ],
)
def test_an_answer_that_is_none_is_refused(visit: Visit, more: dict[str, str], why: str) -> None:
    state = parse_qs(urlsplit(visit.asked()).query)["state"][0]
    before = rows_of_every_table(visit.site.engine)
    answer = visit.reader.get("/logga-in/extern/svar", query_string={"state": state, **more})
    assert_refused(visit, answer, why, before)


def test_the_wrong_secret_is_refused_by_the_service(visit: Visit) -> None:
    wrong = replace(settings(visit.provider), client_secret="fel")  # noqa: S106 - wrong on purpose
    site = open_site(visit.site.engine, visit.site.actor, oidc=wrong)
    other = Visit(site, site.nobody(), visit.provider)
    before = rows_of_every_table(site.engine)
    assert_refused(other, other.enter(), "provider", before)


def test_changed_keys_are_asked_for_again_but_not_at_every_made_up_one(visit: Visit) -> None:
    now = clock.now()
    with clock.told_at(now):
        assert visit.enter().headers["Location"] == "/"
        assert visit.enter().headers["Location"] == "/"
        assert visit.provider.asked_for_keys == 1
    visit.provider.rotate()
    with clock.told_at(now + timedelta(seconds=31)):
        assert visit.enter().headers["Location"] == "/"
        assert visit.provider.asked_for_keys == 2
        visit.provider.misbehave = _unknown_key
        assert [visit.enter().status_code for _ in range(3)] == [401] * 3
        assert visit.provider.asked_for_keys == 2


@pytest.mark.parametrize(
    "unlike",
    [
        {"issuer": "https://annan.example"},
        {"authorization_endpoint": "http://annan.example/authorize"},
        {"authorization_endpoint": None},
    ],
    ids=["another issuer", "in the clear", "nothing"],
)
def test_a_service_that_is_not_the_one_of_the_settings_is_not_used(visit: Visit, unlike: dict[str, object]) -> None:
    visit.provider.unlike = unlike
    answer = visit.reader.get("/logga-in/extern")
    assert (answer.status_code, "svarar inte som väntat" in answer.get_data(as_text=True)) == (503, True)


def test_a_service_that_does_not_answer_is_said_so_and_the_password_still_works(visit: Visit) -> None:
    gone = replace(settings(visit.provider), issuer="http://127.0.0.1:9")
    site = open_site(visit.site.engine, visit.site.actor, oidc=gone)
    reader = site.nobody()
    assert reader.get("/logga-in/extern").status_code == 503
    assert reader.get("/logga-in").status_code == 200
    assert reader.sign_in(LOGIN).headers["Location"] == "/"


def test_who_came_from_there_is_shown_the_way_out_of_there(visit: Visit) -> None:
    visit.enter()
    left = visit.reader.post("/logga-ut", on="/")
    assert (left.status_code, left.headers["Location"]) == (303, "/utloggad")
    assert visit.reader.get("/konto").status_code == 303
    assert "Logga ut hos Regionens inloggning" in visit.reader.get("/utloggad").get_data(as_text=True)
    there = urlsplit(visit.reader.get("/logga-ut/extern").headers["Location"])
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{visit.provider.issuer}/logout"
    assert parse_qs(there.query) == {
        "client_id": [CLIENT_ID],
        "post_logout_redirect_uri": ["http://localhost/logga-in"],
    }


def test_who_came_by_password_and_a_service_without_a_way_out_lead_to_the_form(visit: Visit) -> None:
    visit.reader.sign_in(LOGIN)
    assert visit.reader.post("/logga-ut", on="/").headers["Location"] == "/logga-in"
    visit.provider.unlike = {"end_session_endpoint": None}
    assert visit.reader.get("/logga-ut/extern").headers["Location"] == "/logga-in"


def test_without_a_service_there_is_no_link_and_nothing_behind_it(site: Site) -> None:
    reader = site.nobody()
    assert "/logga-in/extern" not in reader.get("/logga-in").get_data(as_text=True)
    for where in ("/logga-in/extern", "/logga-in/extern/svar?code=x&state=y", "/utloggad", "/logga-ut/extern"):
        assert reader.get(where).headers["Location"] == "/logga-in", where


def test_answers_from_one_place_are_slowed(visit: Visit) -> None:
    statuses = [visit.reader.get("/logga-in/extern/svar?state=x").status_code for _ in range(31)]
    assert statuses == [401] * 30 + [429]
    assert refusals(visit.site) == [("oidc", "state")] * 30 + [("oidc", "too_often")]


def test_who_is_led_to_the_service_many_times_can_still_sign_in(visit: Visit) -> None:
    assert {visit.reader.get("/logga-in/extern").status_code for _ in range(40)} == {303}
    assert visit.enter().status_code == 303
    assert refusals(visit.site) == []


def test_the_session_is_a_new_one(visit: Visit) -> None:
    visit.reader.sign_in(LOGIN)
    first = visit.reader.client.get_cookie("medel", domain="localhost")
    visit.enter()
    second = visit.reader.client.get_cookie("medel", domain="localhost")
    assert first is not None
    assert second is not None
    assert first.value != second.value
