"""The parties of an agreement, and last year's agreement as the beginning of the next."""

from datetime import date

import pytest
from sqlalchemy import func, select

from ledger import clock
from ledger.db.books import Entry
from ledger.db.session import read_session, write_session
from ledger.domain.payees import Account, AccountKind
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    DateBefore,
    EndsEarlier,
    IdentifierCheckDigit,
    LedgerError,
    NotFound,
    PeriodOverlaps,
    TermsMissing,
)
from ledger.reports.agreements import PartyRow, PurposeRow, agreement_report
from ledger.services.agreement_copies import CopiedAgreement, copy_agreement
from ledger.services.agreements import (
    CarryOver,
    Instrument,
    NewTerms,
    add_purpose,
    register_agreement,
    set_terms,
    terms_as_set,
    terms_on,
)
from ledger.services.parties import PartyRole, add_party, end_party
from tests.support.story import AGREED_ON, EVERYTHING, Story

LAST_DAY = date(2020, 12, 31)
REASON = "Gick ur överenskommelsen."


def added(story: Story, organisation: str = "SKR", role: PartyRole = PartyRole.SIGNATORY, **given: object) -> int:
    arguments = {
        **story.officer,
        "agreement_id": story.agreement_id,
        "organisation_id": story.organisations.get(organisation, 99),
        "role": role,
        "valid_from": AGREED_ON,
        **given,
    }
    with write_session(story.engine) as session:
        return add_party(session, **arguments)  # type: ignore[arg-type]


def ended(story: Story, party_id: int, last_day: date = LAST_DAY, scope: Scope = EVERYTHING) -> int:
    with write_session(story.engine) as session:
        return end_party(
            session,
            **{**story.officer, "scope": scope},  # type: ignore[arg-type]
            party_id=party_id,
            last_day=last_day,
            reason=REASON,
        )


def parties(story: Story, day: date, known_at: object = None, agreement: str = "PH2020") -> list[tuple[str, str]]:
    with read_session(story.engine) as session:
        report = agreement_report(
            session,
            scope=EVERYTHING,
            book_id=story.book_id,
            agreement=agreement,
            as_of=day,
            known_at=known_at,  # type: ignore[arg-type]
        )
    return [(party.role, party.code) for party in report.parties]


def test_parties_are_listed_by_role_on_their_days(story: Story) -> None:
    added(story)
    principal, before = added(story, "GR", PartyRole.PRINCIPAL), clock.now()
    assert ended(story, principal) == 2
    assert parties(story, LAST_DAY) == [("signatory", "SKR"), ("principal", "GR")]
    assert parties(story, date(2021, 1, 1)) == [("signatory", "SKR")]
    assert parties(story, date(2021, 1, 1), before) == [("signatory", "SKR"), ("principal", "GR")]
    assert parties(story, date(2020, 1, 1)) == []


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, PeriodOverlaps),
        ({"valid_from": date(2021, 1, 1), "valid_to": LAST_DAY}, DateBefore),
        ({"organisation": "SAKNAS"}, NotFound),
        ({"agreement_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["twice", "days", "organisation", "agreement", "scope"],
)
def test_what_is_wrong_is_no_party(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    added(story)
    with pytest.raises(refusal):
        added(story, **given)  # type: ignore[arg-type]
    assert parties(story, AGREED_ON) == [("signatory", "SKR")]


def test_a_part_is_ended_once(story: Story) -> None:
    party_id = added(story)
    ended(story, party_id)
    with pytest.raises(EndsEarlier) as refusal:
        ended(story, party_id)
    assert refusal.value.what == "Sveriges Kommuner och Regioner som undertecknare"
    with pytest.raises(NotFound):
        ended(story, 99)
    with pytest.raises(NotFound):
        ended(story, party_id, scope=Scope.of_books(99))


# --- terms -------------------------------------------------------------------------------------------------------


def terms_of(story: Story, valid_from: date, **given: object) -> NewTerms:
    arguments = {
        "valid_from": valid_from,
        "payer_id": story.organisations["SKR"],
        "instrument": Instrument.INVOICE,
        "requisitioner_id": story.organisations["VASTKOM"],
        **given,
    }
    return NewTerms(**arguments)  # type: ignore[arg-type]


def set_for(story: Story, terms: NewTerms) -> int:
    with write_session(story.engine) as session:
        return set_terms(session, **story.officer, agreement_id=story.agreement_id, terms=terms)


def test_terms_say_how_and_by_when_money_goes_back(story: Story) -> None:
    given = terms_of(
        story,
        date(2021, 1, 1),
        instrument=Instrument.FORM,
        carry_over=CarryOver.BY_DECISION,
        report_by=date(2022, 3, 31),
        repay_by=date(2022, 3, 31),
        repayment_account=Account(AccountKind.BANKGIRO, "5052-5781"),
        repayment_address="Kammarkollegiet",
    )
    set_for(story, given)
    with read_session(story.engine) as session:
        now = terms_on(session, story.agreement_id, date(2021, 6, 1))
        assert terms_as_set(session, now) == given
        first = terms_on(session, story.agreement_id, AGREED_ON)
        assert terms_as_set(session, first).repayment_account is None


def test_an_account_with_a_wrong_check_digit_is_not_set(story: Story) -> None:
    wrong = terms_of(story, AGREED_ON, repayment_account=Account(AccountKind.BANKGIRO, "5052-5782"))
    with pytest.raises(IdentifierCheckDigit):
        set_for(story, wrong)
    with read_session(story.engine) as session:
        assert terms_on(session, story.agreement_id, AGREED_ON).version == 1


def test_what_is_set_later_was_not_known_before(story: Story) -> None:
    before = clock.now()
    set_for(story, terms_of(story, AGREED_ON, requisition_reference="3501"))
    with read_session(story.engine) as session:
        assert terms_on(session, story.agreement_id, LAST_DAY).requisition_reference == "3501"
        assert terms_on(session, story.agreement_id, LAST_DAY, before).requisition_reference == "3500"
        with pytest.raises(TermsMissing):
            terms_on(session, story.agreement_id, date(2020, 8, 26))


# --- copying -----------------------------------------------------------------------------------------------------


def copied(story: Story, **given: object) -> CopiedAgreement:
    arguments = {
        **story.officer,
        "agreement_id": story.agreement_id,
        "code": "PH2021",
        "name": "Psykisk hälsa 2021",
        "reference": "20/01234",
        **given,
    }
    with write_session(story.engine) as session:
        return copy_agreement(session, **arguments)  # type: ignore[arg-type]


def test_a_copy_has_purposes_parties_and_terms_a_year_on_and_no_amounts(story: Story) -> None:
    added(story)
    ended(story, added(story, "GR", PartyRole.PRINCIPAL))
    set_for(story, terms_of(story, date(2020, 10, 1), use_from=AGREED_ON, use_to=LAST_DAY, requisition_text="År 2020"))
    before = entries(story)
    made = copied(story)
    assert [(one.code, one.name, one.pot.code, one.pot.opened_on) for one in made.purposes] == [
        ("SUICID", "Suicidprevention 2021", "SUICID2021", date(2021, 8, 27)),
        ("UNGDOM", "Ungdomsmottagningar 2021", "UNGDOM2021", date(2021, 8, 27)),
    ]
    assert parties(story, date(2021, 8, 27), agreement="PH2021") == [("signatory", "SKR")]
    with read_session(story.engine) as session:
        terms = terms_as_set(session, terms_on(session, made.id, date(2021, 10, 1)))
    assert (terms.valid_from, terms.use_from, terms.use_to) == (
        date(2021, 10, 1),
        date(2021, 8, 27),
        date(2021, 12, 31),
    )
    assert terms.requisition_text == "År 2021"
    assert entries(story) == before


def test_the_new_diary_number_stands_where_the_old_one_stood(story: Story) -> None:
    made = copied(story)
    with read_session(story.engine) as session:
        terms = terms_on(session, made.id, date(2021, 8, 27))
    assert terms.requisition_text == "Stimulansmedel för suicidprevention, dnr 20/01234"
    assert (terms.requisition_by, terms.certificate_required) == (date(2021, 12, 31), True)


def test_an_agreement_without_terms_or_years_is_copied_too(story: Story) -> None:
    with write_session(story.engine) as session:
        bare = register_agreement(session, **story.officer, code="KVH", name="Kvinnors hälsa", reference="")
        add_purpose(
            session,
            **story.officer,
            agreement_id=bare,
            code="A",
            name="Förlossning",
            pot_code="KVH",
            opened_on=date(2020, 2, 29),
        )
    made = copied(story, agreement_id=bare, code="KVH-2", name="Kvinnors hälsa 2")
    assert made.terms_id is None
    assert [(one.name, one.pot.code, one.pot.opened_on) for one in made.purposes] == [
        ("Förlossning", "KVH-2021", date(2021, 2, 28))
    ]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"code": "PH2020"}, AlreadyExists),
        ({"agreement_id": 99}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
        ({"years": -1}, DateBefore),
    ],
    ids=["code", "agreement", "scope", "before the book"],
)
def test_what_cannot_be_copied(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        copied(story, **given)


def test_the_report_tells_every_version_of_the_terms(story: Story) -> None:
    set_for(story, terms_of(story, date(2021, 1, 1), requisition_reference="3501"))
    before = clock.now()
    set_for(story, terms_of(story, date(2021, 1, 1), requisition_reference="3502", repay_by=date(2022, 3, 31)))
    with read_session(story.engine) as session:
        report = agreement_report(
            session, scope=EVERYTHING, book_id=story.book_id, agreement="PH2020", as_of=date(2021, 1, 1)
        )
        earlier = agreement_report(
            session,
            scope=EVERYTHING,
            book_id=story.book_id,
            agreement="PH2020",
            as_of=date(2020, 12, 31),
            known_at=before,
        )
    told = [
        (row.valid_from, row.valid_to, row.version, row.requisition_reference, row.in_force, row.replaced)
        for row in report.history
    ]
    assert told == [
        (AGREED_ON, LAST_DAY, 1, "3500", False, False),
        (date(2021, 1, 1), None, 1, "3501", False, True),
        (date(2021, 1, 1), None, 2, "3502", True, False),
    ]
    assert report.terms is not None
    assert (report.terms.payer, report.terms.repay_by) == ("Sveriges Kommuner och Regioner", date(2022, 3, 31))
    assert [row.requisition_reference for row in earlier.history] == ["3500", "3501"]
    assert earlier.terms == earlier.history[0]
    assert report.purposes[0] == PurposeRow("SUICID", "Suicidprevention 2020", "SUICID2020")
    assert report.parties == ()
    added(story)
    with read_session(story.engine) as session:
        again = agreement_report(
            session, scope=EVERYTHING, book_id=story.book_id, agreement="PH2020", as_of=date(2020, 1, 1)
        )
    assert (again.terms, again.parties) == (None, ())


def test_a_party_row_has_its_name(story: Story) -> None:
    added(story)
    with read_session(story.engine) as session:
        report = agreement_report(session, scope=EVERYTHING, book_id=story.book_id, agreement="PH2020", as_of=AGREED_ON)
    assert report.parties == (PartyRow("signatory", "SKR", "Sveriges Kommuner och Regioner", AGREED_ON, None),)


def entries(story: Story) -> int:
    with read_session(story.engine) as session:
        return session.execute(select(func.count()).select_from(Entry)).scalar_one()
