"""What a reference may be, and finding it: by id or by what it is called, only within the scope and the book.

All references of a body are looked up together, one query for each kind and book, however many rows it has.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from ledger.commands import finding, finding_documents
from ledger.commands.faults import Fault, ambiguous_thing, unknown_thing
from ledger.commands.finding import Finder, Labels, Wanted, forms_of
from ledger.commands.found import Found, Named
from ledger.db.details import FORMS, DocumentKind
from ledger.domain.scope import Scope


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be referred to: its names, what it is called by (in both languages), how it is found."""

    name: str
    name_en: str
    how: tuple[str, str]
    find: Finder
    of_book: bool = True


_BY_CODE: Final = ("dess kod", "its code")
_BY_ID: Final = ("dess id", "its id")

KINDS: Final[dict[str, Kind]] = {
    "organisation": Kind(
        "organisation",
        "organisation",
        ("dess kod eller organisationsnummer", "its code or organisation number"),
        finding.organisations,
        of_book=False,
    ),
    "person": Kind("person", "person", ("personens inloggning", "the person's login"), finding.persons, of_book=False),
    "body": Kind("organ", "body", _BY_CODE, finding.bodies, of_book=False),
    "membership": Kind("medlemskap", "membership", _BY_ID, finding.memberships, of_book=False),
    "book": Kind("bok", "book", _BY_CODE, finding.books, of_book=False),
    "agreement": Kind("överenskommelse", "agreement", _BY_CODE, finding.agreements),
    "purpose": Kind(
        "ändamål",
        "purpose",
        ("dess kod, PH2020/SUICID eller koden för dess pott", "its code, PH2020/SUICID or its pot's code"),
        finding.purposes,
    ),
    "pot": Kind("medelspott", "pot", _BY_CODE, finding.pots),
    "key": Kind("fördelningsnyckel", "allocation key", _BY_CODE, finding.keys),
    "decision": Kind(
        "beslut",
        "decision",
        (
            "organets kod, dag och paragraf (STYRGRUPP 2020-10-02 § 4)",
            "the body's code, day and paragraph (STYRGRUPP 2020-10-02 § 4)",
        ),
        finding.decisions,
    ),
    "mandate": Kind("mandat", "mandate", _BY_ID, finding.mandates),
    "attest_right": Kind("attesträtt", "right to attest", _BY_ID, finding.attest_rights),
    "role": Kind("roll", "role", _BY_ID, finding.roles),
    "party": Kind("part", "party", _BY_ID, finding.parties),
    "attachment": Kind("bilaga", "attachment", _BY_ID, finding.attachments),
    "document": Kind(
        "underlag", "document", ("dess nummer eller källnyckel", "its number or source key"), finding_documents.of()
    ),
} | {
    kind.value: Kind(
        FORMS[kind].name,
        kind.value.replace("_", " "),
        finding_documents.called(kind),
        finding_documents.of(kind),
    )
    for kind in DocumentKind
}


def look_up(session: Session, *, scope: Scope, book_id: int | None, wanted: Iterable[Named]) -> Found:
    """The id of every reference, or why it has none; what lies outside the scope is as if it did not exist."""
    names = set(wanted)
    others = {Named(("book",), name.book) for name in names if name.book is not None}
    found: dict[Named, int | Fault] = {}
    _look_up(session, scope, None, names_of_books(names | others), found)
    by_book: dict[int | None, set[Named]] = defaultdict(set)
    for name in names:
        if name.kinds != ("book",):
            by_book[_book_of(name, book_id, found)].add(name)
    for book in sorted(by_book, key=lambda known: -1 if known is None else known):
        _look_up(session, scope, book, by_book[book], found)
    return found


def names_of_books(names: Collection[Named]) -> set[Named]:
    """Those that refer to books, which must be known before what lies in them."""
    return {name for name in names if name.kinds == ("book",)}


def _book_of(name: Named, book_id: int | None, found: Mapping[Named, int | Fault]) -> int | None:
    """The book to look in: None where there is none, which then has nothing in it."""
    if name.book is None:
        return book_id
    other = found[Named(("book",), name.book)]
    return other if isinstance(other, int) else None


def _look_up(
    session: Session, scope: Scope, book_id: int | None, names: set[Named], found: dict[Named, int | Fault]
) -> None:
    for kinds in sorted({name.kinds for name in names}):
        of_kinds = [name for name in names if name.kinds == kinds]
        labels: dict[int, tuple[str, ...]] = {}
        for kind in kinds:
            labels |= _found_of(session, scope, book_id, KINDS[kind], [name.given for name in of_kinds])
        for name in of_kinds:
            found[name] = _meant(KINDS[kinds[0]], name.given, labels)


def _found_of(session: Session, scope: Scope, book_id: int | None, kind: Kind, given: Collection[int | str]) -> Labels:
    if kind.of_book and book_id is None:
        return {}
    if book_id is not None:
        scope.require_book(book_id)
    found = kind.find(session, book_id or 0, Wanted.of(given))
    return {known: said for known, said in found.items() if kind is not KINDS["book"] or scope.sees_book(known)}


def _meant(kind: Kind, given: int | str, labels: Labels) -> int | Fault:
    told = f"#{given}" if isinstance(given, int) else f"”{given}”"
    if isinstance(given, int):
        return given if given in labels else unknown_thing(kind.name, kind.name_en, told, kind.how)
    forms = forms_of(given)
    meant = sorted(known for known, said in labels.items() if forms & set(said))
    if not meant:
        return unknown_thing(kind.name, kind.name_en, told, kind.how)
    if len(meant) > 1:
        return ambiguous_thing(kind.name, kind.name_en, told, (f"{labels[one][0]} (#{one})" for one in meant))
    return meant[0]
