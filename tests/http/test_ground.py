"""Headers, hosts, broken requests, readiness, figures and the log."""

import json

import pytest
from flask import request
from limits.errors import StorageError
from limits.storage import MemoryStorage
from sqlalchemy import Engine

from ledger.db import guards
from ledger.db.session import write_session
from ledger.domain.roles import Role
from ledger.errors import SettingMalformed
from ledger.http.headers import HEADERS
from tests.http.test_access import address, routes
from tests.support.site import Reader, Site, open_site, rows_of_every_table


class Away(MemoryStorage):
    """A store of guesses that does not answer."""

    STORAGE_SCHEME = ["away"]  # noqa: RUF012 - as the library declares it

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        raise StorageError(ConnectionError(f"{key} {limit} {expiry} {amount}"))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        raise StorageError(ConnectionError(f"{key} {limit} {expiry}"))

    def check(self) -> bool:
        return False


def test_every_answer_has_the_headers(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER, Role.AUDITOR)
    for route in routes(site):
        answer = reader.get(address(route))
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, route
        assert ("immutable" in answer.headers["Cache-Control"]) is (route.endpoint == "static"), route
        assert len(answer.headers["X-Request-Id"]) == 32


def test_the_policy_lets_nothing_inline_and_the_pages_have_nothing(site: Site) -> None:
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    reader = site.signed_in(Role.OFFICER, Role.AUDITOR)
    for page in ("/", "/konto", "/b/vastkom/sammanstallning", "/b/vastkom/avstamning", "/b/vastkom/logg"):
        told = reader.get(page).get_data(as_text=True)
        assert " style=" not in told, page
        assert "<script" not in told, page
        assert " onclick=" not in told, page


def test_tls_is_asked_for_once_it_is_there(engine: Engine, site: Site) -> None:
    behind = open_site(engine, site.actor, secure=True, trusted_proxies=1, allowed_hosts=("bok.example",))
    asked = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "bok.example"}
    answer = behind.nobody().get("/logga-in", headers=asked)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "__Host-medel=" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in site.nobody().get("/logga-in", headers=asked).headers


@pytest.mark.parametrize("host", ["annan.example", "annan.example:8000", "127.0.0.1.annan.example", ""])
def test_other_hosts_are_not_answered(site: Site, host: str) -> None:
    answer = site.nobody().get("/logga-in", headers={"Host": host})
    assert answer.status_code == 400


def test_a_form_without_the_pages_token_is_refused_and_nothing_is_stored(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER)
    before = rows_of_every_table(site.engine)
    for token in ("", "x" * 91):
        answer = reader.client.post("/konto/losenord", data={"csrf_token": token, "old": "a", "new": "b"})
        assert (answer.status_code, "legat öppen för länge" in answer.get_data(as_text=True)) == (400, True)
    assert rows_of_every_table(site.engine) == before


def test_broken_requests_get_a_clear_answer_and_nothing_is_stored(engine: Engine, site: Site) -> None:
    small = open_site(engine, site.actor, max_body_bytes=2_000)
    reader = small.signed_in(Role.OFFICER)
    before = rows_of_every_table(engine)
    broken = [
        reader.client.post("/konto/losenord", data={"new": "x" * 5_000}),
        reader.client.post("/konto/losenord", data=b"\xff\xfe", content_type="multipart/form-data; boundary="),
        reader.client.post(
            "/konto/losenord", data=b"--x\r\nnot a part", content_type="multipart/form-data; boundary=x"
        ),
        reader.client.post("/konto/losenord", data=b"a=%ff%fe", content_type="application/x-www-form-urlencoded"),
        reader.client.post("/konto/losenord", data=b"[" * 1_000, content_type="application/json"),
        reader.client.get("/b/%ff/sammanstallning"),
        reader.client.get("/b/vastkom/sammanstallning?per=%00"),
        reader.client.get("/b/vastkom/sammanstallning?per=2021-02-31"),
        reader.client.get("/finns-inte"),
        reader.client.put("/konto"),
    ]
    assert [answer.status_code for answer in broken] == [413, 400, 400, 400, 400, 404, 400, 422, 404, 405]
    assert all("<h1>Något behöver ändras</h1>" in answer.get_data(as_text=True) for answer in broken)
    assert rows_of_every_table(engine) == before


def test_a_null_character_is_refused_wherever_it_stands(site: Site) -> None:
    reader = site.signed_in(Role.OFFICER)
    before = rows_of_every_table(site.engine)
    refused = [
        reader.get("/b/vast%00kom/sammanstallning"),
        reader.get("/b/vastkom/sammanstallning?%00per=2021-03-31"),
        reader.get("/b/vastkom/avstamning/PH%002020.xlsx"),
        reader.post("/konto/losenord", on="/konto", old="a\0", new="b"),
        site.nobody().sign_in("ekonom\0@vastkom.example", "fel"),
    ]
    assert [answer.status_code for answer in refused] == [400] * len(refused)
    assert rows_of_every_table(site.engine) == before


def test_a_fault_of_ours_tells_a_reference_and_nothing_else(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> str:
        raise RuntimeError("hemligheten")

    site.app.view_functions["start.show"] = broken
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = site.signed_in(Role.OFFICER).get("/")
    told = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "hemligheten" not in told
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    logged = next(line for line in lines if line["event"] == "fault")
    assert logged["reference"] in told
    assert "hemligheten" in logged["exception"]


def test_ready_means_migrated_and_guarded(site: Site) -> None:
    nobody = site.nobody()
    assert nobody.get("/healthz").json == {"status": "ok"}
    assert (nobody.get("/readyz").status_code, nobody.get("/readyz").json) == (200, {"status": "ok"})
    with write_session(site.engine) as session:
        guards.remove(session.connection())
    assert (nobody.get("/readyz").status_code, nobody.get("/readyz").json) == (
        503,
        {"status": "unavailable", "code": "guards.missing"},
    )
    assert nobody.get("/healthz").status_code == 200


def test_the_figures_have_labels_of_our_own_words_only(site: Site) -> None:
    reader = site.nobody()
    for _ in range(3):
        reader.get("/finns-inte-1")
        reader.client.open("/finns-inte-2", method="BREW")
    told = reader.get("/metrics").get_data(as_text=True)
    assert 'ledger_requests_total{endpoint="unknown",method="GET",status="404"} 3.0' in told
    assert 'method="other"' in told
    assert "finns-inte" not in told
    assert "BREW" not in told


def test_a_request_is_one_line_without_personal_data(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    reader = site.signed_in(Role.OFFICER)
    capsys.readouterr()
    reader.get("/b/vastkom/sammanstallning?per=2021-03-31&namn=hemligt")
    (line,) = capsys.readouterr().err.splitlines()
    logged = json.loads(line)
    assert logged["rule"] == "/b/<book>/sammanstallning"
    assert (logged["status"], logged["person"]) == (200, site.persons[reader.login])
    assert "hemligt" not in line
    assert "prov.example" not in line


def test_a_trusted_proxys_id_of_the_request_is_kept_and_nobody_elses(engine: Engine, site: Site) -> None:
    behind = open_site(engine, site.actor, secure=True, trusted_proxies=1).nobody()
    given = "0123456789abcdef" * 2
    assert behind.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given
    for strange in ("", given[1:], given.upper(), f"{given}0", "åäö", "x" * 32):
        told = behind.get("/healthz", headers={"X-Request-Id": strange}).headers["X-Request-Id"]
        assert (len(told), told != strange) == (32, True), strange
    assert site.nobody().get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"] != given


def test_the_readers_place_is_what_the_trusted_proxy_saw(engine: Engine, site: Site) -> None:
    behind = open_site(engine, site.actor, secure=True, trusted_proxies=1)
    claimed = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    for app, seen in ((behind.app, "198.51.100.7"), (site.app, "127.0.0.1")):
        with app.test_client() as client:
            client.get("/healthz", headers=claimed)
            assert request.remote_addr == seen


def test_a_store_of_guesses_that_the_program_has_no_client_of_is_refused_at_start(engine: Engine, site: Site) -> None:
    with pytest.raises(SettingMalformed) as refusal:
        open_site(engine, site.actor, guesses_storage="rediss://bok:hemligheten@127.0.0.1")
    assert (refusal.value.setting, refusal.value.given) == ("LEDGER_GUESSES_STORAGE", "rediss")


def test_while_the_store_of_guesses_does_not_answer_they_are_slowed_all_the_same(engine: Engine, site: Site) -> None:
    away = open_site(engine, site.actor, guesses_storage="away://")
    away.add("ekonom@prov.example")
    place = {"sqlite": "198.51.100.1", "postgresql": "198.51.100.2"}[engine.dialect.name]

    def nobody() -> Reader:
        """At a place of this test's own: what this process counts by itself outlives the test."""
        reader = away.nobody()
        reader.client.environ_base["REMOTE_ADDR"] = place
        return reader

    by_form = [
        nobody().sign_in("ekonom@prov.example", password="fel").status_code  # noqa: S106
        for _ in range(8)
    ]
    assert by_form == [401] * 6 + [429] * 2
    shown = {"Authorization": "Bearer fel"}
    by_token = [nobody().get("/b/vastkom/sammanstallning", headers=shown).status_code for _ in range(32)]
    assert by_token == [401] * 30 + [429] * 2
