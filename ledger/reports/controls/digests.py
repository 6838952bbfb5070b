"""Part of control 9: whether every document, decision and attest still says what its digest was made of."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ledger.db.decisions import Decision
from ledger.db.details import FORMS
from ledger.domain.contents import attest_digest, decision_digest, document_digest
from ledger.domain.events import Fact, FactCode
from ledger.domain.periods import entry_name
from ledger.reports.controls.results import Break
from ledger.reports.controls.view import View, rows

DOCUMENTS_AT_A_TIME: Final = 2_000

Details: TypeAlias = dict[str, list[dict[str, Any]]]
"""A document's rows by table, without its id."""


def changed_contents(session: Session, view: View) -> Iterator[Break]:
    """The documents, decisions and attests of the book whose rows are not what their digests say."""
    yield from _decisions(session, view)
    yield from _attests(session, view)
    after: int | None = 0
    while after is not None:
        documents = rows(session, _DOCUMENTS, view, after=after, at_a_time=DOCUMENTS_AT_A_TIME)
        yield from _documents(session, view, documents)
        after = documents[-1].id if len(documents) == DOCUMENTS_AT_A_TIME else None


def _decisions(session: Session, view: View) -> Iterator[Break]:
    columns = Decision.__table__.columns
    query = select(*columns).where(Decision.book_id == view.book_id).order_by(Decision.id)
    for decision in session.execute(query):
        if decision_digest(decision._mapping) != decision.digest:  # noqa: SLF001 - a row's public mapping
            names = _resting_on(session, view, "decision", decision.id)
            yield Break("Beslutet är inte det som registrerades", subject=decision.paragraph, entries=names)


def _attests(session: Session, view: View) -> Iterator[Break]:
    """An approval covers the confirmation of its round; a confirmation covers nothing before it."""
    for attest in rows(session, _ATTESTS, view):
        before = (attest.confirmed or "") if attest.step == "approve" else ""
        if attest_digest(attest._mapping, attest.document_digest, before) != attest.digest:  # noqa: SLF001 - as above
            names = _resting_on(session, view, "attest", attest.id)
            yield Break("Attesten är inte den som gavs", subject=attest.number, entries=names)


def _documents(session: Session, view: View, documents: list[Row[*tuple[Any, ...]]]) -> Iterator[Break]:
    if not documents:
        return
    given = {"first": documents[0].id, "last": documents[-1].id}
    facts: dict[int, list[Fact]] = defaultdict(list)
    for document_id, code, *values in rows(session, _FACTS, view, **given):
        facts[document_id].append(Fact(FactCode(code), *values))
    details = _details(session, given["first"], given["last"])
    for document in documents:
        rows_of, stated = details.get(document.id, {}), facts.get(document.id, [])
        said = document_digest(document.kind, document.number, rows_of, stated, own_id=document.id)
        if said != document.digest:
            names = _resting_on(session, view, "document", document.id)
            yield Break("Handlingen är inte den som registrerades", subject=document.number, entries=names)


def _details(session: Session, first: int, last: int) -> dict[int, Details]:
    """The detail rows of the documents whose ids lie between, in the order of their keys."""
    found: dict[int, Details] = defaultdict(lambda: defaultdict(list))
    for table in dict.fromkeys(table.__table__ for form in FORMS.values() for table in form.tables):
        own = table.columns["document_id"]
        query = select(*table.columns).where(own.between(first, last)).order_by(*table.primary_key.columns)
        for row in session.execute(query):
            columns = dict(row._mapping)  # noqa: SLF001 - a row's public mapping
            found[columns.pop("document_id")][table.name].append(columns)
    return found


def _resting_on(session: Session, view: View, what: str, own_id: int) -> tuple[str, ...]:
    """The first entries that name it."""
    return tuple(entry_name(year, number) for year, number in rows(session, _RESTING[what], view, own_id=own_id))


_DOCUMENTS: Final = """
SELECT d.id, d.kind, d.number, d.digest FROM document d
WHERE d.book_id = :book_id AND d.id > :after ORDER BY d.id LIMIT :at_a_time"""

_FACTS: Final = """
SELECT f.document_id, f.code, f.pot_id, f.amount_ore, f.other_pot_id, f.subject_id, f.other_subject_id, f.bank_id,
  f.vat_ore, f.claim_ore
FROM document_fact f WHERE f.document_id BETWEEN :first AND :last AND f.book_id = :book_id
ORDER BY f.document_id, f.row_no"""

_ATTESTS: Final = """
SELECT a.id, a.document_id, a.round, a.step, a.person_id, a.recorded_at, a.digest, d.number,
  d.digest AS document_digest, c.digest AS confirmed
FROM document d JOIN attest a ON a.document_id = d.id
LEFT JOIN attest c ON c.document_id = a.document_id AND c.round = a.round AND c.step = 'confirm'
WHERE d.book_id = :book_id ORDER BY a.id"""

_RESTING: Final = {
    what: f"SELECT e.year, e.number FROM entry e WHERE e.book_id = :book_id AND e.{what}_id = :own_id ORDER BY e.seq LIMIT 5"
    for what in ("document", "decision", "attest")
}
