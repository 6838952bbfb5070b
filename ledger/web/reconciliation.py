"""The reconciliation on a page, with its three answers; and its workbook."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from exports.avstamning import export_avstamning
from ledger import clock
from ledger.http.access import book_asked_for
from ledger.http.database import reading
from ledger.http.language import language
from ledger.http.who import required
from ledger.reports.books import all_agreements
from ledger.reports.controls import Answer, run_controls, told_in
from ledger.reports.moments import last_entry_of_book
from ledger.web.downloads import note_download
from ledger.web.inputs import day_asked_for
from ledger.web.printed import foot

blueprint = Blueprint("reconciliation", __name__)

_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/b/<book>/avstamning")
def show(book: str) -> str:
    """What differs first, then what cannot be checked, then what ties with its evidence."""
    who = required()
    found = book_asked_for(who)
    as_of = day_asked_for(request.args.get("per", ""))
    scope = who.rights.scope()
    answers = run_controls(reading(), scope=scope, book_id=found.id, as_of=as_of, known_at=None)
    results = [told_in(answer, language()) for answer in answers]
    return render_template(
        "reconciliation.html",
        book=found,
        code=book,
        as_of=as_of,
        results={answer.name: [one for one in results if one.answer is answer] for answer in Answer},
        count=len(results),
        last=last_entry_of_book(reading(), found.id),
        checked_at=clock.now(),
        foot=foot(found, scope, as_of),
        agreements=all_agreements(reading(), scope=scope, book_id=found.id),
    )


@blueprint.get("/b/<book>/avstamning/<agreement>.xlsx")
def workbook(book: str, agreement: str) -> Response:  # noqa: ARG001 - the access table reads it
    """The workbook as the command line writes it, byte for byte; that it was downloaded is in the audit log."""
    who = required()
    found = book_asked_for(who)
    as_of = day_asked_for(request.args.get("per", "")) or clock.today()
    with TemporaryDirectory() as folder:
        written = export_avstamning(
            reading(),
            scope=who.rights.scope(),
            book_id=found.id,
            agreement=agreement,
            as_of=as_of,
            known_at=None,
            path=Path(folder) / "avstamning.xlsx",
        )
        content = written.path.read_bytes()
    answer = send_file(
        BytesIO(content), mimetype=_EXCEL, as_attachment=True, download_name=f"avstamning-{agreement}-{as_of}.xlsx"
    )
    note_download(found, "avstamning", agreement=agreement, as_of=as_of)
    return answer
