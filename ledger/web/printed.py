"""What stands at the foot of every printed sheet, so that a paper says by itself what it shows and can be proved."""

from datetime import date

from ledger import clock
from ledger.domain.scope import Scope
from ledger.http.database import reading
from ledger.reports.books import BookRef
from ledger.reports.chain_ends import chain_end
from ledger.web.drawing import moment
from ledger.web.words import word


def foot(book: BookRef, scope: Scope, as_of: date | None) -> str:
    """Two lines: the book, the day and what was registered when the page was made; the last entry and its hash.

    A page without scripts cannot know when it is printed. It shows what was registered when it was fetched, and that
    is the moment that is told.
    """
    end = chain_end(reading(), scope=scope, book_id=book.id)
    day = word("foot_all") if as_of is None else word("foot_day", day=as_of)
    known = word("foot_known", moment=moment(clock.now()))
    return f"{book.name} · {day} · {known}\n{word('foot_last', entry=end.last_entry, hash=end.last_hash)}"
