"""Every voucher about money that comes in is corrected by its name, from the last to the first, and nothing is left."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Final

from sqlalchemy import select

from ledger.db.books import Account, Entry
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.errors import LedgerError, PlacementExceedsUnplaced
from ledger.money import kronor
from ledger.services.bank_events import pay_interest_on, receive_interest
from ledger.services.corrections import correct_entry
from ledger.services.placements import PlacePart, place_receipt
from tests.support.banking import Banking
from tests.support.claims import CAME_ON, RAISED, Claims, differing
from tests.support.money import REASON
from tests.support.story import COUNTY_ORE

AFTER_ALL: Final = date(2021, 1, 4)
FOUR: Final = kronor(4_000_000)
THREADS: Final = 8


def everything(claims: Claims) -> None:
    """Book one of each kind of document on top of the open requisition."""
    money = claims.money
    claims.lower(FOUR)
    claims.receive(kronor(1_000_000))
    waiting = claims.wait(kronor(2_000_000)).document.id
    with money.writing() as session:
        place_receipt(
            session,
            **money.story.officer,
            unplaced_id=waiting,
            parts=[PlacePart(claims.requisition_id, kronor(2_000_000))],
            on=CAME_ON,
        )
    claims.send_back(kronor(3_000_000))
    for do in (receive_interest, pay_interest_on):
        with money.writing() as session:
            do(
                session,
                **money.story.officer,
                purpose_id=money.story.suicide.id,
                bank_account_id=money.bank_id,
                amount_ore=kronor(12),
                on=CAME_ON,
            )
    Banking(money).move(kronor(5), on=CAME_ON)


def test_all_is_turned_back_from_its_end(claims: Claims) -> None:
    story = claims.money.story
    everything(claims)
    with read_session(story.engine) as session:
        booked = session.execute(select(Entry.seq, Entry.year, Entry.number).order_by(Entry.seq.desc())).all()
    assert [row.seq for row in booked][-1] == 1
    for seq, year, number in booked:
        if seq > 6:  # what the story and its open requisition began with stays
            with claims.money.writing() as session:
                correct_entry(session, **story.officer, year=year, number=number, reason=REASON, booked_on=AFTER_ALL)
            assert differing(claims.money) == []
    assert (claims.state(), claims.claim()) == ("sent", RAISED)
    with read_session(story.engine) as session:
        query = select(Account.kind, Account.balance_ore).where(Account.balance_ore != 0).order_by(Account.kind)
        left = {kind: ore for kind, ore in session.execute(query) if kind in {Kind.BANK, Kind.CLAIM, Kind.GRANT_DEBT}}
    assert left == {"bank": COUNTY_ORE, "claim": RAISED, "grant_debt": -COUNTY_ORE - RAISED}


def test_several_at_once_place_no_more_than_came(claims: Claims) -> None:
    waiting = claims.wait(FOUR).document.id

    def place(_thread: int) -> type[LedgerError] | None:
        try:
            with claims.money.writing() as session:
                place_receipt(
                    session,
                    **claims.money.story.officer,
                    unplaced_id=waiting,
                    parts=[PlacePart(claims.requisition_id, kronor(2_000_000))],
                    on=CAME_ON,
                )
        except LedgerError as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(THREADS) as threads:
        assert Counter(threads.map(place, range(THREADS))) == {None: 2, PlacementExceedsUnplaced: THREADS - 2}
    assert claims.claim() == RAISED - FOUR
    assert differing(claims.money) == []
