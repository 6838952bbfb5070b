"""How the steering group split the money: to the care areas, the region and the associations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.data.care_areas import care_areas
from ledger.data.municipalities import municipalities
from ledger.demo.agreement import Minute, decide
from ledger.demo.cast import ASSOCIATION_CODES, Cast
from ledger.demo.figures import SPLIT_ON, TO_AREAS, TO_ASSOCIATIONS, TO_REGION
from ledger.domain.shares import Weight
from ledger.money import Ore
from ledger.services.agreements import PurposeInfo
from ledger.services.allocations import allocate_amounts, allocate_by_key
from ledger.services.keys import register_key
from ledger.services.pots import open_pot


@dataclass(frozen=True)
class Split:
    """One split by key: its code and name, the amount in öre, the weights, and the letters its pots begin with."""

    code: str
    name: str
    amount_ore: Ore
    weights: Sequence[Weight]
    letters: str


_DECIDED = Minute("STYRGRUPP", SPLIT_ON, "§ 4", "Fördelning av medel för suicidprevention 2020", "Exempel.")


def split(session: Session, cast: Cast, purpose: PurposeInfo) -> dict[int, Ore]:
    """The steering group's split to the care areas, the region and the associations; gives each pot's share in öre."""
    decision = decide(session, cast, _DECIDED)
    areas = [Weight(area.code, area.name, area.demo_population) for area in care_areas()]
    people: dict[str, int] = defaultdict(int)
    for municipality in municipalities():
        people[municipality.association] += municipality.demo_population
    associations = [Weight(code, name, people[name]) for name, code in ASSOCIATION_CODES.items()]
    to_areas = Split("DELREG", "Delregional vårdsamverkan", TO_AREAS, areas, "DELREG")
    to_associations = Split("KF", "Kommunalförbunden", TO_ASSOCIATIONS, associations, "KF")
    return {
        **_by_key(session, cast, purpose, decision, to_areas),
        **_to_region(session, cast, purpose, decision),
        **_by_key(session, cast, purpose, decision, to_associations),
    }


def _to_region(session: Session, cast: Cast, purpose: PurposeInfo, decision_id: int) -> dict[int, Ore]:
    pot_id = _open(session, cast, purpose, "REGION-VGR", Weight("VGR", "Västra Götalandsregionen", 1))
    allocate_amounts(
        session,
        **cast.officer_here,
        pot_id=purpose.pot.id,
        decision_id=decision_id,
        on=SPLIT_ON,
        amounts={pot_id: TO_REGION},
        text="Västra Götalandsregionen",
        example=True,
    )
    return {pot_id: TO_REGION}


def _open(session: Session, cast: Cast, purpose: PurposeInfo, code: str, recipient: Weight) -> int:
    return open_pot(
        session,
        **cast.officer_here,
        parent_id=purpose.pot.id,
        code=code,
        name=recipient.name,
        holder_id=cast.organisations[recipient.code],
        opened_on=SPLIT_ON,
    ).id


def _by_key(session: Session, cast: Cast, purpose: PurposeInfo, decision_id: int, split: Split) -> dict[int, Ore]:
    """Register the key as a snapshot, open a pot for each recipient, and split by the key."""
    key = register_key(
        session,
        **cast.officer_here,
        code=f"DEMO-{split.code}",
        name=f"Befolkning 2019-12-31, exempel: {split.name}",
        source="Demodata: befolkningen är inte officiell",
        as_of=date(2019, 12, 31),
        weights=split.weights,
        example=True,
    )
    pots = {
        weight.code: _open(session, cast, purpose, f"{split.letters}-{weight.code}", weight) for weight in split.weights
    }
    allocated = allocate_by_key(
        session,
        **cast.officer_here,
        pot_id=purpose.pot.id,
        decision_id=decision_id,
        on=SPLIT_ON,
        amount_ore=split.amount_ore,
        key_id=key.id,
        pots=pots,
        text=split.name,
        example=True,
    )
    return {share.pot.id: share.share_ore for share in allocated.shares}
