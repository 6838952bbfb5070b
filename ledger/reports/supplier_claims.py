"""What suppliers owe back and what VAT is to be recovered, invoice by invoice, as it stood."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.documents import Document
from ledger.db.invoices import Invoice
from ledger.db.organisations import Organisation
from ledger.domain.events import FactCode
from ledger.money import Ore
from ledger.reports.invoice_facts import InvoiceFact, invoice_facts
from ledger.reports.names import organisation_name
from ledger.reports.standpoint import Standpoint

_OF_CLAIMS = (
    FactCode.INVOICE,
    FactCode.CREDIT_INVOICE,
    FactCode.PAID_TWICE,
    FactCode.SUPPLIER_REFUND,
    FactCode.SET_OFF,
    FactCode.VAT_RECOVERED,
)


@dataclass(frozen=True)
class ClaimRow:
    """The claims of one invoice, in öre.

    The supplier owes what was credited after payment and what was paid twice, less what it refunded and what was set
    off. The VAT claim is the VAT beside the charge, less what was credited of it and what came back.
    """

    invoice: str
    supplier: str
    credited_ore: Ore
    doubled_ore: Ore
    refunded_ore: Ore
    set_off_ore: Ore
    vat_ore: Ore
    vat_credited_ore: Ore
    vat_recovered_ore: Ore

    @property
    def claim_ore(self) -> Ore:
        """What the supplier owes."""
        return self.credited_ore + self.doubled_ore - self.refunded_ore - self.set_off_ore

    @property
    def vat_claim_ore(self) -> Ore:
        """What is to be recovered."""
        return self.vat_ore - self.vat_credited_ore - self.vat_recovered_ore


def supplier_claims(session: Session, at: Standpoint) -> tuple[ClaimRow, ...]:
    """The invoices that have, or have had, a claim on their supplier or on VAT, in order of registration."""
    facts: dict[str, list[InvoiceFact]] = defaultdict(list)
    for fact in invoice_facts(session, at, _OF_CLAIMS):
        facts[fact.invoice].append(fact)
    query = (
        select(Document.number, organisation_name(at.as_of, at.known_at))
        .join(Invoice, Invoice.document_id == Document.id)
        .join(Organisation, Organisation.id == Invoice.supplier_id)
        .where(Document.book_id == at.book_id)
        .order_by(Document.id)
    )
    rows = (_row(number, supplier, facts[number]) for number, supplier in session.execute(query) if number in facts)
    return tuple(row for row in rows if _moved(row))


def _row(invoice: str, supplier: str, facts: Iterable[InvoiceFact]) -> ClaimRow:
    amount: dict[FactCode, Ore] = defaultdict(int)
    vat: dict[FactCode, Ore] = defaultdict(int)
    claimed_ore = 0
    for fact in facts:
        amount[fact.code] += fact.amount_ore
        vat[fact.code] += fact.vat_ore
        claimed_ore += fact.claim_ore
    return ClaimRow(
        invoice=invoice,
        supplier=supplier,
        credited_ore=claimed_ore,
        doubled_ore=amount[FactCode.PAID_TWICE],
        refunded_ore=amount[FactCode.SUPPLIER_REFUND],
        set_off_ore=amount[FactCode.SET_OFF],
        vat_ore=vat[FactCode.INVOICE],
        vat_credited_ore=vat[FactCode.CREDIT_INVOICE],
        vat_recovered_ore=amount[FactCode.VAT_RECOVERED],
    )


def _moved(row: ClaimRow) -> bool:
    return any(
        amount_ore != 0
        for amount_ore in (row.credited_ore, row.doubled_ore, row.refunded_ore, row.set_off_ore, row.vat_ore)
    )
