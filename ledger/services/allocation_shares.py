"""The shares of an allocation: who may get one, and how each was found, as it is stored with its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.db.allocations import Allocation, AllocationShare
from ledger.domain.rules.parts import positive
from ledger.domain.shares import OfficialDivision, Unit, Weight
from ledger.errors import AllocationCodeUnknown, AllocationPotTwice, PotNotChild
from ledger.money import Ore
from ledger.services.document_rows import Details
from ledger.services.keys import load_key
from ledger.services.pots import PotInfo, pot_info, pots_info, require_same_agreement
from ledger.wording import exact_fraction, plain_exact


@dataclass(frozen=True)
class ShareGiven:
    """One recipient's share as it is stored: `weight` and `quota` as exact text, "" for an amount by hand."""

    pot: PotInfo
    weight: str
    quota: str
    floor_ore: Ore
    extra_ore: Ore
    computed_ore: Ore
    official_ore: Ore | None
    share_ore: Ore


@dataclass(frozen=True)
class Split:
    """An amount split into shares: by which method, with which key and proof where there is one."""

    method: str
    amount_ore: Ore
    shares: tuple[ShareGiven, ...]
    proof: OfficialDivision | None = None
    key_id: int | None = None

    @property
    def shares_ore(self) -> Ore:
        """What the recipients get together."""
        return sum(share.share_ore for share in self.shares)


def recipients(session: Session, book_id: int, parent: PotInfo, pot_ids: Sequence[int]) -> list[PotInfo]:
    """The pots that get something, in order of code: each once, of the parent's agreement, directly under it.

    Raises `AllocationPotTwice`, `PotOfOtherAgreement`, `PotNotChild`, `NotFound`.
    """
    if len(set(pot_ids)) < len(pot_ids):
        twice = next(pot_id for pot_id in pot_ids if pot_ids.count(pot_id) > 1)
        raise AllocationPotTwice(pot=pot_info(session, book_id, twice).name)
    children = sorted(pots_info(session, book_id, pot_ids), key=lambda child: child.code)
    for child in children:
        require_same_agreement(child, parent)
        if child.parent_id != parent.id:
            raise PotNotChild(pot=child.name, parent=parent.name)
    return children


def key_weights(session: Session, book_id: int, key_id: int, pots: Mapping[str, int]) -> list[Weight]:
    """The weights of the codes that get something; the key's others take no part. Raises `AllocationCodeUnknown`."""
    key = load_key(session, book_id=book_id, key_id=key_id).snapshot
    known = {weight.code: weight for weight in key.weights}
    unknown = tuple(sorted(code for code in pots if code not in known))
    if unknown:
        raise AllocationCodeUnknown(key=key.code, unknown=unknown, codes=tuple(known))
    return [weight for weight in key.weights if weight.code in pots]


def by_hand(pot: PotInfo, amount_ore: Ore) -> ShareGiven:
    """The share of an amount that was decided as such; raises `AmountNotPositive`."""
    amount = positive(amount_ore, f"Beloppet till {pot.name}")
    return ShareGiven(pot, "", "", amount, 0, amount, None, amount)


def computed(proof: OfficialDivision, pots: Mapping[str, PotInfo]) -> tuple[ShareGiven, ...]:
    """The shares of a division, with the pots by the codes of its rows."""
    return tuple(
        ShareGiven(
            pot=pots[row.computed.code],
            weight=plain_exact(row.computed.weight),
            quota=exact_fraction(row.computed.quota),
            floor_ore=row.computed.floor_ore,
            extra_ore=row.computed.extra_ore,
            computed_ore=row.computed.share_ore,
            official_ore=row.official_ore,
            share_ore=row.share_ore,
        )
        for row in proof.rows
    )


def allocation_rows(split: Split, *, book_id: int, pot_id: int, decision_id: int, on: date, text: str) -> Details:
    """What is stored of an allocation: its head, and a row for each share."""
    division = None if split.proof is None else split.proof.division
    head = {
        "book_id": book_id,
        "pot_id": pot_id,
        "decision_id": decision_id,
        "allocated_on": on,
        "method": split.method,
        "key_id": split.key_id,
        "amount_ore": split.amount_ore,
        "base_ore": 0 if division is None else division.base_ore,
        "unit_ore": int(Unit.ORE if division is None else division.unit),
        "residual": "" if division is None else str(division.method),
        "text": text.strip(),
    }
    rows = [_share_row(book_id, row_no, share) for row_no, share in enumerate(split.shares, start=1)]
    return {Allocation: [head], AllocationShare: rows}


def _share_row(book_id: int, row_no: int, share: ShareGiven) -> dict[str, object]:
    return {
        "row_no": row_no,
        "book_id": book_id,
        "pot_id": share.pot.id,
        "weight": share.weight,
        "quota": share.quota,
        "floor_ore": share.floor_ore,
        "extra_ore": share.extra_ore,
        "computed_ore": share.computed_ore,
        "official_ore": share.official_ore,
        "share_ore": share.share_ore,
    }
