"""A month is closed on what the controls find at its end: what differs is explained by one and accepted by another."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from ledger import clock, closing
from ledger.closing import Found, month_findings
from ledger.db import guards
from ledger.db.audit import Audit
from ledger.db.periods import ClosingFinding, Explanation, ExplanationAcceptance, PeriodState
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import (
    DateOutOfRange,
    ExplanationAccepted,
    ExplanationMissing,
    ExplanationSamePerson,
    FindingMissing,
    FindingNotExplainable,
    NotFound,
    PeriodBroken,
    PeriodNotOver,
    PeriodUnexplained,
    ReasonMissing,
)
from ledger.messages import explain as in_words
from ledger.money import kronor
from ledger.reports.controls.results import SHOWN
from ledger.services.bank_accounts import open_bank_account
from ledger.services.periods import ClosedMonth
from tests.support.banking import NEXT_DAY, Banking
from tests.support.closing import WHY, close_months, let_stand
from tests.support.controlling import differing
from tests.support.story import COUNTY_ORE, Here, Story
from tests.support.together import together

DECEMBER: Final = date(2020, 12, 1)
FEE: Final = kronor(5)
FEE_IS_BOOKED: Final = "Bankens avgift, bokförd i januari"


@pytest.fixture
def december(banking: Banking) -> Banking:
    """December is the first open month; the bank has drawn five kronor that the book knows nothing of."""
    close_months(banking.money.story, DECEMBER)
    banking.say_received()
    banking.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE - FEE)
    return banking


def story_of(banking: Banking) -> Story:
    return banking.money.story


def found(banking: Banking, month: date = DECEMBER) -> dict[str, Found]:
    """What is found of a month, by control; there is at most one of each here."""
    story = story_of(banking)
    with read_session(story.engine) as session:
        every = month_findings(session, scope=story.officer["scope"], book_id=story.book_id, month=month)
    by_control = {one.finding.control: one for one in every}
    assert len(by_control) == len(every)
    return by_control


def close(banking: Banking, month: date = DECEMBER) -> ClosedMonth:
    with banking.money.writing() as session:
        return closing.close_month(session, **story_of(banking).officer, month=month)


def explain(banking: Banking, key: str, here: Here | None = None, reason: str = FEE_IS_BOOKED) -> None:
    with banking.money.writing() as session:
        closing.explain(session, **(here or story_of(banking).officer), month=DECEMBER, finding=key, reason=reason)


def accept(banking: Banking, key: str, here: Here | None = None) -> None:
    with banking.money.writing() as session:
        closing.accept(session, **(here or story_of(banking).approver), month=DECEMBER, finding=key)


def rows(story: Story) -> list[int]:
    """How many rows there are of all that closing writes."""
    with read_session(story.engine) as session:
        tables = (PeriodState, Explanation, ExplanationAcceptance, ClosingFinding, Audit)
        return [session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_what_is_found_of_a_month(december: Banking) -> None:
    bank, accounts = found(december)["bank"], found(december)["accounts"]
    assert bank.finding.what == "Bankgirokonto i boken mot kontoutdrag KU-2020-02 den 2020-12-21"
    assert (bank.finding.difference_ore, bank.finding.subject, bank.state) == (FEE, "KU-2020-02", "unexplained")
    assert accounts.finding.what.endswith("SIE-fil från ekonomisystemet saknas")
    assert (accounts.finding.difference_ore, accounts.stands) == (0, False)


def test_a_month_with_differences_stays_open(december: Banking) -> None:
    before = rows(story_of(december))
    with pytest.raises(PeriodUnexplained) as refusal:
        close(december)
    keys = {control: one.finding.key for control, one in found(december).items()}
    assert refusal.value.facts()["month"] == "2020-12"
    assert [told[-13:-1] for told in refusal.value.findings] == [keys["bank"], keys["accounts"]]
    told = in_words(refusal.value).replace("\u00a0", " ")
    assert told.startswith("December 2020 kan inte stängas: detta skiljer eller kan inte kontrolleras.")
    assert "KU-2020-02 den 2020-12-21: skillnad +5 kr" in told
    assert rows(story_of(december)) == before


def test_two_persons_close_it(december: Banking) -> None:
    story = story_of(december)
    bank, accounts = (found(december)[control].finding.key for control in ("bank", "accounts"))
    explain(december, bank)
    explain(december, accounts, story.approver)
    assert [one.state for one in found(december).values()] == ["waiting", "waiting"]
    accept(december, bank)
    with pytest.raises(PeriodUnexplained) as refusal:
        close(december)
    assert [told[-13:-1] for told in refusal.value.findings] == [accounts]
    accept(december, accounts, story.officer)
    closed = close(december)
    assert (closed.month, closed.explained, closed.seal is None) == (DECEMBER, 2, False)
    with read_session(story.engine) as session:
        kept = session.execute(
            select(ClosingFinding.month, ClosingFinding.no, ClosingFinding.explanation_no, Explanation.control)
            .join(Explanation, Explanation.digest == ClosingFinding.digest)
            .order_by(Explanation.control)
        ).all()
    assert [tuple(row) for row in kept] == [(DECEMBER, 1, 1, "accounts"), (DECEMBER, 1, 1, "bank")]
    assert differing(story.engine, story.book_id).keys() == {7}


def test_one_person_is_not_enough(december: Banking) -> None:
    key = found(december)["bank"].finding.key
    explain(december, key)
    before = rows(story_of(december))
    with pytest.raises(ExplanationSamePerson) as refusal:
        accept(december, key, story_of(december).officer)
    assert in_words(refusal.value).startswith("Du har själv förklarat Bankgirokonto")
    assert rows(story_of(december)) == before


def test_an_explanation_holds_for_exactly_what_differs(december: Banking) -> None:
    key = found(december)["bank"].finding.key
    explain(december, key)
    accept(december, key)
    december.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE - FEE * 2)
    now = found(december)["bank"]
    assert (now.finding.difference_ore, now.state) == (FEE * 2, "unexplained")
    for late in (explain, accept):
        with pytest.raises(FindingMissing) as refusal:
            late(december, key)
        assert refusal.value.facts() == {"month": "2020-12", "given": key}
    with pytest.raises(PeriodUnexplained):
        close(december)


def test_what_is_put_right_needs_no_explanation(december: Banking) -> None:
    december.say(NEXT_DAY, COUNTY_ORE, COUNTY_ORE)
    assert found(december).keys() == {"accounts"}


def test_a_purpose_that_lends_another_money_is_explained_too(december: Banking) -> None:
    """The fee is booked, and drawn from where there is no money: the bank's account ties, the purpose's does not."""
    december.move(-FEE, on=NEXT_DAY)
    bank = found(december)["bank"].finding
    assert (bank.what, bank.difference_ore) == ("Ändamålets bank är under noll: det har lånat av ett annat", -FEE)
    assert bank.may_be_explained


def test_an_explanation_of_one_month_is_not_one_of_the_next(december: Banking) -> None:
    with december.money.writing() as session:
        let_stand(session, story_of(december).officer, story_of(december).approver, DECEMBER)
    close(december)
    assert {one.state for one in found(december, date(2021, 1, 1)).values()} == {"unexplained"}
    with pytest.raises(PeriodUnexplained):
        close(december, date(2021, 1, 1))


def test_a_missing_statement_is_explained_for_just_these_accounts(december: Banking) -> None:
    """One more account without its statement is another thing to explain."""
    story = story_of(december)
    with december.money.writing() as session:
        open_bank_account(session, **story.officer, name="Sparkonto", number="1")
        every = month_findings(session, scope=story.officer["scope"], book_id=story.book_id, month=DECEMBER)
        let_stand(session, story.officer, story.approver, DECEMBER)
    assert [one.finding.what for one in every if one.finding.difference_ore == 0] == [
        "Bank i boken mot kontoutdraget: kontoutdrag för Sparkonto saknas",
        "Pengarna i boken mot ekonomisystemets saldon: SIE-fil från ekonomisystemet saknas",
    ]
    with december.money.writing() as session:
        open_bank_account(session, **story.officer, name="Valutakonto", number="2")
    with pytest.raises(PeriodUnexplained) as refusal:
        close(december)
    (told,) = refusal.value.findings
    assert told.startswith("Bank i boken mot kontoutdraget: kontoutdrag för Sparkonto och Valutakonto saknas")


def test_who_explains_anew_is_accepted_anew(december: Banking) -> None:
    key = found(december)["bank"].finding.key
    explain(december, key)
    accept(december, key)
    explain(december, key, story_of(december).approver)
    waiting = found(december)["bank"].explanation
    assert waiting is not None
    assert (waiting.no, waiting.accepted, waiting.explained.person_id) == (2, None, story_of(december).approver_id)
    with pytest.raises(ExplanationSamePerson):
        accept(december, key)
    accept(december, key, story_of(december).officer)
    assert found(december)["bank"].stands
    with pytest.raises(ExplanationAccepted) as refusal:
        accept(december, key, story_of(december).approver)
    assert refusal.value.accepted_on == clock.today()


def test_only_what_is_explained_is_accepted(december: Banking) -> None:
    with pytest.raises(ExplanationMissing):
        accept(december, found(december)["bank"].finding.key)


@pytest.mark.parametrize("key", ["", "0" * 12, "abc"])
def test_what_does_not_differ_is_not_explained(december: Banking, key: str) -> None:
    with pytest.raises(FindingMissing):
        explain(december, key)


def test_a_few_letters_of_a_finding_are_not_enough(december: Banking) -> None:
    key = found(december)["bank"].finding.key
    with pytest.raises(FindingMissing):
        explain(december, key[:7])
    explain(december, f" {key[:8].upper()} ")
    assert found(december)["bank"].state == "waiting"


def test_an_explanation_says_why(december: Banking) -> None:
    with pytest.raises(ReasonMissing):
        explain(december, found(december)["bank"].finding.key, reason="Avgift")


FAULTS: Final = {
    "a text that was changed": "UPDATE entry SET text = 'något annat' WHERE seq = 3",
    "a balance the lines do not say": "UPDATE account SET balance_ore = balance_ore + 1 WHERE kind = 'available'",
    "an agreed amount other than booked": (
        "UPDATE document_fact SET amount_ore = amount_ore - 100 WHERE code = 'agreement_amount'"
    ),
    "a commitment other than promised": (
        "UPDATE document_fact SET amount_ore = amount_ore + 900 WHERE code = 'commitment'"
    ),
    "a seal on another hash": f"UPDATE seal SET hash = '{'b' * 64}'",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_no_one_explains_away_a_book_that_is_broken(december: Banking, fault: str) -> None:
    story = story_of(december)
    with december.money.writing() as session:
        let_stand(session, story.officer, story.approver, DECEMBER)
    with write_session(story.engine) as session:
        guards.remove(session.connection())
        session.execute(text(fault))
        guards.install(session.connection())
    before = rows(story)
    with pytest.raises(PeriodBroken) as refusal:
        close(december)
    assert "Det kan inte förklaras." in in_words(refusal.value)
    with read_session(story.engine) as session:
        every = month_findings(session, scope=story.officer["scope"], book_id=story.book_id, month=DECEMBER)
    broken = [one for one in every if one.state == "broken"]
    assert len(broken) == len(refusal.value.findings) > 0
    with pytest.raises(FindingNotExplainable):
        explain(december, broken[0].finding.key)
    assert rows(story) == before


def test_a_guard_taken_away_stops_the_closing(december: Banking) -> None:
    with write_session(story_of(december).engine) as session:
        guards.remove(session.connection())
    with pytest.raises(PeriodBroken) as refusal:
        close(december)
    *shown, rest = refusal.value.findings
    assert len(shown) == SHOWN
    assert all(told.startswith("Databasens spärr saknas") for told in shown)
    assert rest.endswith("rader till")


def test_a_month_that_is_not_over_has_nothing_to_explain(december: Banking) -> None:
    key = found(december)["bank"].finding.key
    with clock.told_at(datetime(2020, 12, 31, 12, tzinfo=UTC)), pytest.raises(PeriodNotOver):
        explain(december, key)
    with clock.told_at(datetime(2020, 12, 31, 12, tzinfo=UTC)), pytest.raises(PeriodNotOver):
        close(december)


def test_nor_has_one_before_the_book(december: Banking) -> None:
    with december.money.writing() as session, pytest.raises(DateOutOfRange):
        closing.explain(session, **story_of(december).officer, month=date(2019, 12, 1), finding="0" * 12, reason=WHY)
    with pytest.raises(DateOutOfRange):
        close(december, date(2019, 12, 1))


OUTSIDE: Final[dict[str, Callable[[Session, Here], object]]] = {
    "close": lambda session, here: closing.close_month(session, **here, month=DECEMBER),
    "close year": lambda session, here: closing.close_year(session, **here, year=2020),
    "explain": lambda session, here: closing.explain(session, **here, month=DECEMBER, finding="0" * 12, reason=WHY),
    "accept": lambda session, here: closing.accept(session, **here, month=DECEMBER, finding="0" * 12),
    "findings": lambda session, here: month_findings(
        session, scope=here["scope"], book_id=here["book_id"], month=DECEMBER
    ),
}


@pytest.mark.parametrize("act", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_a_book_out_of_scope_has_no_periods(story: Story, act: Callable[[Session, Here], object]) -> None:
    pots_alone = Scope(books=frozenset(), pots=frozenset({(story.book_id, "/")}))
    for scope in (Scope.of_books(story.book_id + 1), pots_alone):
        with write_session(story.engine) as session, pytest.raises(NotFound):
            act(session, {**story.officer, "scope": scope})


def test_of_many_who_close_one_does(december: Banking) -> None:
    story = story_of(december)
    with december.money.writing() as session:
        let_stand(session, story.officer, story.approver, DECEMBER)
    done, refused = together(
        story.engine, 4, lambda session, _: closing.close_month(session, **story.officer, month=DECEMBER)
    )
    assert [closed.month for closed in done] == [DECEMBER]
    assert [(type(one), one.facts()["reason"]) for one in refused] == [(PeriodNotOver, "already_closed")] * 3


def test_of_many_who_accept_one_does(december: Banking) -> None:
    story, key = story_of(december), found(december)["bank"].finding.key
    explain(december, key)
    done, refused = together(
        story.engine, 4, lambda session, _: closing.accept(session, **story.approver, month=DECEMBER, finding=key)
    )
    assert len(done) == 1
    assert {type(one) for one in refused} == {ExplanationAccepted}


def test_what_is_known_then(december: Banking) -> None:
    story = story_of(december)
    before = clock.now()
    key = found(december)["bank"].finding.key
    explain(december, key)
    explained = clock.now()
    accept(december, key)
    states = []
    for known_at in (before, explained, None):
        with read_session(story.engine) as session:
            every = month_findings(
                session, scope=story.officer["scope"], book_id=story.book_id, month=DECEMBER, known_at=known_at
            )
        states += [one.state for one in every if one.finding.control == "bank"]
    assert states == ["unexplained", "waiting", "accepted"]


def test_every_step_leaves_its_row(december: Banking) -> None:
    key = found(december)["bank"].finding
    with december.money.writing() as session:
        let_stand(session, story_of(december).officer, story_of(december).approver, DECEMBER)
    close(december)
    about = f'{{"control":"bank","difference_ore":{FEE},"digest":"{key.digest}","month":"2020-12","no":1}}'
    with read_session(story_of(december).engine) as session:
        told = [
            tuple(row)
            for row in session.execute(select(Audit.verb, Audit.what, Audit.facts, Audit.actor_id).order_by(Audit.id))
        ]
    officer, approver = story_of(december).officer_id, story_of(december).approver_id
    assert ("explain", "finding", about, officer) in told
    assert ("accept", "finding", about, approver) in told
    assert ("close", "month", '{"month":"2020-12","no":1}', officer) in told


def test_months_are_closed_once_and_in_order(december: Banking) -> None:
    with december.money.writing() as session:
        let_stand(session, story_of(december).officer, story_of(december).approver, DECEMBER)
    close(december)
    told = ((DECEMBER, "already_closed"), (date(2021, 2, 1), "earlier_open"), (date(9999, 12, 31), "not_over"))
    for month, reason in told:
        with pytest.raises(PeriodNotOver) as refusal:
            close(december, month)
        assert refusal.value.reason == reason
