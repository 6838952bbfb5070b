"""Finding documents by number or source key within their kind, and some by what others call them."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ledger.commands.finding import Finder, Labels, Wanted
from ledger.db.commitments import Commitment
from ledger.db.credit_invoices import CreditInvoice
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.invoices import Invoice
from ledger.db.organisations import Organisation
from ledger.db.requisitions import BankAccount
from ledger.domain.invoices import NOT_STANDING
from ledger.services.documents import state_now

_SUPPLIER: Final = "dess nummer, leverantörens nummer (SK 20417) eller källnyckel"
_SUPPLIER_EN: Final = "its number, the supplier's number (SK 20417) or source key"
_CALLED: Final = {
    DocumentKind.INVOICE: (_SUPPLIER, _SUPPLIER_EN),
    DocumentKind.CREDIT_INVOICE: (_SUPPLIER, _SUPPLIER_EN),
    DocumentKind.BANK_ACCOUNT: ("dess beteckning, kontonummer eller namn", "its number, account number or name"),
    DocumentKind.COMMITMENT: ("dess nummer, namn eller källnyckel", "its number, name or source key"),
}


def called(kind: DocumentKind) -> tuple[str, str]:
    """What documents of a kind are named by, in both languages."""
    return _CALLED.get(kind, ("dess nummer eller källnyckel", "its number or source key"))


def of(kind: DocumentKind | None = None) -> Finder:
    """A finder of the book's documents of a kind, or of any."""

    def find(session: Session, book_id: int, wanted: Wanted) -> Labels:
        query = select(Document.id, Document.number, Document.source_key).where(Document.book_id == book_id)
        if kind is not None:
            query = query.where(Document.kind == kind.value)
        sought = or_(
            Document.id.in_(wanted.ids), Document.number.in_(wanted.texts), Document.source_key.in_(wanted.texts)
        )
        found: Labels = {
            one: (number, key) for one, number, key in session.execute(query.where(sought).order_by(Document.id))
        }
        also = None if kind is None else _also_called(kind, wanted)
        if kind is not None and also is not None:
            query = also.where(Document.book_id == book_id, Document.kind == kind.value).order_by(Document.id)
            for row in session.execute(query):
                one, number, *names = row
                found[one] = (*found.get(one, (number,)), *names)
        return found

    return find


def _also_called(kind: DocumentKind, wanted: Wanted) -> Select[*tuple[Any, ...]] | None:
    """Those that are called by one of the texts in some other way: id, number and those names."""
    if kind is DocumentKind.INVOICE:
        query = select(Document.id, Document.number, Invoice.supplier_number, _numbered(Invoice.supplier_number))
        query = query.join(Invoice, Invoice.document_id == Document.id)
        return _by_supplier(query.join(Organisation, Organisation.id == Invoice.supplier_id), Invoice, wanted)
    if kind is DocumentKind.CREDIT_INVOICE:
        number = CreditInvoice.supplier_number
        query = select(Document.id, Document.number, number, _numbered(number))
        query = query.join(CreditInvoice, CreditInvoice.document_id == Document.id)
        query = query.join(Invoice, Invoice.document_id == CreditInvoice.invoice_id)
        return _by_supplier(query.join(Organisation, Organisation.id == Invoice.supplier_id), CreditInvoice, wanted)
    if kind is DocumentKind.BANK_ACCOUNT:
        query = select(Document.id, Document.number, BankAccount.number, BankAccount.name)
        query = query.join(BankAccount, BankAccount.document_id == Document.id)
        return query.where(or_(BankAccount.number.in_(wanted.texts), BankAccount.name.in_(wanted.texts)))
    if kind is DocumentKind.COMMITMENT:
        named = select(Document.id, Document.number, Commitment.name)
        return named.join(Commitment, Commitment.document_id == Document.id).where(Commitment.name.in_(wanted.texts))
    return None


def _numbered(number: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """A supplier's code and its number: `SK 20417`."""
    return Organisation.code + " " + number


def _by_supplier(
    query: Select[*tuple[Any, ...]], of: type[Invoice | CreditInvoice], wanted: Wanted
) -> Select[*tuple[Any, ...]]:
    """Only what stands: the number of an invoice that was returned or replaced may come again."""
    sought = or_(of.supplier_number.in_(wanted.texts), _numbered(of.supplier_number).in_(wanted.texts))
    return query.where(sought, state_now(Document.id).not_in(NOT_STANDING))
