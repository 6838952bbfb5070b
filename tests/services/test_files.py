"""Files: kept once under their digest, attached to what they belong to, and told when they are damaged."""

import hashlib
import sqlite3

import pytest
from sqlalchemy import func, select

from ledger import clock
from ledger.config import DEFAULT_MAX_FILE_BYTES
from ledger.db import guards
from ledger.db.audit import Audit
from ledger.db.files import Attachment, FileChunk, FileContent
from ledger.db.session import read_session, write_session
from ledger.domain.file_types import FileType
from ledger.domain.scope import Scope
from ledger.errors import (
    AlreadyExists,
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    FileTypeRefused,
    FileTypeUnknown,
    LedgerError,
    NotFound,
    ReasonMissing,
    TextMissing,
)
from ledger.messages import explain
from ledger.reports.files import AttachmentRow, DamagedFile, attachments, damaged_files, read_file
from ledger.services.books import open_book
from ledger.services.files import CHUNK_BYTES, AttachedFile, Thing, ThingKind, attach_file, remove_attachment
from tests.support.money import Money
from tests.support.queries import counted
from tests.support.raw import DRIVER_ERRORS, raw
from tests.support.story import EVERYTHING, OPENED_ON, Story

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 10
REASON = "Fel fil, ersätts av rätt protokoll."


def agreement(story: Story) -> Thing:
    return Thing(ThingKind.AGREEMENT, story.agreement_id)


def attached(story: Story, to: Thing | None = None, content: bytes = PDF, **given: object) -> AttachedFile:
    arguments = {**story.officer, "to": to or agreement(story), "name": "avtal.pdf", "content": content, **given}
    with write_session(story.engine) as session:
        return attach_file(session, **arguments)  # type: ignore[arg-type]


def removed(story: Story, attachment_id: int, reason: str = REASON, scope: Scope = EVERYTHING) -> None:
    with write_session(story.engine) as session:
        remove_attachment(
            session,
            actor=story.officer_id,
            scope=scope,
            book_id=story.book_id,
            attachment_id=attachment_id,
            reason=reason,
        )


def listed(story: Story, thing: str = "agreement", thing_id: int | None = None) -> tuple[AttachmentRow, ...]:
    with read_session(story.engine) as session:
        return attachments(
            session,
            scope=EVERYTHING,
            book_id=story.book_id,
            thing=thing,
            thing_id=story.agreement_id if thing_id is None else thing_id,
        )


def read(story: Story, attachment_id: int, scope: Scope = EVERYTHING) -> bytes:
    with read_session(story.engine) as session:
        return read_file(session, scope=scope, book_id=story.book_id, attachment_id=attachment_id)[1]


def count(story: Story, table: type[FileContent | FileChunk | Attachment]) -> int:
    with read_session(story.engine) as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_file_comes_back_as_it_was(story: Story) -> None:
    made = attached(story, name="C:\\Dokument\\avtal.pdf", title=" Överenskommelsen ")
    digest = hashlib.sha256(PDF).hexdigest()
    assert made == AttachedFile(made.id, 1, "avtal.pdf", FileType.PDF, digest, kept_before=False)
    assert read(story, made.id) == PDF
    (row,) = listed(story)
    assert (row.id, row.no, row.title, row.name, row.type) == (
        made.id,
        1,
        "Överenskommelsen",
        "avtal.pdf",
        "application/pdf",
    )
    assert (row.size, row.digest, row.attached_by) == (len(PDF), digest, "ekonom@prov.example")
    assert row.attached_at <= clock.now()


def test_a_large_file_is_kept_in_parts(story: Story) -> None:
    content = b"%PDF-1.7\n" + bytes(2 * CHUNK_BYTES)
    made = attached(story, content=content)
    assert count(story, FileChunk) == 3
    assert read(story, made.id) == content


def test_the_same_content_is_kept_once(money: Money) -> None:
    story = money.story
    things = [
        agreement(story),
        Thing(ThingKind.DECISION, story.decisions["SPLIT"]),
        Thing(ThingKind.DOCUMENT, money.certificate_id),
        Thing(ThingKind.ORGANISATION, story.organisations["SK"]),
    ]
    made = [attached(story, thing, name=f"fil {no}.pdf") for no, thing in enumerate(things)]
    assert [one.kept_before for one in made] == [False, True, True, True]
    assert [one.no for one in made] == [1, 1, 1, 1]
    assert (count(story, FileContent), count(story, FileChunk), count(story, Attachment)) == (1, 1, 4)
    assert [read(story, one.id) for one in made] == [PDF] * 4
    for thing, one in zip(things, made, strict=True):
        assert [row.name for row in listed(story, thing.kind.value, thing.id)] == [one.name]


def test_annexes_are_numbered_and_a_number_is_not_used_again(story: Story) -> None:
    first, second = attached(story), attached(story, content=PDF + b"2", name="bilaga.pdf")
    removed(story, second.id)
    third = attached(story, content=PDF + b"3")
    assert [first.no, second.no, third.no] == [1, 2, 3]
    assert [row.no for row in listed(story)] == [1, 3]


def test_the_same_content_is_attached_to_a_thing_once(story: Story) -> None:
    made = attached(story)
    with pytest.raises(AlreadyExists) as refusal:
        attached(story, name="samma igen.pdf")
    assert refusal.value.facts() == {"what": "bilagan", "name": "avtal.pdf"}
    removed(story, made.id)
    assert attached(story).no == 2


def test_what_is_taken_away_is_there_as_known_before(story: Story) -> None:
    made = attached(story)
    before = clock.now()
    removed(story, made.id)
    assert listed(story) == ()
    with read_session(story.engine) as session:
        known = attachments(
            session,
            scope=EVERYTHING,
            book_id=story.book_id,
            thing="agreement",
            thing_id=story.agreement_id,
            known_at=before,
        )
    assert [row.id for row in known] == [made.id]
    with pytest.raises(NotFound):
        read(story, made.id)
    with pytest.raises(NotFound):
        removed(story, made.id)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"content": b""}, FileEmpty),
        ({"max_bytes": 100}, FileTooLarge),
        ({"name": "avtal.docx"}, FileTypeRefused),
        ({"content": b"\x00\x01"}, FileTypeUnknown),
        ({"name": " "}, TextMissing),
        ({"to": Thing(ThingKind.AGREEMENT, 99)}, NotFound),
        ({"to": Thing(ThingKind.DECISION, 99)}, NotFound),
        ({"to": Thing(ThingKind.DOCUMENT, 99)}, NotFound),
        ({"to": Thing(ThingKind.ORGANISATION, 99)}, NotFound),
        ({"scope": Scope.of_books(99)}, NotFound),
    ],
    ids=["empty", "large", "name", "type", "no name", "agreement", "decision", "document", "organisation", "scope"],
)
def test_what_is_wrong_is_not_kept(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        attached(story, **given)  # type: ignore[arg-type]
    assert (count(story, FileContent), count(story, Attachment)) == (0, 0)


def test_the_limit_is_told_with_both_sizes(story: Story) -> None:
    with pytest.raises(FileTooLarge) as refusal:
        attached(story, max_bytes=2000)
    assert "2\u00a0569\u00a0byte" in explain(refusal.value)
    assert "2\u00a0000\u00a0byte" in explain(refusal.value)
    assert DEFAULT_MAX_FILE_BYTES == 20_000_000


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({"reason": "fel"}, ReasonMissing), ({"scope": Scope.of_books(99)}, NotFound), ({"attachment_id": 99}, NotFound)],
    ids=["reason", "scope", "attachment"],
)
def test_what_may_not_be_taken_away_stays(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    made = attached(story)
    with pytest.raises(refusal):
        removed(story, **{"attachment_id": made.id, **given})  # type: ignore[arg-type]
    assert read(story, made.id) == PDF


def test_another_books_file_is_not_found(story: Story) -> None:
    made = attached(story)
    with write_session(story.engine) as session:
        other = open_book(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="gr",
            name="GR",
            organisation_id=story.organisations["GR"],
            opened_on=OPENED_ON,
        )
    with pytest.raises(NotFound):
        read(story, made.id, Scope.of_books(99))
    with read_session(story.engine) as session:
        with pytest.raises(NotFound):
            read_file(session, scope=EVERYTHING, book_id=other.id, attachment_id=made.id)
        assert damaged_files(session, scope=EVERYTHING, book_id=other.id) == ()
    with pytest.raises(NotFound), write_session(story.engine) as session:
        remove_attachment(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            book_id=other.id,
            attachment_id=made.id,
            reason=REASON,
        )


def damage(story: Story, statement: str) -> None:
    """As somebody with a database tool and the guards taken away would."""
    with write_session(story.engine) as session:
        guards.remove(session.connection())
    with raw(story.engine) as connection:
        connection.run(statement)
        connection.commit()
    with write_session(story.engine) as session:
        guards.install(session.connection())


@pytest.mark.parametrize(
    "how", ["UPDATE file_chunk SET data = CAST('annat' AS {})", "DELETE FROM file_chunk"], ids=["changed", "gone"]
)
def test_a_damaged_file_is_told_and_not_given(story: Story, how: str) -> None:
    made = attached(story)
    kind = "BLOB" if story.engine.dialect.name == "sqlite" else "BYTEA"
    damage(story, how.format(kind))
    with pytest.raises(FileDamaged) as refusal:
        read(story, made.id)
    assert refusal.value.facts() == {"name": "avtal.pdf", "digest": made.digest}
    with read_session(story.engine) as session:
        (told,) = damaged_files(session, scope=EVERYTHING, book_id=story.book_id)
    assert (told.digest, told.names) == (made.digest, ("avtal.pdf",))
    assert isinstance(told, DamagedFile)
    assert told.found_digest != made.digest


def test_whole_files_are_not_told(story: Story) -> None:
    attached(story)
    with read_session(story.engine) as session:
        assert damaged_files(session, scope=EVERYTHING, book_id=story.book_id) == ()


@pytest.mark.parametrize("statement", ["UPDATE file_chunk SET no = 2", "DELETE FROM file_content"])
def test_content_is_append_only(story: Story, statement: str) -> None:
    attached(story)
    with raw(story.engine) as connection, pytest.raises(DRIVER_ERRORS):
        connection.run(statement)


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_sqlite_takes_only_bytes_as_content(story: Story) -> None:
    made = attached(story)
    with raw(story.engine) as connection, pytest.raises(sqlite3.Error, match=r"mistyped\.file_chunk"):
        connection.run("INSERT INTO file_chunk (digest, no, data) VALUES (?, 2, 'text')", [made.digest])


def test_the_audit_log_says_what_was_attached_and_no_name(story: Story) -> None:
    made = attached(story)
    removed(story, made.id)
    with read_session(story.engine) as session:
        query = select(Audit.verb, Audit.book_id, Audit.what_id, Audit.facts).where(Audit.what == "attachment")
        told = [tuple(row) for row in session.execute(query.order_by(Audit.id))]
    assert told == [
        ("attach", story.book_id, made.id, f'{{"agreement_id":{story.agreement_id},"digest":"{made.digest}"}}'),
        ("remove", story.book_id, made.id, f'{{"agreement_id":{story.agreement_id}}}'),
    ]


def test_a_list_is_one_question(story: Story) -> None:
    for no in range(5):
        attached(story, content=PDF + bytes([65 + no]))
    with counted(story.engine) as sent:
        assert len(listed(story)) == 5
    assert len([one for one in sent if one.startswith("SELECT")]) == 1
