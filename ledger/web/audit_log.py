"""The audit log on a page, the newest first; and all of it that is asked for, as a file."""

from collections.abc import Generator
from itertools import chain
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from ledger.domain.scope import Scope
from ledger.http.access import book_asked_for
from ledger.http.database import reading, reading_on
from ledger.http.language import language
from ledger.http.who import required
from ledger.language import Language
from ledger.reports.audit_log import Chosen, audit_page, audit_rows
from ledger.reports.audit_table import audit_csv, readable_table
from ledger.reports.audit_words import THINGS, VERBS, choices
from ledger.reports.persons import person_with_login
from ledger.web.downloads import note_download
from ledger.web.inputs import day_asked_for, key_asked_for
from ledger.web.printed import foot

blueprint = Blueprint("audit_log", __name__)

_CSV: Final = "text/csv; charset=utf-8"


@blueprint.get("/b/<book>/logg")
def show(book: str) -> str:
    """A page of what has been done in the book, with its filter and the ways to older and newer pages."""
    who, chosen = required(), _chosen()
    found = book_asked_for(who)
    page = audit_page(
        reading(),
        scope=who.rights.scope(),
        book_id=found.id,
        chosen=chosen,
        before=key_asked_for(request.args.get("before", "")),
        after=key_asked_for(request.args.get("after", "")),
    )
    return render_template(
        "audit_log.html",
        book=found,
        code=book,
        chosen=chosen,
        asked=_asked(chosen),
        page=page,
        table=readable_table(page.rows, language()),
        verbs=choices(VERBS, language()),
        things=choices(THINGS, language()),
        foot=foot(found, who.rights.scope(), None),
    )


@blueprint.get("/b/<book>/logg.csv")
def download(book: str) -> Response:  # noqa: ARG001 - the access table reads it
    """Every row that is asked for, as the command line writes it; that it was downloaded is in the log from then on.

    It is written there after the moment that is read, and before the first row is sent: the file does not hold its own
    download, and one that is broken off has been seen all the same.
    """
    who, chosen = required(), _chosen()
    found = book_asked_for(who)
    lines = _lines(who.rights.scope(), found.id, chosen, language())
    heading = next(lines)
    note_download(found, "audit_log", **_facts(chosen))
    answer = Response(chain([heading], lines), content_type=_CSV)
    answer.call_on_close(lines.close)
    answer.headers.set("Content-Disposition", "attachment", filename=f"logg-{found.code}.csv")
    return answer


def _lines(scope: Scope, book_id: int, chosen: Chosen, told_in: Language) -> Generator[str, None, None]:
    """The file, read while it is sent; all of it as it was when the heading was asked for."""
    with reading_on() as session:
        yield from audit_csv(audit_rows(session, scope=scope, book_id=book_id, chosen=chosen), told_in)


def _chosen() -> Chosen:
    """The filter of the address; an empty field is none."""
    return Chosen(
        from_=day_asked_for(_field("from")),
        to=day_asked_for(_field("to")),
        actor=_field("by") or None,
        what=_field("what") or None,
        verb=_field("verb") or None,
    )


def _field(name: str) -> str:
    return request.args.get(name, "").strip()


def _asked(chosen: Chosen) -> dict[str, Any]:
    """The filter as it stands in an address."""
    fields = {
        "from": chosen.from_,
        "to": chosen.to,
        "by": chosen.actor,
        "what": chosen.what,
        "verb": chosen.verb,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _facts(chosen: Chosen) -> dict[str, Any]:
    """The filter as the log keeps it: a login by its person's id, and of nobody's not at all."""
    person = None if chosen.actor is None else person_with_login(reading(), chosen.actor)
    return {
        "from_day": chosen.from_,
        "to_day": chosen.to,
        "person_id": None if person is None else person.id,
        "of_what": chosen.what,
        "of_verb": chosen.verb,
    }
