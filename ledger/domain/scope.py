"""What a person may see and act on: which books; a required argument of every report and every service."""

from dataclasses import dataclass

from ledger.errors import NotFound


@dataclass(frozen=True)
class Scope:
    """The books within reach; None means all of them. What lies outside is answered as if it did not exist."""

    books: frozenset[int] | None

    @staticmethod
    def everything() -> "Scope":
        """All books: the command line's scope, for whoever can read the database file already."""
        return Scope(books=None)

    @staticmethod
    def of_books(*book_ids: int) -> "Scope":
        """These books and nothing else."""
        return Scope(books=frozenset(book_ids))

    def sees_book(self, book_id: int) -> bool:
        """Whether the book lies within."""
        return self.books is None or book_id in self.books

    def require_book(self, book_id: int, name: str = "") -> None:
        """Raise `NotFound` for a book outside."""
        if not self.sees_book(book_id):
            raise NotFound(what="bok", name=name or str(book_id))
