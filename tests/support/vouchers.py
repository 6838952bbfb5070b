"""Movements written as an accountant writes a voucher, with the pots and documents that the tests of the rules share.

A line reads side (*Medel* is authority, *Pengar* cash), pot, account, its subject, kronor: debit in the left column,
credit in the right. Under the lines stands what the document states, one fact a row: its code, pot (→ the other pot),
subject (→ the other one), bank account, kronor, and with an invoice its VAT and claim.
"""

from textwrap import dedent
from typing import Final

from ledger.domain.chart import CHART, Side
from ledger.domain.entries import Line, Movement, PotRef
from ledger.domain.events import Fact
from ledger.money import NO_BREAK_SPACE, Ore, format_kronor

SUICIDE: Final = PotRef(1, 1)
SIMBA: Final = PotRef(11, 1)
FYRBODAL: Final = PotRef(12, 1)
LYSEKIL: Final = PotRef(121, 1)
SOTENAS: Final = PotRef(122, 1)
YOUTH: Final = PotRef(2, 2)
NEXT_YEAR: Final = PotRef(3, 3)
OUTSIDE: Final = PotRef(9, 9)

ASKED, ASKED_YOUTH = 101, 102
COORDINATOR, COORDINATOR_NEXT = 201, 202
SET_ASIDE: Final = 301
BILL, BILL_NEXT = 401, 402
REPORT: Final = 501
GIVEN_UP: Final = 601
ACCOUNT: Final = 701

_POTS: Final = {
    SUICIDE.pot_id: "Suicidprevention",
    SIMBA.pot_id: "SIMBA",
    FYRBODAL.pot_id: "Fyrbodal",
    LYSEKIL.pot_id: "Lysekil",
    SOTENAS.pot_id: "Sotenäs",
    YOUTH.pot_id: "Ungdomsmottagning",
    NEXT_YEAR.pot_id: "Suicidprev. 2021",
    OUTSIDE.pot_id: "Övrigt",
}
_SUBJECTS: Final = {
    0: "",
    ASKED: "R-01",
    ASKED_YOUTH: "R-02",
    COORDINATOR: "Samordnare",
    COORDINATOR_NEXT: "Samordnare 2021",
    SET_ASIDE: "Reserv",
    BILL: "F-17",
    BILL_NEXT: "F-18",
    REPORT: "Rapport",
    GIVEN_UP: "Avskrivning",
    ACCOUNT: "Konto",
}
_SIDES: Final = {Side.AUTHORITY: "Medel", Side.CASH: "Pengar"}


def written(movement: Movement) -> str:
    """The movement as text: its lines, authority before cash and pot by pot, and its facts."""
    pots = list(dict.fromkeys(line.pot for line in movement.lines))
    lines = sorted(movement.lines, key=lambda line: (CHART[line.kind].side is Side.CASH, pots.index(line.pot)))
    return "\n".join([*map(_line, lines), *map(_fact, movement.facts)])


def voucher(text: str) -> str:
    """The expected text, as it stands indented in a test."""
    return dedent(text).strip("\n")


def _line(line: Line) -> str:
    rule = CHART[line.kind]
    debit = _kr(line.amount_ore) if line.amount_ore > 0 else ""
    credit = _kr(-line.amount_ore) if line.amount_ore < 0 else ""
    account = f"{_SIDES[rule.side]:<7} {_POTS[line.pot.pot_id]:<18} {rule.heading:<39} {_SUBJECTS[line.subject_id]:<15}"
    return f"{account} {debit:>11} {credit:>11}".rstrip()


def _fact(fact: Fact) -> str:
    amounts = (("", fact.amount_ore), ("moms ", fact.vat_ore), ("fordran ", fact.claim_ore))
    words = (
        _pair(_POTS[fact.pot_id], _POTS.get(fact.other_pot_id, "")),
        _pair(_SUBJECTS[fact.subject_id], _SUBJECTS[fact.other_subject_id]),
        _SUBJECTS[fact.bank_id],
        *(f"{label}{_kr(amount)}" for label, amount in amounts if amount != 0),
    )
    return f"{fact.code}: " + " · ".join(word for word in words if word)


def _pair(first: str, second: str) -> str:
    return f"{first} → {second}" if second else first


def _kr(amount_ore: Ore) -> str:
    return format_kronor(amount_ore, unit=False).replace(NO_BREAK_SPACE, " ")
