"""Changing where an organisation is paid: one person proposes, another confirms, and till then the old number holds.

Payee accounts are where fraud happens (DOMAIN §6). The database holds that the two are different persons, and that a
proposal is answered once.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.db.organisations import Organisation
from ledger.db.payees import PayeeAccount, PayeeAccountAnswer
from ledger.domain.payees import AccountKind, account_number
from ledger.domain.scope import Scope
from ledger.errors import NotFound, PayeeAnswered, PayeeSamePerson, PayeeUnchanged, PayeeWaiting
from ledger.services.audit import write_audit
from ledger.services.documents import require_reason
from ledger.services.organisations import name_and_kind
from ledger.services.payee_accounts import accounts_on
from ledger.services.versions import add_version, lock_head


@dataclass(frozen=True)
class ProposedAccount:
    """A proposed number of an organisation; None takes the number of that kind away."""

    organisation_id: int
    no: int
    kind: AccountKind
    number: str | None
    valid_from: date


def propose_payee_account(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    organisation_id: int,
    kind: AccountKind,
    number: str | None,
    reason: str,
    valid_from: date | None = None,
) -> ProposedAccount:
    """Propose a number to be paid to from a day on (None: today); nothing changes before another person confirms it.

    `reason` says where the number comes from. Raises `IdentifierMalformed`, `IdentifierCheckDigit`, `PayeeWaiting`,
    `PayeeUnchanged`, `ReasonMissing`, and `NotFound` also out of scope.
    """
    scope.require_some_book()
    require_reason(reason)
    checked = None if number is None else account_number(kind, number)
    day = valid_from or clock.today()
    lock_head(session, Organisation, organisation_id)
    _refuse_waiting(session, organisation_id, kind)
    if accounts_on(session, [organisation_id], day)[organisation_id].number(kind) == checked:
        raise PayeeUnchanged(payee=_name(session, organisation_id), account_kind=kind.value, day=day)
    no = add_version(
        session,
        PayeeAccount,
        of_id=organisation_id,
        actor=actor,
        valid_from=day,
        kind=kind.value,
        number=checked,
        reason=reason.strip(),
    )
    _audit(session, actor, "propose", organisation_id, no)
    return ProposedAccount(organisation_id, no, kind, checked, day)


def confirm_payee_account(session: Session, *, actor: int, scope: Scope, organisation_id: int, no: int) -> None:
    """Confirm a proposed number, as somebody else than who proposed it: from its day on it is paid to.

    Raises `PayeeSamePerson`, `PayeeAnswered`, and `NotFound` also out of scope.
    """
    _answer(session, actor, scope, (organisation_id, no), answer="confirmed", reason="")


def refuse_payee_account(
    session: Session, *, actor: int, scope: Scope, organisation_id: int, no: int, reason: str
) -> None:
    """Refuse a proposed number, as somebody else than who proposed it; the old one holds.

    Raises `PayeeSamePerson`, `PayeeAnswered`, `ReasonMissing`, and `NotFound` also out of scope.
    """
    require_reason(reason)
    _answer(session, actor, scope, (organisation_id, no), answer="refused", reason=reason.strip())


def waiting_accounts(session: Session, scope: Scope) -> list[ProposedAccount]:
    """The proposals that wait for an answer, in order of organisation; raises `NotFound` out of scope."""
    scope.require_some_book()
    query = _waiting().order_by(PayeeAccount.of_id, PayeeAccount.no)
    return [
        ProposedAccount(row.of_id, row.no, AccountKind(row.kind), row.number, row.valid_from)
        for row in session.scalars(query)
    ]


def _answer(session: Session, actor: int, scope: Scope, proposal: tuple[int, int], *, answer: str, reason: str) -> None:
    scope.require_some_book()
    organisation_id, no = proposal
    lock_head(session, Organisation, organisation_id)
    proposed = session.get(PayeeAccount, proposal)
    if proposed is None:
        raise NotFound(what="kontoändring", name=str(no))
    if proposed.actor_id == actor:
        raise PayeeSamePerson(payee=_name(session, organisation_id))
    earlier = session.get(PayeeAccountAnswer, proposal)
    if earlier is not None:
        raise PayeeAnswered(
            payee=_name(session, organisation_id),
            answer=earlier.answer,
            answered_on=earlier.recorded_at.astimezone(clock.STOCKHOLM).date(),
        )
    session.execute(
        insert(PayeeAccountAnswer).values(
            of_id=organisation_id,
            no=no,
            proposed_by=proposed.actor_id,
            answer=answer,
            reason=reason,
            recorded_at=clock.now(),
            actor_id=actor,
        )
    )
    _audit(session, actor, answer, organisation_id, no)


def _refuse_waiting(session: Session, organisation_id: int, kind: AccountKind) -> None:
    query = _waiting().where(PayeeAccount.of_id == organisation_id, PayeeAccount.kind == kind.value)
    waiting = session.scalars(query.order_by(PayeeAccount.no).limit(1)).first()
    if waiting is not None:
        raise PayeeWaiting(
            payee=_name(session, organisation_id),
            account_kind=kind.value,
            proposed_on=waiting.recorded_at.astimezone(clock.STOCKHOLM).date(),
        )


def _waiting() -> Select[PayeeAccount]:
    answered = (PayeeAccountAnswer.of_id == PayeeAccount.of_id) & (PayeeAccountAnswer.no == PayeeAccount.no)
    return select(PayeeAccount).where(~select(PayeeAccountAnswer.no).where(answered).exists())


def _name(session: Session, organisation_id: int) -> str:
    return name_and_kind(session, organisation_id, clock.today())[0]


def _audit(session: Session, actor: int, verb: str, organisation_id: int, no: int) -> None:
    """Which proposal it was, and never the number: a bankgiro may be a sole trader's."""
    write_audit(session, actor=actor, book_id=None, verb=verb, what="payee_account", what_id=organisation_id, no=no)
