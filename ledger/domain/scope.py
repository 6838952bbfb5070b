"""What a person may see and act on: which books, or which pots; a required argument of every report and service."""

from dataclasses import dataclass

from ledger.errors import NotFound


@dataclass(frozen=True)
class Scope:
    """The whole books within reach (None: all of them), and beside them single pots with all under them.

    What lies outside is answered as if it did not exist. A pot is reached by its book and its path (`/1/4/`): whoever
    reaches pots only is refused whatever is asked of the whole book, so that no total tells what one may not see.
    """

    books: frozenset[int] | None
    pots: frozenset[tuple[int, str]] = frozenset()

    @staticmethod
    def everything() -> "Scope":
        """All books: the command line's scope, for whoever can read the database file already."""
        return Scope(books=None)

    @staticmethod
    def of_books(*book_ids: int) -> "Scope":
        """These books and nothing else."""
        return Scope(books=frozenset(book_ids))

    def sees_book(self, book_id: int) -> bool:
        """Whether the whole book lies within."""
        return self.books is None or book_id in self.books

    def sees_of_book(self, book_id: int) -> bool:
        """Whether anything of the book lies within: then its name may be told."""
        return self.sees_book(book_id) or any(book_id == known for known, _ in self.pots)

    def sees_pot(self, book_id: int, path: str) -> bool:
        """Whether the pot at that path lies within."""
        return self.sees_book(book_id) or any(
            book_id == known and path.startswith(within) for known, within in self.pots
        )

    def require_book(self, book_id: int, name: str = "") -> None:
        """Raise `NotFound` for a book that does not lie within as a whole."""
        if not self.sees_book(book_id):
            raise NotFound(what="bok", name=name or str(book_id))

    def require_some_book(self) -> None:
        """Hold the registers that all books share to those who have at least one; raises `NotFound`."""
        if self.books is not None and not self.books:
            raise NotFound(what="bok", name="att registrera för")

    def require_pot(self, book_id: int, path: str, name: str) -> None:
        """Raise `NotFound` for a pot outside."""
        if not self.sees_pot(book_id, path):
            raise NotFound(what="medelspott", name=name)
