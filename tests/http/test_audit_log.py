"""The log as its auditor reads it: on the page and as a file, of all that the log is to have, and nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

import pyotp
import pytest
from lxml import html
from sqlalchemy import QueuePool, func, select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.registers import PersonRole
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.http.counting import limiter
from ledger.language import Language
from ledger.reports.audit_log import PAGE, Chosen, audit_rows
from ledger.reports.audit_table import audit_csv
from ledger.services.audit import audit_row, write_audits
from ledger.services.organisations import OrganisationChange, change_organisation, find_organisation
from ledger.services.roles import end_role
from ledger.services.vat import set_vat_recovery
from tests.http.test_one_time_codes import offered
from tests.support.site import PASSWORD, Reader, Site, rows_of_every_table

EVERYTHING: Final = Scope.everything()
LOGIN: Final = "ekonom@prov.example"
NEW_LOGIN: Final = "ny@prov.example"
LOG: Final = "/b/vastkom/logg"
FILE: Final = "/b/vastkom/logg.csv"
WORKBOOK: Final = "/b/vastkom/avstamning/PH2020.xlsx"
BOOK_ID: Final = 1

Told: TypeAlias = tuple[str, str]
"""What the page says was done, and what it concerned."""


class Walk:
    """Somebody who does things, and an auditor who reads in both languages what they left in the log."""

    def __init__(self, site: Site) -> None:
        site.add(LOGIN, Role.OFFICER)
        self.site = site
        self.auditors = {language: site.signed_in(Role.AUDITOR) for language in Language}
        self.auditors[Language.EN].client.set_cookie("language", "en")
        self.owner = site.nobody()
        self.secret = ""

    def left_by(self, does: Callable[["Walk"], object]) -> dict[Language, list[Told]]:
        """What the auditor sees of what was done, the latest first, in either language."""
        before = self._written()
        with self.site.app.app_context():
            limiter.reset()
        does(self)
        new = self._written() - before
        return {language: told_on(reader, LOG)[:new] for language, reader in self.auditors.items()}

    def done_by_service(self, service: Callable[..., object], **given: Any) -> None:
        """Let the officer do it."""
        with write_session(self.site.engine) as session:
            service(session, actor=self.site.persons[LOGIN], scope=EVERYTHING, **given)

    def _written(self) -> int:
        with read_session(self.site.engine) as session:
            return session.execute(select(func.count()).select_from(Audit)).scalar_one()


def page(reader: Reader, address: str) -> Any:
    """The page, to look for its parts."""
    return html.fromstring(reader.get(address).get_data(as_text=True))


def told_on(reader: Reader, address: str) -> list[Told]:
    """The rows of the page."""
    rows = page(reader, address).xpath("//tbody/tr")
    return [(row[2].text_content(), row[3].text_content()) for row in rows]


def _sign_in(walk: Walk) -> None:
    assert walk.owner.sign_in(LOGIN).status_code == 303


def _sign_in_again(walk: Walk) -> None:
    assert walk.owner.sign_in(LOGIN, f"{PASSWORD} sextant").status_code == 303


def _fail(walk: Walk) -> None:
    assert walk.site.nobody().sign_in(LOGIN, "fel").status_code == 401


def _fail_as_nobody(walk: Walk) -> None:
    assert walk.site.nobody().sign_in("ingen@prov.example", "fel").status_code == 401


def _sign_out(walk: Walk) -> None:
    assert walk.owner.post("/logga-ut", on="/konto").status_code == 303


def _change_password(walk: Walk) -> None:
    new = f"{PASSWORD} sextant"
    answer = walk.owner.post("/konto/losenord", on="/konto", old=PASSWORD, new=new)
    assert answer.status_code == 303
    with walk.site.app.app_context():
        limiter.reset()


def _codes_on(walk: Walk) -> None:
    walk.secret = offered(walk.owner)
    code = pyotp.TOTP(walk.secret).at(clock.now())
    assert walk.owner.post("/konto/engangskoder", on="/konto/engangskoder", code=code).status_code == 200


def _codes_off(walk: Walk) -> None:
    code = pyotp.TOTP(walk.secret).at(clock.now() + timedelta(seconds=30))
    answer = walk.owner.post("/konto/engangskoder/av", on="/konto", password=PASSWORD, code=code)
    assert answer.status_code == 303


def _token_made(walk: Walk) -> None:
    last = (clock.today() + timedelta(days=9)).isoformat()
    fields = {"name": "Nattlig hämtning", "for": "vastkom/ekonom", "expires_on": last, "password": PASSWORD}
    assert walk.owner.post("/konto/token", on="/konto", **fields).status_code == 200


def _token_ended(walk: Walk) -> None:
    assert walk.owner.post("/konto/token/1/avsluta", on="/konto").status_code == 303


def _user_added(walk: Walk) -> None:
    walk.site.add(NEW_LOGIN, Role.ATTESTER)


def _role_granted(walk: Walk) -> None:
    walk.site.add(NEW_LOGIN, Role.ADMINISTRATOR)


def _role_ended(walk: Walk) -> None:
    query = select(PersonRole.id).where(PersonRole.person_id == walk.site.persons[NEW_LOGIN])
    with read_session(walk.site.engine) as session:
        role_id = session.scalars(query.order_by(PersonRole.id)).first()
    given = {"role_id": role_id, "last_day": date(2021, 1, 1), "reason": "Slutade i förvaltningen"}
    walk.done_by_service(end_role, book_id=BOOK_ID, **given)


def _organisation_changed(walk: Walk) -> None:
    with read_session(walk.site.engine) as session:
        found = find_organisation(session, "GR").id
    change, day = OrganisationChange(town="Göteborg"), date(2022, 1, 1)
    walk.done_by_service(change_organisation, organisation_id=found, change=change, valid_from=day)


def _vat_set(walk: Walk) -> None:
    day, reason = date(2030, 1, 1), "Ny bedömning av ekonomichefen"
    walk.done_by_service(set_vat_recovery, book_id=BOOK_ID, recovers=True, valid_from=day, reason=reason)


def _workbook(walk: Walk) -> None:
    assert walk.owner.get(WORKBOOK).status_code == 200


def _log(walk: Walk) -> None:
    assert walk.auditors[Language.SV].get(FILE).status_code == 200


STEPS: Final[tuple[tuple[Callable[[Walk], None], list[Told], list[Told]], ...]] = (
    (_fail, [("Misslyckades att logga in", LOGIN)], [("Failed to sign in", LOGIN)]),
    (_fail_as_nobody, [], []),
    (_sign_in, [("Loggade in", "nr 3")], [("Signed in", "no. 3")]),
    (
        _token_made,
        [("Lade till token för program", f"ekonom · {LOGIN}")],
        [("Added token for programs", f"finance officer · {LOGIN}")],
    ),
    (
        _token_ended,
        [("Avslutade token för program", f"ekonom · {LOGIN}")],
        [("Ended token for programs", f"finance officer · {LOGIN}")],
    ),
    (_codes_on, [("Slog på engångskoder", LOGIN)], [("Turned on one-time codes", LOGIN)]),
    (_codes_off, [("Stängde av engångskoder", LOGIN)], [("Turned off one-time codes", LOGIN)]),
    (_change_password, [("Bytte lösenord", LOGIN)], [("Set a password", LOGIN)]),
    (_workbook, [("Hämtade avstämningen i Excel", "")], [("Downloaded the reconciliation in Excel", "")]),
    (_log, [("Hämtade loggen", "")], [("Downloaded the log", "")]),
    (
        _user_added,
        [("Gav roll", f"attestant · {NEW_LOGIN}"), ("Bytte lösenord", NEW_LOGIN), ("Registrerade person", NEW_LOGIN)],
        [
            ("Granted role", f"attester · {NEW_LOGIN}"),
            ("Set a password", NEW_LOGIN),
            ("Registered person", NEW_LOGIN),
        ],
    ),
    (_role_granted, [("Gav roll", f"admin · {NEW_LOGIN}")], [("Granted role", f"administrator · {NEW_LOGIN}")]),
    (_role_ended, [("Avslutade roll", f"attestant · {NEW_LOGIN}")], [("Ended role", f"attester · {NEW_LOGIN}")]),
    (_organisation_changed, [("Ändrade organisation", "GR")], [("Changed organisation", "GR")]),
    (_vat_set, [("Bestämde inställning för moms", "nr 1")], [("Set VAT setting", "no. 1")]),
    (
        _sign_in_again,
        [("Loggade in", "nr 4"), ("Loggade ut", "nr 3")],
        [("Signed in", "no. 4"), ("Signed out", "no. 3")],
    ),
    (_sign_out, [("Loggade ut", "nr 4")], [("Signed out", "no. 4")]),
)
"""What is to be in the log, done once: the rows it leaves, the latest first, in Swedish and in English."""


def test_all_that_is_to_be_in_the_log_leaves_its_row_and_no_more(site: Site) -> None:
    walk = Walk(site)
    for does, swedish, english in STEPS:
        assert walk.left_by(does) == {Language.SV: swedish, Language.EN: english}, does.__name__


def test_only_the_auditor_reads_it_and_is_shown_the_way(site: Site) -> None:
    link = f'href="{LOG}"'
    assert link in site.signed_in(Role.AUDITOR).get("/b/vastkom/sammanstallning").get_data(as_text=True)
    for role in set(Role) - {Role.AUDITOR}:
        reader = site.signed_in(role)
        assert [reader.get(address).status_code for address in (LOG, FILE)] == [403, 403], role
    officer = site.signed_in(Role.OFFICER)
    assert link not in officer.get("/b/vastkom/sammanstallning").get_data(as_text=True)
    assert site.nobody().get(LOG).headers["Location"].startswith("/logga-in?next=")
    assert site.signed_in(Role.AUDITOR).get("/b/annan/logg").status_code == 404


def test_the_pages_are_turned_with_their_filter_to_the_last_row(site: Site) -> None:
    many(site, 2 * PAGE + 7)
    reader, address, seen = site.signed_in(Role.AUDITOR), f"{LOG}?verb=download&what=avstamning", 0
    for length in (PAGE, PAGE, 7):
        shown = page(reader, address)
        assert len(shown.xpath("//tbody/tr")) == length
        seen += length
        turns = shown.xpath("//a[@rel='next']/@href")
        assert bool(turns) is (seen < 2 * PAGE + 7)
        assert all("&what=avstamning&verb=download" in turn for turn in turns)
        address = turns[0] if turns else address
    back = page(reader, address).xpath("//a[@rel='prev']/@href")
    assert len(told_on(reader, back[0])) == PAGE


def many(site: Site, count: int) -> None:
    row: dict[str, Any] = {
        "actor": site.actor,
        "book_id": BOOK_ID,
        "verb": "download",
        "what": "avstamning",
        "what_id": None,
    }
    with write_session(site.engine) as session:
        write_audits(session, *(audit_row(**row, agreement="PH2020") for _ in range(count)))


def test_the_form_shows_what_was_asked(site: Site) -> None:
    reader = site.signed_in(Role.AUDITOR)
    told = page(reader, f"{LOG}?from=2020-01-01&to=2020-12-31&by={LOGIN}&what=pot")
    assert told.xpath("//input[@id='from' or @id='to' or @id='by']/@value") == ["2020-01-01", "2020-12-31", LOGIN]
    assert told.xpath("//option[@selected]/@value") == ["pot"]
    assert "Inget i loggen" in told.text_content()
    (way,) = told.xpath("//a[contains(@href, 'logg.csv')]/@href")
    assert way == f"{FILE}?from=2020-01-01&to=2020-12-31&by=ekonom@prov.example&what=pot"


@pytest.mark.parametrize("language", Language)
def test_the_file_is_the_report_row_for_row_and_its_download_is_in_the_log(site: Site, language: Language) -> None:
    many(site, 1_100)
    reader = site.signed_in(Role.AUDITOR)
    reader.client.set_cookie("language", language.value)
    with read_session(site.engine) as session:
        rows = list(audit_rows(session, scope=EVERYTHING, book_id=BOOK_ID))
    answer = reader.get(FILE)
    assert answer.get_data(as_text=True) == "".join(audit_csv(rows, language))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=logg-vastkom.csv"
    with read_session(site.engine) as session:
        newest = next(audit_rows(session, scope=EVERYTHING, book_id=BOOK_ID))
    assert (newest.verb, newest.what, newest.actor) == ("download", "audit_log", reader.login)


def test_a_download_holds_its_connection_no_longer_than_it_is_read(site: Site) -> None:
    many(site, 3_000)
    reader, pool = site.signed_in(Role.AUDITOR), site.engine.pool
    assert isinstance(pool, QueuePool)
    unread = reader.client.get(FILE, buffered=False)
    assert pool.checkedout() == 1
    first = next(unread.iter_encoded())
    assert first.startswith(b"id,recorded_at,")
    unread.close()
    assert pool.checkedout() == 0
    for asked in (reader.client.get, reader.client.head):
        assert asked(FILE, buffered=True).status_code == 200
        assert pool.checkedout() == 0


@pytest.mark.parametrize("address", [FILE, WORKBOOK])
def test_what_is_not_sent_is_not_noted_as_a_download(site: Site, address: str) -> None:
    reader = site.signed_in(Role.AUDITOR)
    before = rows_of_every_table(site.engine)
    assert reader.client.head(address, buffered=True).status_code == 200
    assert rows_of_every_table(site.engine) == before
    assert reader.get(address).status_code == 200
    assert rows_of_every_table(site.engine)["audit"] == before["audit"] + 1


@pytest.mark.parametrize("part", ["bytes=abc", "bytes=99999999-", "bytes=5-1"])
def test_a_part_that_the_workbook_does_not_have_is_told_with_its_length_and_not_noted(site: Site, part: str) -> None:
    reader = site.signed_in(Role.AUDITOR)
    length = len(reader.get(WORKBOOK).data)
    before = rows_of_every_table(site.engine)
    refused = reader.get(WORKBOOK, headers={"Range": part})
    assert (refused.status_code, refused.headers["Content-Range"]) == (416, f"bytes */{length}")
    assert "Hämta hela filen" in refused.get_data(as_text=True)
    assert rows_of_every_table(site.engine) == before
    first = reader.get(WORKBOOK, headers={"Range": "bytes=0-1"})
    assert (first.status_code, first.data) == (206, b"PK")


def test_a_download_is_noted_with_its_filter_and_no_login_that_was_typed(site: Site) -> None:
    reader = site.signed_in(Role.AUDITOR)
    asked = f"{FILE}?from=2020-01-01&what=pot&by="
    told = [reader.get(f"{asked}{login}").get_data(as_text=True).splitlines() for login in (reader.login, "ingen")]
    assert [len(lines) for lines in told] == [1, 1]
    with read_session(site.engine) as session:
        rows = list(audit_rows(session, scope=EVERYTHING, book_id=BOOK_ID, chosen=Chosen(what="audit_log")))
    facts = '{{"from_day":"2020-01-01","of_verb":null,"of_what":"pot","person_id":{},"to_day":null}}'
    assert [row.facts for row in rows] == [facts.format("null"), facts.format(site.persons[reader.login])]


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("before=x", 400),
        ("before=-1", 400),
        ("after=²", 400),
        ("before=9223372036854775808", 400),
        ("from=2021-02-31", 422),
        ("from=2021-02-01&to=2021-01-31", 422),
        ("what=hemligt", 404),
        ("verb=hemligt", 404),
        ("before=9223372036854775807&after=0", 200),
        ("from=0001-01-01&to=9999-12-31", 200),
    ],
)
def test_what_cannot_be_asked_is_told_and_not_noted(site: Site, question: str, status: int) -> None:
    reader = site.signed_in(Role.AUDITOR)
    before = rows_of_every_table(site.engine)
    assert reader.get(f"{LOG}?{question}").status_code == status
    if status != 200 and not question.startswith(("before", "after")):
        assert reader.get(f"{FILE}?{question}").status_code == status
    assert rows_of_every_table(site.engine) == before
