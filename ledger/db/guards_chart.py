"""The chart of accounts in SQL, for the guards of both dialects: what a kind is, and what no line may be.

A CASE and not an IN: SQLite makes a list of kinds anew for every entry, and walks a CASE in a third of the time.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from ledger.domain.chart import CHART, Keyed, Kind, KindRule, Never, Side, kinds_never, kinds_of
from ledger.money import LIMIT_ORE


def _by_kind(conditions: Mapping[Kind, str]) -> str:
    whens = " ".join(f"WHEN '{kind}' THEN {condition}" for kind, condition in conditions.items())
    return f"CASE l.kind {whens} ELSE FALSE END"


def _is_one_of(kinds: Iterable[Kind]) -> str:
    return _by_kind(dict.fromkeys(kinds, "TRUE"))


def _key(rule: KindRule) -> str:
    pot = "p.id = p.root_id" if rule.keyed is Keyed.ROOT else "p.id IS NOT NULL"
    return f"{pot} AND l.subject_id {'>' if rule.has_subject else '='} 0"


AUTHORITY: Final = _is_one_of(kinds_of(Side.AUTHORITY))
CASH: Final = _is_one_of(kinds_of(Side.CASH))
NEVER_CREDIT: Final = _is_one_of(kinds_never(Never.CREDIT))
NEVER_DEBIT: Final = _is_one_of(kinds_never(Never.DEBIT))
"""Conditions on the kind of a line `l`."""

WRONG_ACCOUNT: Final = f"({_by_kind({kind: _key(rule) for kind, rule in CHART.items()})}) IS NOT TRUE"
"""For a line `l` left-joined with its pot `p`: no such account can be."""

WRONG_AMOUNT: Final = f"l.amount_ore = 0 OR ABS(l.amount_ore) >= {LIMIT_ORE}"
"""For a line `l`: nothing, or more than the program can read."""
