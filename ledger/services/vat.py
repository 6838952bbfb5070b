"""Whether the book recovers VAT: set from a day on, with history, and the rule that every invoice is charged by."""

from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.balances import lock_book
from ledger.db.documents import Document
from ledger.db.invoices import Invoice
from ledger.db.vat import VatSetting
from ledger.domain.invoices import NOT_STANDING
from ledger.domain.scope import Scope
from ledger.errors import VatSettingContradicted
from ledger.services.audit import write_audit
from ledger.services.documents import require_reason, state_now


def set_vat_recovery(
    session: Session, *, actor: int, scope: Scope, book_id: int, recovers: bool, valid_from: date, reason: str
) -> int:
    """Set whether the book recovers VAT on invoices dated from a day on; what was recorded before stays.

    Of a day's versions the last recorded is in force. Answers with the id of this one. Raises `ReasonMissing`,
    `VatSettingContradicted` while invoices with VAT, dated within what is set, were charged otherwise, `NotFound`.
    """
    scope.require_book(book_id)
    require_reason(reason)
    lock_book(session, book_id)
    _refuse_contradicted(session, book_id, valid_from, recovers=recovers)
    same_day = select(func.max(VatSetting.version)).where(
        VatSetting.book_id == book_id, VatSetting.valid_from == valid_from
    )
    row = {
        "book_id": book_id,
        "valid_from": valid_from,
        "version": (session.execute(same_day).scalar_one() or 0) + 1,
        "recovers": recovers,
        "reason": reason.strip(),
    }
    setting_id = session.execute(
        insert(VatSetting).values(**row, recorded_at=clock.now(), actor_id=actor).returning(VatSetting.id)
    ).scalar_one()
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="set",
        what="vat_setting",
        what_id=setting_id,
        recovers=recovers,
        valid_from=valid_from,
        version=row["version"],
    )
    return setting_id


def recovers_vat(session: Session, book_id: int, day: date) -> bool:
    """Whether the book recovers VAT on an invoice of that date: not, unless it has been set (DOMAIN §6)."""
    query = (
        select(VatSetting.recovers)
        .where(VatSetting.book_id == book_id, VatSetting.valid_from <= day)
        .order_by(VatSetting.valid_from.desc(), VatSetting.version.desc())
        .limit(1)
    )
    return bool(session.execute(query).scalar_one_or_none())


def _refuse_contradicted(session: Session, book_id: int, valid_from: date, *, recovers: bool) -> None:
    """The setting and what was charged by it never disagree: from its day until the next setting's."""
    until = select(func.min(VatSetting.valid_from)).where(
        VatSetting.book_id == book_id, VatSetting.valid_from > valid_from
    )
    query = (
        select(Document.number)
        .join(Invoice, Invoice.document_id == Document.id)
        .where(
            Document.book_id == book_id,
            Invoice.invoiced_on >= valid_from,
            Invoice.vat_ore > 0,
            Invoice.vat_recoverable.is_not(recovers),
            state_now(Document.id).not_in(NOT_STANDING),
        )
        .order_by(Document.id)
    )
    ends_on = session.execute(until).scalar_one()
    if ends_on is not None:
        query = query.where(Invoice.invoiced_on < ends_on)
    numbers = tuple(session.scalars(query))
    if numbers:
        raise VatSettingContradicted(valid_from=valid_from, invoices=numbers)
