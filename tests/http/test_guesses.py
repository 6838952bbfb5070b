"""What docs/sign_in.md promises of guesses: who is slowed, and who is not kept waiting by them."""

from collections.abc import Iterable

import pytest
from limits.storage import MemoryStorage
from sqlalchemy import Engine, text

from ledger.db.session import read_session
from ledger.domain.roles import Role
from ledger.errors import SignInTooOften
from ledger.http.counting import limiter
from ledger.http.guesses import of_password
from ledger.http.places import place_of
from ledger.http.refusals import note_refused
from ledger.services.sign_in_failures import Way
from tests.support.site import PASSWORD, Reader, Site, open_site

LOGIN = "ekonom@prov.example"
COLLEAGUE = "attestant@prov.example"
OFFICE = "198.51.100.1"
WRONG = "fel"

_SHARED = MemoryStorage()


class Shared(MemoryStorage):
    """A store that every application opened on it shares, as processes share a Redis."""

    STORAGE_SCHEME = ["shared"]  # noqa: RUF012 - as the library declares it

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return _SHARED.acquire_entry(key, limit, expiry, amount)

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        return _SHARED.get_moving_window(key, limit, expiry)


def at(site: Site, place: str) -> Reader:
    reader = site.nobody()
    reader.client.environ_base["REMOTE_ADDR"] = place
    return reader


def tries(reader: Reader, logins: Iterable[str], password: str = WRONG) -> list[int]:
    """The statuses of a try at each login, one after the other in the browser."""
    return [reader.sign_in(login, password).status_code for login in logins]


def noted(site: Site) -> dict[tuple[str, str], int]:
    with read_session(site.engine) as session:
        rows = session.execute(text("SELECT way, why, COUNT(*) FROM sign_in_refusal GROUP BY way, why"))
        return {(way, why): count for way, why, count in rows}


def test_right_sign_ins_are_not_counted(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    assert [at(site, OFFICE).sign_in(LOGIN).status_code for _ in range(65)] == [303] * 65


def test_guesses_at_a_login_do_not_refuse_its_owner_elsewhere(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    for no in range(12):
        assert tries(at(site, f"192.0.2.{no}"), [LOGIN] * 7) == [401] * 6 + [429]
    assert tries(at(site, "192.0.2.1"), [LOGIN], PASSWORD) == [429], "a right guess is told from a wrong one no longer"
    assert tries(at(site, OFFICE), [LOGIN], PASSWORD) == [303]


def test_a_browser_one_has_signed_in_with_is_not_kept_waiting_by_guesses_at_the_same_place(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    site.add(COLLEAGUE, Role.ATTESTER)
    owner, guesser = at(site, OFFICE), at(site, OFFICE)
    assert tries(owner, [LOGIN], PASSWORD) == [303]
    assert tries(guesser, [LOGIN] * 7) == [401] * 6 + [429]
    assert set(tries(guesser, (f"ingen{no}@prov.example" for no in range(60)))) == {401, 429}
    assert tries(owner, [LOGIN], PASSWORD) == [303]
    assert tries(owner, [COLLEAGUE], PASSWORD) == [429], "it is known as one person's, and a stranger's to the others"


def test_a_known_browser_has_few_guesses_too_and_then_those_of_its_place(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    taken = at(site, OFFICE)
    assert tries(taken, [LOGIN], PASSWORD) == [303]
    statuses = tries(taken, [LOGIN] * 13)
    assert statuses == [401] * 12 + [429]
    assert tries(at(site, "192.0.2.1"), [LOGIN], PASSWORD) == [303]


def test_a_copied_cookie_does_not_use_up_the_guesses_of_the_browser_that_has_signed_in_since(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    owner, thief = at(site, OFFICE), at(site, OFFICE)
    tries(owner, [LOGIN], PASSWORD)
    copied = owner.client.get_cookie("medel-known", domain="localhost")
    assert copied is not None
    tries(owner, [LOGIN], PASSWORD)
    thief.client.set_cookie("medel-known", copied.value, domain="localhost")
    assert tries(thief, [LOGIN] * 13) == [401] * 12 + [429]
    assert tries(owner, [LOGIN], PASSWORD) == [303]


@pytest.mark.parametrize("forged", ["", "x", '{"5":"x"}', "eyI1IjoieCJ9.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_a_cookie_that_is_not_the_products_makes_nobody_known(site: Site, forged: str) -> None:
    site.add(LOGIN, Role.OFFICER)
    guesser = at(site, OFFICE)
    guesser.client.set_cookie("medel-known", forged, domain="localhost")
    assert tries(guesser, [LOGIN] * 7) == [401] * 6 + [429]


def test_the_cookie_lets_nobody_in_and_no_script_and_no_other_site_has_it(engine: Engine, site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    reader = site.nobody()
    reader.sign_in(LOGIN)
    known = reader.client.get_cookie("medel-known", domain="localhost")
    assert known is not None
    assert (known.http_only, known.same_site, known.secure, known.path) == (True, "Lax", False, "/")
    stranger = site.nobody()
    stranger.client.set_cookie("medel-known", known.value, domain="localhost")
    assert stranger.get("/konto").status_code == 303
    behind = open_site(engine, site.actor, secure=True, trusted_proxies=1)
    over_tls = behind.nobody()
    over_tls.client.environ_base["wsgi.url_scheme"] = "https"
    over_tls.client.environ_base["HTTP_REFERER"] = "https://localhost/logga-in"
    assert over_tls.sign_in(LOGIN).status_code == 303
    secure = over_tls.client.get_cookie("__Host-medel-known", domain="localhost")
    assert secure is not None
    assert secure.secure


def test_who_tries_many_logins_from_a_place_is_slowed(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    sprayer = at(site, "192.0.2.1")
    statuses = tries(sprayer, (f"ingen{no}@prov.example" for no in range(63)))
    assert statuses == [401] * 60 + [429] * 3
    assert tries(at(site, OFFICE), [LOGIN], PASSWORD) == [303]


def test_what_is_nobodys_is_noted_without_what_was_typed_and_a_flood_is_not(site: Site) -> None:
    tries(at(site, OFFICE), ["hemligt"])
    with site.app.test_request_context("/"):
        for _ in range(89):
            note_refused(Way.PASSWORD, "login")
    assert noted(site) == {("password", "login"): 60}
    figures = site.nobody().get("/metrics").get_data(as_text=True)
    assert 'ledger_sign_ins_refused_total{way="password",why="login"} 90.0' in figures
    with read_session(site.engine) as session:
        kept = session.execute(text("SELECT * FROM sign_in_refusal")).all()
    assert "hemligt" not in str(kept)


def test_the_wait_grows_with_what_is_wrong(site: Site) -> None:
    waits = []
    with site.app.test_request_context("/", environ_base={"REMOTE_ADDR": OFFICE}):
        guesses = of_password(None, LOGIN)
        for _ in range(60):
            guesses.add()
            if not guesses.has_room():
                with pytest.raises(SignInTooOften) as refused:
                    guesses.refuse()
                waits.append(refused.value.minutes)
    assert waits == [5] * 14 + [60] * 40 + [1440]


def test_that_there_were_too_many_is_noted_once_a_window(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    assert tries(at(site, OFFICE), [LOGIN] * 20)[6:] == [429] * 14
    assert noted(site) == {("password", "too_often"): 1}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("okänd", "okänd"),
    ],
)
def test_a_place_is_what_one_connection_has(address: str, place: str) -> None:
    assert place_of(address) == place


def test_another_address_of_the_same_network_is_no_other_place(site: Site) -> None:
    site.add(LOGIN, Role.OFFICER)
    statuses = [tries(at(site, f"2001:db8:1:2::{no:x}"), [LOGIN])[0] for no in range(1, 9)]
    assert statuses == [401] * 6 + [429] * 2
    assert tries(at(site, "2001:db8:1:3::1"), [LOGIN], PASSWORD) == [303]


def test_processes_that_share_a_store_count_together(engine: Engine, site: Site) -> None:
    _SHARED.reset()
    site.add(LOGIN, Role.OFFICER)
    one, other = (open_site(engine, site.actor, guesses_storage="shared://") for _ in range(2))
    assert tries(at(one, OFFICE), [LOGIN] * 4) == [401] * 4
    assert tries(at(other, OFFICE), [LOGIN] * 4) == [401] * 2 + [429] * 2
    assert limiter.storage.STORAGE_SCHEME == ["shared"]
