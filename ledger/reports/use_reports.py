"""Use reports with what they came to, what of them is disallowed and paid, and their attests, as they stood."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ledger.db.commitments import Commitment
from ledger.db.documents import Attest, Document, DocumentState
from ledger.db.organisations import Organisation, Person
from ledger.db.pots import Pot
from ledger.db.use_reports import ReportPayoutRow, UseDisallowance, UseReport, UseReportCost, UseReview
from ledger.domain.periods import entry_name
from ledger.domain.use_reports import CostType
from ledger.money import Ore
from ledger.reports.invoices import AttestRow
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint, in_force

_ONCE_BOOKED: Final = frozenset({"approved", "paid", "partly_disallowed", "disallowed"})


@dataclass(frozen=True)
class ReviewRow:
    """What a booked report came to, in öre, with the voucher and both attests."""

    number: str
    held_ore: Ore
    arrears_ore: Ore
    own_ore: Ore
    entry: str
    attests: tuple[AttestRow, ...]


@dataclass(frozen=True)
class UseReportRow:
    """One report; amounts in öre, `costs` by type. `review` is None while nothing is booked on it."""

    number: str
    pot_id: int
    pot: str
    holder: str
    used_from: date
    used_to: date
    reported_on: date
    state: str
    commitment: str
    text: str
    costs: Mapping[CostType, Ore]
    amount_ore: Ore
    review: ReviewRow | None
    disallowed_ore: Ore
    paid_ore: Ore

    @property
    def held_ore(self) -> Ore:
        """What is booked as used of money that the recipient held."""
        return 0 if self.review is None else self.review.held_ore

    @property
    def arrears_ore(self) -> Ore:
        """What is booked as used in arrears."""
        return 0 if self.review is None else self.review.arrears_ore

    @property
    def own_ore(self) -> Ore:
        """What of a booked report is the recipient's own money, and not booked."""
        return 0 if self.review is None else self.review.own_ore

    @property
    def payable_ore(self) -> Ore:
        """What is owed in arrears and not paid."""
        return self.arrears_ore - self.paid_ore

    @property
    def entry(self) -> str | None:
        """The voucher that booked it."""
        return None if self.review is None else self.review.entry


def use_reports(session: Session, at: Standpoint) -> tuple[UseReportRow, ...]:
    """The reports of the agreement's pots, registered by then, in order of registration; not what was replaced."""
    state = (
        select(DocumentState.state)
        .where(DocumentState.document_id == Document.id, DocumentState.recorded_at <= at.known_by)
        .order_by(DocumentState.no.desc())
        .limit(1)
        .scalar_subquery()
    )
    promised, holder_name = aliased(Document), organisation_name(at.as_of, at.known_at)
    query = (
        select(Document.number, UseReport, Pot.code, holder_name, state, promised.number, Commitment.name)
        .join(UseReport, UseReport.document_id == Document.id)
        .join(Pot, (Pot.book_id == UseReport.book_id) & (Pot.id == UseReport.pot_id))
        .join(Organisation, Organisation.id == UseReport.holder_id)
        .outerjoin(promised, promised.id == UseReport.commitment_id)
        .outerjoin(Commitment, Commitment.document_id == UseReport.commitment_id)
        .where(
            Document.book_id == at.book_id,
            Document.recorded_at <= at.known_by,
            UseReport.reported_on <= at.as_of,
            Pot.root_id.in_(at.roots),
            state != "replaced",
        )
        .order_by(Document.id)
    )
    costs, reviews = _costs(session, at), _reviews(session, at)
    disallowed = _sums(session, _disallowed(at))
    paid = _sums(session, _paid(at))
    return tuple(
        _row(
            number,
            found,
            pot,
            holder,
            state=last,
            commitment="" if commitment is None else f"{commitment} {name}",
            costs=costs[found.document_id],
            review=reviews.get(found.document_id),
            disallowed_ore=disallowed.get(found.document_id, 0),
            paid_ore=paid.get(found.document_id, 0),
        )
        for number, found, pot, holder, last, commitment, name in session.execute(query)
    )


def _row(
    number: str,
    found: UseReport,
    pot: str,
    holder: str,
    *,
    state: str,
    commitment: str,
    costs: Mapping[CostType, Ore],
    review: ReviewRow | None,
    disallowed_ore: Ore,
    paid_ore: Ore,
) -> UseReportRow:
    return UseReportRow(
        number=number,
        pot_id=found.pot_id,
        pot=pot,
        holder=holder,
        used_from=found.used_from,
        used_to=found.used_to,
        reported_on=found.reported_on,
        state=_shown(state, review, disallowed_ore, paid_ore),
        commitment=commitment,
        text=found.text,
        costs=costs,
        amount_ore=found.amount_ore,
        review=review,
        disallowed_ore=disallowed_ore,
        paid_ore=paid_ore,
    )


def _shown(state: str, review: ReviewRow | None, disallowed_ore: Ore, paid_ore: Ore) -> str:
    """The state on the day asked for: what was booked after it is not so yet."""
    if review is None:
        return "confirmed" if state in _ONCE_BOOKED else state
    if disallowed_ore > 0:
        return "disallowed" if disallowed_ore == review.held_ore + review.arrears_ore else "partly_disallowed"
    return "paid" if review.arrears_ore > 0 and paid_ore == review.arrears_ore else "approved"


def _costs(session: Session, at: Standpoint) -> Mapping[int, dict[CostType, Ore]]:
    query = (
        select(UseReportCost)
        .join(UseReport, UseReport.document_id == UseReportCost.document_id)
        .join(Pot, (Pot.book_id == UseReport.book_id) & (Pot.id == UseReport.pot_id))
        .where(UseReport.book_id == at.book_id, Pot.root_id.in_(at.roots))
        .order_by(UseReportCost.document_id, UseReportCost.row_no)
    )
    costs: dict[int, dict[CostType, Ore]] = defaultdict(dict)
    for cost in session.scalars(query):
        costs[cost.document_id][CostType(cost.cost_type)] = cost.amount_ore
    return costs


def _reviews(session: Session, at: Standpoint) -> Mapping[int, ReviewRow]:
    """The reviews in force, by report."""
    force, attests = in_force(at), _attests(session, at)
    query = (
        select(UseReview, Document.number, force.c.year, force.c.number)
        .join(force, force.c.document_id == UseReview.document_id)
        .join(Document, Document.id == UseReview.document_id)
        .order_by(UseReview.document_id)
    )
    return {
        found.report_id: ReviewRow(
            number,
            found.held_ore,
            found.arrears_ore,
            found.own_ore,
            entry_name(year, serial),
            tuple(attests[found.document_id]),
        )
        for found, number, year, serial in session.execute(query)
    }


def _attests(session: Session, at: Standpoint) -> Mapping[int, list[AttestRow]]:
    query = (
        select(Attest.document_id, Attest.step, Attest.round, Person.login, Attest.recorded_at)
        .join(UseReview, UseReview.document_id == Attest.document_id)
        .join(Document, Document.id == Attest.document_id)
        .join(Person, Person.id == Attest.person_id)
        .where(Document.book_id == at.book_id, Attest.recorded_at <= at.known_by)
        .order_by(Attest.document_id, Attest.round, Attest.id)
    )
    found: dict[int, list[AttestRow]] = defaultdict(list)
    for document_id, step, attest_round, login, recorded_at in session.execute(query):
        found[document_id].append(AttestRow(step, attest_round, login, recorded_at))
    return found


def _disallowed(at: Standpoint) -> Select[int, Ore]:
    force = in_force(at)
    return (
        select(UseDisallowance.report_id, func.sum(UseDisallowance.amount_ore))
        .join(force, force.c.document_id == UseDisallowance.document_id)
        .group_by(UseDisallowance.report_id)
        .order_by(UseDisallowance.report_id)
    )


def _paid(at: Standpoint) -> Select[int, Ore]:
    force = in_force(at)
    return (
        select(ReportPayoutRow.report_id, func.sum(ReportPayoutRow.amount_ore))
        .join(force, force.c.document_id == ReportPayoutRow.document_id)
        .group_by(ReportPayoutRow.report_id)
        .order_by(ReportPayoutRow.report_id)
    )


def _sums(session: Session, query: Select[int, Ore]) -> dict[int, Ore]:
    # PostgreSQL answers a sum of bigint with a Decimal.
    return {report_id: int(amount_ore) for report_id, amount_ore in session.execute(query)}
