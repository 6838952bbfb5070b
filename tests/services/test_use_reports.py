"""Use reports until they are reviewed: drafted, replaced by others, submitted, returned and submitted again."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.documents import DocumentState
from ledger.db.session import read_session
from ledger.db.use_reports import UseReport, UseReportCost
from ledger.domain.scope import Scope
from ledger.domain.use_reports import CostType
from ledger.errors import (
    AmountNotPositive,
    DateBefore,
    DateOutOfRange,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    LedgerError,
    NotFound,
    PayeeMissing,
    ReasonMissing,
    TermsMissing,
    TextMissing,
    UseReportEmpty,
    UseReportOtherCommitment,
    UseReportOutsideTerms,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.agreements import Instrument, NewTerms, set_terms
from ledger.services.commitments import commit
from ledger.services.use_reports import (
    change_use_report,
    draft_use_report,
    return_use_report,
    submit_use_report,
)
from tests.support.held import REPORTED_ON, Held
from tests.support.money import REASON
from tests.support.story import SPLIT_ON, Here

AMOUNT = kronor(400_000)


def refused(held: Held, refusal: type[LedgerError], **changed: Any) -> LedgerError:
    """A report changed so is refused, and leaves nothing."""
    with held.money.writing() as session:
        with pytest.raises(refusal) as told:
            draft_use_report(session, **held.here, report=held.report(AMOUNT, **changed))
        assert session.scalars(select(UseReport.document_id)).all() == []
    return told.value


def history(held: Held, document_id: int) -> list[tuple[str, str]]:
    query = (
        select(DocumentState.state, DocumentState.reason)
        .where(DocumentState.document_id == document_id)
        .order_by(DocumentState.no)
    )
    with read_session(held.money.story.engine) as session:
        return [(state, reason) for state, reason in session.execute(query)]


def test_a_draft_says_what_was_used_for_what_and_books_nothing(held: Held) -> None:
    costs = {CostType.OTHER: 3, CostType.STAFF: kronor(10), CostType.PREMISES: kronor(2)}
    with held.money.writing() as session:
        drafted = draft_use_report(
            session, **held.here, report=held.report(1, costs=costs, text="Övrigt: tolk"), example=True
        )
    assert drafted.number == "ÅR-2021-01"
    with read_session(held.money.story.engine) as session:
        said = session.scalars(select(UseReport)).one()
        rows = session.execute(
            select(UseReportCost.cost_type, UseReportCost.amount_ore).order_by(UseReportCost.row_no)
        ).all()
    assert (said.amount_ore, said.text) == (kronor(12) + 3, "Övrigt: tolk")
    assert said.holder_id == held.money.story.organisations["SK"]
    assert [tuple(row) for row in rows] == [("staff", kronor(10)), ("premises", kronor(2)), ("other", 3)]
    assert history(held, drafted.id) == [("draft", "")]
    held.require_green()


def test_what_is_wrong_in_itself(held: Held) -> None:
    refused(held, UseReportEmpty, costs={})
    refused(held, AmountNotPositive, costs={CostType.STAFF: 0})
    refused(held, TextMissing, costs={CostType.OTHER: 1}, text=" ")
    refused(held, DateBefore, used_from=date(2021, 4, 1))
    refused(held, DateBefore, used_to=REPORTED_ON + timedelta(days=1))
    refused(held, DateOutOfRange, reported_on=clock.today() + timedelta(days=1))
    refused(held, NotFound, pot_id=4711)
    refused(held, PayeeMissing, pot_id=held.pots["SIMBA-SKOLA"])
    refused(held, TermsMissing, used_from=date(2020, 1, 1), used_to=date(2020, 1, 2), reported_on=date(2020, 1, 3))


def test_the_terms_say_when_the_money_may_be_used(held: Held) -> None:
    story = held.money.story
    with held.money.writing() as session:
        set_terms(
            session,
            **held.here,
            agreement_id=story.agreement_id,
            terms=NewTerms(
                valid_from=date(2021, 1, 1),
                payer_id=story.organisations["SKR"],
                instrument=Instrument.INVOICE,
                requisitioner_id=story.organisations["VASTKOM"],
                use_from=date(2021, 1, 1),
                use_to=date(2021, 3, 31),
            ),
        )
    early = refused(held, UseReportOutsideTerms, used_from=date(2020, 12, 31))
    late = refused(held, UseReportOutsideTerms, used_to=date(2021, 4, 1))
    assert (early.facts()["first_day"], late.facts()["last_day"]) == (date(2021, 1, 1), date(2021, 3, 31))
    assert explain(early) == (
        "Rapporten gäller 2020-12-31–2021-03-31, utanför den tid då PH2020 får användas enligt villkoren. "
        "Första dag är 2021-01-01. Sista dag är 2021-03-31. Ändra perioden, eller registrera nya villkor."
    )
    held.submitted(held.report(AMOUNT))


def test_a_commitment_is_the_holders_own_in_the_pot(held: Held) -> None:
    refusal = refused(held, UseReportOtherCommitment, commitment_id=held.money.commitment_id)
    assert refusal.facts() == {
        "commitment": "U-2020-01",
        "performer": "Skaraborgs kommunalförbund",
        "committed_pot": "Suicidprevention 2020",
        "pot": "Skaraborgs kommunalförbund",
        "holder": "Skaraborgs kommunalförbund",
    }
    refused(held, NotFound, commitment_id=held.money.receipt_id)


def test_another_report_is_written_instead(held: Held) -> None:
    first = held.submitted(held.report(AMOUNT))
    with held.money.writing() as session:
        second = change_use_report(session, **held.here, report_id=first, report=held.report(AMOUNT + 1))
        with pytest.raises(DocumentWrongState):
            change_use_report(session, **held.here, report_id=first, report=held.report(AMOUNT + 2))
        with pytest.raises(DocumentWrongState):
            submit_use_report(session, **held.here, report_id=first)
    assert history(held, first) == [("draft", ""), ("submitted", ""), ("replaced", "Ersatt av ÅR-2021-02")]
    assert held.money.state(second.id) == "draft"
    with read_session(held.money.story.engine) as session:
        assert session.scalars(select(UseReport.replaces_id).order_by(UseReport.document_id)).all() == [None, first]


def test_a_returned_report_is_submitted_again_as_it_stands_or_as_another(held: Held) -> None:
    report_id = held.submitted(held.report(AMOUNT))
    with held.money.writing() as session:
        with pytest.raises(ReasonMissing):
            return_use_report(session, **held.here, report_id=report_id, reason="nej")
        return_use_report(session, **held.here, report_id=report_id, reason=f" {REASON} ")
        with pytest.raises(DocumentWrongState):
            return_use_report(session, **held.here, report_id=report_id, reason=REASON)
        submit_use_report(session, **held.here, report_id=report_id)
        return_use_report(session, **held.here, report_id=report_id, reason=REASON)
        change_use_report(session, **held.here, report_id=report_id, report=held.report(AMOUNT))
    assert history(held, report_id) == [
        ("draft", ""),
        ("submitted", ""),
        ("returned", REASON),
        ("submitted", ""),
        ("returned", REASON),
        ("replaced", "Ersatt av ÅR-2021-02"),
    ]


def test_a_draft_is_not_returned_and_a_submitted_report_not_submitted(held: Held) -> None:
    with held.money.writing() as session:
        drafted = draft_use_report(session, **held.here, report=held.report(AMOUNT)).id
        with pytest.raises(DocumentWrongState) as refusal:
            return_use_report(session, **held.here, report_id=drafted, reason=REASON)
        submit_use_report(session, **held.here, report_id=drafted)
        with pytest.raises(DocumentWrongState):
            submit_use_report(session, **held.here, report_id=drafted)
    assert explain(refusal.value) == (
        "Läget för ÅR-2021-01 är utkast; det här går när det är inlämnad eller sakattesterad. "
        "Öppna ÅR-2021-01 och se vad som har hänt."
    )


def test_the_same_report_twice_is_registered_once(held: Held) -> None:
    with held.money.writing() as session:
        first = draft_use_report(session, **held.here, report=held.report(AMOUNT), source_key="fil:1")
        again = draft_use_report(session, **held.here, report=held.report(AMOUNT), source_key="fil:1")
        assert (again.id, again.is_new) == (first.id, False)
        with pytest.raises(DocumentSourceKeyTaken):
            draft_use_report(session, **held.here, report=held.report(AMOUNT + 1), source_key="fil:1")
        changed = [
            change_use_report(
                session, **held.here, report_id=first.id, report=held.report(AMOUNT + 1), source_key="fil:2"
            )
            for _ in range(2)
        ]
    assert [(one.id, one.is_new) for one in changed] == [(changed[0].id, True), (changed[0].id, False)]
    assert history(held, first.id)[1:] == [("replaced", "Ersatt av ÅR-2021-02")]


def test_out_of_scope_there_is_no_report(held: Held) -> None:
    report_id = held.submitted(held.report(AMOUNT))
    outside: Here = {**held.here, "scope": Scope.of_books(held.here["book_id"] + 1)}
    with held.money.writing() as session:
        with pytest.raises(NotFound):
            submit_use_report(session, **outside, report_id=report_id)
        with pytest.raises(NotFound):
            submit_use_report(session, **held.here, report_id=held.money.receipt_id)
        with pytest.raises(NotFound):
            draft_use_report(session, **outside, report=held.report(AMOUNT))


def test_a_commitment_of_the_pot_may_be_named(held: Held) -> None:
    story = held.money.story
    with held.money.writing() as session:
        committed = commit(
            session,
            **held.here,
            pot_id=story.suicide.pot.id,
            performer_id=story.organisations["GR"],
            name="Samordnare i Göteborgsregionen",
            amount_ore=kronor(1),
            decision_id=story.decisions["ASSIGNED"],
            on=SPLIT_ON,
        ).document
    refusal = refused(held, UseReportOtherCommitment, commitment_id=committed.id)
    assert refusal.facts()["performer"] == "Göteborgsregionen"


def test_every_step_leaves_its_row_in_the_audit_log(held: Held) -> None:
    report_id = held.submitted(held.report(AMOUNT))
    held.confirmed(report_id)
    with held.money.writing() as session:
        return_use_report(session, **held.here, report_id=report_id, reason=REASON)
        query = select(Audit.verb, Audit.what).where(Audit.what.like("use_re%")).order_by(Audit.id)
        assert [tuple(row) for row in session.execute(query)] == [
            ("register", "use_report"),
            ("submit", "use_report"),
            ("register", "use_review"),
            ("confirm", "use_review"),
            ("return", "use_report"),
        ]
