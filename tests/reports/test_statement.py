"""The statement: its figures, its two times, what lies outside it, and that nothing untied is ever shown."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.posting import post_entries
from ledger.reports.journal import journal
from ledger.reports.statement import Authority, Figures, RootCash, Statement, StatementDoesNotTie, statement
from tests.support.books import SmallBook, small_book
from tests.support.histories import begun, recorded_at, told
from tests.support.queries import counted

ALL = Scope.everything()
NOTHING = Authority(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def stated(
    book: SmallBook,
    *,
    scope: Scope = ALL,
    agreement: str | None = None,
    pot: str | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Statement:
    with read_session(book.engine) as session:
        return statement(
            session,
            scope=scope,
            book_id=book.book_id,
            agreement=agreement,
            pot=pot,
            as_of=as_of,
            known_at=known_at,
        )


def authority(**kr: int) -> Authority:
    return replace(NOTHING, **{f"{name}_ore": amount * 100 for name, amount in kr.items()})


def test_every_pot_stands_with_its_own_figures_in_the_order_of_the_tree(book: SmallBook) -> None:
    told(book)
    tree = stated(book, agreement="PROV").trees[0]
    assert [(row.code, row.depth) for row in tree.rows] == [("ROT", 0), ("BARN", 1), ("SYSKON", 1)]
    root, child, sibling = (row.own for row in tree.rows)
    assert root.authority == replace(
        authority(authorised=1_050, used=10, returned=15), allotted_ore=kronor(500, 50), available_ore=kronor(524, 50)
    )
    assert child == Figures(authority(authorised=300, available=200, committed=60, used=40), kronor(40), None)
    assert sibling.authority == replace(
        authority(disbursed=90, used=60), authorised_ore=kronor(200, 50), available_ore=kronor(50, 50)
    )
    assert (sibling.paid_out_ore, sibling.cash) == (kronor(150), None)


def test_the_total_of_a_tree_opens_what_was_allotted_and_counts_its_authority_once(book: SmallBook) -> None:
    told(book)
    found = stated(book, agreement="PROV")
    assert found.trees[0].total == Figures(
        authority(authorised=1_050, available=775, committed=60, disbursed=90, used=110, returned=15),
        paid_out_ore=kronor(190),
        cash=RootCash(
            requisitioned_ore=kronor(880),
            received_ore=kronor(780),
            claim_ore=kronor(100),
            other_bank_ore=kronor(-13, -95),
            bank_ore=kronor(576, 5),
        ),
    )
    assert found.total == found.trees[0].total


def test_the_book_has_all_roots_and_its_bank_is_the_accounts_balance(book: SmallBook) -> None:
    told(book)
    found = stated(book)
    assert [tree.rows[0].code for tree in found.trees] == ["OVRIGT", "ROT"]
    assert found.trees[0].total.cash == RootCash(0, 0, 0, kronor(5), kronor(5))
    assert found.total.cash is not None
    assert found.total.cash.bank_ore == kronor(581, 5)


def test_a_pot_is_stated_with_all_under_it_and_without_the_money_of_its_root(book: SmallBook) -> None:
    told(book)
    found = stated(book, agreement="PROV", pot="BARN")
    assert [row.code for row in found.trees[0].rows] == ["BARN"]
    assert found.total == found.trees[0].rows[0].own
    assert found.total.cash is None
    assert [row.depth for row in stated(book, pot="ROT").trees[0].rows] == [0, 1, 1]


def test_every_event_that_moves_the_bank_has_its_place_in_the_equation(book: SmallBook) -> None:
    history = told(book)
    root, bank, bill = book.root, history.id("bank"), history.id("invoice")
    some = {"bank_id": bank, "amount_ore": kronor(1)}
    for movement in (
        rules.payment_bounced(bank_id=bank, payments=[rules.Payment(book.child, bill, kronor(40))]),
        rules.paid_twice(pot=book.child, invoice_id=bill, bank_id=bank, amount_ore=kronor(2)),
        rules.supplier_refund(pot=book.child, invoice_id=bill, bank_id=bank, amount_ore=kronor(1)),
        rules.payout_bounced(bank_id=bank, payouts=[(book.sibling, kronor(30))]),
        rules.recall(pot=book.sibling, amount_ore=kronor(20)),
        rules.paid_back(pot=book.sibling, bank_id=bank, amount_ore=kronor(10)),
        rules.carry_over(old=root, new=book.second_root, available_ore=kronor(7), bank_id=bank),
        rules.handover_out(pot=root, available_ore=kronor(3)),
        rules.clearing_settled(root=root, bank_id=bank, amount_ore=kronor(3)),
        rules.interest_paid(root=root, **some),
        rules.bank_other(other_root=book.other, **some),
        rules.requisition_lowered(root=root, requisition_id=history.id("requisition"), amount_ore=kronor(30)),
    ):
        history.add("09-20", movement)
    found = {tree.rows[0].code: tree.total for tree in stated(book).trees}
    assert found["ROT"].paid_out_ore == kronor(190 - 40 - 30)
    assert found["ROT"].cash == RootCash(kronor(850), kronor(780), kronor(70), kronor(-15, -95), kronor(644, 5))
    assert found["ROT2"].authority == authority(available=7, carried=-7)
    assert found["ROT2"].cash == RootCash(0, 0, 0, kronor(7), kronor(7))


def test_each_day_and_each_moment_say_what_their_lines_say(book: SmallBook) -> None:
    history = told(book)
    days = sorted({draft.booked_on for draft in history.drafts})
    known = range(len(history.drafts) + 1)
    asked = [(None, seq) for seq in known] + [(day, None) for day in days] + [(days[1], seq) for seq in known]
    with read_session(book.engine) as session:
        for as_of, seq in asked:
            known_at = None if seq is None else recorded_at(seq)
            found = statement(
                session, scope=ALL, book_id=book.book_id, agreement=None, pot=None, as_of=as_of, known_at=known_at
            )
            assert by_pot(found) == from_lines(session, book, as_of, known_at)
            assert found.until_seq == (len(history.drafts) if seq is None else seq)


def by_pot(found: Statement) -> dict[int, dict[str, int]]:
    return {
        row.pot_id: {
            "authorised": row.own.authority.authorised_ore,
            "available": row.own.authority.available_ore,
            "used": row.own.authority.used_ore,
            "claim": 0 if row.own.cash is None else row.own.cash.claim_ore,
            "bank": 0 if row.own.cash is None else row.own.cash.bank_ore,
        }
        for tree in found.trees
        for row in tree.rows
    }


def from_lines(
    session: Session, book: SmallBook, as_of: date | None, known_at: datetime | None
) -> dict[int, dict[str, int]]:
    wanted = {
        Kind.AUTHORISED: ("authorised", -1),
        Kind.AVAILABLE: ("available", 1),
        Kind.USED: ("used", 1),
        Kind.CLAIM: ("claim", 1),
        Kind.BANK: ("bank", 1),
    }
    sums: dict[int, dict[str, int]] = defaultdict(lambda: {name: 0 for name, _ in wanted.values()})
    for entry in journal(session, scope=ALL, book_id=book.book_id, from_=None, to=as_of, known_at=known_at):
        for line in entry.lines:
            of_pot = sums[line.pot_id]
            if line.kind in wanted:
                name, sign = wanted[line.kind]
                of_pot[name] += sign * line.amount_ore
    return sums


def test_what_was_known_then_is_the_same_for_ever(book: SmallBook) -> None:
    history = told(book)
    before = stated(book, as_of=date(2020, 9, 30))
    history.add("09-05", rules.agreement_amount(root=book.second_root, amount_ore=kronor(3)))
    history.turn_back("09-15", 17)
    then = stated(book, as_of=date(2020, 9, 30), known_at=recorded_at(17))
    assert replace(then, known_at=None) == before
    assert stated(book, as_of=date(2020, 9, 30)) != before


def test_a_pot_without_bookings_is_not_there_but_one_whose_bookings_cancel_out_is(book: SmallBook) -> None:
    history = begun(book)
    assert stated(book).trees == ()
    assert stated(book).total.cash == RootCash(0, 0, 0, 0, 0)
    history.add("09-01", rules.agreement_amount(root=book.second_root, amount_ore=kronor(3)))
    history.turn_back("09-02", 1)
    assert [row.code for tree in stated(book).trees for row in tree.rows] == ["ROT2"]
    assert stated(book).total.authority == NOTHING


def test_a_pot_that_is_asked_for_stands_also_when_it_is_empty(book: SmallBook) -> None:
    assert [row.code for row in stated(book, pot="BARN").trees[0].rows] == ["BARN"]


def test_pots_above_one_with_bookings_stand_too(book: SmallBook) -> None:
    begun(book).add("09-01", rules.handover_in(pot=book.child, available_ore=kronor(3)))
    assert [row.code for row in stated(book).trees[0].rows] == ["ROT", "BARN"]


def test_a_second_book_is_never_summed_with_the_first(book: SmallBook) -> None:
    told(book)
    alone = stated(book)
    other = small_book(book.engine, "andra")
    begun(other).add("09-01", rules.agreement_amount(root=other.root, amount_ore=kronor(77)))
    assert stated(book) == alone
    assert stated(other).total.authority == authority(authorised=77, available=77)


def test_what_lies_outside_does_not_exist(book: SmallBook) -> None:
    told(book)
    other = small_book(book.engine, "andra")
    with pytest.raises(NotFound):
        stated(book, scope=Scope.of_books(other.book_id))
    with pytest.raises(NotFound):
        stated(replace(book, book_id=999))
    with pytest.raises(NotFound, match="PROV2"):
        stated(book, agreement="PROV2")
    with pytest.raises(NotFound, match="FINNS-EJ"):
        stated(book, pot="FINNS-EJ")
    with pytest.raises(NotFound, match=r"OVRIGT \(PROV\)"):
        stated(book, agreement="PROV", pot="OVRIGT")


def test_what_will_be_known_cannot_be_stated(book: SmallBook) -> None:
    with pytest.raises(MomentInFuture):
        stated(book, known_at=datetime.fromisoformat("2999-01-01T00:00:00Z"))


ONE_MORE = "debit_ore = debit_ore + 1"
ONE_LESS = "credit_ore = credit_ore + 1"
OF_CHILD = "event = 'allocation' AND pot_id = (SELECT id FROM pot WHERE code = 'BARN')"


@pytest.mark.parametrize(
    ("whose", "equation", "faults"),
    [
        ("BARN", "authorised", [(ONE_MORE, f"kind = 'available' AND {OF_CHILD}")]),
        (
            "ROT",
            "authorised",
            [(ONE_MORE, f"kind = 'available' AND {OF_CHILD}"), (ONE_LESS, f"kind = 'authorised' AND {OF_CHILD}")],
        ),
        ("ROT", "requisitioned", [("event = 'bank_other'", "kind = 'claim' AND event = 'requisition'")]),
        ("ROT", "bank", [(ONE_MORE, "kind = 'bank' AND event = 'receipt'")]),
        ("ROT", "bank", [(ONE_MORE, "kind = 'payable' AND event = 'invoice_paid'")]),
        ("ROT", "bank", [(ONE_MORE, "kind = 'grant_debt' AND event = 'sent_back'")]),
        ("OVRIGT", "bank", [(ONE_MORE, "kind = 'unplaced' AND event = 'receipt_placed'")]),
    ],
)
def test_what_does_not_tie_is_never_shown(
    book: SmallBook, whose: str, equation: str, faults: list[tuple[str, str]]
) -> None:
    told(book)
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        for changed, where in faults:
            assert session.execute(text(f"UPDATE turnover SET {changed} WHERE {where} RETURNING 1")).all() == [(1,)]
    with pytest.raises(StatementDoesNotTie, match=f"^{whose}: {equation} = "):
        stated(book)


def test_the_queries_are_as_many_however_much_is_booked(book: SmallBook) -> None:
    history = told(book)
    questions = [(None, None), (date(2020, 9, 5), recorded_at(4))]
    with counted(book.engine) as few:
        for as_of, known_at in questions:
            stated(book, agreement="PROV", as_of=as_of, known_at=known_at)
    with write_session(book.engine) as session:
        movement = rules.bank_other(other_root=book.other, bank_id=history.id("bank"), amount_ore=1)
        document = book.document(session)
        post_entries(session, [book.draft(session, movement, document=document) for _ in range(200)])
    with counted(book.engine) as many:
        for as_of, known_at in questions:
            stated(book, agreement="PROV", as_of=as_of, known_at=known_at)
    assert len(many) == len(few)
