"""Every command that says who does it lets in those who may, and nobody else."""

from collections.abc import Iterator

import click
import pytest

from ledger.cli.main import medel as program
from ledger.commands.catalogue import find_command
from ledger.domain.roles import Role
from tests.cli.test_user_access import ADMIN, Medel, medel, site  # noqa: F401 - fixtures
from tests.support.site import Site

OTHER = "annan@prov.example"
PASSWORD = ("--password", "trappa moln cykel nyckel")
OIDC = ("--issuer", "https://inloggning.example", "--subject", "id-1")
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
ASKED = {
    "period close": (("2020-01",), find_command("book.close_month").roles),
    "period reopen": (("2020-01", "--reason", "Provar att öppna"), find_command("book.reopen_month").roles),
    "period close-year": (("2020",), find_command("book.close_year").roles),
    "period explain": (("2020-01", "abcdefgh", "--reason", "Provar att förklara"), find_command("book.explain").roles),
    "period accept": (("2020-01", "abcdefgh"), find_command("book.accept").roles),
    "user add": ((OTHER, "--role", "revisor", *PASSWORD), ADMINISTRATORS),
    "user codes": ((OTHER, "--remove"), ADMINISTRATORS),
    "user link": ((OTHER, *OIDC), ADMINISTRATORS),
    "user unlink": (OIDC, ADMINISTRATORS),
    "user sign-out": ((OTHER,), ADMINISTRATORS),
    "user close": ((OTHER, "--reason", "Har slutat hos oss"), ADMINISTRATORS),
    "token add": ((OTHER, "--role", "revisor", "--name", "Prov"), ADMINISTRATORS),
    "token end": ((OTHER, "1"), ADMINISTRATORS),
}
"""What each is asked, about somebody else where it is about a person, and the roles that may."""
ASKED_ELSEWHERE = {"do", "log"}
"""`do` holds each command's own roles (tests/commands/test_permission.py); `log` only looks for who did something."""
NO_RIGHT = {"command.other_roles", "command.without_role", "access.administrator_needed"}


def named_by(group: click.Command, name: str = "") -> Iterator[str]:
    """The commands below the group that take `--by`."""
    if isinstance(group, click.Group):
        for own, command in group.commands.items():
            yield from named_by(command, f"{name} {own}".strip())
    elif any("--by" in parameter.opts for parameter in group.params):
        yield name


def test_every_command_that_says_who_is_asked_here() -> None:
    found = {name for name in named_by(program) if not name.startswith("import ")}
    assert found == ASKED.keys() | ASKED_ELSEWHERE


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_only_those_who_may_are_let_in(site: Site, medel: Medel, name: str, role: Role | None) -> None:  # noqa: F811
    asked, roles = ASKED[name]
    site.add(OTHER, Role.AUDITOR)
    site.add("provare@prov.example", *([] if role is None else [role]))
    _, printed, aside = medel(*name.split(), *asked, "--by", "provare@prov.example")
    code = aside.splitlines()[-1].strip("[]") if aside else ""
    assert (code in NO_RIGHT) is (role not in roles), (printed, aside)


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ["user add", "token add", "token end"])
def test_nobody_named_is_nobody(site: Site, medel: Medel, name: str) -> None:  # noqa: F811
    site.add(OTHER, Role.AUDITOR)
    code, printed, aside = medel(*name.split(), *ASKED[name][0])
    assert (code, printed, aside.splitlines()[-1]) == (2, "", "[access.administrator_needed]")


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_new_password_signs_out_everywhere(site: Site, medel: Medel) -> None:  # noqa: F811
    reader = site.signed_in(Role.AUDITOR)
    assert reader.get("/konto").status_code == 200
    login = "revisor.vastkom@prov.example"
    assert medel("user", "add", login, *PASSWORD, "--by", ADMIN)[0] == 0
    assert reader.get("/konto").status_code == 303
    again = site.nobody()
    assert again.sign_in(login, PASSWORD[1]).status_code == 303
    assert medel("user", "sign-out", login, "--by", ADMIN)[1] == "1 inloggningar är avslutade.\n"
    assert again.get("/konto").status_code == 303


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_whoever_is_closed_can_do_nothing_more(site: Site, medel: Medel) -> None:  # noqa: F811
    reader, login = site.signed_in(Role.AUDITOR), "revisor.vastkom@prov.example"
    by = ("--by", ADMIN)
    assert medel("user", "link", login, *OIDC, *by)[0] == 0
    token = medel("token", "add", login, "--role", "revisor", "--name", "Prov", "--by", login)[1].strip()
    bearer = {"Authorization": f"Bearer {token}"}
    page = "/b/vastkom/sammanstallning"
    assert site.nobody().get(page, headers=bearer).status_code == 200
    assert medel("user", "close", login, "--reason", "Har slutat hos oss", *by)[0] == 0
    assert reader.get("/konto").status_code == 303
    assert site.nobody().sign_in(login).status_code == 401
    assert site.nobody().get(page, headers=bearer).status_code == 401
    assert medel("user", "unlink", *OIDC, *by)[2].splitlines()[-1] == "[not_found]"


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_steering_group_is_added_with_its_body(site: Site, medel: Medel) -> None:  # noqa: F811
    asked = ("user", "add", "ledamot@prov.example", "--role", "styrgrupp", *PASSWORD, "--by", ADMIN)
    assert medel(*asked)[2].splitlines()[-1] == "[role.body_missing]"
    assert medel(*asked, "--body", "STYRGRUPP")[0] == 0
    assert site.nobody().sign_in("ledamot@prov.example", PASSWORD[1]).status_code == 303
