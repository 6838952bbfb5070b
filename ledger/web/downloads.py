"""What is downloaded is in the audit log: once the file is made, and only when it is sent."""

from typing import Any

from flask import request

from ledger.http.database import noting
from ledger.http.who import required
from ledger.reports.books import BookRef
from ledger.services.audit import write_audit


def note_download(book: BookRef, what: str, **facts: Any) -> None:
    """Write that who asks downloads it; a HEAD is sent nothing of it."""
    if request.method == "HEAD":
        return
    with noting() as session:
        write_audit(
            session,
            actor=required().person_id,
            book_id=book.id,
            verb="download",
            what=what,
            what_id=None,
            **facts,
        )
