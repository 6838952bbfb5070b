"""Deadlines: what is still to be done by when, of terms, commitments, mandates and attest rights."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select

from ledger.db.agreements import Agreement, Terms
from ledger.db.organisations import Organisation
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.attests import Step
from ledger.domain.mandates import Power
from ledger.money import kronor
from ledger.reports.deadlines import Deadline, DeadlineKind, Deadlines, deadline_calendar, deadline_table, deadlines
from ledger.services.agreements import register_agreement
from ledger.services.commitments import commit
from ledger.services.decisions import end_mandate, grant_mandate
from ledger.services.persons import end_attest_right, grant_attest_right
from tests.support.books import MOMENT, SmallBook
from tests.support.committing import ended
from tests.support.histories import begun
from tests.support.money import MILLION, SENT_ON, Money
from tests.support.story import AGREED_ON, COUNTY_ORE, EVERYTHING, SPLIT_ON, Story
from tests.support.terms import new_terms

MID_DECEMBER = date(2020, 12, 17)


def of_story(story: Story, as_of: date, *, agreement: str | None = None, known_at: datetime | None = None) -> Deadlines:
    with read_session(story.engine) as session:
        return deadlines(
            session, scope=EVERYTHING, book_id=story.book_id, agreement=agreement, as_of=as_of, known_at=known_at
        )


def of_kind(found: Deadlines, kind: DeadlineKind) -> list[Deadline]:
    return [one for one in found.deadlines if one.kind is kind]


def test_a_requisition_is_due_until_everything_is_requisitioned(story: Story) -> None:
    (due,) = of_kind(of_story(story, MID_DECEMBER), DeadlineKind.REQUISITION)
    assert (due.day, due.days_left, due.state) == (date(2020, 12, 31), 14, "Snart")
    assert (due.agreement, due.what, due.amount_ore) == ("PH2020", "Psykisk hälsa 2020", COUNTY_ORE)
    (late,) = of_kind(of_story(story, date(2021, 1, 3)), DeadlineKind.REQUISITION)
    assert late.state == "Försenad 3 dagar"


def test_what_is_requisitioned_is_due_no_more(money: Money) -> None:
    assert of_kind(of_story(money.story, SENT_ON), DeadlineKind.REQUISITION) == []


def test_report_use_and_repayment_are_due_while_something_is_left(money: Money) -> None:
    new_terms(money.story)
    found = of_story(money.story, date(2021, 1, 15))
    told = [(one.kind.value, one.day, one.amount_ore) for one in found.deadlines]
    assert told == [
        ("report", date(2021, 3, 31), None),
        ("repayment", date(2021, 3, 31), COUNTY_ORE),
        ("use", date(2021, 12, 31), COUNTY_ORE),
    ]


def test_what_is_not_received_is_not_repaid(story: Story) -> None:
    new_terms(story)
    assert [one.kind for one in of_story(story, AGREED_ON).deadlines] == [
        DeadlineKind.REQUISITION,
        DeadlineKind.REPORT,
        DeadlineKind.USE,
    ]
    assert of_story(story, date(2020, 8, 1)).deadlines == ()


def test_nothing_is_due_of_an_agreement_that_is_used_to_the_last_ore(book: SmallBook) -> None:
    history = begun(book)
    _terms_of(book)
    history.add("09-01", rules.agreement_amount(root=book.root, amount_ore=kronor(10)))
    history.add("09-02", rules.requisition(root=book.root, requisition_id=history.id("requisition"), amount_ore=1_000))
    bill = rules.invoice(invoice_id=history.id("invoice"), rows=[rules.InvoiceRow(book.root, 0, kronor(9), 0)])
    history.add("09-03", bill, document="invoice")
    assert [one.kind.value for one in _of_book(book, date(2020, 9, 30))] == ["use", "report"]
    history.add("09-30", rules.lapse(root=book.root, amount_ore=kronor(1)))
    assert _of_book(book, date(2020, 9, 30)) == ()


def _terms_of(book: SmallBook) -> None:
    with write_session(book.engine) as session:
        row = {
            "agreement_id": session.scalars(select(Agreement.id)).one(),
            "valid_from": date(2020, 1, 1),
            "version": 1,
            "payer_id": session.scalars(select(Organisation.id)).one(),
            "instrument": "form",
            "requisitioner_id": session.scalars(select(Organisation.id)).one(),
            "requisition_reference": "",
            "requisition_text": "",
            "requisition_by": date(2020, 12, 31),
            "certificate_required": False,
            "report_by": date(2021, 3, 31),
            "use_to": date(2020, 12, 31),
            "carry_over": "no",
            "repayment_address": "",
            "recorded_at": MOMENT,
            "actor_id": book.actor_id,
        }
        session.execute(insert(Terms).values(**row))


def _of_book(book: SmallBook, as_of: date) -> tuple[Deadline, ...]:
    with read_session(book.engine) as session:
        found = deadlines(session, scope=EVERYTHING, book_id=book.book_id, agreement=None, as_of=as_of, known_at=None)
    return found.deadlines


def test_terms_are_those_in_force_on_the_day_as_they_were_known(story: Story) -> None:
    before = datetime.now(UTC)
    new_terms(story, requisition_by=date(2021, 1, 31))
    new_terms(story, valid_from=date(2021, 1, 1), requisition_by=date(2021, 2, 28))
    (now,) = of_kind(of_story(story, MID_DECEMBER), DeadlineKind.REQUISITION)
    (then,) = of_kind(of_story(story, MID_DECEMBER, known_at=before), DeadlineKind.REQUISITION)
    (later,) = of_kind(of_story(story, date(2021, 1, 1)), DeadlineKind.REQUISITION)
    assert (now.day, then.day, later.day) == (date(2021, 1, 31), date(2020, 12, 31), date(2021, 2, 28))


def test_a_commitment_is_due_at_its_end_while_something_is_left_of_it(money: Money) -> None:
    story = money.story
    with money.writing() as session:
        commit(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            performer_id=money.performer_id,
            name="Utbildning",
            amount_ore=kronor(5),
            decision_id=story.decisions["ASSIGNED"],
            on=SPLIT_ON,
            ends_on=date(2021, 6, 30),
        )
    (due,) = of_kind(of_story(story, MID_DECEMBER), DeadlineKind.COMMITMENT)
    assert (due.what, due.day) == ("U-2020-02 Utbildning, Skaraborgs kommunalförbund", date(2021, 6, 30))
    assert (due.amount_ore, due.agreement) == (kronor(5), "PH2020")
    assert of_kind(of_story(story, AGREED_ON), DeadlineKind.COMMITMENT) == []


def test_a_commitment_is_due_at_the_end_decided_last_by_the_day_as_it_was_known(money: Money) -> None:
    def due(as_of: date, known_at: datetime | None = None) -> list[date]:
        found = of_kind(of_story(money.story, as_of, known_at=known_at), DeadlineKind.COMMITMENT)
        assert [one.what for one in found] in ([], ["U-2020-01 Länsgemensam samordnare, Skaraborgs kommunalförbund"])
        return [one.day for one in found]

    assert due(MID_DECEMBER) == []
    until_further = datetime.now(UTC)
    ended(money, date(2021, 6, 30))
    until_june = datetime.now(UTC)
    ended(money, date(2021, 3, 31), on=MID_DECEMBER)
    assert due(date(2020, 12, 16)) == [date(2021, 6, 30)]
    assert due(MID_DECEMBER) == [date(2021, 3, 31)]
    assert due(MID_DECEMBER, until_june) == [date(2021, 6, 30)]
    assert due(MID_DECEMBER, until_further) == []
    ended(money, None, on=date(2021, 1, 7))
    assert due(date(2021, 1, 7)) == []


def test_mandates_and_rights_until_they_end(story: Story) -> None:
    last = date(2020, 12, 20)
    with write_session(story.engine) as session:
        grant_mandate(
            session,
            **story.officer,
            body_id=story.bodies["SIMBA-SG"],
            power=Power.COMMITMENT,
            pot_id=story.pots["SIMBA"],
            valid_from=AGREED_ON,
            valid_to=last,
        )
        grant_attest_right(
            session,
            **story.officer,
            person_id=story.officer_id,
            pot_id=story.suicide.pot.id,
            step=Step.APPROVE,
            limit_ore=MILLION,
            valid_from=AGREED_ON,
            valid_to=last,
        )
    found = of_story(story, MID_DECEMBER)
    (mandate,) = of_kind(found, DeadlineKind.MANDATE)
    (right,) = of_kind(found, DeadlineKind.ATTEST_RIGHT)
    assert (mandate.what, mandate.state) == ("Styrgruppen för SIMBA: uppdrag, SIMBA", "Snart")
    assert (right.what, right.amount_ore) == ("Ekonom: beslutsattestera, Suicidprevention 2020", MILLION)
    ended = of_story(story, date(2020, 12, 21))
    assert of_kind(ended, DeadlineKind.MANDATE) + of_kind(ended, DeadlineKind.ATTEST_RIGHT) == []


def test_what_is_ended_is_due_on_its_last_day_and_not_before_that_was_known(story: Story) -> None:
    last, sooner = date(2020, 12, 31), date(2020, 12, 20)
    where: Any = {"pot_id": story.suicide.pot.id, "valid_from": AGREED_ON, "valid_to": last}
    here = story.officer
    right: Any = {"person_id": story.officer_id, "step": Step.APPROVE, "limit_ore": MILLION}
    with write_session(story.engine) as session:
        mandate_id = grant_mandate(session, **here, **where, body_id=story.bodies["SIMBA-SG"], power=Power.COMMITMENT)
        right_id = grant_attest_right(session, **here, **where, **right)
    before = datetime.now(UTC)
    ending: Any = {**here, "last_day": sooner, "reason": "Ny ordning"}
    with write_session(story.engine) as session:
        end_mandate(session, **ending, mandate_id=mandate_id)
        end_attest_right(session, **ending, right_id=right_id)

    def due(as_of: date, known_at: datetime | None = None) -> list[tuple[DeadlineKind, date]]:
        kinds = (DeadlineKind.MANDATE, DeadlineKind.ATTEST_RIGHT)
        found = of_story(story, as_of, known_at=known_at).deadlines
        return [(one.kind, one.day) for one in found if one.kind in kinds]

    assert due(MID_DECEMBER) == [(DeadlineKind.MANDATE, sooner), (DeadlineKind.ATTEST_RIGHT, sooner)]
    assert due(MID_DECEMBER, before) == [(DeadlineKind.MANDATE, last), (DeadlineKind.ATTEST_RIGHT, last)]
    after = date(2020, 12, 21)
    assert (due(after), len(due(after, before))) == ([], 2)


def test_what_was_until_further_notice_is_due_once_it_is_ended(story: Story) -> None:
    with write_session(story.engine) as session:
        right_id = grant_attest_right(
            session,
            **story.officer,
            person_id=story.officer_id,
            pot_id=story.suicide.pot.id,
            step=Step.CONFIRM,
            limit_ore=None,
            valid_from=AGREED_ON,
        )
    assert of_kind(of_story(story, MID_DECEMBER), DeadlineKind.ATTEST_RIGHT) == []
    with write_session(story.engine) as session:
        end_attest_right(session, **story.officer, right_id=right_id, last_day=MID_DECEMBER, reason="Byter arbetsplats")
    (due,) = of_kind(of_story(story, MID_DECEMBER), DeadlineKind.ATTEST_RIGHT)
    assert (due.day, due.days_left) == (MID_DECEMBER, 0)


def test_the_table_has_a_row_for_each_with_its_state(story: Story) -> None:
    table = deadline_table(of_story(story, MID_DECEMBER, agreement="PH2020"))
    assert table.title == "Sista dagar · VästKom · Psykisk hälsa 2020 · per 2020-12-17"
    assert table.rows == (
        (date(2020, 12, 31), 14, "Snart", "requisition", "Rekvirera", "PH2020", "Psykisk hälsa 2020", COUNTY_ORE),
    )


def test_the_calendar_names_each_the_same_way_whatever_its_day(story: Story) -> None:
    stamp = datetime(2020, 12, 17, 8, tzinfo=UTC)
    file = deadline_calendar(of_story(story, MID_DECEMBER), stamp=stamp).decode()
    assert "UID:requisition-PH2020@vastkom.medelsboken\r\nDTSTAMP:20201217T080000Z\r\n" in file
    assert "DTSTART;VALUE=DATE:20201231\r\nSUMMARY:Rekvirera: Psykisk hälsa 2020\r\n" in file
    new_terms(story, requisition_by=date(2021, 1, 31))
    moved = deadline_calendar(of_story(story, MID_DECEMBER), stamp=stamp).decode()
    assert "UID:requisition-PH2020@vastkom.medelsboken\r\n" in moved
    assert "DTSTART;VALUE=DATE:20210131" in moved


def test_another_agreement_has_none_of_them(story: Story) -> None:
    with write_session(story.engine) as session:
        register_agreement(session, **story.officer, code="PH2021", name="Psykisk hälsa 2021", reference="20/1")
    assert len(of_story(story, MID_DECEMBER, agreement="PH2020").deadlines) == 1
    assert of_story(story, MID_DECEMBER, agreement="PH2021").deadlines == ()
