"""Controls 7 and 10: the book against the bank's statements, and against the accounting system, not in it yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Kind
from ledger.money import Ore
from ledger.reports.controls.looking import last_entries
from ledger.reports.controls.results import Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.standing import Standing
from ledger.reports.controls.view import View, rows
from ledger.wording import listed

BANK: Final = Control(7, "bank", "Bank i boken mot kontoutdraget")
ACCOUNTS: Final = Control(10, "accounts", "Pengarna i boken mot ekonomisystemets saldon")


@dataclass(frozen=True)
class _Account:
    """A bank account with its last statement: `day` None where there is none; the book's balance is of that day."""

    id: int
    name: str
    statement: str
    day: date | None
    closing_ore: Ore
    booked_ore: Ore


def check_bank(session: Session, view: View, standing: Standing) -> ControlResult:
    """Per account the book against its last statement, on the statement's day; and per root, bank not below zero.

    An account without a statement lacks its evidence.
    """
    accounts = _accounts(session, view)
    breaks = [*_apart(session, view, accounts), *_below_zero(session, view, standing)]
    missing = [account.name for account in accounts if account.day is None]
    return BANK.result(
        breaks, evidence=list(_evidence(accounts)), missing=_missing(missing, any_account=bool(accounts))
    )


def check_accounts() -> ControlResult:
    """Without the accounting system's balances it cannot tie."""
    return ACCOUNTS.result(missing="SIE-fil från ekonomisystemet")


def _accounts(session: Session, view: View) -> list[_Account]:
    """Every bank account that is registered or has moved, in order of number."""
    return [
        _Account(
            own_id,
            name or str(own_id),
            statement or "",
            None if day is None else _day(day),
            0 if closing_ore is None else closing_ore,
            0 if booked_ore is None else int(booked_ore),
        )
        for own_id, name, statement, day, closing_ore, booked_ore in rows(session, _ACCOUNTS, view)
    ]


def _day(day: date | str) -> date:
    """SQLite gives a day as text where no column's type says what it is."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def _apart(session: Session, view: View, accounts: list[_Account]) -> Iterator[Break]:
    for account in accounts:
        if account.day is not None and account.booked_ore != account.closing_ore:
            yield Break(
                f"{account.name} i boken mot kontoutdrag {account.statement} den {account.day}",
                subject=account.statement,
                ledger_ore=account.booked_ore,
                expected_ore=account.closing_ore,
                entries=last_entries(session, view, Kind.BANK, subject_id=account.id),
            )


def _below_zero(session: Session, view: View, standing: Standing) -> Iterator[Break]:
    for root_id in view.trees:
        bank_ore = standing.ore(Kind.BANK, [root_id])
        if bank_ore < 0:
            yield Break(
                "Ändamålets bank är under noll: det har lånat av ett annat",
                pot_code=view.pot_code(root_id),
                ledger_ore=bank_ore,
                entries=last_entries(session, view, Kind.BANK, root_id),
            )


def _evidence(accounts: list[_Account]) -> Iterator[Evidence]:
    for account in accounts:
        if account.day is not None:
            terms = (Term(f"kontoutdrag {account.statement}", account.closing_ore),)
            yield Evidence(account.name, f"Banken i boken {account.day}", account.booked_ore, terms)


def _missing(names: list[str], *, any_account: bool) -> str:
    if not any_account:
        return "kontoutdrag"
    return f"kontoutdrag för {listed(names)}" if names else ""


_ACCOUNTS: Final = """
WITH known AS MATERIALIZED (
  SELECT d.id AS account_id FROM document d
  WHERE d.book_id = :book_id AND d.kind = 'bank_account' AND d.recorded_at <= :known_at
  UNION
  SELECT m.account_id FROM (
    SELECT t.subject_id AS account_id, t.debit_ore + t.credit_ore AS ore
    FROM turnover t WHERE t.book_id = :book_id AND t.kind = 'bank' AND t.day <= :as_of
    UNION ALL
    SELECT l.subject_id, -ABS(l.amount_ore)
    FROM entry e JOIN line l ON l.book_id = e.book_id AND l.seq = e.seq AND l.kind = 'bank'
    WHERE e.book_id = :book_id AND e.seq > :until_seq AND e.booked_on <= :as_of
  ) m GROUP BY m.account_id HAVING SUM(m.ore) <> 0),
said AS MATERIALIZED (
  SELECT s.bank_account_id, s.day, s.closing_ore, d.number,
    ROW_NUMBER() OVER (PARTITION BY s.bank_account_id ORDER BY s.day DESC, s.version DESC) AS place
  FROM bank_statement s JOIN document d ON d.id = s.document_id
  WHERE d.book_id = :book_id AND d.recorded_at <= :known_at AND s.day <= :as_of),
booked AS MATERIALIZED (
  SELECT m.account_id, SUM(m.ore) AS ore FROM (
    SELECT s.bank_account_id AS account_id, t.debit_ore - t.credit_ore AS ore
    FROM said s JOIN turnover t ON t.book_id = :book_id AND t.kind = 'bank'
      AND t.subject_id = s.bank_account_id AND t.day <= s.day
    WHERE s.place = 1
    UNION ALL
    SELECT s.bank_account_id, -l.amount_ore
    FROM said s JOIN entry e ON e.book_id = :book_id AND e.seq > :until_seq AND e.booked_on <= s.day
      JOIN line l ON l.book_id = e.book_id AND l.seq = e.seq AND l.kind = 'bank' AND l.subject_id = s.bank_account_id
    WHERE s.place = 1
  ) m GROUP BY m.account_id)
SELECT k.account_id, COALESCE(a.name, d.number), s.number, s.day, s.closing_ore, b.ore
FROM known k LEFT JOIN document d ON d.id = k.account_id
  LEFT JOIN bank_account a ON a.document_id = k.account_id
  LEFT JOIN said s ON s.bank_account_id = k.account_id AND s.place = 1
  LEFT JOIN booked b ON b.account_id = k.account_id
ORDER BY k.account_id"""
