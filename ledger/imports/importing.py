"""A file read in as one of the kinds: all of it, or nothing and every reason why; or only to see what it would do."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy.orm import Session

from ledger.domain.scope import Scope
from ledger.errors import ImportFileEmpty, ImportRefused
from ledger.formats.sheets import LIMITS, Limits
from ledger.formats.table_file import read_table
from ledger.imports.allocations import ALLOCATIONS
from ledger.imports.attest_rights import ATTEST_RIGHTS
from ledger.imports.bodies import BODIES
from ledger.imports.decisions import DECISIONS
from ledger.imports.keys import KEYS
from ledger.imports.kinds import ImportKind
from ledger.imports.mandates import MANDATES
from ledger.imports.memberships import MEMBERSHIPS
from ledger.imports.openings import OPENINGS
from ledger.imports.organisations import ORGANISATIONS
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.persons import PERSONS
from ledger.imports.pots import POTS
from ledger.imports.reading import read_rows
from ledger.imports.rows import Desk
from ledger.money import Ore
from ledger.posting import rehearsed
from ledger.services.audit import write_audit
from ledger.services.pots import pots_info

_REGISTERS: Final = (ORGANISATIONS, MEMBERSHIPS, BODIES, POTS, MANDATES, DECISIONS, PERSONS, ATTEST_RIGHTS)
_MONEY: Final = (KEYS, ALLOCATIONS, OPENINGS)
KINDS: Final[dict[str, ImportKind[Any]]] = {kind.name: kind for kind in (*_REGISTERS, *_MONEY)}
"""Every kind there is, by its name, in the order that a new book needs them."""


@dataclass(frozen=True)
class PotChange:
    """What a pot has left to decide about before and after, in öre."""

    code: str
    name: str
    before_ore: Ore
    after_ore: Ore


@dataclass(frozen=True)
class Imported:
    """What was read in, or would be: `rows` in the file, of which `same` were in already."""

    kind: str
    file: str
    digest: str
    rows: int
    same: int
    effects: tuple[Effect, ...]
    pots: tuple[PotChange, ...]
    documents: tuple[str, ...]


def import_file(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    kind: str,
    content: bytes,
    file: str,
    sheet: str | None = None,
    limits: Limits = LIMITS,
) -> Imported:
    """Read a file in, in the caller's transaction; `kind` is one of `KINDS`, `file` its name for refusals and texts.

    What is in already stays as it is. Raises `ImportRefused` with every fault of the file and every refusal of the
    services, after which nothing of it stands; `ImportFileEmpty`; `NotFound` out of scope; and what `read_table`
    raises.
    """
    scope.require_book(book_id)
    described = KINDS[kind]
    table = read_table(content, file, sheet, limits)
    rows, faults = read_rows(described, table)
    if not rows and not faults:
        raise ImportFileEmpty(file=file)
    with session.begin_nested():
        outcome = described.write(session, Desk(actor, scope, book_id, file), rows)
        faults = sorted([*faults, *outcome.faults], key=lambda fault: fault.row)
        if faults:
            raise ImportRefused(file=file, faults=tuple(faults))
        imported = _imported(
            session, book_id=book_id, kind=described, file=file, content=content, rows=len(rows), outcome=outcome
        )
        if imported.same < imported.rows:
            _audit(session, actor, book_id, imported)
    return imported


def preview_file(session: Session, **given: Any) -> Imported:
    """What `import_file` would do with the same arguments, or refuse: it is done for real, and rolled back."""
    with rehearsed(session):
        return import_file(session, **given)


def _imported(
    session: Session,
    *,
    book_id: int,
    kind: ImportKind[Any],
    file: str,
    content: bytes,
    rows: int,
    outcome: Outcome,
) -> Imported:
    pots = pots_info(session, book_id, outcome.after)
    return Imported(
        kind=kind.name,
        file=file,
        digest=sha256(content).hexdigest(),
        rows=rows,
        same=outcome.same,
        effects=tuple(outcome.effects),
        pots=tuple(PotChange(pot.code, pot.name, outcome.before[pot.id], outcome.after[pot.id]) for pot in pots),
        documents=tuple(outcome.documents),
    )


def _audit(session: Session, actor: int, book_id: int, imported: Imported) -> None:
    """Who read in which file: its digest, as its name may say anything."""
    write_audit(
        session,
        actor=actor,
        book_id=book_id,
        verb="import",
        what=imported.kind,
        what_id=None,
        digest=imported.digest,
        rows=imported.rows,
        same=imported.same,
    )
