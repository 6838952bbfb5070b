"""Handovers: out of one book and into others at once, nothing open left behind, and turned back in both or neither."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.commitments import Commitment
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import (
    AmountNotPositive,
    CommitmentTwice,
    DateBefore,
    DateOutOfRange,
    DisbursedInsufficient,
    DocumentSourceKeyTaken,
    DocumentWrongState,
    HandoverEmpty,
    HandoverSameBook,
    HandoverSettled,
    MandateMissing,
    MovedUsed,
    NotFound,
    PeriodClosed,
    PotInsufficient,
    ReasonMissing,
    UnusedInsufficient,
)
from ledger.money import kronor
from ledger.services.bank_accounts import open_bank_account
from ledger.services.corrections import correct_entry
from ledger.services.handover_proof import BookChange, HandoverDoesNotTie, proof_of
from ledger.services.handovers import correct_handover, hand_over
from ledger.services.periods import close_month
from tests.support.committing import ended
from tests.support.handing import HANDED_ON, SHARE, Handing, lines_of, with_takers
from tests.support.money import MILLION, REASON, Money
from tests.support.story import COUNTY_ORE, Here
from tests.support.yearend import (
    DECIDED_ON,
    assert_controls_tie,
    more_authority,
    with_recipient,
    written,
)


@pytest.fixture
def handing(money: Money) -> Handing:
    return with_takers(money)


def whole(handing: Handing, code: str = "SK") -> Any:
    return handing.part(code, commitment_ids=(handing.money.commitment_id,))


def test_a_pot_leaves_one_book_and_enters_another(handing: Handing) -> None:
    (done,) = handing.handed(whole(handing)).parts
    (moved,) = done.commitments
    root, there = handing.root_id, handing.takers["SK"].pot_id
    assert (done.given.number, done.taken.number) == ("ÖL-2024-01", "ÖT-2024-01")
    assert lines_of(handing.story, done.given_booked) == [
        ("available", root, 0, -SHARE),
        ("clearing", root, 0, -SHARE - MILLION),
        ("committed", root, handing.money.commitment_id, -MILLION),
        ("grant_debt", root, 0, SHARE + MILLION),
        ("handed", root, 0, SHARE + MILLION),
    ]
    assert lines_of(handing.story, done.taken_booked) == [
        ("available", there, 0, SHARE),
        ("clearing", there, 0, SHARE + MILLION),
        ("committed", there, moved.new_id, MILLION),
        ("grant_debt", there, 0, -SHARE - MILLION),
        ("handed", there, 0, -SHARE - MILLION),
    ]
    states = [handing.money.state(one) for one in (done.given.id, done.taken.id, moved.old_id, moved.new_id)]
    assert states == ["booked", "booked", "handed_over", "active"]
    with read_session(handing.story.engine) as session:
        new = session.get_one(Commitment, moved.new_id)
    assert (new.book_id, new.name) == (handing.takers["SK"].book_id, "Länsgemensam samordnare")
    assert new.decision_id == handing.takers["SK"].decision_id
    assert_controls_tie(handing.story.engine, *handing.books)


def test_a_commitment_goes_on_to_the_end_decided_last(handing: Handing) -> None:
    ended(handing.money, date(2024, 6, 30), on=DECIDED_ON)
    (done,) = handing.handed(whole(handing)).parts
    with read_session(handing.story.engine) as session:
        assert session.get_one(Commitment, done.commitments[0].new_id).ends_on == date(2024, 6, 30)


def test_what_recipients_hold_goes_along_without_clearing(handing: Handing) -> None:
    pot = with_recipient(handing.money, "FB", MILLION, MILLION)
    (done,) = handing.handed(handing.part("FB", 0, pot_id=pot, disbursed_ore=MILLION)).parts
    assert lines_of(handing.story, done.given_booked) == [
        ("advanced", pot, 0, -MILLION),
        ("disbursed", pot, 0, -MILLION),
        ("grant_debt", handing.root_id, 0, MILLION),
        ("handed", pot, 0, MILLION),
    ]
    assert handing.balance_there("FB", Kind.ADVANCED) == handing.balance_there("FB", Kind.DISBURSED) == MILLION
    assert_controls_tie(handing.story.engine, *handing.books)


def test_the_proof_says_what_each_book_had_before_and_after(handing: Handing) -> None:
    done = handing.handed(handing.part("FB"), handing.part("GR", 2 * SHARE))
    here, fb, gr = handing.story.book_id, handing.takers["FB"].book_id, handing.takers["GR"].book_id
    available = COUNTY_ORE - MILLION
    assert [change for change in done.changes if change.kind is Kind.AVAILABLE] == [
        BookChange(here, Kind.AVAILABLE, available, available - 3 * SHARE),
        BookChange(fb, Kind.AVAILABLE, 0, SHARE),
        BookChange(gr, Kind.AVAILABLE, 0, 2 * SHARE),
    ]
    for kind in {change.kind for change in done.changes}:
        of_kind = [change for change in done.changes if change.kind is kind]
        assert sum(change.before_ore for change in of_kind) == sum(change.after_ore for change in of_kind)


def test_books_that_together_have_more_than_before_are_a_fault() -> None:
    before = {(1, Kind.AVAILABLE): 10, (2, Kind.AVAILABLE): 0, (1, Kind.HANDED): 0, (2, Kind.HANDED): 0}
    with pytest.raises(HandoverDoesNotTie, match="available: the books together changed by 1 öre"):
        proof_of(before, {**before, (1, Kind.AVAILABLE): 4, (2, Kind.AVAILABLE): 7})


def test_both_books_logs_tell_of_it(handing: Handing) -> None:
    (done,) = handing.handed(handing.part("SK")).parts
    query = select(Audit.book_id, Audit.verb, Audit.what_id).where(Audit.what.startswith("handover"))
    with read_session(handing.story.engine) as session:
        found = [tuple(row) for row in session.execute(query.order_by(Audit.id))]
    assert found == [
        (side.book_id, verb, side.id) for side in (done.given, done.taken) for verb in ("register", "book")
    ]


def test_not_more_than_is_received_unused_and_in_the_pot(handing: Handing) -> None:
    more_authority(handing.money)
    available = handing.money.balance(Kind.AVAILABLE)
    before = written(handing.story.engine)
    with handing.money.writing() as session:
        with pytest.raises(PotInsufficient) as both:
            handing.hand(session, [handing.part("SK", available), handing.part("GR", 1)])
        assert (both.value.wanted_ore, both.value.available_ore) == (available + 1, available)
        with pytest.raises(UnusedInsufficient) as unused:
            handing.hand(session, [handing.part("SK", available), handing.part("GR", 0, commitment_ids=one(handing))])
        assert (unused.value.wanted_ore, unused.value.left_ore) == (COUNTY_ORE + MILLION, COUNTY_ORE)
        with pytest.raises(CommitmentTwice):
            handing.hand(session, [whole(handing, "SK"), whole(handing, "GR")])
        with pytest.raises(DisbursedInsufficient):
            handing.hand(session, [handing.part("SK", disbursed_ore=1)])
    assert written(handing.story.engine) == before


def one(handing: Handing) -> tuple[int, ...]:
    return (handing.money.commitment_id,)


def test_a_decision_in_each_book(handing: Handing) -> None:
    with pytest.raises(MandateMissing):
        handing.handed(handing.part("SK"), decision_id=handing.story.decisions["SPLIT"])
    with pytest.raises(NotFound) as refusal:
        handing.handed(handing.part("SK", other_decision_id=handing.takers["GR"].decision_id))
    assert refusal.value.what == "beslut"


def test_both_books_must_be_within_reach(handing: Handing) -> None:
    for books in ((handing.story.book_id,), (handing.takers["SK"].book_id,)):
        with pytest.raises(NotFound):
            handing.handed(handing.part("SK"), scope=Scope.of_books(*books))
    reach = Scope.of_books(handing.story.book_id, handing.takers["SK"].book_id)
    assert handing.handed(handing.part("SK"), scope=reach).parts[0].given_booked is not None


@pytest.mark.parametrize(
    ("changed", "given", "refusal"),
    [
        ({"available_ore": 0}, {}, AmountNotPositive),
        ({"other_pot_id": 4711}, {}, NotFound),
        ({"pot_id": 4711}, {}, NotFound),
        ({"other_book_id": 4711}, {}, NotFound),
        ({"other_book_id": 1, "other_pot_id": 3}, {}, HandoverSameBook),
        ({}, {"on": DECIDED_ON - timedelta(days=1)}, DateBefore),
        ({}, {"on": clock.today() + timedelta(days=1)}, DateOutOfRange),
    ],
)
def test_what_every_handover_must_say(
    handing: Handing, changed: dict[str, Any], given: dict[str, Any], refusal: type[Exception]
) -> None:
    before = written(handing.story.engine)
    with handing.money.writing() as session, pytest.raises(refusal):
        handing.hand(session, [handing.part("SK", **changed)], **given)
    assert written(handing.story.engine) == before


def test_nothing_is_not_handed_over(handing: Handing) -> None:
    with handing.money.writing() as session, pytest.raises(HandoverEmpty):
        hand_over(session, **handing.story.officer, parts=[], decision_id=handing.decision_id, on=HANDED_ON)


def test_the_same_handover_is_booked_once(handing: Handing) -> None:
    parts = [whole(handing), handing.part("GR")]
    first = handing.handed(*parts, source_key="överlämnande 2024")
    again = handing.handed(*parts, source_key="överlämnande 2024")
    assert [(part.given.id, part.taken.id, part.commitments) for part in again.parts] == [
        (part.given.id, part.taken.id, part.commitments) for part in first.parts
    ]
    assert [part.given_booked for part in again.parts] == [None, None]
    assert all(change.before_ore == change.after_ore for change in again.changes)
    for others in (
        parts[:1],
        [*parts, handing.part("FB")],
        [parts[1], parts[0]],
        [whole(handing), handing.part("GR", 1)],
    ):
        with pytest.raises(DocumentSourceKeyTaken):
            handing.handed(*others, source_key="överlämnande 2024")
    with pytest.raises(DocumentSourceKeyTaken):
        handing.handed(*parts, source_key="överlämnande 2024", on=date(2024, 1, 3))


def test_a_source_key_of_another_kind_of_document(handing: Handing) -> None:
    with handing.money.writing() as session:
        taken = open_bank_account(
            session, **handing.story.officer, name="Sparkonto", number="5050-1055", source_key="nyckeln"
        )
    with pytest.raises(DocumentSourceKeyTaken) as refusal:
        handing.handed(handing.part("SK"), source_key="nyckeln")
    assert refusal.value.facts() == {"source_key": "nyckeln", "document": taken.number}


@pytest.mark.parametrize("side", ["given", "taken"])
def test_turned_back_from_either_book_it_is_turned_back_in_both(handing: Handing, side: str) -> None:
    (done,) = handing.handed(whole(handing)).parts
    (moved,) = done.commitments
    here = handing.story.officer if side == "given" else handing.in_book("SK")
    booked = done.given_booked if side == "given" else done.taken_booked
    assert booked is not None
    year, number = (int(part) for part in booked.name.split("-"))
    with handing.money.writing() as session:
        with pytest.raises(ReasonMissing):
            correct_entry(session, **here, year=year, number=number, reason="fel", booked_on=HANDED_ON)
        back = correct_entry(session, **here, year=year, number=number, reason=REASON, booked_on=HANDED_ON)
        assert back.book_id == here["book_id"]
    states = [handing.money.state(one) for one in (done.given.id, done.taken.id, moved.old_id, moved.new_id)]
    assert states == ["annulled", "annulled", "active", "annulled"]
    assert handing.money.balance(Kind.HANDED) == handing.balance_there("SK", Kind.HANDED) == 0
    assert handing.money.balance(Kind.COMMITTED, subject_id=moved.old_id) == MILLION
    assert handing.balance_there("SK", Kind.AVAILABLE) == 0
    assert_controls_tie(handing.story.engine, *handing.books)
    with handing.money.writing() as session, pytest.raises(DocumentWrongState):
        correct_handover(
            session,
            **handing.story.officer,
            document_id=done.given.id,
            reason=REASON,
            booked_on=HANDED_ON,
        )
    assert handing.handed(whole(handing)).parts[0].given_booked is not None


def test_a_closed_month_in_one_book_keeps_it_in_both(handing: Handing) -> None:
    (done,) = handing.handed(handing.part("SK")).parts
    with handing.money.writing() as session:
        for number in range(26):
            month = date(2021 + (number + 11) // 12, (number + 11) % 12 + 1, 1)
            close_month(session, **handing.in_book("SK"), month=month)
    before = written(handing.story.engine)
    with pytest.raises(PeriodClosed), handing.money.writing() as session:
        correct_handover(
            session, **handing.story.officer, document_id=done.given.id, reason=REASON, booked_on=HANDED_ON
        )
    assert written(handing.story.engine) == before
    assert handing.money.state(done.given.id) == "booked"


def test_out_of_reach_of_the_other_book_it_is_not_turned_back(handing: Handing) -> None:
    (done,) = handing.handed(handing.part("SK")).parts
    here: Here = {**handing.story.officer, "scope": Scope.of_books(handing.story.book_id)}
    with handing.money.writing() as session, pytest.raises(NotFound):
        correct_handover(session, **here, document_id=done.given.id, reason=REASON, booked_on=HANDED_ON)
    with handing.money.writing() as session, pytest.raises(NotFound):
        correct_handover(
            session, **handing.story.officer, document_id=done.taken.id, reason=REASON, booked_on=HANDED_ON
        )


def test_what_the_new_book_has_used_or_settled_is_not_taken_back(handing: Handing) -> None:
    done = handing.handed(whole(handing), handing.part("GR"))
    sk, gr = done.parts
    settled = handing.settled(None, gr.given.id, kronor(1)).document
    with handing.money.writing() as session, pytest.raises(HandoverSettled) as refusal:
        correct_handover(session, **handing.in_book("GR"), document_id=gr.taken.id, reason=REASON, booked_on=HANDED_ON)
    assert refusal.value.facts() == {
        "handover": gr.given.number,
        "settled_ore": kronor(1),
        "settlements": (settled.number,),
    }
    _used_there(handing)
    with handing.money.writing() as session, pytest.raises(MovedUsed) as used:
        correct_handover(session, **handing.story.officer, document_id=sk.given.id, reason=REASON, booked_on=HANDED_ON)
    assert (used.value.document, used.value.left_ore, used.value.moved_ore) == (sk.taken.number, SHARE - 1, SHARE)


def _used_there(handing: Handing) -> None:
    """One öre of what Skaraborg took over is handed on to Fyrbodal."""
    sk = handing.takers["SK"]
    fb = handing.takers["FB"]
    part = handing.part("FB", 1, pot_id=sk.pot_id, other_book_id=fb.book_id)
    with handing.money.writing() as session:
        hand_over(session, **handing.in_book("SK"), parts=[part], decision_id=sk.decision_id, on=HANDED_ON)
