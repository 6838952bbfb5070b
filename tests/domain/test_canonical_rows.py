"""A row is the same bytes whichever database gave it, and comes back from them as it was, or is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.canonical_rows import ColumnShape, TableShape, Value, ValueKind, row_bytes, row_values
from ledger.errors import ValueNotKept

KINDS: Final = tuple(ValueKind)
SHAPE: Final = TableShape("prov", tuple(ColumnShape(kind.value, kind, nullable=True) for kind in KINDS), ("integer",))

VALUES: Final[dict[ValueKind, st.SearchStrategy[Value]]] = {
    ValueKind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    ValueKind.TEXT: st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    ValueKind.BOOLEAN: st.booleans(),
    ValueKind.DAY: st.dates(),
    ValueKind.MOMENT: st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given so
    ValueKind.BYTES: st.binary(),
}
ROWS: Final = st.tuples(*(st.none() | VALUES[kind] for kind in KINDS))


def of(kind: ValueKind, *, nullable: bool = False) -> TableShape:
    return TableShape("prov", (ColumnShape("värde", kind, nullable),), ("värde",))


@given(ROWS)
def test_a_row_comes_back_as_it_was(row: tuple[Value, ...]) -> None:
    line = row_bytes(SHAPE, row)
    assert row_values(SHAPE, line) == row
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


@given(ROWS, ROWS)
def test_other_rows_are_other_bytes(one: tuple[Value, ...], other: tuple[Value, ...]) -> None:
    assert (row_bytes(SHAPE, one) == row_bytes(SHAPE, other)) == (one == other)


def test_the_bytes_are_held_for_ever() -> None:
    row = (-1, 'Å\n"ö"', True, date(2020, 12, 4), datetime(2020, 12, 4, 9, tzinfo=UTC), b"\0\xff")
    assert row_bytes(SHAPE, row) == (
        '[-1,"Å\\n\\"ö\\"",true,"2020-12-04","2020-12-04T09:00:00.000000Z","AP8="]\n'.encode()
    )
    assert row_bytes(SHAPE, (None,) * 6) == b"[null,null,null,null,null,null]\n"


def test_what_either_driver_gives_is_the_same_bytes() -> None:
    stockholm = timezone(timedelta(hours=1))
    of_postgresql = (1, "a", False, date(2020, 12, 4), datetime(2020, 12, 4, 10, tzinfo=stockholm), b"")
    of_sqlite = (1, "a", 0, "2020-12-04", "2020-12-04T09:00:00.000000Z", b"")
    assert row_bytes(SHAPE, of_postgresql) == row_bytes(SHAPE, of_sqlite)


NOT_KEPT: Final = [
    (ValueKind.INTEGER, 1.0),
    (ValueKind.INTEGER, True),
    (ValueKind.INTEGER, 2**63),
    (ValueKind.INTEGER, "1"),
    (ValueKind.TEXT, "a\0b"),
    (ValueKind.TEXT, "\ud800"),
    (ValueKind.TEXT, 1),
    (ValueKind.BOOLEAN, 2),
    (ValueKind.BOOLEAN, 1.0),
    (ValueKind.DAY, "2020-02-30"),
    (ValueKind.DAY, "20201204"),
    (ValueKind.DAY, datetime(2020, 12, 4, tzinfo=UTC)),
    (ValueKind.MOMENT, "2020-12-04T09:00:00Z"),
    (ValueKind.MOMENT, "2020-12-04T10:00:00.000000+01:00"),
    (ValueKind.MOMENT, datetime(2020, 12, 4)),  # noqa: DTZ001 - that it has no zone is the point
    (ValueKind.MOMENT, datetime(999, 12, 4, tzinfo=UTC)),
    (ValueKind.MOMENT, date(2020, 12, 4)),
    (ValueKind.BYTES, "AP8="),
    *((kind, None) for kind in KINDS),
]


@pytest.mark.parametrize(("kind", "value"), NOT_KEPT, ids=repr)
def test_what_would_not_come_back_is_refused(kind: ValueKind, value: object) -> None:
    with pytest.raises(ValueNotKept) as refusal:
        row_bytes(of(kind), [value])
    assert refusal.value.facts() == {"table": "prov", "column": "värde"}


NO_LINES: Final = [
    (ValueKind.INTEGER, b"[1.0]\n"),
    (ValueKind.INTEGER, b"[01]\n"),
    (ValueKind.INTEGER, b"[ 1]\n"),
    (ValueKind.INTEGER, b"[1]"),
    (ValueKind.INTEGER, b"[1,2]\n"),
    (ValueKind.INTEGER, b"[]\n"),
    (ValueKind.INTEGER, b"1\n"),
    (ValueKind.INTEGER, b"[null]\n"),
    (ValueKind.INTEGER, b"[true]\n"),
    (ValueKind.INTEGER, b"[9223372036854775808]\n"),
    (ValueKind.INTEGER, b"[" * 100_000),
    (ValueKind.TEXT, b'["\\u0000"]\n'),
    (ValueKind.TEXT, b'["\\ud800"]\n'),
    (ValueKind.TEXT, b'["\\u00e5"]\n'),
    (ValueKind.TEXT, b'["\xff"]\n'),
    (ValueKind.TEXT, b"[[]]\n"),
    (ValueKind.BOOLEAN, b"[1]\n"),
    (ValueKind.DAY, b'["2020-02-30"]\n'),
    (ValueKind.DAY, b'["20201204"]\n'),
    (ValueKind.DAY, b"[20201204]\n"),
    (ValueKind.MOMENT, b'["2020-12-04"]\n'),
    (ValueKind.MOMENT, b'["2020-12-04T09:00:00.000000"]\n'),
    (ValueKind.BYTES, b'["AP8"]\n'),
    (ValueKind.BYTES, b'["AP9="]\n'),
    (ValueKind.BYTES, b'["A P8="]\n'),
]


@pytest.mark.parametrize(("kind", "line"), NO_LINES, ids=lambda one: repr(one)[:30])
def test_a_line_that_no_row_makes_is_refused(kind: ValueKind, line: bytes) -> None:
    with pytest.raises(ValueError, match="prov"):
        row_values(of(kind), line)


@pytest.mark.parametrize("values", [(), (1, 2)])
def test_a_row_has_a_value_for_every_column(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueNotKept) as refusal:
        row_bytes(of(ValueKind.INTEGER), values)
    assert refusal.value.column == "*"
