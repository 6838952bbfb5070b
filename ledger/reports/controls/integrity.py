"""Control 9: the book itself: balances, turnovers, numbers, the chain of hashes, its digests, seals and guards.

It is always about the whole book as it stands, whatever day and moment are asked about: a damage has no date.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from ledger.db.guards import missing
from ledger.domain.chart import Never, kinds_never
from ledger.domain.periods import entry_name
from ledger.money import Ore
from ledger.reports.controls.digests import changed_contents
from ledger.reports.controls.looking import broken_account, last_entries
from ledger.reports.controls.results import SHOWN, Break, Control, ControlResult, Evidence, Term
from ledger.reports.controls.turnover import TurnedOver
from ledger.reports.controls.view import View, rows
from ledger.reports.controls.walk import Account, Sums, Walk, account_parts

INTEGRITY: Final = Control(9, "integrity", "Saldon, nummer, hashkedja, sigill och databasens spärrar")


def check_integrity(session: Session, view: View, found: Walk, turnover: TurnedOver) -> ControlResult:
    """Everything that must hold of the book itself."""
    breaks = [
        *found.breaks,
        *_turnovers(session, view, found, turnover),
        *_balances(session, view),
        *_nevers(session, view),
        *_named_digests(session, view),
        *changed_contents(session, view),
        *_seals(session, view),
        *(Break(f"Databasens spärr saknas eller är ändrad: {name}") for name in missing(session.connection())),
    ]
    return INTEGRITY.result(breaks, evidence=list(_evidence(found, turnover)), note=_note(found))


def _evidence(found: Walk, turnover: TurnedOver) -> Iterator[Evidence]:
    lines = sum(sum(sums.debits.values()) for sums in found.sums.values())
    turned = sum(sum(sums.debits.values()) for sums in turnover.values())
    yield Evidence("Hela boken", "Omsättning, debet", turned, (Term("raderna, debet", lines),))


def _note(found: Walk) -> str:
    if found.last is None:
        return "Inga verifikationer."
    last, digest = found.last, found.last.hash
    name = entry_name(last.year, last.number)
    return f"{found.entries} verifikationer, {found.lines} rader. Sista: {name}, hash {digest[:4]}…{digest[-4:]}."


def _turnovers(session: Session, view: View, found: Walk, turnover: TurnedOver) -> list[Break]:
    """Turnover against the lines: by account, day and event, debit and credit each."""
    lined: TurnedOver = {}
    for moved, sums in found.sums.items():
        key = (moved.day, moved.event)
        lined[key] = _together(lined[key], sums) if key in lined else sums
    breaks: list[Break] = []
    for key in sorted(k for k in lined.keys() | turnover.keys() if lined.get(k) != turnover.get(k)):
        of_lines, turned = lined.get(key, Sums()), turnover.get(key, Sums())
        for side, by_lines, by_turnover in (
            ("debet", of_lines.debits, turned.debits),
            ("kredit", of_lines.credits, turned.credits),
        ):
            for account in sorted(by_lines.keys() | by_turnover.keys()):
                told, said = by_turnover.get(account, 0), by_lines.get(account, 0)
                if told != said:
                    what = f"omsättningen {key[0]} mot raderna, {side}"
                    look = len(breaks) < SHOWN
                    breaks.append(_of_account(session, view, account_parts(account), what, (told, said), look=look))
    return breaks


def _together(one: Sums, other: Sums) -> Sums:
    return Sums(_added(one.debits, other.debits), _added(one.credits, other.credits))


def _added(one: dict[Account, Ore], other: dict[Account, Ore]) -> dict[Account, Ore]:
    return {account: one.get(account, 0) + other.get(account, 0) for account in one.keys() | other.keys()}


def _balances(session: Session, view: View) -> list[Break]:
    return [
        _of_account(session, view, (kind, pot_id, subject_id), "saldot mot omsättningen", (balance_ore, turned_ore))
        for kind, pot_id, subject_id, balance_ore, turned_ore in rows(session, _BALANCES, view)
    ]


def _nevers(session: Session, view: View) -> list[Break]:
    """The first day of each account that stands where it never may."""
    first: dict[tuple[str, int, int], Break] = {}
    for kind, pot_id, subject_id, day, ore in rows(session, _NEVERS, view):
        account = (kind, pot_id, subject_id)
        if account not in first:
            first[account] = _of_account(session, view, account, f"står {day} som det aldrig får", (ore, 0))
    return list(first.values())


def _of_account(
    session: Session, view: View, account: tuple[str, int, int], what: str, sides: tuple[Ore, Ore], *, look: bool = True
) -> Break:
    entries = last_entries(session, view, *account) if look else ()
    booked_ore, expected_ore = sides
    return broken_account(
        session, view, account, what=what, booked_ore=booked_ore, expected_ore=expected_ore, entries=entries
    )


def _named_digests(session: Session, view: View) -> list[Break]:
    return [
        Break(what, entries=(entry_name(year, number),))
        for year, number, *differ in rows(session, _NAMED_DIGESTS, view)
        for what, differs in zip(_NAMED, differ, strict=True)
        if differs
    ]


def _seals(session: Session, view: View) -> list[Break]:
    return [
        Break(f"Sigill {no} är inte verifikationens hash", entries=() if year is None else (entry_name(year, number),))
        for no, year, number in rows(session, _SEALS, view)
    ]


_NEVER_CREDIT: Final = ", ".join(f"'{kind}'" for kind in kinds_never(Never.CREDIT))
_NEVER_DEBIT: Final = ", ".join(f"'{kind}'" for kind in kinds_never(Never.DEBIT))

_NAMED: Final = (
    "Handlingen är inte den som verifikationen bygger på",
    "Beslutet är inte det som verifikationen bygger på",
    "Attesten är inte den som verifikationen bygger på",
)

_BALANCES: Final = """
SELECT x.kind, x.pot_id, x.subject_id, CAST(SUM(x.balance_ore) AS BIGINT), CAST(SUM(x.turned_ore) AS BIGINT) FROM (
  SELECT a.kind, a.pot_id, a.subject_id, a.balance_ore, 0 AS turned_ore FROM account a WHERE a.book_id = :book_id
  UNION ALL
  SELECT t.kind, t.pot_id, t.subject_id, 0, SUM(t.debit_ore - t.credit_ore) FROM turnover t WHERE t.book_id = :book_id
  GROUP BY t.kind, t.pot_id, t.subject_id) x
GROUP BY x.kind, x.pot_id, x.subject_id HAVING SUM(x.balance_ore) <> SUM(x.turned_ore)
ORDER BY x.kind, x.pot_id, x.subject_id"""

_NEVERS: Final = f"""
SELECT d.kind, d.pot_id, d.subject_id, d.day, CAST(d.ore AS BIGINT) AS ore FROM (
  SELECT t.kind, t.pot_id, t.subject_id, t.day,
    SUM(SUM(t.debit_ore - t.credit_ore)) OVER (PARTITION BY t.kind, t.pot_id, t.subject_id ORDER BY t.day) AS ore
  FROM turnover t WHERE t.book_id = :book_id AND t.kind IN ({_NEVER_CREDIT}, {_NEVER_DEBIT})
  GROUP BY t.kind, t.pot_id, t.subject_id, t.day) d
WHERE (d.kind IN ({_NEVER_CREDIT}) AND d.ore < 0) OR (d.kind IN ({_NEVER_DEBIT}) AND d.ore > 0)
ORDER BY d.kind, d.pot_id, d.subject_id, d.day"""

_NAMED_DIGESTS: Final = """
SELECT e.year, e.number,
  CASE WHEN e.document_id IS NOT NULL AND (d.id IS NULL OR d.digest <> e.document_digest) THEN 1 ELSE 0 END AS document,
  CASE WHEN e.decision_id IS NOT NULL AND (b.id IS NULL OR b.digest <> e.decision_digest) THEN 1 ELSE 0 END AS decision,
  CASE WHEN e.attest_id IS NOT NULL AND (a.id IS NULL OR a.digest <> e.attest_digest) THEN 1 ELSE 0 END AS attest
FROM entry e
LEFT JOIN document d ON d.id = e.document_id
LEFT JOIN decision b ON b.id = e.decision_id
LEFT JOIN attest a ON a.id = e.attest_id
WHERE e.book_id = :book_id AND (
  (e.document_id IS NOT NULL AND (d.id IS NULL OR d.digest <> e.document_digest))
  OR (e.decision_id IS NOT NULL AND (b.id IS NULL OR b.digest <> e.decision_digest))
  OR (e.attest_id IS NOT NULL AND (a.id IS NULL OR a.digest <> e.attest_digest)))
ORDER BY e.seq"""

_SEALS: Final = """
SELECT s.no, e.year, e.number FROM seal s LEFT JOIN entry e ON e.book_id = s.book_id AND e.seq = s.seq
WHERE s.book_id = :book_id AND (e.hash IS NULL OR e.hash <> s.hash) ORDER BY s.no"""
