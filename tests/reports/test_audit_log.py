"""The audit log of a book: what is asked for and no more, page after page without a gap, and nothing of other books."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.roles import Role
from ledger.errors import DateOutOfRange, LedgerError, NotFound
from ledger.language import Language
from ledger.reports.audit_log import PAGE, Chosen, Logged, LogPage, audit_page, audit_rows
from ledger.reports.audit_table import audit_csv, audit_table, readable_table
from ledger.reports.table_text import as_csv, as_records
from ledger.services.audit import audit_row, write_audits
from ledger.services.books import open_book
from ledger.services.identities import link_identity
from ledger.services.persons import change_title, register_person
from ledger.services.roles import end_role, grant_role
from ledger.services.sign_in_failures import note_failure
from ledger.services.web_sessions import start_session
from tests.support.queries import counted
from tests.support.story import EVERYTHING, Story

BEGAN = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
"""The day it was in Sweden then."""


def noted(story: Story, count: int, **facts: Any) -> None:
    """So many more rows of the book, a minute between them, the first at half past midnight in Sweden."""
    rows = []
    for minute in range(count):
        with clock.told_at(BEGAN + timedelta(minutes=minute)):
            row: dict[str, Any] = {"book_id": story.book_id, "verb": "download", "what": "avstamning"} | facts
            rows.append(audit_row(actor=story.officer_id, what_id=None, minute=minute, **row))
    with write_session(story.engine) as session:
        write_audits(session, *rows)


def asked(story: Story, **more: Any) -> LogPage:
    with read_session(story.engine) as session:
        return audit_page(session, scope=EVERYTHING, **{"book_id": story.book_id} | more)


def every(story: Story, chosen: Chosen | None = None, **more: Any) -> list[Logged]:
    with read_session(story.engine) as session:
        given: dict[str, Any] = {"book_id": story.book_id, "chosen": chosen or Chosen()} | more
        return list(audit_rows(session, scope=EVERYTHING, **given))


def pairs(rows: list[Logged]) -> list[tuple[str, str, str | None]]:
    return [(row.verb, row.what, row.person) for row in rows]


def another_book(story: Story) -> int:
    with write_session(story.engine) as session:
        return open_book(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="annan",
            name="Annan bok",
            organisation_id=story.organisations["SK"],
            opened_on=date(2020, 1, 1),
        ).id


def somebody(story: Story, login: str) -> int:
    with write_session(story.engine) as session:
        return register_person(session, actor=story.officer_id, scope=EVERYTHING, login=login, title="Provare")


def given_role(story: Story, person_id: int, book_id: int, role: Role = Role.AUDITOR) -> int:
    with write_session(story.engine) as session:
        return grant_role(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            book_id=book_id,
            person_id=person_id,
            role=role,
            valid_from=date(2020, 1, 1),
        )


def tried(story: Story, person_id: int) -> None:
    """Sign in once wrongly and once rightly, and be linked to another's service."""
    with write_session(story.engine) as session:
        note_failure(session, person_id)
        start_session(session, person_id=person_id, client="Firefox")
        link_identity(session, actor=story.officer_id, person_id=person_id, issuer="https://x.example", subject="7")


def test_pages_follow_each_other_without_gap_or_overlap_while_more_is_written(story: Story) -> None:
    noted(story, 2 * PAGE + 30)
    whole = every(story)
    first = asked(story)
    seen, page = [*first.rows], first
    noted(story, 3)
    while page.older is not None:
        page = asked(story, before=page.older)
        assert len(page.rows) <= PAGE
        seen += page.rows
    assert seen == whole
    assert [row.id for row in seen] == sorted((row.id for row in seen), reverse=True)


def test_the_way_back_is_the_same_pages(story: Story) -> None:
    noted(story, 2 * PAGE + 30)
    first = asked(story)
    second = asked(story, before=first.older)
    third = asked(story, before=second.older)
    assert (first.newer, third.older is None) == (None, len(every(story)) <= 3 * PAGE)
    assert asked(story, after=third.newer) == second
    assert asked(story, after=second.newer) == first
    assert asked(story, after=first.rows[0].id) == LogPage((), None, None)
    assert asked(story, before=1) == LogPage((), None, None)


def test_a_page_costs_the_same_however_much_there_is(story: Story) -> None:
    def sent() -> tuple[int, int]:
        with counted(story.engine) as of_page:
            asked(story)
        with counted(story.engine) as of_all:
            every(story)
        return len(of_page), len(of_all)

    noted(story, 1)
    few = sent()
    noted(story, 3 * PAGE)
    assert sent() == few


def test_days_are_swedish_and_both_included(story: Story) -> None:
    noted(story, 1)
    on_the_day = [row.recorded_at for row in every(story, Chosen(from_=DAY, to=DAY))]
    assert BEGAN in on_the_day
    assert BEGAN not in [row.recorded_at for row in every(story, Chosen(to=DAY - timedelta(days=1)))]
    assert BEGAN not in [row.recorded_at for row in every(story, Chosen(from_=DAY + timedelta(days=1)))]
    assert every(story, Chosen(from_=date.min, to=date.max)) == every(story)


def test_each_filter_gives_its_rows_and_no_others(story: Story) -> None:
    whole = every(story)
    logins = {row.actor for row in whole}
    for login in logins:
        assert every(story, Chosen(actor=login)) == [row for row in whole if row.actor == login]
    assert every(story, Chosen(what="pot")) == [row for row in whole if row.what == "pot"] != []
    assert every(story, Chosen(verb="register")) == [row for row in whole if row.verb == "register"] != []
    both = Chosen(verb="book", what="agreement_amount")
    assert [row.concerns for row in every(story, both)] == ["Ö-2020-01"]
    assert every(story, Chosen(actor="finns-inte@prov.example")) == []


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        (Chosen(what="hemligt"), NotFound),
        (Chosen(verb="x" * 500), NotFound),
        (Chosen(from_=DAY, to=DAY - timedelta(days=1)), DateOutOfRange),
    ],
    ids=["what", "verb", "days"],
)
@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_what_cannot_be_asked_for(story: Story, chosen: Chosen, refusal: type[LedgerError]) -> None:
    for question in (asked, every):
        with pytest.raises(refusal):
            question(story, chosen=chosen)


def test_nothing_of_another_book_is_seen(story: Story) -> None:
    other = another_book(story)
    noted(story, 2, book_id=other)
    here, there = every(story), every(story, book_id=other)
    assert {row.id for row in here} & {row.id for row in there} == set()
    assert [row.what for row in there] == ["avstamning", "avstamning", "pot", "book"]
    with read_session(story.engine) as session, pytest.raises(NotFound):
        audit_page(session, scope=EVERYTHING, book_id=4711)


def test_what_is_a_persons_own_is_seen_where_the_person_has_ever_had_a_role(story: Story) -> None:
    other = another_book(story)
    given_role(story, story.officer_id, story.book_id, Role.OFFICER)
    person_id = somebody(story, "prov@prov.example")
    tried(story, person_id)
    own = ("sign_in", "web_session", None)
    named = [("link", "identity"), ("sign_in_failed", "person"), ("register", "person")]
    about = [(*pair, "prov@prov.example") for pair in named]
    for book_id in (story.book_id, other):
        assert not {*about, own} & set(pairs(every(story, book_id=book_id)))
    given_role(story, person_id, other)
    assert {*about, own} <= set(pairs(every(story, book_id=other)))
    assert not {*about, own} & set(pairs(every(story))), "who did it has a role here, and whose it was has not"
    role_id = given_role(story, person_id, story.book_id)
    with write_session(story.engine) as session:
        end_role(session, **story.officer, role_id=role_id, last_day=date(2020, 2, 1), reason="Slutade i förvaltningen")
    rows = pairs(every(story))
    assert {*about, own} <= set(rows)
    assert ("end", "role", "prov@prov.example") in rows


def test_what_is_done_to_shared_registers_is_seen_where_who_did_it_has_had_a_role(story: Story) -> None:
    other = another_book(story)
    assert "organisation" not in {row.what for row in every(story)}
    given_role(story, story.officer_id, story.book_id, Role.OFFICER)
    assert {"organisation", "body"} <= {row.what for row in every(story)}
    assert not {"organisation", "body"} & {row.what for row in every(story, book_id=other)}


def test_a_row_says_who_in_words_that_hold_today(story: Story) -> None:
    with write_session(story.engine) as session:
        change_title(
            session,
            actor=story.approver_id,
            scope=EVERYTHING,
            person_id=story.officer_id,
            title="Controller",
            valid_from=date(2021, 1, 1),
        )
    row = every(story, Chosen(what="agreement_amount", verb="register"))[0]
    assert (row.actor_id, row.title, row.facts) == (story.officer_id, "Controller", "{}")


def test_the_csv_is_the_table_row_for_row(story: Story) -> None:
    noted(story, 1_200)
    rows = every(story)
    for language in Language:
        assert "".join(audit_csv(rows, language)) == as_csv(audit_table(rows, language))


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_no_text_of_the_csv_is_calculated_by_a_spreadsheet(story: Story) -> None:
    person_id = somebody(story, '=HYPERLINK("https://x.example")')
    given_role(story, person_id, story.book_id)
    tried(story, person_id)
    told = "".join(audit_csv(every(story), Language.SV))
    assert "'=HYPERLINK" in told
    assert ',"=HYPERLINK' not in told
    assert ",=HYPERLINK" not in told


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_the_words_are_of_the_language_and_the_codes_are_not(story: Story) -> None:
    person_id = somebody(story, "prov@prov.example")
    given_role(story, person_id, story.book_id)
    row = every(story, Chosen(what="role"))
    swedish, english = (as_records(audit_table(row, language))[0] for language in (Language.SV, Language.EN))
    assert [swedish[key] for key in ("verb", "what", "done", "concerns")] == ["grant", "role", "Gav roll", "revisor"]
    assert [english[key] for key in ("verb", "what", "done", "concerns")] == [
        "grant",
        "role",
        "Granted role",
        "auditor",
    ]
    assert english["details"] == f"person no.: {person_id} · role: auditor · valid from: 2020-01-01"
    table = readable_table(row, Language.EN)
    assert table.rows[0][1:4] == (f"{row[0].actor}, {row[0].title}", "Granted role", "auditor · prov@prov.example")
