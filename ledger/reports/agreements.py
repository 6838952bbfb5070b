"""An agreement on a day, as known at a moment: its parties, the terms in force, and every version of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ledger.db.agreements import Purpose, Terms
from ledger.db.in_force import holds_on, last_versions
from ledger.db.organisations import Organisation, Person
from ledger.db.parties import AgreementParty, AgreementPartyVersion, RepaymentTerms
from ledger.db.pots import Pot
from ledger.domain.scope import Scope
from ledger.reports.books import find_agreement
from ledger.reports.moments import require_past
from ledger.reports.names import organisation_name
from ledger.reports.pots_known import pot_known


@dataclass(frozen=True)
class TermsRow:
    """One version of the terms. `valid_to` is the last day before the next; None: until further notice.

    `in_force` is whether it holds on the report's day; a version with `replaced` holds on no day: another was recorded
    later from the same day.
    """

    valid_from: date
    valid_to: date | None
    version: int
    in_force: bool
    replaced: bool
    payer: str
    instrument: str
    requisitioner: str
    requisition_reference: str
    requisition_text: str
    requisition_by: date | None
    certificate_required: bool
    report_to: str | None
    report_by: date | None
    use_from: date | None
    use_to: date | None
    carry_over: str
    repayment_address: str
    repay_by: date | None
    account_kind: str | None
    account_number: str | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class PartyRow:
    """A party that is one on the report's day."""

    role: str
    code: str
    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class PurposeRow:
    """A purpose with the pot at its root."""

    code: str
    name: str
    pot: str


@dataclass(frozen=True)
class AgreementReport:
    """The agreement; `history` holds every version known, `terms` the one of them that is in force, if any is."""

    code: str
    name: str
    parties: tuple[PartyRow, ...]
    purposes: tuple[PurposeRow, ...]
    history: tuple[TermsRow, ...]

    @property
    def terms(self) -> TermsRow | None:
        """The terms in force on the day."""
        return next((row for row in self.history if row.in_force), None)


def agreement_report(
    session: Session, *, scope: Scope, book_id: int, agreement: str, as_of: date, known_at: datetime | None = None
) -> AgreementReport:
    """The agreement of that code; names are those of the day. Raises `MomentInFuture` and `NotFound`."""
    found = find_agreement(session, scope=scope, book_id=book_id, code=agreement)
    require_past(known_at)
    return AgreementReport(
        code=found.code,
        name=found.name,
        parties=_parties(session, found.id, as_of, known_at),
        purposes=_purposes(session, found.id, known_at),
        history=terms_history(session, [found.id], as_of, known_at).get(found.id, ()),
    )


def _parties(session: Session, agreement_id: int, as_of: date, known_at: datetime | None) -> tuple[PartyRow, ...]:
    version = last_versions(AgreementPartyVersion, known_at)
    name = organisation_name(as_of, known_at)
    query = (
        select(AgreementParty.role, Organisation.code, name, version.valid_from, version.valid_to)
        .join(version, version.of_id == AgreementParty.id)
        .join(Organisation, Organisation.id == AgreementParty.organisation_id)
        .where(AgreementParty.agreement_id == agreement_id, holds_on(version, as_of))
        .order_by(AgreementParty.role.desc(), Organisation.code, AgreementParty.id)
    )
    return tuple(PartyRow(*row) for row in session.execute(query))


def _purposes(session: Session, agreement_id: int, known_at: datetime | None) -> tuple[PurposeRow, ...]:
    query = (
        select(Purpose.code, Purpose.name, Pot.code)
        .join(Pot, (Pot.book_id == Purpose.book_id) & (Pot.id == Purpose.pot_id))
        .where(Purpose.agreement_id == agreement_id, pot_known(known_at))
        .order_by(Purpose.id)
    )
    return tuple(PurposeRow(*row) for row in session.execute(query))


def terms_history(
    session: Session, agreement_ids: Sequence[int], as_of: date, known_at: datetime | None
) -> dict[int, tuple[TermsRow, ...]]:
    """By agreement: every version that was known, in order of the day it holds from and of recording."""
    payer, requisitioner, receiver = aliased(Organisation), aliased(Organisation), aliased(Organisation)
    names = [organisation_name(as_of, known_at, of=one) for one in (payer, requisitioner, receiver)]
    query = (
        select(Terms, RepaymentTerms, *names, Person.login)
        .join(payer, payer.id == Terms.payer_id)
        .join(requisitioner, requisitioner.id == Terms.requisitioner_id)
        .outerjoin(receiver, receiver.id == Terms.report_to_id)
        .outerjoin(RepaymentTerms, RepaymentTerms.terms_id == Terms.id)
        .join(Person, Person.id == Terms.actor_id)
        .where(Terms.agreement_id.in_(agreement_ids))
        .order_by(Terms.agreement_id, Terms.valid_from, Terms.version)
    )
    if known_at is not None:
        query = query.where(Terms.recorded_at <= known_at)
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in session.execute(query):
        found.setdefault(row[0].agreement_id, []).append(tuple(row))
    return {of: _rows(rows, as_of) for of, rows in found.items()}


def _rows(found: Sequence[tuple[Any, ...]], as_of: date) -> tuple[TermsRow, ...]:
    days = [terms.valid_from for terms, *_ in found]
    return tuple(_row(row, days[place:], as_of) for place, row in enumerate(found))


_AS_SET: Final = (
    *("valid_from", "version", "instrument", "requisition_reference", "requisition_text", "requisition_by"),
    *("certificate_required", "report_by", "use_from", "use_to", "carry_over", "repayment_address", "recorded_at"),
)
"""The facts that a row has as they were set."""


def _row(found: tuple[Any, ...], days: Sequence[date], as_of: date) -> TermsRow:
    """A version by the first days of itself and of those after it."""
    terms, back, payer, requisitioner, receiver, login = found
    replaced = days.count(terms.valid_from) > 1
    later = next((day for day in days if day > terms.valid_from), None)
    begun, ended = terms.valid_from <= as_of, later is not None and later <= as_of
    return TermsRow(
        **{fact: getattr(terms, fact) for fact in _AS_SET},
        valid_to=None if later is None else later - timedelta(days=1),
        in_force=begun and not ended and not replaced,
        replaced=replaced,
        payer=payer,
        requisitioner=requisitioner,
        report_to=receiver,
        repay_by=None if back is None else back.repay_by,
        account_kind=None if back is None else back.account_kind,
        account_number=None if back is None else back.account_number,
        recorded_by=login,
    )
