"""The story with money where the payer still owes: one open requisition of ten million, and what is done to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.money import Ore, kronor
from ledger.reports.controls import Answer, run_controls
from ledger.services.agreement_amounts import decide_amount
from ledger.services.receipts import RegisteredReceipt, register_receipt
from ledger.services.requisition_changes import (
    ChangedRequisition,
    lower_requisition,
    send_back,
    withdraw_requisition,
)
from ledger.services.requisitions import SentRequisition, send_requisition
from ledger.services.unplaced_receipts import UnplacedMoney, register_unplaced_receipt
from tests.support.money import REASON, Money
from tests.support.story import EVERYTHING

RAISED: Final = kronor(10_000_000)
RAISED_ON: Final = date(2020, 12, 19)
ASKED_ON: Final = date(2020, 12, 21)
CHANGED_ON: Final = date(2020, 12, 22)
CAME_ON: Final = date(2020, 12, 23)


def differing(money: Money) -> list[tuple[int, str]]:
    """The rows that break a control of the book."""
    with read_session(money.story.engine) as session:
        results = run_controls(session, scope=EVERYTHING, book_id=money.story.book_id, as_of=None, known_at=None)
    assert all(result.breaks for result in results if result.answer is Answer.DIFFERS)
    return [(result.no, one.what) for result in results for one in result.breaks]


@dataclass(frozen=True)
class Claims:
    """The story's money, where ten million more is decided and asked for: nothing of it is paid."""

    money: Money
    requisition_id: int

    @property
    def root(self) -> int:
        """The purpose's root pot."""
        return self.money.story.suicide.pot.id

    def claim(self) -> Ore:
        """What the payer owes on the open requisition."""
        return self.money.balance(Kind.CLAIM, subject_id=self.requisition_id)

    def state(self) -> str:
        """The state of the open requisition."""
        return self.money.state(self.requisition_id)

    def send(self, amount_ore: Ore, on: date = ASKED_ON, **said: Any) -> SentRequisition:
        """Ask for more, and commit."""
        with self.money.writing() as session:
            return send_requisition(
                session,
                **self.money.story.officer,
                purpose_id=self.money.story.suicide.id,
                amount_ore=amount_ore,
                on=on,
                certificate_id=self.money.certificate_id,
                **said,
            )

    def receive(self, amount_ore: Ore, on: date = CAME_ON) -> RegisteredReceipt:
        """Receive on the open requisition, and commit."""
        with self.money.writing() as session:
            return register_receipt(
                session,
                **self.money.story.officer,
                requisition_id=self.requisition_id,
                bank_account_id=self.money.bank_id,
                amount_ore=amount_ore,
                on=on,
            )

    def lower(self, amount_ore: Ore, on: date = CHANGED_ON, reason: str = REASON, **said: Any) -> ChangedRequisition:
        """Lower the open requisition, and commit."""
        with self.money.writing() as session:
            return lower_requisition(
                session,
                **self.money.story.officer,
                requisition_id=self.requisition_id,
                amount_ore=amount_ore,
                on=on,
                reason=reason,
                **said,
            )

    def withdraw(self, on: date = CHANGED_ON, **said: Any) -> ChangedRequisition:
        """Withdraw the open requisition, and commit."""
        with self.money.writing() as session:
            return withdraw_requisition(
                session,
                **self.money.story.officer,
                requisition_id=self.requisition_id,
                on=on,
                reason=REASON,
                **said,
            )

    def send_back(self, amount_ore: Ore, on: date = CAME_ON, **said: Any) -> ChangedRequisition:
        """Send money back on the open requisition, and commit."""
        given: dict[str, Any] = {"requisition_id": self.requisition_id, "bank_account_id": self.money.bank_id}
        with self.money.writing() as session:
            return send_back(
                session,
                **self.money.story.officer,
                **{**given, **said},
                amount_ore=amount_ore,
                on=on,
                reason=REASON,
            )

    def wait(self, amount_ore: Ore, on: date = CHANGED_ON, **said: Any) -> UnplacedMoney:
        """Register a receipt that answers nothing yet, and commit."""
        with self.money.writing() as session:
            return register_unplaced_receipt(
                session,
                **self.money.story.officer,
                bank_account_id=self.money.bank_id,
                amount_ore=amount_ore,
                on=on,
                **said,
            )


def with_claims(money: Money) -> Claims:
    """Decide and ask for ten million more, and commit."""
    story = money.story
    with money.writing() as session:
        decide_amount(
            session,
            **story.officer,
            purpose_id=story.suicide.id,
            amount_ore=RAISED,
            decision_id=story.decisions["AGREED"],
            on=RAISED_ON,
        )
    claims = Claims(money, 0)
    return Claims(money, claims.send(RAISED).document.id)
