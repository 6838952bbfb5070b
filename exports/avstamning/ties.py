"""What must be equal between the sheets: each tie names both totals by their cells, and carries the ledger's values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from exports.avstamning.overview import Tie
from exports.sheet_layout import Detail, Formula, Sheet
from ledger.domain.chart import CHART, Kind, Never, Side
from ledger.money import Ore
from ledger.reports.accounts import AccountRow
from ledger.reports.statement import Statement
from ledger.reports.supplier_claims import ClaimRow


@dataclass(frozen=True)
class Total:
    """One total of a sheet: its column, and the ledger's value in öre."""

    sheet: Sheet
    column: str
    amount_ore: Ore

    @property
    def cell(self) -> str:
        """The total's cell, as a formula on another sheet names it."""
        return self.sheet.place(self.sheet.grids[0]).total_cell(self.column)


_SHORT: Final = (
    "authorised",
    "available",
    "committed",
    "disbursed",
    "used",
    "requisitioned",
    "received",
    "paid_out",
    "bank",
)
_SHORT_LABELS: Final = {
    **{kind.value: rule.heading for kind, rule in CHART.items()},
    "requisitioned": "Rekvirerat",
    "received": "Inbetalt",
    "paid_out": "Utbetalt",
}


def in_short(told: Statement, pots: Sheet) -> Iterator[Detail]:
    """The agreement's figures in short, as the sheet of pots has them."""
    amounts = told.total.amounts()
    for name in _SHORT:
        amount = amounts[name]
        if amount is not None:
            yield Detail(_SHORT_LABELS[name], Formula(Total(pots, name, amount).cell, amount), "amount")


def book_ties(account: Sheet, entries: Sheet, accounts: Sequence[AccountRow]) -> Iterator[Tie]:
    """Debits are credits, and each side of the book sums to zero."""
    debits = sum(found.debit_ore for found in accounts)
    credits_ = sum(found.credit_ore for found in accounts)
    yield Tie(
        "Verifikationer: debet = kredit",
        Total(entries, "debit", debits).cell,
        debits,
        Total(entries, "credit", credits_).cell,
        credits_,
    )
    for side, column, what in (
        (Side.AUTHORITY, "authority", "Konton: medelssidan = 0"),
        (Side.CASH, "cash", "Konton: pengasidan = 0"),
    ):
        balance = sum(found.balance_ore for found in accounts if found.side is side)
        yield Tie(what, Total(account, column, balance).cell, balance, "0", 0)


def pot_ties(pots: Sheet, told: Statement, **documents: Total) -> Iterator[Tie]:
    """The documents' totals, by the name of the column of the sheet of pots that each must equal."""
    amounts = told.total.amounts()
    for name, total in documents.items():
        own = amounts[name] or 0
        yield Tie(_WHAT[name], total.cell, total.amount_ore, Total(pots, name, own).cell, own)


_WHAT: Final = {
    "requisitioned": "Rekvisitioner = rekvirerat enligt potterna",
    "received": "Inbetalningar = inbetalt enligt potterna",
    "paid_out": "Utbetalningar = utbetalt enligt potterna",
    "committed": "Uppdragens kvar = intecknat enligt potterna",
    "disbursed": "Mottagarnas ej redovisade = hos mottagarna enligt potterna",
}


def payable_tie(invoices: Total, reports: Total, account: Sheet, accounts: Sequence[AccountRow]) -> Tie:
    """What invoices and use reports say is owed, against the accounts of debts."""
    what = "Fakturornas och återrapporternas skuld = skuld enligt kontona"
    tie = _kind_tie(what, invoices, account, accounts, kind=Kind.PAYABLE)
    both = f"ROUND({invoices.cell}+{reports.cell},2)"
    return replace(tie, left=both, left_ore=invoices.amount_ore + reports.amount_ore)


def reserved_tie(reservations: Total, account: Sheet, accounts: Sequence[AccountRow]) -> Tie:
    """What reservations have left, against the accounts of what is set aside."""
    what = "Reservationernas kvar = reserverat enligt kontona"
    return _kind_tie(what, reservations, account, accounts, kind=Kind.RESERVED)


def claim_ties(
    sheet: Sheet, claims: Sequence[ClaimRow], account: Sheet, accounts: Sequence[AccountRow]
) -> Iterator[Tie]:
    """What suppliers owe and what VAT is to be recovered, against the accounts of those claims."""
    owed = Total(sheet, "claim", sum(found.claim_ore for found in claims))
    what = "Fakturornas fordringar = fordran på leverantör enligt kontona"
    yield _kind_tie(what, owed, account, accounts, kind=Kind.SUPPLIER_CLAIM)
    vat = Total(sheet, "vat_claim", sum(found.vat_claim_ore for found in claims))
    what = "Fakturornas moms att återvinna = momsfordran enligt kontona"
    yield _kind_tie(what, vat, account, accounts, kind=Kind.VAT_CLAIM)


def _kind_tie(what: str, total: Total, account: Sheet, accounts: Sequence[AccountRow], *, kind: Kind) -> Tie:
    """A total against the sum of the accounts of one kind, as a person writes it: debts too are positive."""
    place, side = account.place(account.grids[0]), CHART[kind].side
    sign, mark = (-1, "-") if CHART[kind].never is Never.DEBIT else (1, "")
    balance = sum(found.balance_ore for found in accounts if found.kind is kind)
    cells = [place.cell(side.value, row) for row, found in enumerate(accounts) if found.kind is kind]
    # The accounts of one kind stand together, so that one range holds them.
    expression = f"{mark}SUM({cells[0]}:{cells[-1].rpartition('!')[2]})" if cells else "0"
    return Tie(what, total.cell, total.amount_ore, expression, sign * balance)
