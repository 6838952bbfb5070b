"""A book where everything has happened once: two years with every event of the posting table, through the door.

Beside it stands the book that takes over what it hands over. Every entry rests on a document with its facts.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine

from ledger.balances import entry_to_reverse
from ledger.db.session import write_session
from ledger.domain import rules
from ledger.domain.entries import EntryDraft, Movement, reversed_movement
from ledger.domain.events import Event
from ledger.money import Ore
from ledger.posting import Booked, post_entry
from tests.support.books import SmallBook, small_book

ATTESTED = frozenset({Event.INVOICE, Event.USE_REPORT})

KR: Ore = 100


@dataclass
class Kept:
    """A book, the documents that open its accounts by name, and what is booked, in order."""

    book: SmallBook
    documents: dict[str, int] = field(default_factory=dict)
    booked: list[Booked] = field(default_factory=list)

    @property
    def engine(self) -> Engine:
        """The database it is in."""
        return self.book.engine

    def opened(self, *names: str) -> None:
        """Register documents that open accounts and state nothing."""
        with write_session(self.engine) as session:
            self.documents |= {name: self.book.document(session, name)[0] for name in names}

    def on(self, day: str, movement: Movement) -> Booked:
        """Book a movement on a document of its own."""
        with write_session(self.engine) as session:
            draft = self.book.draft(
                session, movement, booked_on=date.fromisoformat(day), attested=movement.event in ATTESTED
            )
            self.booked.append(post_entry(session, draft))
        return self.booked[-1]

    def turned_back(self, day: str, booked: Booked) -> Booked:
        """Reverse an entry."""
        with write_session(self.engine) as session:
            original = entry_to_reverse(session, booked.book_id, booked.seq)
            draft = EntryDraft(
                book_id=booked.book_id,
                booked_on=date.fromisoformat(day),
                text=f"Rättelse: {original.text}",
                source_key=f"reversal:{booked.seq}",
                actor_id=self.book.actor_id,
                movement=reversed_movement(original.movement),
                basis=original.basis,
                reverses_seq=booked.seq,
            )
            self.booked.append(post_entry(session, draft))
        return self.booked[-1]


def two_books(engine: Engine) -> tuple[Kept, Kept]:
    """The book where everything has happened, and the one that takes over a little of it."""
    kept, taker = Kept(small_book(engine)), Kept(small_book(engine, "annan"))
    kept.opened(
        "bank", "requisition", "reservation", "commitment", "next", "invoice", "other_invoice", "report", "gift"
    )
    taker.opened("commitment")
    _from_the_payer(kept)
    _among_the_pots(kept)
    _to_suppliers(kept)
    _to_recipients(kept)
    _at_the_end(kept)
    _handed_over(kept, taker)
    return kept, taker


def _from_the_payer(kept: Kept) -> None:
    book, bank, requisition = kept.book, kept.documents["bank"], kept.documents["requisition"]
    kept.on("2020-02-01", rules.agreement_amount(root=book.root, amount_ore=10_000 * KR))
    kept.on("2020-02-01", rules.agreement_amount(root=book.second_root, amount_ore=1_000 * KR))
    kept.on("2020-02-05", rules.requisition(root=book.root, requisition_id=requisition, amount_ore=8_000 * KR))
    kept.on("2020-02-10", rules.requisition_lowered(root=book.root, requisition_id=requisition, amount_ore=500 * KR))
    kept.on("2020-03-01", rules.receipt(bank_id=bank, placements=[rules.Placement(book.root, requisition, 5_000 * KR)]))
    kept.on("2020-03-02", rules.receipt_unplaced(other_root=book.other, bank_id=bank, amount_ore=600 * KR))
    placed = rules.receipt_placed(
        other_root=book.other, root=book.root, requisition_id=requisition, bank_id=bank, amount_ore=400 * KR
    )
    kept.on("2020-03-03", placed)
    kept.on(
        "2020-03-10",
        rules.sent_back(root=book.root, requisition_id=requisition, bank_id=bank, amount_ore=100 * KR),
    )


def _among_the_pots(kept: Kept) -> None:
    book, reservation, commitment = kept.book, kept.documents["reservation"], kept.documents["commitment"]
    root, child, sibling = book.root, book.child, book.sibling
    kept.on("2020-03-15", rules.allocation(parent=root, shares=[(child, 3_000 * KR), (sibling, 2_000 * KR)]))
    kept.on("2020-03-16", rules.taken_back(parent=root, child=sibling, amount_ore=200 * KR))
    kept.on("2020-03-17", rules.moved(up=[child], ancestor=root, down=[sibling], amount_ore=100 * KR))
    kept.on("2020-04-01", rules.reservation(pot=child, reservation_id=reservation, amount_ore=500 * KR))
    kept.on("2020-04-02", rules.reservation_released(pot=child, reservation_id=reservation, amount_ore=100 * KR))
    drawn = rules.commitment(pot=child, commitment_id=commitment, amount_ore=300 * KR, reservation_id=reservation)
    kept.on("2020-04-03", drawn)
    kept.on("2020-04-04", rules.commitment(pot=child, commitment_id=commitment, amount_ore=700 * KR))
    kept.on("2020-04-05", rules.commitment_lowered(pot=child, commitment_id=commitment, amount_ore=50 * KR))


def _to_suppliers(kept: Kept) -> None:
    book, bank, commitment = kept.book, kept.documents["bank"], kept.documents["commitment"]
    bill, other = kept.documents["invoice"], kept.documents["other_invoice"]
    root, child = book.root, book.child
    rows = [rules.InvoiceRow(child, commitment, 400 * KR, 100 * KR), rules.InvoiceRow(root, 0, 200 * KR, 0)]
    kept.on("2020-05-01", rules.invoice(invoice_id=bill, rows=rows))
    kept.on("2020-05-02", rules.invoice(invoice_id=other, rows=[rules.InvoiceRow(root, 0, 150 * KR, 0)]))
    payments = [rules.Payment(child, bill, 300 * KR), rules.Payment(root, bill, 200 * KR)]
    kept.on("2020-05-20", rules.invoice_paid(bank_id=bank, payments=payments))
    kept.on("2020-05-21", rules.payment_bounced(bank_id=bank, payments=[rules.Payment(child, bill, 50 * KR)]))
    kept.on("2020-05-22", rules.paid_twice(pot=child, invoice_id=bill, bank_id=bank, amount_ore=30 * KR))
    kept.on("2020-05-23", rules.supplier_refund(pot=child, invoice_id=bill, bank_id=bank, amount_ore=10 * KR))
    credited = [
        rules.CreditRow(child, commitment, 100 * KR, 25 * KR, 40 * KR),
        rules.CreditRow(root, 0, 10 * KR, 0, 10 * KR),
    ]
    kept.on("2020-05-24", rules.credit_invoice(invoice_id=bill, rows=credited))
    kept.on(
        "2020-05-25",
        rules.set_off(pot=child, invoice_id=bill, other_invoice_id=other, amount_ore=20 * KR, other_pot=root),
    )
    kept.on("2020-05-26", rules.vat_recovered(pot=child, invoice_id=bill, bank_id=bank, amount_ore=30 * KR))


def _to_recipients(kept: Kept) -> None:
    book, bank, report = kept.book, kept.documents["bank"], kept.documents["report"]
    root, child, sibling = book.root, book.child, book.sibling
    payouts = [(root, 100 * KR), (child, 1_000 * KR), (sibling, 500 * KR)]
    kept.on("2020-06-01", rules.paid_out(bank_id=bank, payouts=payouts))
    kept.on("2020-06-02", rules.payout_bounced(bank_id=bank, payouts=[(sibling, 100 * KR)]))
    kept.on("2020-06-03", rules.passed_on(parent=root, shares=[(child, 40 * KR)]))
    used = rules.use_report(
        pot=child,
        report_id=report,
        from_disbursed_ore=300 * KR,
        in_arrears_ore=60 * KR,
        commitment_id=kept.documents["commitment"],
    )
    kept.on("2020-07-01", used)
    owed = rules.use_report(pot=root, report_id=report, from_disbursed_ore=0, in_arrears_ore=5 * KR)
    kept.on("2020-07-02", owed)
    kept.on("2020-07-03", rules.use_disallowed(pot=child, report_id=report, amount_ore=20 * KR))
    kept.on("2020-07-04", rules.recall(pot=sibling, amount_ore=50 * KR))
    kept.on("2020-07-05", rules.paid_back(pot=child, bank_id=bank, amount_ore=10 * KR))
    gift = kept.documents["gift"]
    kept.on("2020-07-06", rules.reclaim_written_off(pot=sibling, write_off_id=gift, amount_ore=20 * KR))


def _at_the_end(kept: Kept) -> None:
    book, bank = kept.book, kept.documents["bank"]
    kept.on("2020-12-31", rules.lapse(root=book.root, amount_ore=500 * KR))
    kept.on("2021-01-10", rules.repayment(root=book.root, bank_id=bank, amount_ore=100 * KR))
    mistaken = kept.on("2021-01-15", rules.paid_out(bank_id=bank, payouts=[(book.sibling, 70 * KR)]))
    kept.turned_back("2021-02-15", mistaken)
    carried = rules.CarriedCommitment(kept.documents["commitment"], kept.documents["next"], 30 * KR)
    carry = rules.carry_over(
        old=book.child,
        new=book.second_root,
        available_ore=50 * KR,
        committed=[carried],
        disbursed_ore=40 * KR,
        bank_id=bank,
    )
    kept.on("2021-03-01", carry)
    kept.on("2021-03-02", rules.interest_received(root=book.root, bank_id=bank, amount_ore=5 * KR))
    kept.on("2021-03-03", rules.interest_paid(root=book.root, bank_id=bank, amount_ore=2 * KR))
    kept.on("2021-03-04", rules.bank_other(other_root=book.other, bank_id=bank, amount_ore=50 * KR))
    kept.on("2021-03-05", rules.bank_other(other_root=book.other, bank_id=bank, amount_ore=-20 * KR))


def _handed_over(kept: Kept, taker: Kept) -> None:
    given = rules.HandedCommitment(kept.documents["commitment"], 10 * KR)
    out = rules.handover_out(pot=kept.book.child, available_ore=30 * KR, committed=[given], disbursed_ore=20 * KR)
    kept.on("2021-04-01", out)
    taken = rules.HandedCommitment(taker.documents["commitment"], 10 * KR)
    taker.on(
        "2021-04-01",
        rules.handover_in(pot=taker.book.child, available_ore=30 * KR, committed=[taken], disbursed_ore=20 * KR),
    )
    bank = kept.documents["bank"]
    kept.on("2021-04-10", rules.clearing_settled(root=kept.book.root, bank_id=bank, amount_ore=40 * KR))
