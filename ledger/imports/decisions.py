"""Decisions read in: what bodies have minuted; what is registered stands, and is never changed by a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.decisions import Decision
from ledger.errors import NotFound
from ledger.imports.forms import CODE, DAY, TEXT, choice
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.registers import Fact, Ids, Register
from ledger.imports.rows import Desk
from ledger.services.decisions import DecisionKind, find_body, find_decision, register_decision

KINDS: Final = {"beslut": DecisionKind.DECISION, "rekommendation": DecisionKind.RECOMMENDATION}
_WORDS: Final = {kind: word for word, kind in KINDS.items()}


@dataclass(frozen=True)
class DecisionRow:
    """One row: what is minuted, where and when; None is nothing."""

    body: str
    kind: DecisionKind
    decided_on: date
    paragraph: str
    reference: str | None
    title: str
    text: str | None


def _write(session: Session, desk: Desk, row: DecisionRow, ids: Ids) -> Sequence[Fact]:
    """Register the decision, or leave the one that says the same; one that says something else is refused."""
    if _says_the_same(session, desk, row, ids["body"]):
        return ()
    register_decision(
        session,
        **desk.here,
        body_id=ids["body"],
        kind=row.kind,
        decided_on=row.decided_on,
        paragraph=row.paragraph,
        reference=row.reference or "",
        title=row.title,
        text=row.text or "",
    )
    return [(f"ny{'tt' if row.kind is DecisionKind.DECISION else ''} {_WORDS[row.kind]}", "", row.title)]


def _says_the_same(session: Session, desk: Desk, row: DecisionRow, body_id: int) -> bool:
    try:
        known_id = find_decision(
            session, book_id=desk.book_id, body_id=body_id, decided_on=row.decided_on, paragraph=row.paragraph
        )
    except NotFound:
        return False
    known = session.execute(select(Decision).where(Decision.id == known_id)).scalar_one()
    said = row.kind.value, row.reference or "", row.title, row.text or ""
    return (known.kind, known.reference, known.title, known.text) == said


REGISTER: Final = Register[DecisionRow](
    key=lambda row: (row.body, row.decided_on, row.paragraph),
    told=lambda row: f"{row.body} {row.decided_on} {row.paragraph}",
    known_as=lambda row: f"paragraf {row.paragraph} den {row.decided_on} i {row.body}",
    finders={"body": lambda session, _, row: find_body(session, row.body)},
    write=_write,
)

DECISIONS: Final = ImportKind(
    name="beslut",
    title="Beslut",
    about="Beslut och rekommendationer ur protokoll. Organen ska finnas i registret. Ett beslut som är registrerat "
    "kan inte ändras: en rad som säger något annat om samma paragraf avvisas.",
    columns=(
        Column("organ", "body", CODE, "Organets kod.", "STYRGRUPP"),
        Column("slag", "kind", choice(KINDS), "Pengar flyttas bara av beslut.", "beslut"),
        Column("datum", "decided_on", DAY, "Dagen för sammanträdet.", "2020-10-02"),
        Column("paragraf", "paragraph", TEXT, "Paragrafen i protokollet.", "§ 4"),
        Column("diarienummer", "reference", TEXT, "Ärendets diarienummer.", "19/01701", required=False),
        Column("rubrik", "title", TEXT, "Ärendets rubrik.", "Fördelning av medel för suicidprevention"),
        Column("text", "text", TEXT, "Vad som beslutades, om det ska stå i boken.", "", required=False),
    ),
    row=DecisionRow,
    write=REGISTER.write_rows,
    commands=("decision.register",),
)
