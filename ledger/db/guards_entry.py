"""What the entry's guard refuses, as conditions in SQL that both dialects share; only a few words differ.

Each looks at one entry and what stands in the book before it. Foreign keys are asked again here, for a connection can
switch them off. What an account may never be is asked by each dialect in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.db.guards_chart import AUTHORITY, CASH, WRONG_ACCOUNT, WRONG_AMOUNT
from ledger.domain.canonical import FIRST_HASH


@dataclass(frozen=True)
class Words:
    """A dialect's words: the entry, `is not` for NULL too, and the year and month (its first day) it is booked on."""

    new: str
    is_not: str
    year: str
    month: str


def refusals(words: Words) -> Iterator[tuple[str, str]]:
    """Names of guards, each with the condition on which it refuses the entry; in the order they are asked."""
    yield from _place(words.new, words.year)
    yield from _ground(words)
    yield from _lines(words.new)
    yield "entry_reverses_wrongly", _reverses_wrongly(words)
    yield "entry_without_decision", _without_decision(words.new)
    yield "entry_without_attest", _without_attest(words.new)
    yield "entry_wrong_digest", " OR ".join(_wrong_digest(words, table) for table in ("document", "decision", "attest"))


def _place(new: str, year: str) -> Iterator[tuple[str, str]]:
    """Number and chain: each entry stands on the one before it, so that there can be no gap."""
    previous = f"FROM entry e WHERE e.book_id = {new}.book_id AND e.seq = {new}.seq - 1"
    in_year = (
        f"SELECT 1 FROM entry e WHERE e.book_id = {new}.book_id AND e.year = {new}.year "
        f"AND e.number = {new}.number - 1 AND e.seq < {new}.seq"
    )
    yield "entry_sequence", f"{new}.seq <> 1 AND NOT EXISTS (SELECT 1 {previous})"
    yield "entry_year", f"{new}.year <> {year}"
    yield "entry_number", f"{new}.number <> 1 AND NOT EXISTS ({in_year})"
    yield "entry_chain", f"{new}.prev_hash <> COALESCE((SELECT e.hash {previous}), '{FIRST_HASH}')"
    yield "entry_recorded_at", f"{new}.recorded_at < (SELECT e.recorded_at {previous})"


def _ground(words: Words) -> Iterator[tuple[str, str]]:
    """The book it is in, the person who books it and the month it belongs to."""
    new = words.new
    open_book = f"SELECT 1 FROM book k WHERE k.id = {new}.book_id AND k.opened_on <= {new}.booked_on"
    state_of_month = (
        f"SELECT p.state FROM period_state p WHERE p.book_id = {new}.book_id AND p.month = {words.month} "
        "ORDER BY p.no DESC LIMIT 1"
    )
    yield "entry_before_book", f"NOT EXISTS ({open_book})"
    yield "entry_by_nobody", f"NOT EXISTS (SELECT 1 FROM person p WHERE p.id = {new}.actor_id)"
    yield "entry_period_closed", f"({state_of_month}) = 'closed'"


def _lines(new: str) -> Iterator[tuple[str, str]]:
    """There are lines, each right in itself, and they balance."""
    lines = f"FROM line l WHERE {_of(new)}"
    with_pots = f"JOIN pot p ON p.book_id = l.book_id AND p.id = l.pot_id WHERE {_of(new)}"
    wrong = f"SELECT 1 FROM line l LEFT {with_pots} AND ({WRONG_ACCOUNT} OR {WRONG_AMOUNT})"
    by_pot = f"SELECT 1 {lines} AND {AUTHORITY} GROUP BY l.pot_id HAVING SUM(l.amount_ore) <> 0"
    by_root = f"SELECT 1 FROM line l {with_pots} AND {CASH} GROUP BY p.root_id HAVING SUM(l.amount_ore) <> 0"
    yield "entry_without_lines", f"NOT EXISTS (SELECT 1 {lines})"
    yield "entry_wrong_line", f"EXISTS ({wrong})"
    yield "entry_unbalanced_pot", f"EXISTS ({by_pot})"
    yield "entry_unbalanced_root", f"EXISTS ({by_root})"


def _reverses_wrongly(words: Words) -> str:
    """Unless it turns back every line of an earlier entry, itself no reversal, of the same event and document."""
    new = words.new
    return (
        f"{new}.reverses_seq IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM entry o WHERE o.book_id = {new}.book_id "
        f"AND o.seq = {new}.reverses_seq AND o.seq < {new}.seq AND o.reverses_seq IS NULL "
        f"AND o.booked_on <= {new}.booked_on AND o.event = {new}.event "
        f"AND NOT o.document_id {words.is_not} {new}.document_id) "
        f"OR EXISTS (SELECT 1 FROM line l WHERE l.book_id = {new}.book_id AND l.seq IN ({new}.seq, {new}.reverses_seq) "
        "GROUP BY l.kind, l.pot_id, l.subject_id HAVING SUM(l.amount_ore) <> 0 OR COUNT(*) <> 2))"
    )


def _without_decision(new: str) -> str:
    """Authority moves by a decision of the book's, never by a recommendation or by a body that may only recommend."""
    return (
        "NOT EXISTS (SELECT 1 FROM decision d JOIN body k ON k.id = d.body_id "
        f"WHERE d.id = {new}.decision_id AND d.book_id = {new}.book_id AND d.kind = 'decision' AND NOT k.advisory) "
        f"AND EXISTS (SELECT 1 FROM line l WHERE {_of(new)} AND {AUTHORITY})"
    )


def _without_attest(new: str) -> str:
    """What is used rests on two persons; a reclaim written off on its decision, for no more than it is."""
    two_persons = (
        "SELECT 1 FROM attest a JOIN attest c ON c.document_id = a.document_id AND c.round = a.round "
        f"AND c.step = 'confirm' AND c.person_id <> a.person_id WHERE a.id = {new}.attest_id AND a.step = 'approve'"
    )
    more_than_reclaim = (
        f"SELECT 1 FROM line l WHERE {_of(new)} AND l.kind IN ('used', 'reclaim') "
        "GROUP BY l.pot_id HAVING SUM(l.amount_ore) <> 0"
    )
    return (
        f"{new}.reverses_seq IS NULL "
        f"AND EXISTS (SELECT 1 FROM line l WHERE {_of(new)} AND l.kind = 'used' AND l.amount_ore > 0) "
        f"AND NOT EXISTS ({two_persons}) "
        f"AND ({new}.event <> 'reclaim_written_off' OR EXISTS ({more_than_reclaim}))"
    )


def _wrong_digest(words: Words, table: str) -> str:
    """The digest is not that of the row that is named and may be, or one of the two is named without the other."""
    row, digest = f"{words.new}.{table}_id", f"{words.new}.{table}_digest"
    may_be = f"d.book_id = {words.new}.book_id"
    if table == "attest":
        may_be = f"d.document_id = {words.new}.document_id AND d.step = 'approve'"
    return (
        f"{digest} {words.is_not} (SELECT d.digest FROM {table} d WHERE d.id = {row} AND {may_be}) "
        f"OR ({row} IS NULL) <> ({digest} IS NULL)"
    )


def _of(new: str) -> str:
    return f"l.book_id = {new}.book_id AND l.seq = {new}.seq"
