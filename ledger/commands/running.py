"""Running a command: who may, what is meant, the service, and its answer; the shell's session decides what stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from ledger import clock
from ledger.commands.bodies import read_body
from ledger.commands.catalogue import find_command
from ledger.commands.forms import takes
from ledger.commands.permission import Caller, permission, require_own_body
from ledger.commands.results import Plain, answer_of
from ledger.config import DEFAULT_MAX_FILE_BYTES
from ledger.domain.scope import Scope
from ledger.posting import rehearsed
from ledger.reports.books import choose_book
from ledger.reports.rights import rights_of


def run(
    session: Session,
    caller: Caller,
    name: str,
    body: object,
    *,
    book: str | None = None,
    max_file_bytes: int = DEFAULT_MAX_FILE_BYTES,
) -> dict[str, Plain]:
    """Do the command of that name with that body, and answer with its result as plain values.

    `book` is the code of the book it is done in, None for the only one there is. Never commits. Raises
    `CommandUnknown`, `CommandActorMissing`, `CommandWithoutRole`, `CommandOfOtherRoles`, `CommandOfOtherBody`,
    `CommandInputRefused`, `BookNotChosen`, `NotFound`, and whatever the service refuses.
    """
    command = find_command(name)
    book_id = choose_book(session, scope=_places(session, caller), code=book).id if command.in_book else None
    allowed = permission(session, command, caller, book_id)
    said = read_body(session, command, body, scope=allowed.scope, book_id=book_id)
    if command.own_body is not None:
        require_own_body(session, allowed, command, caller, said[f"{command.own_body}_id"])
    if command.in_book:
        said["book_id"] = book_id
    if takes(command.service, "max_bytes"):
        said["max_bytes"] = max_file_bytes
    return answer_of(command.service(session, actor=caller.person_id, scope=allowed.scope, **said))


@contextmanager
def undone(session: Session, *, when: bool) -> Iterator[None]:
    """A block that is rolled back at its end when it is only to be looked at."""
    if not when:
        yield
        return
    with rehearsed(session):
        yield


def _places(session: Session, caller: Caller) -> Scope:
    """The books whose names may be told: all of them at the machine, else those one has a role in."""
    if caller.at_machine or caller.person_id is None:
        return Scope.everything()
    return rights_of(session, caller.person_id, clock.today()).places()
