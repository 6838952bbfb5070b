"""`medel user` for what an administrator does about another's way in."""

from collections.abc import Callable

import pyotp
import pytest
from sqlalchemy import Engine, text

from ledger import clock
from ledger.cli.main import main
from ledger.db.session import read_session, write_session
from ledger.demo import tell
from ledger.domain.roles import Role
from ledger.services.identities import person_of
from ledger.services.one_time_codes import has_codes, new_secret, turn_on
from ledger.services.sealing import sealer
from tests.support.site import Site, open_site

Medel = Callable[..., tuple[int, str, str]]
ADMIN, OFFICER = "admin@prov.example", "ekonom@prov.example"


@pytest.fixture
def site(engine: Engine) -> Site:
    """The story with an administrator and an officer."""
    with write_session(engine) as session:
        story = tell(session)
    made = open_site(engine, story.officer_id)
    made.add(ADMIN, Role.ADMINISTRATOR)
    made.add(OFFICER, Role.OFFICER)
    return made


@pytest.fixture
def medel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str) -> Medel:
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


def with_codes(site: Site) -> int:
    person_id, secret = site.persons[OFFICER], new_secret()
    with write_session(site.engine) as session:
        code = pyotp.TOTP(secret).at(clock.now())
        turn_on(
            session, actor=person_id, person_id=person_id, sealed_by=sealer("x" * 40, "p"), secret=secret, code=code
        )
    return person_id


def test_an_administrator_removes_the_codes_of_another(site: Site, medel: Medel) -> None:
    person_id = with_codes(site)
    told = medel("user", "codes", "--remove", OFFICER, "--by", ADMIN)
    assert told == (0, f"{OFFICER} loggar in med bara lösenord.\n", "")
    with read_session(site.engine) as session:
        assert not has_codes(session, person_id)
        last = session.execute(text("SELECT verb, actor_id, what_id FROM audit ORDER BY id DESC")).first()
    assert last is not None
    assert tuple(last) == ("turn_off", site.persons[ADMIN], person_id)


@pytest.mark.parametrize(
    ("login", "by", "code"),
    [
        (OFFICER, OFFICER, "access.administrator_needed"),
        (OFFICER, "finns-inte", "not_found"),
        ("finns-inte", ADMIN, "not_found"),
        (ADMIN, ADMIN, "codes.not_on"),
    ],
)
def test_nobody_else_does_and_only_of_who_has_them(site: Site, medel: Medel, login: str, by: str, code: str) -> None:
    person_id = with_codes(site)
    left, _, aside = medel("user", "codes", "--remove", login, "--by", by)
    assert (left, aside.splitlines()[-1]) == (2, f"[{code}]")
    with read_session(site.engine) as session:
        assert has_codes(session, person_id)


ISSUER = "https://inloggning.example"


def link(medel: Medel, login: str = OFFICER, subject: str = "b7c0", by: str = ADMIN) -> tuple[int, str, str]:
    return medel("user", "link", login, "--issuer", ISSUER, "--subject", subject, "--by", by)


def unlink(medel: Medel, by: str = ADMIN) -> tuple[int, str, str]:
    return medel("user", "unlink", "--issuer", ISSUER, "--subject", "b7c0", "--by", by)


def test_an_administrator_links_and_unlinks_who_signs_in_elsewhere(site: Site, medel: Medel) -> None:
    reader = site.nobody()
    reader.sign_in(OFFICER)
    assert link(medel)[:2] == (0, f"{OFFICER} kan logga in genom {ISSUER}.\n")
    with read_session(site.engine) as session:
        assert person_of(session, ISSUER, "b7c0") == site.persons[OFFICER]
        assert person_of(session, ISSUER, "B7C0") is None
        assert person_of(session, f"{ISSUER}/", "b7c0") is None
    assert unlink(medel)[:2] == (0, "Kopplingen är borttagen, och personens inloggningar är avslutade.\n")
    assert reader.get("/konto").status_code == 303
    assert link(medel, ADMIN)[0] == 0, "who was unlinked can be linked to another"
    with read_session(site.engine) as session:
        assert person_of(session, ISSUER, "b7c0") == site.persons[ADMIN]
        query = text("SELECT verb, actor_id, what_id, facts FROM audit WHERE what = 'identity' ORDER BY id")
        facts = f'{{"issuer":"{ISSUER}"}}'
        admin, officer = site.persons[ADMIN], site.persons[OFFICER]
        assert [tuple(row) for row in session.execute(query)] == [
            ("link", admin, officer, facts),
            ("unlink", admin, officer, facts),
            ("link", admin, admin, facts),
        ]


def test_one_who_is_linked_is_linked_to_nobody_else(site: Site, medel: Medel) -> None:
    link(medel)
    left, _, aside = link(medel, ADMIN)
    assert (left, aside.splitlines()[-1]) == (2, "[identity.taken]")
    with read_session(site.engine) as session:
        assert person_of(session, ISSUER, "b7c0") == site.persons[OFFICER]


def test_only_an_administrator_links_and_unlinks(site: Site, medel: Medel) -> None:
    assert link(medel, by=OFFICER)[2].splitlines()[-1] == "[access.administrator_needed]"
    assert unlink(medel)[2].splitlines()[-1] == "[not_found]"
    link(medel)
    assert unlink(medel, by=OFFICER)[2].splitlines()[-1] == "[access.administrator_needed]"
    with read_session(site.engine) as session:
        assert person_of(session, ISSUER, "b7c0") == site.persons[OFFICER]
