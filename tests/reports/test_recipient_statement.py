"""Recipients: what each was given, had, reported and has left, held together before anybody sees it."""

import pytest
from sqlalchemy import select, text, update

from ledger.db import guards
from ledger.db.keepers import Book
from ledger.db.pots import Pot
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.entries import PotRef
from ledger.money import kronor
from ledger.reports.recipient_statement import Holding, RecipientStatement, recipient_statement, recipient_table
from ledger.reports.statement import StatementDoesNotTie
from ledger.services.allocations import allocate_amounts
from ledger.services.payouts import AllottedPayment, pay_out_allotted
from tests.support.books import SmallBook
from tests.support.histories import History, told
from tests.support.money import PAID_ON, Money
from tests.support.story import EVERYTHING, SPLIT_ON


def held(book: SmallBook, agreement: str | None = None) -> RecipientStatement:
    with read_session(book.engine) as session:
        return recipient_statement(
            session, scope=EVERYTHING, book_id=book.book_id, agreement=agreement, as_of=None, known_at=None
        )


def give(book: SmallBook, *pots: PotRef) -> None:
    """Let the keeper's own organisation hold the pots."""
    keeper = select(Book.organisation_id).where(Book.id == book.book_id).scalar_subquery()
    with write_session(book.engine) as session:
        guards.remove(session.connection())
        session.execute(update(Pot).where(Pot.id.in_([pot.pot_id for pot in pots])).values(holder_id=keeper))
        guards.install(session.connection())


@pytest.fixture
def history(book: SmallBook) -> History:
    """The told book, where one organisation holds both children."""
    give(book, book.child, book.sibling)
    return told(book)


def test_each_pot_of_a_recipient_and_their_total(history: History) -> None:
    (recipient,) = held(history.book).recipients
    child, sibling = (pot.holding for pot in recipient.pots)
    assert child == Holding(
        allotted_ore=kronor(300),
        passed_down_ore=0,
        left_ore=kronor(200),
        held_ore=0,
        reported_ore=0,
        other_ore=kronor(100),
        paid_out_ore=0,
        reclaimed_ore=0,
        paid_back_ore=0,
    )
    assert sibling == Holding(kronor(200, 50), 0, kronor(50, 50), kronor(90), kronor(60), 0, kronor(150), 0, 0)
    assert recipient.total.allotted_ore == kronor(500, 50)
    assert held(history.book).total == recipient.total


def test_reclaimed_and_paid_back(history: History) -> None:
    book, report = history.book, history.id("report")
    history.add("09-20", rules.recall(pot=book.sibling, amount_ore=kronor(20)))
    history.add("09-21", rules.use_disallowed(pot=book.sibling, report_id=report, amount_ore=kronor(10)))
    history.add("09-22", rules.paid_back(pot=book.sibling, bank_id=history.id("bank"), amount_ore=kronor(25)))
    sibling = held(book).recipients[0].pots[1].holding
    assert (sibling.reclaimed_ore, sibling.paid_back_ore) == (kronor(30), kronor(25))
    assert (sibling.held_ore, sibling.reported_ore, sibling.left_ore) == (kronor(70), kronor(50), kronor(80, 50))


def test_reported_in_arrears_is_paid_out_when_it_is_paid(history: History) -> None:
    book, bank = history.book, history.id("bank")
    late = history.documents["late"] = _document(history)
    movement = rules.use_report(
        pot=book.sibling, report_id=late[0], from_disbursed_ore=kronor(90), in_arrears_ore=kronor(5)
    )
    history.add("09-20", movement, document="late")
    before = held(book).recipients[0].pots[1].holding
    history.add("09-21", rules.invoice_paid(bank_id=bank, payments=[rules.Payment(book.sibling, late[0], kronor(5))]))
    after = held(book).recipients[0].pots[1].holding
    assert (before.paid_out_ore, after.paid_out_ore) == (kronor(150), kronor(155))
    assert after.reported_ore == kronor(155)


def _document(history: History) -> tuple[int, str]:
    with write_session(history.book.engine) as session:
        return history.book.document(session, "report")


def test_what_a_recipient_passed_down_is_with_both(book: SmallBook) -> None:
    give(book, book.root, book.child)
    told(book)
    root, child = (pot.holding for pot in held(book).recipients[0].pots)
    assert (root.allotted_ore, root.passed_down_ore) == (kronor(1_050), kronor(500, 50))
    assert child.allotted_ore == kronor(300)
    assert held(book).total.allotted_ore == kronor(1_350)


def test_a_pot_without_a_holder_is_nobodys(book: SmallBook) -> None:
    told(book)
    assert held(book).recipients == ()
    assert held(book).total == Holding(0, 0, 0, 0, 0, 0, 0, 0, 0)


def test_recipients_stand_by_name_with_all_their_pots_in_every_agreement(money: Money) -> None:
    story = money.story
    with money.writing() as session:
        allocate_amounts(
            session,
            **story.officer,
            pot_id=story.suicide.pot.id,
            amounts={story.pots["SK"]: kronor(3), story.pots["GR"]: kronor(2)},
            decision_id=story.decisions["SPLIT"],
            on=SPLIT_ON,
        )
        pay_out_allotted(
            session,
            **story.officer,
            rows=[AllottedPayment(story.pots["SK"], kronor(3))],
            bank_account_id=money.bank_id,
            on=PAID_ON,
        )
    with read_session(story.engine) as session:
        found = recipient_statement(
            session, scope=EVERYTHING, book_id=story.book_id, agreement="PH2020", as_of=PAID_ON, known_at=None
        )
    table = recipient_table(found)
    assert [row[:5] for row in table.rows] == [
        ("GR", "Göteborgsregionen", "PH2020", "GR", "Göteborgsregionen"),
        ("SK", "Skaraborgs kommunalförbund", "PH2020", "SK", "Skaraborgs kommunalförbund"),
    ]
    assert table.totals is not None
    assert table.totals[5:8] == (kronor(5), 0, kronor(2))


def test_what_does_not_tie_is_never_shown(history: History) -> None:
    with write_session(history.book.engine) as session:
        guards.remove(session.connection())
        session.execute(
            text("UPDATE turnover SET debit_ore = debit_ore + 1 WHERE kind = 'advanced' AND event = 'paid_out'")
        )
    with pytest.raises(StatementDoesNotTie, match=r"^SYSKON: held = advanced"):
        held(history.book)
