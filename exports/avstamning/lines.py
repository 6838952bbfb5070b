"""The sheets of the book itself: every line of every entry, and every account summed from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from exports.avstamning.registers import summed_by, totals
from exports.sheet_layout import Cell, Grid, Heading, Sheet, difference
from ledger.domain.chart import CHART, Kind, Side
from ledger.domain.events import EVENT_HEADINGS, Event
from ledger.money import Ore
from ledger.reports.accounts import AccountRow, LineRow
from ledger.reports.table import Column

SIDES: Final = {Side.AUTHORITY: "Medel", Side.CASH: "Pengar"}

KIND_NUMBERS: Final = {kind: place for place, kind in enumerate(CHART, start=1)}
"""Each kind's number in the file: its place in the chart."""

AccountKey: TypeAlias = tuple[Kind, int, int]


def account_numbers(accounts: Sequence[AccountRow]) -> dict[AccountKey, int]:
    """Each account's running number in the file, from 1."""
    return {(found.kind, found.pot_id, found.subject_id): place for place, found in enumerate(accounts, start=1)}


_LINES: Final = (
    Column("entry", "Verifikation", "code"),
    Column("seq", "Löpnummer i boken", "integer"),
    Column("booked", "Bokföringsdag", "date"),
    Column("recorded", "Registrerad", "moment"),
    Column("event", "Händelse"),
    Column("text", "Text"),
    Column("account_no", "Kontots nr i filen", "integer"),
    Column("side", "Sida", "code"),
    Column("kind", "Konto"),
    Column("pot", "Pott", "code"),
    Column("subject", "Avser", "code"),
    Column("debit", "Debet", "amount"),
    Column("credit", "Kredit", "amount"),
    Column("document", "Underlag", "code"),
    Column("decision", "Beslut"),
    Column("actor", "Registrerad av"),
    Column("reverses", "Rättar", "code"),
    Column("hash", "Hash", "code"),
)


def lines_sheet(about: Sequence[str], lines: Iterable[LineRow], count: int, accounts: Sequence[AccountRow]) -> Sheet:
    """Every line in the agreement's pots, streamed; `count` says how many will come."""
    numbers = account_numbers(accounts)
    debits = sum(found.debit_ore for found in accounts)
    credits_ = sum(found.credit_ore for found in accounts)
    grid = Grid(
        columns=_LINES,
        rows=_line_rows(lines, numbers, accounts),
        count=count,
        totals=totals(_LINES, {"debit": debits, "credit": credits_}),
        widths={"hash": 70},
    )
    return Sheet(title="Verifikationer", blocks=(Heading("Verifikationer", tuple(about)), grid), frozen_columns=1)


def _line_rows(
    lines: Iterable[LineRow], numbers: Mapping[AccountKey, int], accounts: Sequence[AccountRow]
) -> Iterator[tuple[Cell, ...]]:
    for line in lines:
        number = numbers[line.kind, line.pot_id, line.subject_id]
        account = accounts[number - 1]
        yield (
            line.entry,
            line.seq,
            line.booked_on,
            line.recorded_at,
            EVENT_HEADINGS[Event(line.event)],
            line.text,
            number,
            SIDES[account.side],
            CHART[line.kind].heading,
            account.pot,
            account.subject,
            _positive(line.amount_ore),
            _positive(-line.amount_ore),
            line.document,
            line.decision,
            line.actor,
            line.reverses,
            line.hash,
        )


def _positive(amount_ore: Ore) -> Ore | None:
    return amount_ore if amount_ore > 0 else None


_ACCOUNTS: Final = (
    Column("kind", "Konto"),
    Column("no", "Nr i filen", "integer"),
    Column("side", "Sida", "code"),
    Column("kind_no", "Kontoslag", "integer"),
    Column("pot_no", "Pottens nr", "integer"),
    Column("pot", "Pott", "code"),
    Column("subject", "Avser", "code"),
    Column("authority", "Medel, saldo", "amount"),
    Column("cash", "Pengar, saldo", "amount"),
    Column("debit", "Debet enligt raderna", "amount"),
    Column("credit", "Kredit enligt raderna", "amount"),
    Column("difference", "Skillnad", "amount"),
)


def accounts_sheet(about: Sequence[str], accounts: Sequence[AccountRow], lines: Sheet) -> Sheet:
    """Every account: the balance the ledger keeps, and debits and credits summed from the lines in this file."""
    rows: list[tuple[Cell, ...]] = [
        (
            CHART[found.kind].heading,
            place,
            SIDES[found.side],
            KIND_NUMBERS[found.kind],
            found.pot_id,
            found.pot,
            found.subject,
            found.balance_ore if found.side is Side.AUTHORITY else None,
            found.balance_ore if found.side is Side.CASH else None,
            found.debit_ore,
            found.credit_ore,
            found.balance_ore - found.debit_ore + found.credit_ore,
        )
        for place, found in enumerate(accounts, start=1)
    ]
    sums = {
        "authority": sum(found.balance_ore for found in accounts if found.side is Side.AUTHORITY),
        "cash": sum(found.balance_ore for found in accounts if found.side is Side.CASH),
        "debit": sum(found.debit_ore for found in accounts),
        "credit": sum(found.credit_ore for found in accounts),
        "difference": sum(found.balance_ore - found.debit_ore + found.credit_ore for found in accounts),
    }
    grid = Grid(
        columns=_ACCOUNTS,
        rows=rows,
        totals=totals(_ACCOUNTS, sums),
        live={
            "debit": summed_by(lines, "debit", "account_no", "no"),
            "credit": summed_by(lines, "credit", "account_no", "no"),
            "difference": difference("{authority}+{cash}", "({debit}-{credit})"),
        },
        differs=frozenset({"difference"}),
    )
    return Sheet(title="Konton", blocks=(Heading("Konton", tuple(about)), grid), frozen_columns=1)
