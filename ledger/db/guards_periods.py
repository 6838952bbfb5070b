"""What the guards refuse of periods, as conditions in SQL that both dialects share: four eyes, and a closed year."""

from dataclasses import dataclass
from typing import Final

from ledger.domain.findings import EXPLAINABLE


@dataclass(frozen=True)
class PeriodWords:
    """A dialect's words: the new row, the year of its `month`, and the first day of December of its `year`."""

    new: str
    year_of_month: str
    december: str


def period_refusals(words: PeriodWords) -> dict[str, tuple[tuple[str, str], ...]]:
    """By table: names of guards, each with the condition on which it refuses a new row."""
    new = words.new
    exists = f"SELECT 1 FROM explanation x WHERE {_same(new)} AND x.no = {new}.no AND x.actor_id <> {new}.actor_id"
    accepted = f"SELECT 1 FROM explanation_acceptance x WHERE {_same(new)} AND x.no = {new}.explanation_no"
    closed_year = f"SELECT 1 FROM year_closing y WHERE y.book_id = {new}.book_id AND y.year = {words.year_of_month}"
    december = (
        f"SELECT p.state FROM period_state p WHERE p.book_id = {new}.book_id AND p.month = {words.december} "
        "ORDER BY p.no DESC LIMIT 1"
    )
    return {
        "explanation": (("explanation_of_integrity", f"{new}.control NOT IN ({_EXPLAINABLE})"),),
        "explanation_acceptance": (("explanation_same_person", f"NOT EXISTS ({exists})"),),
        "closing_finding": (("finding_not_accepted", f"NOT EXISTS ({accepted})"),),
        "period_state": (("year_closed", f"{new}.state = 'open' AND EXISTS ({closed_year})"),),
        "year_closing": (("year_months_open", f"COALESCE(({december}), 'open') <> 'closed'"),),
    }


def _same(new: str) -> str:
    return f"x.book_id = {new}.book_id AND x.month = {new}.month AND x.digest = {new}.digest"


_EXPLAINABLE: Final = ", ".join(f"'{code}'" for code in EXPLAINABLE)
