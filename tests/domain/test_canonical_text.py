"""The templates write the very bytes that the canonical encoding writes, whatever the content."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.canonical import canonical_bytes, entry_content, entry_hash, moment_text
from ledger.domain.canonical_text import (
    EntryColumns,
    attest_text_digest,
    document_text_digest,
    entry_text_hash,
)
from ledger.domain.chart import Kind
from ledger.domain.contents import attest_digest, document_digest
from ledger.domain.entries import Basis, EntryDraft, Line, Movement, PotRef
from ledger.domain.events import Event, Fact, FactCode

ids = st.integers(1, 2**62)
texts = st.text()
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the strategy adds the zone
named = st.none() | st.tuples(ids, digests)
amounts = st.integers(1, 10**14)
movements = st.builds(
    lambda event, pot, subject, amount: Movement(
        event, (Line(Kind.BANK, PotRef(pot, pot), subject, amount), Line(Kind.OTHER, PotRef(pot, pot), 0, -amount))
    ),
    st.sampled_from(Event),
    ids,
    ids,
    amounts,
)
drafts = st.builds(
    EntryDraft,
    book_id=ids,
    booked_on=st.dates(date(1000, 1, 1)),
    text=texts,
    source_key=texts,
    actor_id=ids,
    movement=movements,
    basis=st.builds(Basis, named, named, named),
    reverses_seq=st.none() | ids,
)
facts = st.builds(
    Fact, st.sampled_from(FactCode), ids, amounts, *([st.integers(0, 9)] * 4), st.integers(0), st.integers(0)
)
details = st.dictionaries(texts, st.lists(st.dictionaries(texts, texts | ids | st.none())))


def columns(draft: EntryDraft, placed: dict[str, Any]) -> EntryColumns:
    basis = [
        part
        for pair in (draft.basis.document, draft.basis.decision, draft.basis.attest)
        for part in pair or (None, None)
    ]
    own = [draft.movement.event.value, draft.text, draft.source_key, draft.actor_id]
    place = [placed["seq"], draft.booked_on.year, placed["number"], draft.booked_on.isoformat(), placed["recorded_at"]]
    return EntryColumns._make([*place, *own, *basis, draft.reverses_seq, placed["previous"], ""])


@given(
    drafts,
    texts,
    st.fixed_dictionaries({"seq": ids, "number": ids, "recorded_at": moments.map(moment_text), "previous": digests}),
)
def test_an_entrys_hash(draft: EntryDraft, book: str, placed: dict[str, Any]) -> None:
    lines = [
        canonical_bytes([line.kind.value, line.pot.pot_id, line.subject_id, line.amount_ore]).decode()
        for line in draft.movement.lines
    ]
    told = entry_text_hash(book, columns(draft, placed), lines)
    assert told == entry_hash(book=book, content=entry_content(draft), **placed)


@given(texts, texts, details, st.lists(facts), st.integers(0, 9))
def test_a_documents_digest(kind: str, number: str, rows: Any, stated: list[Fact], own_id: int) -> None:
    def mine(subject_id: int) -> int | str:
        return "self" if subject_id == own_id else subject_id

    written = [
        canonical_bytes(
            [
                fact.code.value,
                fact.pot_id,
                fact.other_pot_id,
                mine(fact.subject_id),
                mine(fact.other_subject_id),
                mine(fact.bank_id),
                fact.amount_ore,
                fact.vat_ore,
                fact.claim_ore,
            ]
        ).decode()
        for fact in stated
    ]
    told = document_text_digest(kind, number, rows, written)
    assert told == document_digest(kind, number, rows, stated, own_id=own_id)


@given(
    st.fixed_dictionaries({"document_id": ids, "round": ids, "step": texts, "person_id": ids, "recorded_at": moments}),
    digests,
    st.just("") | digests,
)
def test_an_attests_digest(row: dict[str, Any], document: str, before: str) -> None:
    told = attest_text_digest(
        document_id=row["document_id"],
        round_=row["round"],
        step=row["step"],
        person_id=row["person_id"],
        recorded_at=moment_text(row["recorded_at"]),
        document=document,
        before=before,
    )
    assert told == attest_digest(row, document, before)
