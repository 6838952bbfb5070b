"""A small history through the rules and the door, in which each entry is recorded at a time of its own."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from ledger import clock
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.domain.entries import EntryDraft, Movement, reversed_movement
from ledger.money import kronor
from ledger.posting import Booked, post_entry
from tests.support.books import SmallBook

FIRST_RECORDED = datetime(2020, 10, 1, 8, 0, tzinfo=UTC)

DOCUMENTS = ("requisition", "bank", "commitment", "invoice", "report")


def recorded_at(seq: int) -> datetime:
    """When the n:th entry of a history was recorded: the n:th of October, at ten in Sweden."""
    return FIRST_RECORDED + timedelta(days=seq - 1)


@dataclass
class History:
    """A book with its documents by name, and the drafts that were booked, in order."""

    book: SmallBook
    documents: dict[str, tuple[int, str]]
    drafts: list[EntryDraft] = field(default_factory=list)

    def id(self, name: str) -> int:
        """The id of a document."""
        return self.documents[name][0]

    def add(self, on: str, movement: Movement, *, document: str | None = None) -> Booked:
        """Book a movement on a day of 2020 (`09-04`), with a document of its own or the one named, attested."""
        with write_session(self.book.engine) as session:
            draft = self.book.draft(
                session,
                movement,
                booked_on=_day(on),
                attested=document is not None,
                document=None if document is None else self.documents[document],
            )
        return self._post(draft)

    def turn_back(self, on: str, seq: int) -> Booked:
        """Reverse an entry."""
        original = self.drafts[seq - 1]
        return self._post(
            replace(
                original,
                booked_on=_day(on),
                text=f"Rättelse: {original.text}",
                source_key=f"reversal:{seq}",
                movement=reversed_movement(original.movement),
                reverses_seq=seq,
            )
        )

    def _post(self, draft: EntryDraft) -> Booked:
        self.drafts.append(draft)
        with clock.told_at(recorded_at(len(self.drafts))), write_session(self.book.engine) as session:
            return post_entry(session, draft)


def begun(book: SmallBook) -> History:
    """A history where nothing has happened, with one document of each kind that accounts are opened by."""
    with write_session(book.engine) as session:
        return History(book, {name: book.document(session, name) for name in DOCUMENTS})


def told(book: SmallBook) -> History:
    """Seventeen entries: 1 000 kr to the root, of which two children get theirs, pay, receive and report.

    The sixteenth turns the fifteenth back; the last is dated before most of the others.
    """
    history = begun(book)
    root, child, sibling = book.root, book.child, book.sibling
    asked, bank, promised = history.id("requisition"), history.id("bank"), history.id("commitment")
    bill, report = history.id("invoice"), history.id("report")
    add = history.add
    add("09-01", rules.agreement_amount(root=root, amount_ore=kronor(1_000)))
    add("09-02", rules.requisition(root=root, requisition_id=asked, amount_ore=kronor(900)))
    add("09-03", rules.receipt(bank_id=bank, placements=[rules.Placement(root, asked, kronor(700))]))
    add("09-03", rules.receipt_unplaced(other_root=book.other, bank_id=bank, amount_ore=kronor(105)))
    add(
        "09-04",
        rules.receipt_placed(
            other_root=book.other, root=root, requisition_id=asked, bank_id=bank, amount_ore=kronor(100)
        ),
    )
    add("09-04", rules.allocation(parent=root, shares=[(child, kronor(300)), (sibling, kronor(200, 50))]))
    add("09-05", rules.commitment(pot=child, commitment_id=promised, amount_ore=kronor(100)))
    rows = [rules.InvoiceRow(child, promised, kronor(40), 0), rules.InvoiceRow(root, 0, kronor(10), 0)]
    add("09-06", rules.invoice(invoice_id=bill, rows=rows), document="invoice")
    add("09-07", rules.invoice_paid(bank_id=bank, payments=[rules.Payment(child, bill, kronor(40))]))
    add("09-08", rules.paid_out(bank_id=bank, payouts=[(sibling, kronor(150))]))
    add(
        "09-09",
        rules.use_report(pot=sibling, report_id=report, from_disbursed_ore=kronor(60), in_arrears_ore=0),
        document="report",
    )
    add("09-10", rules.sent_back(root=root, requisition_id=asked, bank_id=bank, amount_ore=kronor(20)))
    add("09-11", rules.repayment(root=root, bank_id=bank, amount_ore=kronor(15)))
    add("09-12", rules.interest_received(root=root, bank_id=bank, amount_ore=kronor(1, 5)))
    add("09-13", rules.paid_out(bank_id=bank, payouts=[(sibling, kronor(5))]))
    history.turn_back("09-14", 15)
    add("09-02", rules.agreement_amount(root=root, amount_ore=kronor(50)))
    return history


def _day(on: str) -> date:
    return date.fromisoformat(f"2020-{on}")
