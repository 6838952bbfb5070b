"""Handovers in both directions at once: books are held in one order, so nobody waits for ever and nothing is lost."""

from sqlalchemy.orm import Session

from ledger.balances import sums_of_kinds
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import kronor
from ledger.services.handovers import HandedOver, correct_handover
from tests.support.handing import HANDED_ON, Handing, with_takers
from tests.support.money import REASON, Money
from tests.support.story import COUNTY_ORE
from tests.support.together import together
from tests.support.yearend import assert_controls_tie

CLIENTS = 12
KRONA = kronor(1)


def back(handing: Handing, session: Session) -> HandedOver:
    """From Skaraborg's book, which has the greater number, to the story's."""
    sk = handing.takers["SK"]
    part = handing.part(
        "SK",
        KRONA,
        pot_id=sk.pot_id,
        other_book_id=handing.story.book_id,
        other_pot_id=handing.root_id,
        other_decision_id=handing.decision_id,
    )
    return handing.hand(session, [part], **handing.in_book("SK"), decision_id=sk.decision_id)


def test_two_directions_at_once(money: Money) -> None:
    handing = with_takers(money)
    handing.handed(handing.part("SK", CLIENTS * KRONA))

    def act(session: Session, client: int) -> HandedOver:
        return handing.hand(session, [handing.part("SK", KRONA)]) if client % 2 else back(handing, session)

    done, refused = together(money.story.engine, CLIENTS, act)
    assert (len(done), refused) == (CLIENTS, [])
    books = (handing.story.book_id, handing.takers["SK"].book_id)
    with read_session(money.story.engine) as session:
        sums = sums_of_kinds(session, books, (Kind.AVAILABLE, Kind.HANDED, Kind.COMMITTED))
    assert [sums[books[1], kind] for kind in (Kind.AVAILABLE, Kind.HANDED)] == [CLIENTS * KRONA, -CLIENTS * KRONA]
    assert sum(sums[book, kind] for book in books for kind in (Kind.AVAILABLE, Kind.COMMITTED)) == COUNTY_ORE
    assert_controls_tie(money.story.engine, *handing.books)


def test_one_handover_turned_back_from_both_books_at_once(money: Money) -> None:
    handing = with_takers(money)
    done = handing.handed(handing.part("SK", KRONA)).parts[0]
    sides = ((handing.story.officer, done.given.id), (handing.in_book("SK"), done.taken.id))

    def act(session: Session, client: int) -> object:
        here, document_id = sides[client % 2]
        return correct_handover(session, **here, document_id=document_id, reason=REASON, booked_on=HANDED_ON)

    turned, refused = together(money.story.engine, CLIENTS, act)
    assert (len(turned), {refusal.code for refusal in refused}) == (1, {"document.wrong_state"})
    assert_controls_tie(money.story.engine, *handing.books)
