"""Agreements with the state: their purposes, each the root of a tree of pots, and their terms with history."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.agreements import Agreement, Purpose, Terms
from ledger.db.parties import RepaymentTerms
from ledger.domain.payees import Account, AccountKind, account_number
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.errors import AlreadyExists, NotFound, TermsMissing
from ledger.money import Ore
from ledger.services.audit import write_audit
from ledger.services.inputs import require_not_ahead, require_not_before, require_text
from ledger.services.organisations import require_organisation
from ledger.services.pots import PotInfo, open_root, pot_info


class Instrument(StrEnum):
    """How the money is asked for: by an invoice to the payer, on its form, or not at all."""

    INVOICE = "invoice"
    FORM = "form"
    PAYS_BY_ITSELF = "pays_by_itself"


class CarryOver(StrEnum):
    """Whether unused money may be kept into the next year."""

    NO = "no"
    BY_DECISION = "by_decision"
    YES = "yes"


@dataclass(frozen=True)
class NewTerms:
    """What an agreement demands from `valid_from` on: who pays and how, what has to be sent, and by when."""

    valid_from: date
    payer_id: int
    instrument: Instrument
    requisitioner_id: int
    requisition_reference: str = ""
    requisition_text: str = ""
    requisition_by: date | None = None
    certificate_required: bool = False
    report_to_id: int | None = None
    report_by: date | None = None
    use_from: date | None = None
    use_to: date | None = None
    carry_over: CarryOver = CarryOver.NO
    repayment_address: str = ""
    repay_by: date | None = None
    repayment_account: Account | None = None


@dataclass(frozen=True)
class PurposeInfo:
    """A purpose of an agreement, with its root pot."""

    id: int
    agreement_id: int
    code: str
    name: str
    pot: PotInfo


def register_agreement(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    code: str,
    name: str,
    reference: str,
    signed_on: date | None = None,
    national_amount_ore: Ore | None = None,
) -> int:
    """Register an agreement and answer with its id; `reference` is the diary number, the amount is for information.

    Raises `AlreadyExists`, `TextMissing`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    if signed_on is not None:
        require_not_ahead("Dagen för undertecknandet", signed_on)
    row = {
        "book_id": book_id,
        "code": require_text("Kod", code),
        "name": require_text("Namn", name),
        "reference": reference.strip(),
        "signed_on": signed_on,
        "national_amount_ore": (
            None if national_amount_ore is None else positive(national_amount_ore, "Det nationella beloppet")
        ),
    }
    if _id_of(session, book_id, str(row["code"])) is not None:
        raise AlreadyExists(what="överenskommelse", name=str(row["code"]))
    agreement_id = session.execute(insert(Agreement).values(**row).returning(Agreement.id)).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="register",
        what="agreement",
        what_id=agreement_id,
        code=row["code"],
    )
    return agreement_id


def find_agreement(session: Session, book_id: int, code: str) -> int:
    """The id of the book's agreement of that code; raises `NotFound`."""
    agreement_id = _id_of(session, book_id, code)
    if agreement_id is None:
        raise NotFound(what="överenskommelse", name=code)
    return agreement_id


def add_purpose(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    agreement_id: int,
    code: str,
    name: str,
    pot_code: str,
    opened_on: date,
) -> PurposeInfo:
    """Add a purpose with an amount and a reference of its own, and open its root pot, of the same name.

    `code` is the purpose's within the agreement, `pot_code` the pot's within the book. Raises `AlreadyExists` for
    either, `TextMissing`, `DateBefore` for a day before the book was opened, `NotFound`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_agreement(session, book_id, agreement_id)
    purpose_code = require_text("Kod", code)
    taken = select(Purpose.id).where(Purpose.agreement_id == agreement_id, Purpose.code == purpose_code)
    if session.execute(taken).first() is not None:
        raise AlreadyExists(what="ändamål", name=purpose_code)
    pot = open_root(session, actor=actor, scope=scope, book_id=book_id, code=pot_code, name=name, opened_on=opened_on)
    row = {
        "agreement_id": agreement_id,
        "book_id": book_id,
        "code": purpose_code,
        "name": pot.name,
        "pot_id": pot.id,
    }
    purpose_id = session.execute(insert(Purpose).values(**row).returning(Purpose.id)).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="add",
        what="purpose",
        what_id=purpose_id,
        agreement_id=agreement_id,
        code=purpose_code,
        pot_id=pot.id,
    )
    return require_purpose(session, book_id, purpose_id)


def require_agreement(session: Session, book_id: int, agreement_id: int) -> None:
    """Raise `NotFound` unless the book has an agreement of that id."""
    query = select(Agreement.id).where(Agreement.book_id == book_id, Agreement.id == agreement_id)
    if session.execute(query).first() is None:
        raise NotFound(what="överenskommelse", name=str(agreement_id))


def require_purpose(session: Session, book_id: int, purpose_id: int) -> PurposeInfo:
    """The book's purpose of that id; raises `NotFound`."""
    query = select(Purpose).where(Purpose.book_id == book_id, Purpose.id == purpose_id)
    purpose = session.execute(query).scalar_one_or_none()
    if purpose is None:
        raise NotFound(what="ändamål", name=str(purpose_id))
    pot = pot_info(session, book_id, purpose.pot_id)
    return PurposeInfo(purpose.id, purpose.agreement_id, purpose.code, purpose.name, pot)


def set_terms(session: Session, *, actor: int, scope: Scope, book_id: int, agreement_id: int, terms: NewTerms) -> int:
    """Set what holds from a day on; what was recorded before stays, and the last recorded for a day is in force.

    Answers with the id of this version. Raises `DateBefore` for a use that ends before it begins, `NotFound` also for
    an organisation that is not there, and for the account `IdentifierMalformed` or `IdentifierCheckDigit`.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    require_agreement(session, book_id, agreement_id)
    for organisation_id in (terms.payer_id, terms.requisitioner_id, terms.report_to_id):
        if organisation_id is not None:
            require_organisation(session, organisation_id)
    if terms.use_from is not None and terms.use_to is not None:
        require_not_before("Sista dagen att använda medlen", terms.use_to, "den första", terms.use_from)
    repayment = _repayment(terms)
    same_day = select(func.max(Terms.version)).where(
        Terms.agreement_id == agreement_id, Terms.valid_from == terms.valid_from
    )
    version = (session.execute(same_day).scalar_one() or 0) + 1
    terms_id = session.execute(
        insert(Terms)
        .values(
            **{fact: getattr(terms, fact) for fact in _TERMS_FACTS},
            agreement_id=agreement_id,
            version=version,
            recorded_at=clock.now(),
            actor_id=actor,
        )
        .returning(Terms.id)
    ).scalar_one()
    if repayment is not None:
        session.execute(insert(RepaymentTerms).values(**repayment, terms_id=terms_id))
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="set",
        what="terms",
        what_id=terms_id,
        agreement_id=agreement_id,
        valid_from=terms.valid_from,
        version=version,
    )
    return terms_id


def terms_on(session: Session, agreement_id: int, day: date, known_at: datetime | None = None) -> Terms:
    """The terms in force on a day: of the latest `valid_from` by then, the version recorded last.

    `known_at` takes what was recorded by then (None: now). Raises `TermsMissing` for a day before the first.
    """
    query = (
        select(Terms)
        .where(Terms.agreement_id == agreement_id, Terms.valid_from <= day)
        .order_by(Terms.valid_from.desc(), Terms.version.desc())
        .limit(1)
    )
    if known_at is not None:
        query = query.where(Terms.recorded_at <= known_at)
    terms = session.execute(query).scalar_one_or_none()
    if terms is None:
        code = session.execute(select(Agreement.code).where(Agreement.id == agreement_id)).scalar_one()
        raise TermsMissing(agreement=code, day=day)
    return terms


def terms_as_set(session: Session, terms: Terms) -> NewTerms:
    """A version of the terms as it was set, with how money goes back."""
    back = session.get(RepaymentTerms, terms.id)
    facts = {fact: getattr(terms, fact) for fact in _TERMS_FACTS}
    facts |= {"instrument": Instrument(terms.instrument), "carry_over": CarryOver(terms.carry_over)}
    return NewTerms(
        **facts,
        repay_by=None if back is None else back.repay_by,
        repayment_account=None if back is None else _account(back),
    )


_BACK: Final = frozenset({"repay_by", "repayment_account"})
_TERMS_FACTS: Final = tuple(fact.name for fact in fields(NewTerms) if fact.name not in _BACK)


def _repayment(terms: NewTerms) -> dict[str, object] | None:
    """The row of how money goes back; None where the terms say nothing of it."""
    account = terms.repayment_account
    if terms.repay_by is None and account is None:
        return None
    return {
        "repay_by": terms.repay_by,
        "account_kind": None if account is None else account.kind.value,
        "account_number": None if account is None else account_number(account.kind, account.number),
    }


def _account(back: RepaymentTerms) -> Account | None:
    if back.account_kind is None or back.account_number is None:
        return None
    return Account(AccountKind(back.account_kind), back.account_number)


def _id_of(session: Session, book_id: int, code: str) -> int | None:
    query = select(Agreement.id).where(Agreement.book_id == book_id, Agreement.code == code)
    return session.execute(query).scalar_one_or_none()
