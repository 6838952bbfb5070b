"""VAT that comes back from the tax authority: an invoice's VAT claim is settled, whole or in part."""

from datetime import date

from sqlalchemy.orm import Session

from ledger.db.details import DocumentKind
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.scope import Scope
from ledger.errors import VatClaimExceeded
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.documents import Registered
from ledger.services.invoice_debts import claim_by_pot
from ledger.services.settlements import (
    Asked,
    Part,
    Settled,
    annul_settlement,
    begin,
    book_parts,
    known_parts,
    laid,
    require_settlement,
)


def recover_vat(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    invoice_id: int,
    bank_account_id: int,
    amount_ore: Ore,
    on: date,
    text: str = "",
    source_key: str | None = None,
    example: bool = False,
) -> Settled:
    """Book that an invoice's recoverable VAT has come back; `text` is the bank's own.

    Raises `VatClaimExceeded`, `AmountNotPositive`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    asked = Asked(
        kind=DocumentKind.VAT_RECOVERY,
        actor=actor,
        scope=scope,
        book_id=book_id,
        invoice_id=invoice_id,
        amount_ore=amount_ore,
        on=on,
        text=text,
        source_key=source_key,
        example=example,
        bank_account_id=bank_account_id,
    )
    invoice = begin(session, asked)
    parts = known_parts(session, asked) or _claimed(session, invoice, amount_ore, on)
    movements = [
        rules.vat_recovered(pot=part.pot, invoice_id=invoice_id, bank_id=bank_account_id, amount_ore=part.amount_ore)
        for part in parts
    ]
    return book_parts(session, asked, parts, movements, text=f"faktura {invoice.number}")


def correct_vat_recovery(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn recovered VAT back with a counter-entry: the claim stands again.

    Allowed also where the bank has been drawn on since, as of a receipt. Raises `DocumentWrongState`, `ReasonMissing`,
    `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    document = require_settlement(session, book_id, DocumentKind.VAT_RECOVERY, document_id)
    return annul_settlement(session, actor=actor, document=document, reason=reason, booked_on=booked_on)


def _claimed(session: Session, invoice: Registered, amount_ore: Ore, on: date) -> list[Part]:
    claims, day = claim_by_pot(session, invoice.book_id, Kind.VAT_CLAIM, invoice.id, on)
    if amount_ore > sum(claims.values()):
        raise VatClaimExceeded(invoice=invoice.number, wanted_ore=amount_ore, claim_ore=sum(claims.values()), day=day)
    return laid(invoice, claims, amount_ore)
