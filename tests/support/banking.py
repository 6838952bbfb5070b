"""The story's money with what the bank says of it: statements of its account, and matches with the book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ledger.db.session import read_session
from ledger.money import Ore, kronor
from ledger.reports.controls import ControlResult, run_controls
from ledger.services.bank_events import PassedBank, register_other_bank_movement
from ledger.services.bank_matching import BankRow, match_alone, match_rows
from ledger.services.bank_statements import RegisteredStatement, StatementRow, register_bank_statement
from ledger.services.documents import Registered
from tests.support.money import RECEIVED_ON, Money
from tests.support.story import COUNTY_ORE, EVERYTHING

NEXT_DAY: Final = date(2020, 12, 21)
FEE: Final = kronor(120)
RECEIPT_VOUCHER: Final = (2020, 3)


@dataclass(frozen=True)
class Banking:
    """The story's money: 33 422 811 kr came to the account on 18 December 2020, voucher 2020-3."""

    money: Money

    def say(
        self, day: date, opening_ore: Ore, closing_ore: Ore, rows: Sequence[StatementRow] | None = None, **said: Any
    ) -> RegisteredStatement:
        """Register what the bank says of a day, and commit."""
        given: dict[str, Any] = {**self.money.story.officer, "bank_account_id": self.money.bank_id}
        with self.money.writing() as session:
            return register_bank_statement(
                session,
                **{**given, **said},
                day=day,
                opening_ore=opening_ore,
                closing_ore=closing_ore,
                rows=rows,
            )

    def say_received(self, text: str = "SKR") -> RegisteredStatement:
        """The statement of the day when the requisition was paid."""
        return self.say(RECEIVED_ON, 0, COUNTY_ORE, [StatementRow(RECEIVED_ON, COUNTY_ORE, text)])

    def move(self, amount_ore: Ore, on: date = NEXT_DAY) -> PassedBank:
        """Book a movement outside agreements, and commit."""
        with self.money.writing() as session:
            return register_other_bank_movement(
                session,
                **self.money.story.officer,
                bank_account_id=self.money.bank_id,
                amount_ore=amount_ore,
                on=on,
                text="Övrigt",
            )

    def match(self, rows: Sequence[BankRow], vouchers: Sequence[tuple[int, int]], **said: Any) -> Registered:
        """Match by hand, and commit."""
        given: dict[str, Any] = {**self.money.story.officer, "bank_account_id": self.money.bank_id}
        with self.money.writing() as session:
            return match_rows(session, **{**given, **said}, rows=rows, vouchers=vouchers)

    def match_alone(self) -> tuple[Registered, ...]:
        """Match what leaves no choice, and commit."""
        with self.money.writing() as session:
            return match_alone(session, **self.money.story.officer, bank_account_id=self.money.bank_id)

    def control(self, as_of: date | None = None, **said: Any) -> ControlResult:
        """Control 7 of the book."""
        with read_session(self.money.story.engine) as session:
            results = run_controls(
                session, scope=EVERYTHING, book_id=self.money.story.book_id, as_of=as_of, **{"known_at": None, **said}
            )
        return results[6]
