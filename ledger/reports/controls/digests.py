"""Part of control 9: whether every document, decision and attest still says what its digest was made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from ledger.db.decisions import Decision
from ledger.db.details import FORMS
from ledger.domain.canonical import moment_text
from ledger.domain.canonical_text import attest_text_digest, document_text_digest
from ledger.domain.contents import decision_digest, plain
from ledger.domain.periods import entry_name
from ledger.reports.controls.results import Break
from ledger.reports.controls.view import View, many_rows, rows

DOCUMENTS_AT_A_TIME: Final = 10_000

Details: TypeAlias = dict[str, list[dict[str, Any]]]
"""A document's rows by table, without its id, as they are hashed."""


def changed_contents(session: Session, view: View) -> Iterator[Break]:
    """The documents, decisions and attests of the book whose rows are not what their digests say."""
    yield from _decisions(session, view)
    yield from _attests(session, view)
    after: int | None = 0
    while after is not None:
        documents = many_rows(session, _DOCUMENTS, view, after=after, at_a_time=DOCUMENTS_AT_A_TIME)
        yield from _documents(session, view, documents)
        after = documents[-1][0] if len(documents) == DOCUMENTS_AT_A_TIME else None


def _decisions(session: Session, view: View) -> Iterator[Break]:
    table = cast("Table", Decision.__table__)
    query = select(table).where(Decision.book_id == view.book_id).order_by(Decision.id)
    for decision in session.execute(query).mappings():
        if decision_digest({str(column): value for column, value in decision.items()}) != decision["digest"]:
            names = _resting_on(session, view, "decision", decision["id"])
            yield Break("Beslutet är inte det som registrerades", subject=decision["paragraph"], entries=names)


def _attests(session: Session, view: View) -> Iterator[Break]:
    """An approval covers the confirmation of its round; a confirmation covers nothing before it."""
    confirmed: dict[tuple[int, int], str] = {}
    for own_id, document_id, round_, step, person_id, moment, digest, number, document in many_rows(
        session, _ATTESTS, view
    ):
        before = confirmed.get((document_id, round_), "") if step == "approve" else ""
        if step == "confirm":
            confirmed[document_id, round_] = digest
        said = attest_text_digest(
            document_id=document_id,
            round_=round_,
            step=step,
            person_id=person_id,
            recorded_at=moment if isinstance(moment, str) else moment_text(moment),
            document=document,
            before=before,
        )
        if said != digest:
            names = _resting_on(session, view, "attest", own_id)
            yield Break("Attesten är inte den som gavs", subject=number, entries=names)


def _documents(session: Session, view: View, documents: list[tuple[Any, ...]]) -> Iterator[Break]:
    if not documents:
        return
    first, last = documents[0][0], documents[-1][0]
    facts = _facts(session, view, first, last)
    details = _details(session, {kind for _, kind, *_ in documents}, first, last)
    for document_id, kind, number, digest in documents:
        rows_of = cast("Any", details.get(document_id, {}))
        if document_text_digest(kind, number, rows_of, facts.get(document_id, ())) != digest:
            names = _resting_on(session, view, "document", document_id)
            yield Break("Handlingen är inte den som registrerades", subject=number, entries=names)


def _facts(session: Session, view: View, first: int, last: int) -> dict[int, list[str]]:
    """The facts of the documents whose ids lie between, as they are hashed: the document itself is called so."""
    found: dict[int, list[str]] = defaultdict(list)
    own = '"self"'
    for own_id, code, pot_id, other_pot_id, subject_id, other_id, bank_id, amount_ore, vat_ore, claim_ore in many_rows(
        session, _FACTS, view, first=first, last=last
    ):
        subject = own if subject_id == own_id else subject_id
        other = own if other_id == own_id else other_id
        bank = own if bank_id == own_id else bank_id
        found[own_id].append(
            f"[{quoted(code)},{pot_id},{other_pot_id},{subject},{other},{bank},{amount_ore},{vat_ore},{claim_ore}]"
        )
    return found


def _details(session: Session, kinds: Iterable[str], first: int, last: int) -> dict[int, Details]:
    """The detail rows of documents of these kinds whose ids lie between, in the order of their keys."""
    found: dict[int, Details] = defaultdict(lambda: defaultdict(list))
    forms = [form for kind, form in FORMS.items() if kind.value in kinds]
    tables = dict.fromkeys(made for form in forms for made in form.tables)  # several kinds may fill one table
    for table in (cast("Table", made.__table__) for made in tables):
        own = table.columns["document_id"]
        query = select(table).where(own.between(first, last)).order_by(*table.primary_key.columns)
        for row in session.execute(query).mappings():
            columns = {column: plain(value) for column, value in row.items()}
            del columns["document_id"]
            found[row["document_id"]][table.name].append(columns)
    return found


def _resting_on(session: Session, view: View, what: str, own_id: int) -> tuple[str, ...]:
    """The first entries that name it."""
    return tuple(entry_name(year, number) for year, number in rows(session, _RESTING[what], view, own_id=own_id))


_DOCUMENTS: Final = """
SELECT d.id, d.kind, d.number, d.digest FROM document d
WHERE d.book_id = :book_id AND d.id > :after ORDER BY d.id LIMIT :at_a_time"""

_FACTS: Final = """
SELECT f.document_id, f.code, f.pot_id, f.other_pot_id, f.subject_id, f.other_subject_id, f.bank_id,
  f.amount_ore, f.vat_ore, f.claim_ore
FROM document_fact f WHERE f.document_id BETWEEN :first AND :last ORDER BY f.document_id, f.row_no"""

_ATTESTS: Final = """
SELECT a.id, a.document_id, a.round, a.step, a.person_id, a.recorded_at, a.digest, d.number, d.digest
FROM attest a JOIN document d ON d.id = a.document_id
WHERE d.book_id = :book_id ORDER BY a.document_id, a.round, CASE a.step WHEN 'confirm' THEN 0 ELSE 1 END"""

_RESTING: Final = {
    what: f"SELECT e.year, e.number FROM entry e WHERE e.book_id = :book_id AND e.{what}_id = :own_id "
    "ORDER BY e.seq LIMIT 5"
    for what in ("document", "decision", "attest")
}
