"""Controls 2–6's comparison: every account as it is booked against what the documents in force say it should be.

A document's facts count once for every entry that rests on it and once less for every reversal. They are summed once,
over documents, before the equations are applied.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.chart import CHART, Kind, Never
from ledger.domain.events import EVENT_HEADINGS, Event, FactCode
from ledger.money import Ore
from ledger.reports.controls.equation_sql import EQUATION, IN_FORCE, ITS_EQUATIONS, ORE, POT, SUBJECT
from ledger.reports.controls.looking import broken_account, entries_of_account
from ledger.reports.controls.results import SHOWN, Break, Evidence, Term
from ledger.reports.controls.view import BOOKED, View, rows


@dataclass(frozen=True)
class AccountDifference:
    """An account that is not what its documents say, in öre, debit +."""

    kind: Kind
    pot_id: int
    subject_id: int
    booked_ore: Ore
    stated_ore: Ore


@dataclass(frozen=True)
class Standing:
    """Every account that differs; what is booked by kind, pot and event; what facts of each code make of each kind."""

    differences: tuple[AccountDifference, ...]
    booked: Mapping[Kind, Mapping[int, Mapping[str, Ore]]]
    stated: Mapping[Kind, Mapping[FactCode, Ore]]

    def ore(self, kind: Kind, pots: Iterable[int] | None = None, events: Collection[Event] | None = None) -> Ore:
        """What is booked on accounts of the kind: in these pots, by these events (None: all), debit +."""
        by_pot = self.booked.get(kind, {})
        return sum(
            amount_ore
            for pot_id in (by_pot if pots is None else pots)
            for event, amount_ore in by_pot.get(pot_id, {}).items()
            if events is None or event in events
        )


def compared(session: Session, view: View) -> Standing:
    """Hold every account of the book against the documents' facts."""
    differences: list[AccountDifference] = []
    booked: dict[Kind, dict[int, dict[str, Ore]]] = defaultdict(lambda: defaultdict(dict))
    stated: dict[Kind, dict[FactCode, Ore]] = defaultdict(dict)
    for what, word, by, pot_id, subject_id, booked_ore, stated_ore in rows(session, _COMPARED, view):
        kind = _KINDS.get(word)
        if kind is None:
            continue  # no such account can be: control 9 reports a turnover that no line made
        if what == "account":
            differences.append(AccountDifference(kind, pot_id, subject_id, booked_ore, stated_ore))
        elif what == "booked":
            booked[kind][pot_id][by] = booked_ore
        else:
            stated[kind][FactCode(by)] = stated_ore
    order = {kind: place for place, kind in enumerate(CHART)}
    differences.sort(key=lambda found: (order[found.kind], found.pot_id, found.subject_id))
    return Standing(tuple(differences), booked, stated)


def account_breaks(session: Session, view: View, standing: Standing, kinds: Collection[Kind]) -> list[Break]:
    """The accounts of these kinds that differ."""
    found = [one for one in standing.differences if one.kind in kinds]
    return [
        broken_account(
            session,
            view,
            (one.kind, one.pot_id, one.subject_id),
            what="boken mot handlingarna",
            booked_ore=one.booked_ore,
            expected_ore=one.stated_ore,
            entries=entries_of_account(session, view, one.kind, one.pot_id, one.subject_id) if place < SHOWN else (),
        )
        for place, one in enumerate(found)
    ]


def account_evidence(standing: Standing, kinds: Collection[Kind]) -> Iterator[Evidence]:
    """Per kind that something has moved: what is booked = what each sort of document says, both turned positive."""
    for kind in kinds:
        sign = -1 if kind in _SHOWN_AS_CREDIT else 1
        parts = standing.stated.get(kind, {})
        terms = tuple(Term(_WORDS[code], sign * parts[code]) for code in FactCode if parts.get(code, 0) != 0)
        if terms:
            yield Evidence("Hela boken", CHART[kind].heading, sign * standing.ore(kind), terms)


_COMPARED: Final = f"""
WITH {EQUATION},
{IN_FORCE},
fact AS MATERIALIZED (
  SELECT f.code, f.pot_id, f.other_pot_id, f.subject_id, f.other_subject_id, f.bank_id,
    SUM(i.times * f.amount_ore) AS amount_ore, SUM(i.times * f.vat_ore) AS vat_ore,
    SUM(i.times * f.claim_ore) AS claim_ore
  FROM in_force i JOIN document_fact f ON f.document_id = i.document_id
  GROUP BY f.code, f.pot_id, f.other_pot_id, f.subject_id, f.other_subject_id, f.bank_id),
stated AS MATERIALIZED (
  SELECT q.kind, f.code, {POT} AS pot_id, {SUBJECT} AS subject_id, CAST(SUM({ORE}) AS BIGINT) AS ore
  FROM fact f {ITS_EQUATIONS}
  GROUP BY 1, 2, 3, 4),
{BOOKED},
account AS MATERIALIZED (
  SELECT a.kind, a.pot_id, a.subject_id, CAST(SUM(a.booked_ore) AS BIGINT) AS booked_ore,
    CAST(SUM(a.stated_ore) AS BIGINT) AS stated_ore
  FROM (SELECT b.kind, b.pot_id, b.subject_id, b.ore AS booked_ore, 0 AS stated_ore FROM booked b
    UNION ALL SELECT s.kind, s.pot_id, s.subject_id, 0, s.ore FROM stated s) a
  GROUP BY a.kind, a.pot_id, a.subject_id)
SELECT 'account' AS what, a.kind, '' AS made_by, a.pot_id, a.subject_id, a.booked_ore, a.stated_ore
FROM account a WHERE a.booked_ore <> a.stated_ore
UNION ALL
SELECT 'booked', b.kind, b.event, b.pot_id, 0, CAST(SUM(b.ore) AS BIGINT), 0 FROM booked b
GROUP BY b.kind, b.event, b.pot_id
UNION ALL
SELECT 'stated', s.kind, s.code, 0, 0, 0, CAST(SUM(s.ore) AS BIGINT) FROM stated s GROUP BY s.kind, s.code"""

_KINDS: Final = {kind.value: kind for kind in Kind}

_SHOWN_AS_CREDIT: Final = frozenset(
    {
        *(kind for kind, rule in CHART.items() if rule.never is Never.DEBIT),
        Kind.GRANT_INCOME,
        Kind.GRANT_DEBT,
        Kind.OTHER,
    }
)

_FINER: Final = {
    FactCode.USE_REPORT_ARREARS: "återrapportering i efterskott",
    FactCode.CARRIED_AVAILABLE: "överfört av kvar att disponera",
    FactCode.CARRIED_COMMITTED: "överfört av intecknat",
    FactCode.CARRIED_DISBURSED: "överfört hos mottagare",
    FactCode.HANDED_AVAILABLE_OUT: "överlämnat av kvar att disponera",
    FactCode.HANDED_COMMITTED_OUT: "överlämnat av intecknat",
    FactCode.HANDED_DISBURSED_OUT: "överlämnat hos mottagare",
    FactCode.HANDED_AVAILABLE_IN: "övertaget av kvar att disponera",
    FactCode.HANDED_COMMITTED_IN: "övertaget av intecknat",
    FactCode.HANDED_DISBURSED_IN: "övertaget hos mottagare",
}


def _words(code: FactCode) -> str:
    heading = _FINER.get(code) or EVENT_HEADINGS[Event(code.value)]
    return heading[0].lower() + heading[1:]


_WORDS: Final = {code: _words(code) for code in FactCode}
