"""The story with its money in: a bank account, the whole requisition sent and paid, and a commitment of a million."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from ledger.balances import balance
from ledger.db.session import read_session, write_session
from ledger.domain.attests import Step
from ledger.domain.chart import Kind
from ledger.domain.invoices import VatJudgement
from ledger.money import Ore, kronor
from ledger.posting import Booked
from ledger.services.bank_accounts import open_bank_account
from ledger.services.commitments import commit
from ledger.services.corrections import Corrector
from ledger.services.documents import state_of
from ledger.services.invoice_attests import ApprovedInvoice, approve_invoice, confirm_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import InvoiceInput, register_invoice
from ledger.services.persons import grant_attest_right, register_person
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import register_certificate, send_requisition
from tests.support.story import AGREED_ON, COUNTY_ORE, EVERYTHING, SPLIT_ON, Here, Story

CERTIFIED_ON: Final = date(2020, 11, 30)
SENT_ON: Final = date(2020, 12, 4)
RECEIVED_ON: Final = date(2020, 12, 18)
INVOICED_ON: Final = date(2021, 3, 12)
APPROVED_ON: Final = date(2021, 3, 15)
PAID_ON: Final = date(2021, 4, 9)
MILLION: Final = kronor(1_000_000)
QUARTER: Final = kronor(250_000)
REASON: Final = "Fel belopp enligt beslutet"


@dataclass(frozen=True)
class Money:
    """The story's book with ids of what was done in it; the director confirms and approves whatever the amount."""

    story: Story
    director_id: int
    bank_id: int
    certificate_id: int
    requisition_id: int
    receipt_id: int
    commitment_id: int

    @property
    def director(self) -> Here:
        """The director in the book."""
        return {**self.story.officer, "actor": self.director_id}

    @property
    def performer_id(self) -> int:
        """Who performs the commitment, and invoices for it."""
        return self.story.organisations["SK"]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block."""
        with write_session(self.story.engine) as session:
            yield session

    def balance(self, kind: Kind, pot: str = "SUICID2020", subject_id: int = 0) -> Ore:
        """Today's balance of an account, by the code of its pot."""
        with read_session(self.story.engine) as session:
            return balance(session, self.story.book_id, kind, self.story.pots[pot], subject_id)

    def state(self, document_id: int) -> str:
        """The state that a document is in."""
        with read_session(self.story.engine) as session:
            return state_of(session, document_id)

    def correct(
        self, session: Session, corrector: Corrector, document_id: int, on: date, reason: str = REASON
    ) -> Booked:
        """Correct a document as the officer."""
        return corrector(session, **self.story.officer, document_id=document_id, reason=reason, booked_on=on)

    def line(self, gross_ore: Ore, vat_ore: Ore = 0, **target: int) -> InvoiceLineInput:
        """A line on the commitment, or on the `pot_id` or `commitment_id` given."""
        return InvoiceLineInput("Samordnare", gross_ore, vat_ore, **(target or {"commitment_id": self.commitment_id}))

    def invoice(self, gross_ore: Ore = QUARTER, number: str = "20417", **changed: Any) -> InvoiceInput:
        """An invoice from the performer with 25 % VAT, wholly on the commitment, with anything else changed."""
        vat_ore = gross_ore // 5
        said: dict[str, Any] = {
            "supplier_id": self.performer_id,
            "supplier_number": number,
            "invoiced_on": INVOICED_ON,
            "arrived_on": INVOICED_ON,
            "due_on": date(2021, 4, 11),
            "lines": [self.line(gross_ore, vat_ore)],
            "net_ore": gross_ore - vat_ore,
            "vat_ore": vat_ore,
            "gross_ore": gross_ore,
            "vat_judgement": VatJudgement.RATE_25,
        }
        return InvoiceInput(**{**said, **changed})

    def registered(self, invoice: InvoiceInput | None = None) -> int:
        """Register an invoice and commit; its id."""
        with self.writing() as session:
            done = register_invoice(session, **self.story.officer, invoice=invoice or self.invoice())
        return done.document.id

    def confirmed(self, invoice: InvoiceInput | None = None) -> int:
        """Register an invoice, have the officer confirm it, and commit; its id."""
        invoice_id = self.registered(invoice)
        with self.writing() as session:
            confirm_invoice(session, **self.story.officer, invoice_id=invoice_id)
        return invoice_id

    def approved(self, invoice: InvoiceInput | None = None, on: date = APPROVED_ON) -> ApprovedInvoice:
        """Register, confirm and approve an invoice, and commit."""
        invoice_id = self.confirmed(invoice)
        with self.writing() as session:
            return approve_invoice(session, **self.director, invoice_id=invoice_id, on=on)


def with_money(story: Story) -> Money:
    """Do and commit what comes before the first invoice."""
    here = story.officer
    with write_session(story.engine) as session:
        director = register_person(
            session, actor=story.officer_id, scope=EVERYTHING, login="direktor@prov.example", title="Ekonomidirektör"
        )
        for step in Step:
            grant_attest_right(
                session,
                **here,
                person_id=director,
                pot_id=story.suicide.pot.id,
                step=step,
                limit_ore=None,
                valid_from=AGREED_ON,
            )
        bank = open_bank_account(session, **here, name="Bankgirokonto", number="5052-5781")
        certificate = register_certificate(
            session,
            **here,
            agreement_id=story.agreement_id,
            certified_on=CERTIFIED_ON,
            certified_by="Ekonomidirektör",
            reference="19/01701",
        )
        sent = send_requisition(
            session,
            **here,
            purpose_id=story.suicide.id,
            amount_ore=None,
            on=SENT_ON,
            certificate_id=certificate.id,
        )
        received = register_receipt(
            session,
            **here,
            requisition_id=sent.document.id,
            bank_account_id=bank.id,
            amount_ore=COUNTY_ORE,
            on=RECEIVED_ON,
            text="SKR dnr 19/01701",
        )
        committed = commit(
            session,
            **here,
            pot_id=story.suicide.pot.id,
            performer_id=story.organisations["SK"],
            name="Länsgemensam samordnare",
            amount_ore=MILLION,
            decision_id=story.decisions["ASSIGNED"],
            on=SPLIT_ON,
        )
    return Money(
        story, director, bank.id, certificate.id, sent.document.id, received.document.id, committed.document.id
    )
