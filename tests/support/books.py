"""A small committed book for tests of the door and below, made with plain inserts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Final, TypeAlias

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from ledger.db.agreements import Agreement, Purpose
from ledger.db.decisions import Body, Decision
from ledger.db.documents import Attest, Document, DocumentFact
from ledger.db.keepers import Book
from ledger.db.organisations import Organisation, Person
from ledger.db.pots import Pot
from ledger.db.session import write_session
from ledger.domain.contents import attest_digest, decision_digest, document_digest
from ledger.domain.entries import Basis, EntryDraft, Movement, PotRef

OPENED_ON = date(2020, 1, 1)
MOMENT = datetime(2020, 1, 2, 8, 0, tzinfo=UTC)
OTHER, ROOT, CHILD = PotRef(1, 1), PotRef(2, 2), PotRef(3, 2)
SIBLING, SECOND_ROOT = PotRef(4, 2), PotRef(5, 5)


@dataclass
class SmallBook:
    """A book's ids: root pot 2 with children 3 and 4 under it, Övrigt pot 1; documents made on demand."""

    engine: Engine
    book_id: int
    actor_id: int
    approver_id: int
    decision: tuple[int, str]
    other: PotRef = OTHER
    root: PotRef = ROOT
    child: PotRef = CHILD
    sibling: PotRef = SIBLING
    second_root: PotRef = SECOND_ROOT
    serial: "count[int]" = field(default_factory=lambda: count(1))

    def document(self, session: Session, kind: str = "document", movement: Movement | None = None) -> tuple[int, str]:
        """A new document's id and digest, with the movement's facts as its own."""
        number = next(self.serial)
        said = document_digest(kind, f"{kind}-{number}", {}, () if movement is None else movement.facts)
        document_id = _insert(
            session,
            Document,
            book_id=self.book_id,
            kind=kind,
            year=2020,
            ordinal=number,
            number=f"{kind}-{number}",
            source_key=f"{kind}:{number}",
            digest=said,
            example=False,
            recorded_at=MOMENT,
            actor_id=self.actor_id,
        )
        if movement is not None:
            self.state_facts(session, document_id, movement)
        return document_id, said

    def state_facts(self, session: Session, document_id: int, movement: Movement) -> None:
        """Write the movement's facts as those of the document."""
        for row_no, fact in enumerate(movement.facts, start=1):
            row = {**vars(fact), "code": fact.code.value}
            session.execute(
                insert(DocumentFact).values(document_id=document_id, row_no=row_no, book_id=self.book_id, **row)
            )

    def attest(self, session: Session, document_id: int) -> tuple[int, str]:
        """Both steps of an attest of a document; the id and digest of the second."""
        document = session.execute(select(Document.digest).where(Document.id == document_id)).scalar_one()
        made = (0, "")
        for step, person_id in (("confirm", self.actor_id), ("approve", self.approver_id)):
            row = {
                "document_id": document_id,
                "round": 1,
                "step": step,
                "person_id": person_id,
                "recorded_at": MOMENT,
            }
            said = attest_digest(row, document, made[1])
            made = (_insert(session, Attest, **row, digest=said), said)
        return made

    def draft(
        self,
        session: Session,
        movement: Movement,
        *,
        booked_on: date = date(2020, 9, 1),
        source_key: str | None = None,
        attested: bool = False,
        document: tuple[int, str] | None = None,
    ) -> EntryDraft:
        """A draft of a movement on a document of its own (or the one given), decided, and attested where asked."""
        rests_on = document or self.document(session, movement.event.value, movement)
        return EntryDraft(
            book_id=self.book_id,
            booked_on=booked_on,
            text=f"Prov {movement.event.value}",
            source_key=source_key or f"test:{next(self.serial)}",
            actor_id=self.actor_id,
            movement=movement,
            basis=Basis(
                document=rests_on,
                decision=self.decision,
                attest=self.attest(session, rests_on[0]) if attested else None,
            ),
        )


PotRow: TypeAlias = tuple[int, int | None, int, str, str]
"""Number, parent, root, code and path."""

POTS: Final[tuple[PotRow, ...]] = (
    (1, None, 1, "OVRIGT", "/1/"),
    (2, None, 2, "ROT", "/2/"),
    (3, 2, 2, "BARN", "/2/3/"),
    (4, 2, 2, "SYSKON", "/2/4/"),
    (5, None, 5, "ROT2", "/5/"),
)
PURPOSES: Final = (2, 5)


def small_book(
    engine: Engine, code: str = "prov", pots: Sequence[PotRow] = POTS, purposes: Sequence[int] = PURPOSES
) -> SmallBook:
    """Make and commit a small book; `purposes` are the roots that belong to its agreement."""
    with write_session(engine) as session:
        organisation_id = _insert(session, Organisation, code=code, name="Provet", kind="keeper")
        actor_id = _insert(session, Person, login=f"ekonom@{code}.example", title="ekonom")
        approver_id = _insert(session, Person, login=f"attestant@{code}.example", title="attestant")
        book_id = _insert(
            session, Book, code=code, name="Provboken", organisation_id=organisation_id, opened_on=OPENED_ON
        )
        for pot_id, parent_id, root_id, pot_code, path in pots:
            session.execute(
                insert(Pot).values(
                    book_id=book_id,
                    id=pot_id,
                    code=pot_code,
                    name=pot_code.title(),
                    parent_id=parent_id,
                    root_id=root_id,
                    path=path,
                    opened_on=OPENED_ON,
                )
            )
        agreement_id = _insert(session, Agreement, book_id=book_id, code="PROV", name="Provavtalet", reference="")
        for pot_id in purposes:
            named = {"code": f"A{pot_id}", "name": f"Ändamål {pot_id}"}
            _insert(session, Purpose, agreement_id=agreement_id, book_id=book_id, pot_id=pot_id, **named)
        body_id = _insert(session, Body, code=f"organ-{code}", name="Organet", advisory=False)
        row = {
            "book_id": book_id,
            "body_id": body_id,
            "kind": "decision",
            "decided_on": OPENED_ON,
            "paragraph": "§ 1",
            "reference": "",
            "title": "Beslut",
            "text": "",
        }
        said = decision_digest(row)
        decision_id = _insert(session, Decision, **row, digest=said, recorded_at=MOMENT, actor_id=actor_id)
    return SmallBook(engine, book_id, actor_id, approver_id, (decision_id, said))


def _insert(session: Session, table: Any, **values: Any) -> int:
    made: int = session.execute(
        insert(table).values(**values).returning(table.__table__.primary_key.columns[0])
    ).scalar_one()
    return made
