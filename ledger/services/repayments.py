"""Repayments: unused money goes back to the payer, never more than what is received and unused."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import lock_book
from ledger.db.agreements import Agreement
from ledger.db.details import DocumentKind
from ledger.db.yearend import Repayment
from ledger.domain import rules
from ledger.domain.mandates import Power
from ledger.domain.rules.parts import positive
from ledger.domain.scope import Scope
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import least_unused
from ledger.services.agreements import require_purpose, terms_on
from ledger.services.bank_accounts import require_bank_holds
from ledger.services.decisions import require_decision
from ledger.services.documents import (
    Registered,
    annul,
    is_known,
    register_booked,
    require_document,
    require_state,
)
from ledger.services.inputs import require_not_ahead
from ledger.services.pots import require_available
from ledger.services.rests import require_unused


@dataclass(frozen=True)
class Repaid:
    """A booked repayment, what may still be repaid today in öre, and where the terms say that the money goes.

    `booked` is None when the same had been repaid before, by its source key.
    """

    document: Registered
    booked: Booked | None
    left_ore: Ore
    address: str
    reference: str


def repay(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    purpose_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    decision_id: int,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> Repaid:
    """Repay unused money of a purpose to the payer of the terms in force, quoting the agreement's diary number.

    At most what is received and unused (grant debt − claim), and what its root has left: what lies in other pots or
    commitments, or with recipients, is taken back first. Raises `UnusedInsufficient`, `PotInsufficient`,
    `BankInsufficient`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, what the terms and the decision's mandate
    raise, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    purpose = require_purpose(session, book_id, purpose_id)
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    require_not_ahead("Återbetalningens dag", on)
    terms = terms_on(session, purpose.agreement_id, on)
    root = purpose.pot
    decision = require_decision(
        session, book_id=book_id, decision_id=decision_id, power=Power.YEAR_END, pot_id=root.id, on=on
    )
    if not is_known(session, book_id, source_key):
        wanted_ore = positive(amount_ore)
        require_unused(session, book_id, root, wanted_ore, on)
        require_available(session, book_id, root, wanted_ore, on)
        require_bank_holds(session, book_id, bank_account_id, root_id=root.id, wanted_ore=wanted_ore, on=on)
    reference = session.execute(select(Agreement.reference).where(Agreement.id == purpose.agreement_id)).scalar_one()
    row = {
        "book_id": book_id,
        "pot_id": root.id,
        "decision_id": decision_id,
        "terms_id": terms.id,
        "payer_id": terms.payer_id,
        "address": terms.repayment_address,
        "reference": reference,
        "bank_account_id": bank_account_id,
        "repaid_on": on,
        "amount_ore": amount_ore,
    }
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.REPAYMENT,
        on=on,
        text=f"{root.name}, dnr {reference}" if reference else root.name,
        states=("registered", "booked"),
        details={Repayment: [row]},
        movement=lambda _own_id: rules.repayment(root=root.ref, bank_id=bank_account_id, amount_ore=amount_ore),
        decision=decision,
        source_key=source_key,
        example=example,
    )
    left_ore = least_unused(session, book_id, root.id, on).left_ore
    return Repaid(document, booked, left_ore, terms.repayment_address, reference)


def correct_repayment(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a repayment back with a counter-entry: the money is in the bank and available again.

    Raises `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.REPAYMENT, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    return annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av återbetalning {document.number}",
        state="annulled",
    )
