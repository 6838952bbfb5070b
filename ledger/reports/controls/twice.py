"""Control 11: no invoice and no business event is in the book twice."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.invoices import folded_number
from ledger.domain.periods import entry_name
from ledger.reports.controls.results import Break, Control, ControlResult
from ledger.reports.controls.view import View, rows

TWICE: Final = Control(11, "twice", "Inget fakturanummer och ingen händelse två gånger")


def check_twice(session: Session, view: View) -> ControlResult:
    """The numbers of invoices and credit invoices by supplier, and source keys of documents and of entries."""
    invoices = rows(session, _INVOICES, view)
    breaks: list[Break] = []
    known: dict[tuple[int, str], list[str]] = defaultdict(list)
    for supplier_id, supplier_number, number in invoices:
        earlier = known[supplier_id, folded_number(supplier_number)]
        if earlier:
            breaks.append(Break(f"Fakturanummer {supplier_number} finns redan på {', '.join(earlier)}", subject=number))
        earlier.append(number)
    breaks += _source_keys(session, view)
    return TWICE.result(breaks, note=f"{len(invoices)} fakturor.")


def _source_keys(session: Session, view: View) -> Iterator[Break]:
    for source_key, number in rows(session, _OF_DOCUMENTS, view):
        yield Break(f"Handlingens källnyckel finns på flera: {source_key}", subject=number)
    for source_key, year, number in rows(session, _OF_ENTRIES, view):
        yield Break(f"Verifikationens källnyckel finns på flera: {source_key}", entries=(entry_name(year, number),))


_INVOICES: Final = """
SELECT i.supplier_id, i.supplier_number, d.number FROM document d JOIN (
  SELECT document_id, supplier_id, supplier_number, arrived_on FROM invoice
  UNION ALL SELECT c.document_id, o.supplier_id, c.supplier_number, c.arrived_on
  FROM credit_invoice c JOIN invoice o ON o.document_id = c.invoice_id) i ON i.document_id = d.id
WHERE d.book_id = :book_id AND d.recorded_at <= :known_at AND i.arrived_on <= :as_of
AND COALESCE((SELECT s.state FROM document_state s WHERE s.document_id = d.id AND s.recorded_at <= :known_at
  ORDER BY s.no DESC LIMIT 1), '') NOT IN ('annulled', 'refused', 'returned', 'replaced')
ORDER BY d.id"""

_OF_DOCUMENTS: Final = """
SELECT d.source_key, d.number FROM document d WHERE d.book_id = :book_id AND d.source_key IN (
  SELECT x.source_key FROM document x WHERE x.book_id = :book_id GROUP BY x.source_key HAVING COUNT(*) > 1)
ORDER BY d.source_key, d.id"""

_OF_ENTRIES: Final = """
SELECT e.source_key, e.year, e.number FROM entry e WHERE e.book_id = :book_id AND e.source_key IN (
  SELECT x.source_key FROM entry x WHERE x.book_id = :book_id GROUP BY x.source_key HAVING COUNT(*) > 1)
ORDER BY e.source_key, e.seq"""
