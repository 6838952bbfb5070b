"""A large book for measurements: any number of lines over the same accounts and days, made through the door.

From 100 000 lines on, every week takes lines in every account: more lines make no more balances or turnovers.

Every entry rests on a document of its own with facts, a decision and, where something is used, an attest in two steps;
all digests are the real ones, so that every control ties.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from random import Random
from typing import Any, Final

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Purpose
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Attest, Document, DocumentFact
from ledger.db.keepers import Book
from ledger.db.organisations import Organisation, Person
from ledger.db.pots import Pot
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.domain.contents import attest_digest, decision_digest, document_digest
from ledger.domain.entries import Basis, EntryDraft, Movement, PotRef
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.posting import post_entries

OPENED_ON: Final = date(2020, 1, 1)
WEEKS: Final = 100
ROOT: Final = PotRef(1, 1)
CHILDREN: Final = tuple(PotRef(number, 1) for number in range(2, 22))
MUCH: Final = 4 * 10**14
"""Öre decided, requisitioned and divided on the first day: enough for everything that comes."""
AT_A_TIME: Final = 500
_MOMENT: Final = datetime(2020, 1, 1, 8, tzinfo=UTC)
_ATTESTED: Final = frozenset({Event.INVOICE, Event.USE_REPORT})


@dataclass
class LargeBook:
    """A book's ids, and those of the documents whose accounts the entries move."""

    book_id: int
    actor_id: int
    approver_id: int
    decision: tuple[int, str]
    serial: "count[int]"
    bank_id: int = 0
    requisition_id: int = 0
    commitments: Sequence[int] = ()
    invoices: Sequence[int] = ()
    reports: Sequence[int] = ()


def grow(engine: Engine, *, lines: int, seed: int) -> int:
    """Make a book of at least that many lines, the same for the same seed; returns its id."""
    book = found(engine, f"stor-{seed}-{lines}")
    coming = movements(book, lines=lines, seed=seed)
    made = 0
    while made < lines:
        with write_session(engine) as session:
            batch = drafts(session, book, list(islice(coming, AT_A_TIME)))
            post_entries(session, batch)
        made += sum(len(draft.movement.lines) for draft in batch)
    with write_session(engine) as session:
        session.execute(text("ANALYZE"))
    return book.book_id


def found(engine: Engine, code: str) -> LargeBook:
    """A book with its first day booked: money enough in every account."""
    with write_session(engine) as session:
        book = _found(session, code)
        post_entries(session, drafts(session, book, [(movement, OPENED_ON) for movement in _first_day(book)]))
    return book


def movements(book: LargeBook, *, lines: int, seed: int) -> Iterator[tuple[Movement, date]]:
    """An ordinary month over and over, of which no day takes more than the first day gave; with their days.

    The days are one a week and in order, as a book is kept; so many lines are spread over all of them.
    """
    made = 0
    for movement in _months(book, Random(seed)):  # noqa: S311 -- the same book every time, nothing secret
        yield movement, OPENED_ON + timedelta(weeks=1 + min(made, lines - 1) * WEEKS // lines)
        made += len(movement.lines)


def drafts(session: Session, book: LargeBook, dated: Sequence[tuple[Movement, date]]) -> list[EntryDraft]:
    """Drafts of the movements, each with its document and attest registered."""
    documents = _documents(session, book, [movement for movement, _ in dated])
    attested = [said for said, (movement, _) in zip(documents, dated, strict=True) if movement.event in _ATTESTED]
    attests = _attests(session, book, attested)
    return [
        EntryDraft(
            book_id=book.book_id,
            booked_on=day,
            text=f"{movement.event} i den stora boken",
            source_key=f"document:{document[0]}",
            actor_id=book.actor_id,
            movement=movement,
            basis=Basis(document=document, decision=book.decision, attest=attests.get(document[0])),
        )
        for (movement, day), document in zip(dated, documents, strict=True)
    ]


def _months(book: LargeBook, random: Random) -> Iterator[Movement]:
    while True:
        yield from _month(book, random)


def _first_day(book: LargeBook) -> Iterator[Movement]:
    share = MUCH // 40
    yield rules.agreement_amount(root=ROOT, amount_ore=MUCH)
    yield rules.requisition(root=ROOT, requisition_id=book.requisition_id, amount_ore=MUCH)
    placements = [rules.Placement(ROOT, book.requisition_id, MUCH // 2)]
    yield rules.receipt(bank_id=book.bank_id, placements=placements)
    yield rules.allocation(parent=ROOT, shares=[(pot, share) for pot in CHILDREN])
    yield rules.paid_out(bank_id=book.bank_id, payouts=[(pot, share // 4) for pot in CHILDREN])
    for pot, commitment_id in zip(CHILDREN, book.commitments, strict=True):
        yield rules.commitment(pot=pot, commitment_id=commitment_id, amount_ore=share // 4)
    for place, invoice_id in enumerate(book.invoices):
        yield rules.invoice(invoice_id=invoice_id, rows=_two_rows(book, place, share // 16))


def _month(book: LargeBook, random: Random) -> Iterator[Movement]:
    for place, pot in enumerate(CHILDREN):
        amount = random.randrange(1_00, 1_000_00)
        bill = _two_rows(book, place, amount)
        for row in bill:
            yield rules.commitment(pot=row.pot, commitment_id=row.commitment_id, amount_ore=amount)
        yield rules.invoice(invoice_id=book.invoices[place], rows=bill)
        payments = [rules.Payment(row.pot, book.invoices[place], amount) for row in bill]
        yield rules.invoice_paid(bank_id=book.bank_id, payments=payments)
        yield rules.receipt(bank_id=book.bank_id, placements=[rules.Placement(ROOT, book.requisition_id, 2 * amount)])
        yield rules.use_report(
            pot=pot, report_id=book.reports[place], from_disbursed_ore=amount, in_arrears_ore=0, commitment_id=0
        )
    yield rules.allocation(parent=ROOT, shares=[(pot, 1_00) for pot in CHILDREN])
    yield rules.paid_out(bank_id=book.bank_id, payouts=[(pot, random.randrange(1, 1_00)) for pot in CHILDREN])


def _two_rows(book: LargeBook, place: int, amount: Ore) -> list[rules.InvoiceRow]:
    """An invoice over a pot and the next one, each against its commitment."""
    places = (place, (place + 1) % len(CHILDREN))
    return [rules.InvoiceRow(CHILDREN[at], book.commitments[at], amount, 0) for at in places]


def _documents(session: Session, book: LargeBook, movements: Sequence[Movement | None]) -> list[tuple[int, str]]:
    made: list[tuple[int, str]] = []
    rows: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    for movement in movements:
        serial = next(book.serial)
        number = f"D-2020-{serial:02d}"
        stated = () if movement is None else movement.facts
        said = document_digest("large", number, {}, stated)
        made.append((serial, said))
        rows.append(
            {
                "id": serial,
                "book_id": book.book_id,
                "kind": "large",
                "year": 2020,
                "ordinal": serial,
                "number": number,
                "source_key": f"large:{serial}",
                "digest": said,
                "example": True,
                "recorded_at": _MOMENT,
                "actor_id": book.actor_id,
            }
        )
        facts += [
            {**vars(fact), "code": fact.code.value, "document_id": serial, "row_no": row_no, "book_id": book.book_id}
            for row_no, fact in enumerate(stated, start=1)
        ]
    session.execute(insert(Document), rows)
    if facts:
        session.execute(insert(DocumentFact), facts)
    return made


def _attests(session: Session, book: LargeBook, documents: Sequence[tuple[int, str]]) -> dict[int, tuple[int, str]]:
    approved: dict[int, tuple[int, str]] = {}
    rows: list[dict[str, Any]] = []
    for document_id, said in documents:
        before = ""
        for no, (step, person_id) in enumerate((("confirm", book.actor_id), ("approve", book.approver_id))):
            row = {
                "id": 2 * document_id + no,
                "document_id": document_id,
                "round": 1,
                "step": step,
                "person_id": person_id,
                "recorded_at": _MOMENT,
            }
            before = attest_digest(row, said, before)
            rows.append({**row, "digest": before})
            approved[document_id] = (2 * document_id + no, before)
    if rows:
        session.execute(insert(Attest), rows)
    return approved


def _found(session: Session, code: str) -> LargeBook:
    """A book with one purpose of twenty pots, a decision, two persons and the documents that open its accounts."""
    organisation_id = _insert(session, Organisation, code=code, name="Stora boken", kind="keeper")
    actor_id = _insert(session, Person, login=f"ekonom@{code}.example", title="ekonom")
    approver_id = _insert(session, Person, login=f"attestant@{code}.example", title="attestant")
    book_id = _insert(session, Book, code=code, name=code, organisation_id=organisation_id, opened_on=OPENED_ON)
    for pot in (ROOT, *CHILDREN):
        _pot(session, book_id, pot)
    agreement_id = _insert(session, Agreement, book_id=book_id, code="STOR", name="Stora avtalet", reference="")
    _insert(session, Purpose, agreement_id=agreement_id, book_id=book_id, code="A", name="A", pot_id=ROOT.pot_id)
    first = session.execute(select(Document.id).order_by(Document.id.desc()).limit(1)).scalar_one_or_none() or 0
    decision = _decision(session, book_id, actor_id, code)
    book = LargeBook(book_id, actor_id, approver_id, decision, count(first + 1))
    subjects = [document_id for document_id, _ in _documents(session, book, [None] * (2 + 3 * len(CHILDREN)))]
    book.bank_id, book.requisition_id, *others = subjects
    book.commitments, book.invoices, book.reports = others[:20], others[20:40], others[40:]
    return book


def _pot(session: Session, book_id: int, pot: PotRef) -> None:
    is_root = pot == pot.root
    session.execute(
        insert(Pot).values(
            book_id=book_id,
            id=pot.pot_id,
            code=f"P{pot.pot_id}",
            name=f"Pott {pot.pot_id}",
            parent_id=None if is_root else pot.root_id,
            root_id=pot.root_id,
            path=f"/{pot.root_id}/" if is_root else f"/{pot.root_id}/{pot.pot_id}/",
            opened_on=OPENED_ON,
        )
    )


def _decision(session: Session, book_id: int, actor_id: int, code: str) -> tuple[int, str]:
    body_id = _insert(session, Body, code=f"organ-{code}", name="Organet", advisory=False)
    said = {
        "book_id": book_id,
        "body_id": body_id,
        "kind": "decision",
        "decided_on": OPENED_ON,
        "paragraph": "§ 1",
        "reference": "",
        "title": "Beslut",
        "text": "",
    }
    digest = decision_digest(said)
    made = _insert(session, Decision, **said, digest=digest, recorded_at=_MOMENT, actor_id=actor_id)
    return made, digest


def _insert(session: Session, table: Any, **values: Any) -> int:
    made: int = session.execute(
        insert(table).values(**values).returning(table.__table__.primary_key.columns[0])
    ).scalar_one()
    return made
