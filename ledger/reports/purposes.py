"""The purposes whose year is told: each with its pots, and the terms that were in force and known on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Purpose, Terms
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.reports.names import organisation_name


@dataclass(frozen=True)
class PurposePot:
    """One pot of a purpose; `depth` is how far it lies under the root."""

    id: int
    code: str
    name: str
    depth: int


@dataclass(frozen=True)
class PurposeTree:
    """A purpose with its agreement, the agreement's diary number, and its pots in the order of the tree, root first."""

    agreement_id: int
    agreement: str
    reference: str
    code: str
    name: str
    root_id: int
    pots: tuple[PurposePot, ...]


@dataclass(frozen=True)
class TermsInForce:
    """What an agreement's terms say about unused money: whether it may be kept, who pays, by when, and where to."""

    carry_over: str
    payer: str
    report_by: date | None
    repayment_address: str


def purpose_trees(session: Session, *, book_id: int, agreement_id: int | None) -> tuple[PurposeTree, ...]:
    """The purposes of a book, or of one of its agreements, in order of root."""
    under: list[ColumnElement[bool]] = [Purpose.book_id == book_id]
    if agreement_id is not None:
        under.append(Purpose.agreement_id == agreement_id)
    query = (
        select(Purpose, Agreement.code, Agreement.reference)
        .join(Agreement, Agreement.id == Purpose.agreement_id)
        .where(*under)
        .order_by(Purpose.pot_id)
    )
    found = session.execute(query).all()
    pots = _pots(session, book_id, [purpose.pot_id for purpose, _, _ in found])
    return tuple(
        PurposeTree(
            purpose.agreement_id, code, reference, purpose.code, purpose.name, purpose.pot_id, pots[purpose.pot_id]
        )
        for purpose, code, reference in found
    )


def terms_known(
    session: Session, *, agreement_ids: Sequence[int], day: date, known_at: datetime | None
) -> Mapping[int, TermsInForce]:
    """The terms in force on the day, by agreement, as they were known at the moment; none for an agreement without."""
    query = (
        select(Terms, organisation_name(day, known_at))
        .join(Organisation, Organisation.id == Terms.payer_id)
        .where(Terms.agreement_id.in_(sorted(set(agreement_ids))), Terms.valid_from <= day)
        .order_by(Terms.agreement_id, Terms.valid_from, Terms.version)
    )
    if known_at is not None:
        query = query.where(Terms.recorded_at <= known_at)
    return {
        terms.agreement_id: TermsInForce(terms.carry_over, payer, terms.report_by, terms.repayment_address)
        for terms, payer in session.execute(query)
    }


def _pots(session: Session, book_id: int, root_ids: Sequence[int]) -> dict[int, tuple[PurposePot, ...]]:
    query = select(Pot.id, Pot.code, Pot.name, Pot.root_id, Pot.path).where(
        Pot.book_id == book_id, Pot.root_id.in_(root_ids)
    )
    by_way = sorted(
        (tuple(map(int, pot.path.strip("/").split("/"))), pot) for pot in session.execute(query.order_by(Pot.id))
    )
    trees: dict[int, list[PurposePot]] = {root_id: [] for root_id in root_ids}
    for way, pot in by_way:
        trees[pot.root_id].append(PurposePot(pot.id, pot.code, pot.name, len(way) - 1))
    return {root_id: tuple(pots) for root_id, pots in trees.items()}
