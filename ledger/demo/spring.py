"""April to June 2021: the bank is reconciled, an invoice credited, money reserved, and a payment comes back."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.demo.agreement import Minute, decide
from ledger.demo.billing import Bill, attest, pay, receive
from ledger.demo.cast import Cast, at
from ledger.demo.closing_months import close_months
from ledger.demo.reconciling import reconcile
from ledger.demo.threads import Threads
from ledger.domain.mandates import Power
from ledger.domain.payees import AccountKind
from ledger.money import kronor
from ledger.services.agreements import PurposeInfo
from ledger.services.bank_events import receive_interest
from ledger.services.bounces import register_bounced_payment
from ledger.services.commitments import commit
from ledger.services.credit_attests import approve_credit_invoice, confirm_credit_invoice
from ledger.services.credits import CreditInput, CreditLineInput, register_credit_invoice
from ledger.services.decision_links import add_receiver
from ledger.services.decisions import grant_mandate
from ledger.services.parties import PartyRole, add_party
from ledger.services.payees import confirm_payee_account, propose_payee_account
from ledger.services.reservations import reserve
from ledger.services.supplier_claims import register_supplier_refund

BEGINS: Final = date(2021, 4, 7)
INTEREST: Final = kronor(1_250)
TRAINING: Final = "Utbildningsdagar i suicidprevention"
_DECIDED: Final = Minute(
    "STYRGRUPP",
    date(2021, 5, 11),
    "§ 6",
    TRAINING,
    "400 000 kr reserveras till och med oktober 2021; Fyrbodals kommunalförbund håller de första dagarna. Exempel.",
)


def spring(session: Session, threads: Threads) -> None:
    """Tell of the quarter."""
    cast, bank = threads.cast, threads.story.bank_account_id
    _begin(session, threads)
    reconcile(
        session, cast, bank, [date(2020, 12, 1), *(date(2021, month, 1) for month in (1, 2, 3))], date(2021, 4, 8)
    )
    attest(session, cast, threads.story.spent.waiting_invoice_id, date(2021, 4, 9))
    close_months(session, cast, 2020, date(2021, 4, 12))
    _credit(session, threads)
    pay(session, cast, bank, threads.story.spent.waiting_invoice_id, date(2021, 4, 28))
    _refund(session, threads, date(2021, 5, 5))
    _reserve(session, threads)
    with at(date(2021, 6, 30)):
        receive_interest(
            session,
            **cast.officer_here,
            **threads.by_bank,
            purpose_id=threads.story.purpose.id,
            amount_ore=INTEREST,
            on=date(2021, 6, 30),
            text="Ränta första halvåret",
        )
    reconcile(session, cast, bank, [date(2021, month, 1) for month in (4, 5, 6)], date(2021, 7, 5))


def _begin(session: Session, threads: Threads) -> None:
    cast, story = threads.cast, threads.story
    with at(BEGINS):
        empower(session, cast, story.purpose, Power.USE, Power.YEAR_END)
        for code, role in (
            ("SKR", PartyRole.SIGNATORY),
            ("VASTKOM", PartyRole.PRINCIPAL),
            ("VGR", PartyRole.PRINCIPAL),
        ):
            add_party(
                session,
                **cast.officer_here,
                agreement_id=story.purpose.agreement_id,
                organisation_id=cast.organisations[code],
                role=role,
                valid_from=story.purpose.pot.opened_on,
            )


def empower(session: Session, cast: Cast, purpose: PurposeInfo, *powers: Power) -> None:
    """Give the steering group these powers over a purpose, from its first day."""
    for power in powers:
        grant_mandate(
            session,
            **cast.officer_here,
            body_id=cast.bodies["STYRGRUPP"],
            power=power,
            pot_id=purpose.pot.id,
            valid_from=purpose.pot.opened_on,
        )


def _credit(session: Session, threads: Threads) -> None:
    cast, arrived, approved = threads.cast, date(2021, 4, 15), date(2021, 4, 20)
    gross, vat = kronor(25_000), kronor(5_000)
    with at(arrived):
        credit = register_credit_invoice(
            session,
            **cast.officer_here,
            credit=CreditInput(
                invoice_id=threads.story.spent.paid_invoice_id,
                supplier_number="K20417",
                credited_on=arrived,
                arrived_on=arrived,
                lines=[CreditLineInput(1, gross, vat)],
                net_ore=gross - vat,
                vat_ore=vat,
                gross_ore=gross,
                reason="Frånvaro under en del av mars",
            ),
            example=True,
        )
    with at(approved):
        confirm_credit_invoice(session, **cast.here(cast.confirmer), credit_id=credit.document.id)
    with at(approved, hour=11):
        approve_credit_invoice(session, **cast.here(cast.approver), credit_id=credit.document.id, on=approved)


def _refund(session: Session, threads: Threads, on: date) -> None:
    with at(on):
        register_supplier_refund(
            session,
            **threads.cast.officer_here,
            **threads.by_bank,
            invoice_id=threads.story.spent.paid_invoice_id,
            amount_ore=kronor(25_000),
            on=on,
            text="Återbetalning K20417",
        )


def _reserve(session: Session, threads: Threads) -> None:
    """Money set aside, a commitment out of it, and its invoice: paid, returned by the bank, and paid again."""
    cast, bank = threads.cast, threads.story.bank_account_id
    with at(_DECIDED.on):
        decision = decide(session, cast, _DECIDED)
        for code in ("FB", "VGR"):
            add_receiver(session, **cast.officer_here, decision_id=decision, organisation_id=cast.organisations[code])
        threads.reservation_id = reserve(
            session,
            **cast.officer_here,
            pot_id=threads.root_id,
            amount_ore=kronor(400_000),
            text=TRAINING,
            expires_on=date(2021, 10, 29),
            decision_id=decision,
            on=_DECIDED.on,
            example=True,
        ).document.id
    with at(date(2021, 5, 20)):
        training = commit(
            session,
            **cast.officer_here,
            pot_id=threads.root_id,
            performer_id=cast.organisations["FB"],
            name=f"{TRAINING}, våren",
            amount_ore=kronor(150_000),
            decision_id=decision,
            on=date(2021, 5, 20),
            ends_on=date(2021, 12, 31),
            reservation_id=threads.reservation_id,
            example=True,
        ).document.id
    bill = Bill(
        "FB", "7731", date(2021, 5, 27), kronor(96_250), training, "Två utbildningsdagar", "Lokal och föreläsare"
    )
    invoice = receive(session, cast, bill)
    attest(session, cast, invoice, date(2021, 5, 31))
    payout = pay(session, cast, bank, invoice, date(2021, 6, 4))
    with at(date(2021, 6, 8)):
        register_bounced_payment(
            session,
            **cast.officer_here,
            payout_id=payout,
            invoice_id=invoice,
            on=date(2021, 6, 8),
            text="Retur: tillfälligt fel hos mottagarens bank",
            example=True,
        )
    _new_account(session, cast)
    pay(session, cast, bank, invoice, date(2021, 6, 15))


def _new_account(session: Session, cast: Cast) -> None:
    """A new bankgiro, proposed by one and confirmed by another; the invoice is paid to the number it came with."""
    organisation = cast.organisations["FB"]
    with at(date(2021, 6, 9)):
        proposed = propose_payee_account(
            session,
            actor=cast.officer,
            scope=cast.officer_here["scope"],
            organisation_id=organisation,
            kind=AccountKind.BANKGIRO,
            number="1234-5716",
            reason="Brev från förbundet, återuppringt på känt nummer",
        )
    with at(date(2021, 6, 10)):
        confirm_payee_account(
            session,
            actor=cast.approver,
            scope=cast.officer_here["scope"],
            organisation_id=organisation,
            no=proposed.no,
        )
