"""`medel token`: made, listed and ended on the command line."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from ledger import clock
from ledger.db.session import read_session
from tests.cli.test_user_access import ADMIN, OFFICER, Medel, medel, site  # noqa: F401 - fixtures
from tests.support.site import Site

ADD = ("token", "add", OFFICER, "--name", "Nattlig hämtning", "--role")


def test_a_token_is_made_used_listed_and_ended(site: Site, medel: Medel) -> None:  # noqa: F811
    left, printed, aside = medel(*ADD, "ekonom", "--days", "30", "--by", ADMIN)
    assert (left, aside) == (0, "Token 1 är gjord. Spara den nu; den visas inte igen.\n")
    headers = {"Authorization": f"Bearer {printed.strip()}"}
    last = clock.today() + timedelta(days=30)
    assert medel("token", "list", OFFICER)[1] == f"1\tvastkom\tekonom\t{last}\taldrig\tNattlig hämtning\n"
    assert site.nobody().get("/b/vastkom/sammanstallning", headers=headers).status_code == 200
    assert f"\t{clock.today()}\t" in medel("token", "list", OFFICER)[1]
    assert medel("token", "end", OFFICER, "1", "--by", ADMIN) == (0, "Token 1 är avslutad.\n", "")
    assert medel("token", "list", OFFICER)[1] == ""
    assert site.nobody().get("/b/vastkom/sammanstallning", headers=headers).status_code == 401
    with read_session(site.engine) as session:
        query = text("SELECT verb, actor_id FROM audit WHERE what = 'api_token' ORDER BY id")
        assert [tuple(row) for row in session.execute(query)] == [
            ("add", site.persons[ADMIN]),
            ("end", site.persons[ADMIN]),
        ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((*ADD, "revisor"), "token.role_not_held"),
        ((*ADD, "ekonom", "--book", "finns-inte"), "not_found"),
        (("token", "end", OFFICER, "7"), "not_found"),
        (("token", "list", "finns-inte"), "not_found"),
    ],
)
def test_what_cannot_be_done_is_refused(site: Site, medel: Medel, arguments: tuple[str, ...], code: str) -> None:  # noqa: ARG001, F811
    by = () if "list" in arguments else ("--by", OFFICER)
    left, printed, aside = medel(*arguments, *by)
    assert (left, printed, aside.splitlines()[-1]) == (2, "", f"[{code}]")


def test_longer_than_a_year_is_not_offered(site: Site, medel: Medel) -> None:  # noqa: ARG001, F811
    assert medel(*ADD, "ekonom", "--days", "366")[0] == 2
