"""Golden vectors: the bytes and hashes here were computed once and never change, or no old book could be checked.

Each is made twice: by the program, and by the recipe anybody can follow with a JSON encoder and SHA-256.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.canonical import (
    FIRST_HASH,
    Plain,
    canonical_bytes,
    digest,
    entry_content,
    entry_hash,
    moment_text,
    plain_lines,
)
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis, EntryDraft, Movement, PotRef, credit, debit, reversed_movement
from ledger.domain.events import Event, Fact, FactCode

ROOT = PotRef(1, 1)
RECORDED_AT = "2020-12-04T09:00:00.000000Z"

LAPSED = Movement(
    Event.LAPSE,
    (debit(Kind.LAPSED, ROOT, 42_281_100), credit(Kind.AVAILABLE, ROOT, 42_281_100)),
    (Fact(FactCode.LAPSE, ROOT.pot_id, 42_281_100),),
)
CLAIMED = Movement(
    Event.REQUISITION,
    (debit(Kind.CLAIM, ROOT, 3_342_281_100, 7), credit(Kind.GRANT_DEBT, ROOT, 3_342_281_100)),
)


@dataclass(frozen=True)
class Golden:
    """A draft, its canonical content, and its hash as the first entry of the book vastkom."""

    name: str
    draft: EntryDraft
    content: str
    hash: str


PLAIN = EntryDraft(
    book_id=1,
    booked_on=date(2020, 12, 4),
    text="Rekvisition R-2020-01 till SKR",
    source_key="requisition:7:sent",
    actor_id=3,
    movement=CLAIMED,
    basis=Basis(document=(7, "a" * 64), decision=(2, "b" * 64), attest=(5, "c" * 64)),
)
GOLDEN = (
    Golden(
        "all that an entry can rest on",
        PLAIN,
        (
            '{"actor":3,'
            '"attest":[5,"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"],'
            '"booked_on":"2020-12-04",'
            '"decision":[2,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],'
            '"document":[7,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],'
            '"event":"requisition",'
            '"lines":[["claim",1,7,3342281100],["grant_debt",1,0,-3342281100]],'
            '"reverses":null,'
            '"source_key":"requisition:7:sent",'
            '"text":"Rekvisition R-2020-01 till SKR"}'
        ),
        "52f8be392e41cf0e616cad9646c3b60b22c308e817a607d952baa2da79d7b25c",
    ),
    Golden(
        "nothing to rest on, letters beyond ASCII, quotes and a backslash",
        replace(PLAIN, text='Förfallet "à la carte" \\ ”åäö ÅÄÖ” – § 6', movement=LAPSED, basis=Basis()),
        (
            '{"actor":3,'
            '"attest":null,'
            '"booked_on":"2020-12-04",'
            '"decision":null,'
            '"document":null,'
            '"event":"lapse",'
            '"lines":[["lapsed",1,0,42281100],["available",1,0,-42281100]],'
            '"reverses":null,'
            '"source_key":"requisition:7:sent",'
            '"text":"Förfallet \\"à la carte\\" \\\\ ”åäö ÅÄÖ” – § 6"}'
        ),
        "966387436378d6584cf5ec908be396512880a6b1eb19f8c107c82721c87501d7",
    ),
    Golden(
        "control characters, a line separator, DEL, and code points beyond the first plane",
        replace(PLAIN, text="a\tb\nc\x00\x1f\x7f\u2028\U0001f600\U0001d11e", source_key="å:1"),
        (
            '{"actor":3,'
            '"attest":[5,"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"],'
            '"booked_on":"2020-12-04",'
            '"decision":[2,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],'
            '"document":[7,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],'
            '"event":"requisition",'
            '"lines":[["claim",1,7,3342281100],["grant_debt",1,0,-3342281100]],'
            '"reverses":null,'
            '"source_key":"å:1",'
            '"text":"a\\tb\\nc\\u0000\\u001f\x7f\u2028\U0001f600\U0001d11e"}'
        ),
        "d96f7e683ff180f2972de9ea5e566cdac5d03c15f4d46c6c51a60a4fd751e821",
    ),
    Golden(
        "a reversal: signs turned, and the entry it turns back",
        replace(PLAIN, movement=reversed_movement(LAPSED), reverses_seq=118),
        (
            '{"actor":3,'
            '"attest":[5,"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"],'
            '"booked_on":"2020-12-04",'
            '"decision":[2,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],'
            '"document":[7,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],'
            '"event":"lapse",'
            '"lines":[["lapsed",1,0,-42281100],["available",1,0,42281100]],'
            '"reverses":118,'
            '"source_key":"requisition:7:sent",'
            '"text":"Rekvisition R-2020-01 till SKR"}'
        ),
        "dd6be68698d7c5ed10eb5851e815b2191ba2c3d353efcf0ddc5025f3987fba90",
    ),
    Golden(
        "a decomposed letter is not its composed twin: text is hashed as it was written",
        replace(PLAIN, text="a\u030a", basis=Basis(decision=(2, "b" * 64))),
        (
            '{"actor":3,'
            '"attest":null,'
            '"booked_on":"2020-12-04",'
            '"decision":[2,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],'
            '"document":null,'
            '"event":"requisition",'
            '"lines":[["claim",1,7,3342281100],["grant_debt",1,0,-3342281100]],'
            '"reverses":null,'
            '"source_key":"requisition:7:sent",'
            '"text":"a\u030a"}'
        ),
        "a7b9d1c9049b95be6222af21a9a1af8a64c810a1f7f68509c10e818e4e32cc59",
    ),
)


def by_the_recipe(value: Plain) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def first_of_book(content: dict[str, Plain]) -> dict[str, Plain]:
    return {
        "version": 1,
        "book": "vastkom",
        "seq": 1,
        "number": 1,
        "recorded_at": RECORDED_AT,
        "content": content,
    }


def hash_of(
    content: dict[str, Plain],
    *,
    previous: str = FIRST_HASH,
    book: str = "vastkom",
    seq: int = 1,
    number: int = 1,
    recorded_at: str = RECORDED_AT,
) -> str:
    return entry_hash(previous=previous, book=book, seq=seq, number=number, recorded_at=recorded_at, content=content)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_the_bytes_are_those_of_all_time(golden: Golden) -> None:
    content = entry_content(golden.draft)
    assert canonical_bytes(content).decode("utf-8") == golden.content
    assert by_the_recipe(json.loads(golden.content)) == canonical_bytes(content)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_the_hash_is_that_of_all_time(golden: Golden) -> None:
    placed = by_the_recipe(first_of_book(json.loads(golden.content)))
    assert sha256(b"0" * 64 + b"\n" + placed).hexdigest() == golden.hash
    assert hash_of(entry_content(golden.draft)) == golden.hash


def test_the_chain_hangs_together() -> None:
    first, second = (entry_content(golden.draft) for golden in GOLDEN[:2])
    placed = by_the_recipe(first_of_book(second) | {"seq": 2, "number": 2})
    by_hand = sha256(GOLDEN[0].hash.encode() + b"\n" + placed).hexdigest()
    assert hash_of(second, previous=hash_of(first), seq=2, number=2) == by_hand
    assert by_hand == "60b79b2ea44a333b3a2c8a3ca6ab05bcb1a64f2ca5bac75dcbeece5d0049d223"


def test_every_part_of_the_place_is_in_the_hash() -> None:
    content = entry_content(PLAIN)
    hashes = [
        hash_of(content),
        hash_of(content, previous="f" * 64),
        hash_of(content, book="vgr"),
        hash_of(content, seq=2),
        hash_of(content, number=2),
        hash_of(content, recorded_at="2020-12-04T09:00:00.000001Z"),
    ]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize(
    "changed",
    [
        replace(PLAIN, booked_on=date(2020, 12, 5)),
        replace(PLAIN, text="Rekvisition R-2020-01 till SKR "),
        replace(PLAIN, source_key="requisition:7:sent:2"),
        replace(PLAIN, actor_id=4),
        replace(PLAIN, movement=LAPSED),
        replace(PLAIN, basis=replace(PLAIN.basis, document=(8, "a" * 64))),
        replace(PLAIN, basis=replace(PLAIN.basis, document=(7, "d" * 64))),
        replace(PLAIN, basis=replace(PLAIN.basis, decision=None)),
        replace(PLAIN, basis=replace(PLAIN.basis, attest=None)),
        replace(PLAIN, reverses_seq=1),
    ],
)
def test_every_part_of_an_entry_is_in_its_content(changed: EntryDraft) -> None:
    assert canonical_bytes(entry_content(changed)) != canonical_bytes(entry_content(PLAIN))


def test_the_book_is_named_by_its_code_and_not_by_its_number_here() -> None:
    assert entry_content(replace(PLAIN, book_id=2)) == entry_content(PLAIN)


def test_a_record_is_digested_under_the_name_of_its_kind() -> None:
    content: dict[str, Plain] = {"body": "Styrgrupp", "paragraph": "§ 6", "valid_to": None, "amounts": [1, -2]}
    by_hand = sha256(by_the_recipe({"content": content, "kind": "decision"})).hexdigest()
    assert digest("decision", content) == by_hand == "9c8aa1be7319b190698e9ebc750233d5d8b9a70a24484ad70d1a8070bd745e3e"
    assert digest("attest", content) != digest("decision", content)


def test_keys_are_in_order_of_code_points_at_every_depth() -> None:
    value: Plain = {"b": {"å": 1, "Z": 2, "a": 3}, "B": []}
    assert canonical_bytes(value).decode() == '{"B":[],"b":{"Z":2,"a":3,"å":1}}'


def test_lines_are_lists_in_the_order_given() -> None:
    assert plain_lines([("used", 2, 3, -4), ("available", 2, 0, 4)]) == [["used", 2, 3, -4], ["available", 2, 0, 4]]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2020, 12, 4, 9, tzinfo=UTC), "2020-12-04T09:00:00.000000Z"),
        (datetime(2020, 12, 4, 9, 0, 0, 1, tzinfo=timezone(timedelta(hours=1))), "2020-12-04T08:00:00.000001Z"),
        (datetime(2021, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2))), "2020-12-31T22:30:00.000000Z"),
    ],
)
def test_a_moment_is_written_in_utc_with_six_decimals(moment: datetime, text: str) -> None:
    assert moment_text(moment) == text


values = st.recursive(
    st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abåZ_", max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_the_bytes_say_the_value_and_nothing_else(value: Plain) -> None:
    assert json.loads(canonical_bytes(value)) == value
    assert canonical_bytes(value) == by_the_recipe(value)
