"""Control 1: every entry, every pot's authority and every root's cash sum to zero."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import Side
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.controls.results import Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.view import AUTHORITY, BOOKED, View, rows
from ledger.reports.controls.walk import Walk

BALANCED: Final = Control(1, "balanced", "Varje verifikation, pott och ändamål summerar till noll")


def check_balanced(session: Session, view: View, walked: Walk) -> ControlResult:
    """Sum every entry's lines by pot and root, and every pot's and root's accounts."""
    sums = [(Side(side), pot_id, debit, credit) for side, pot_id, debit, credit in rows(session, _POTS, view)]
    breaks = [
        Break(
            f"Verifikationens {_WORDS[side]} summerar inte till noll",
            pot_code=view.pot_code(pot_id),
            ledger_ore=ore,
            entries=(entry_name(entry.year, entry.number),),
        )
        for entry, side, pot_id, ore in walked.unbalanced
        if entry.seq <= view.until_seq and entry.booked_on <= view.as_of.isoformat()
    ]
    breaks += [
        Break(
            f"{_PLACES[side]} summerar inte till noll",
            pot_code=view.pot_code(pot_id),
            ledger_ore=debit,
            expected_ore=credit,
        )
        for side, pot_id, debit, credit in sums
        if debit != credit
    ]
    return BALANCED.result(breaks, evidence=list(_evidence(sums)))


def _evidence(sums: list[tuple[Side, int, Ore, Ore]]) -> Iterator[Evidence]:
    for side, words in _WORDS.items():
        debit = sum(row[2] for row in sums if row[0] is side)
        credit = sum(row[3] for row in sums if row[0] is side)
        yield Evidence("Hela boken", f"{words.capitalize()}: debetsaldon", debit, (Term("kreditsaldon", credit),))


_WORDS: Final = {Side.AUTHORITY: "medel", Side.CASH: "pengar"}
_PLACES: Final = {Side.AUTHORITY: "Pottens medel", Side.CASH: "Ändamålets pengar"}

_POTS: Final = f"""
WITH {BOOKED},
account AS MATERIALIZED (
  SELECT CASE WHEN b.kind IN ({AUTHORITY}) THEN '{Side.AUTHORITY}' ELSE '{Side.CASH}' END AS side,
    b.pot_id, SUM(b.ore) AS ore
  FROM booked b GROUP BY b.kind, b.pot_id, b.subject_id)
SELECT a.side, CASE WHEN a.side = '{Side.AUTHORITY}' THEN a.pot_id ELSE p.root_id END AS place_id,
  CAST(SUM(CASE WHEN a.ore > 0 THEN a.ore ELSE 0 END) AS BIGINT) AS debit_ore,
  CAST(SUM(CASE WHEN a.ore < 0 THEN -a.ore ELSE 0 END) AS BIGINT) AS credit_ore
FROM account a LEFT JOIN pot p ON p.book_id = :book_id AND p.id = a.pot_id
GROUP BY 1, 2 ORDER BY 1, 2"""
