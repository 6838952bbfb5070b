"""What a database holds, told in a manifest, and the refusals when two do not hold the same."""

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy.orm import Session

from ledger import __version__, clock
from ledger.db.migrating import version_of
from ledger.db.whole import lines_of, row_counts, table_shapes
from ledger.domain.canonical_rows import TableShape
from ledger.domain.scope import Scope
from ledger.errors import ChainEndDiffers, ControlsDiffer, TableDiffers, TablesDiffer
from ledger.keeping.manifest import BookContent, Differing, Manifest, TableContent
from ledger.keeping.watching import Stage, Watch, counted
from ledger.reports.chain_ends import BookEnd, chain_ends
from ledger.reports.controls import Answer, run_controls

_EVERYTHING = Scope.everything()


def shapes_by_name(session: Session) -> tuple[TableShape, ...]:
    """The tables that are kept, in order of name."""
    return tuple(sorted(table_shapes(session.connection()), key=lambda shape: shape.name))


def tables_of(session: Session, watch: Watch) -> tuple[TableContent, ...]:
    """Every table's rows and digest, read from the database."""
    shapes = shapes_by_name(session)
    with watch(Stage.PROVE, sum(row_counts(session, shapes).values())) as step:
        return tuple(content(shape, counted(lines_of(session, shape), step)) for shape in shapes)


def content(shape: TableShape, lines: Iterable[bytes]) -> TableContent:
    """The table's rows and digest, told by its lines."""
    seen, rows = sha256(), 0
    for line in lines:
        seen.update(line)
        rows += 1
    return TableContent(shape, rows, seen.hexdigest())


def books_of(session: Session) -> tuple[BookContent, ...]:
    """Every book's end and the controls that differ."""
    return tuple(_book(session, end) for end in chain_ends(session, scope=_EVERYTHING))


def manifest_of(session: Session, tables: tuple[TableContent, ...]) -> Manifest:
    """The manifest of the database that holds these tables."""
    return Manifest(__version__, version_of(session), clock.now(), tables, books_of(session))


def require_same_shapes(wanted: Iterable[TableShape], found: Iterable[TableShape]) -> None:
    """Raise `TablesDiffer` unless the tables and their columns are the same."""
    one, other = set(wanted), set(found)
    if one != other:
        raise TablesDiffer(tables=tuple(sorted({shape.name for shape in one ^ other})))


def require_same_tables(wanted: Iterable[TableContent], found: Iterable[TableContent]) -> None:
    """Raise `TablesDiffer`, or `TableDiffers` for the first table whose rows are not the same."""
    wanted, found = tuple(wanted), tuple(found)
    require_same_shapes((one.shape for one in wanted), (one.shape for one in found))
    for one, other in zip(wanted, found, strict=True):
        if one != other:
            raise TableDiffers(table=one.shape.name, rows=other.rows, expected_rows=one.rows)


def require_same_books(wanted: Iterable[BookContent], found: Iterable[BookContent]) -> None:
    """Raise `ChainEndDiffers` or `ControlsDiffer` for the first book that is not the same."""
    there = {book.code: book for book in found}
    for book in wanted:
        other = there.pop(book.code, None)
        if other is None or (book.entries, book.last_hash) != (other.entries, other.last_hash):
            raise _chain_end_differs(book, other)
        if book.differing != other.differing:
            changed = {one.no for one in set(book.differing) ^ set(other.differing)}
            raise ControlsDiffer(book=book.code, controls=tuple(map(str, sorted(changed))))
    for book in there.values():
        raise _chain_end_differs(None, book)


def _chain_end_differs(wanted: BookContent | None, found: BookContent | None) -> ChainEndDiffers:
    book = wanted or found
    return ChainEndDiffers(
        book="" if book is None else book.code,
        entries=0 if found is None else found.entries,
        expected_entries=0 if wanted is None else wanted.entries,
    )


def _book(session: Session, end: BookEnd) -> BookContent:
    results = run_controls(session, scope=_EVERYTHING, book_id=end.book_id, as_of=None, known_at=None)
    differing = (
        Differing(result.no, result.count, result.difference_ore)
        for result in results
        if result.answer is Answer.DIFFERS
    )
    return BookContent(end.code, end.entries, end.last_entry, end.last_hash, tuple(differing))
