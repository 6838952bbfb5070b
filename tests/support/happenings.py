"""Every service that moves money, as something that may happen to a told book: with arguments that are often right.

What is picked is often what a person would pick and sometimes not, so that services succeed and refuse in turn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.books import Entry
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.session import read_session
from ledger.domain.use_reports import CostType
from ledger.money import Ore, kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.allocation_changes import move_between_pots, take_back
from ledger.services.allocations import allocate_amounts
from ledger.services.bank_events import pay_interest_on, receive_interest, register_other_bank_movement
from ledger.services.bounces import register_bounced_payment, register_bounced_payout
from ledger.services.carry_overs import carry_over
from ledger.services.commitment_changes import lower_commitment, raise_commitment, release_commitment
from ledger.services.commitments import commit
from ledger.services.corrections import correct_entry
from ledger.services.credit_attests import approve_credit_invoice, confirm_credit_invoice
from ledger.services.credits import CreditInput, CreditLineInput, register_credit_invoice
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import register_invoice, return_invoice
from ledger.services.lapses import register_lapse
from ledger.services.passing_on import pass_on
from ledger.services.payouts import AllottedPayment, pay_invoices, pay_out_allotted
from ledger.services.placements import PlacePart, place_receipt
from ledger.services.recalls import recall_unused
from ledger.services.receipts import register_receipt
from ledger.services.reclaims import register_paid_back, write_off_reclaim
from ledger.services.repayments import repay
from ledger.services.report_payouts import pay_use_reports
from ledger.services.requisition_changes import lower_requisition, send_back, withdraw_requisition
from ledger.services.requisitions import send_requisition
from ledger.services.reservations import release_reservation, reserve
from ledger.services.supplier_claims import register_double_payment, register_supplier_refund, set_off
from ledger.services.unplaced_receipts import register_receipt_with_surplus, register_unplaced_receipt
from ledger.services.use_disallowances import disallow_use
from ledger.services.use_reports import UseReportInput, draft_use_report, return_use_report, submit_use_report
from ledger.services.use_reviews import approve_use_report, confirm_use_report
from ledger.services.vat_recoveries import recover_vat
from tests.support.held import Held
from tests.support.money import REASON, Money
from tests.support.story import Here
from tests.support.yearend import YearEnd

Given: TypeAlias = dict[str, Any]
Service: TypeAlias = Callable[..., object]

FIRST: Final = date(2021, 6, 7)
NOTHING: Final = 999_999
"""The id of what there is not."""
RIGHTLY: Final = 4
"""Of five picks, how many are what a person would pick."""

_SIZES: Final = ((1, 10), (1_000, 90_000), (1_000, 90_000), (1_000, 90_000), (1, 20_000_000))
"""Between how many kronor amounts are."""


@dataclass(frozen=True)
class Happening:
    """A service and what it is called with; `key` names what may be sent twice."""

    service: Service
    here: Here
    given: Given

    def do(self, session: Session, key: str | None = None) -> object:
        """Call the service."""
        more = {} if key is None else {"source_key": key}
        return self.service(session, **self.here, **self.given, **more)


@dataclass
class Pick:
    """Draws what a happening is about, out of what is in the book; `passed` is how many days have gone by."""

    dice: Random
    ending: YearEnd
    held: Held
    passed: int = 0

    @property
    def money(self) -> Money:
        """The money beneath."""
        return self.held.money

    def rightly(self) -> bool:
        """Whether to pick as a person would."""
        return self.dice.randrange(RIGHTLY + 1) < RIGHTLY

    def amount(self) -> Ore:
        """From a few öre to more than there is."""
        least, most = self.dice.choice(_SIZES)
        return self.dice.randint(kronor(least), kronor(most))

    def little(self) -> Ore:
        """Some öre or kronor."""
        return self.dice.randint(1, kronor(10)) if self.rightly() else self.amount()

    def day(self) -> date:
        """Today, or now and then a day before or after it."""
        aside = 0 if self.rightly() else self.dice.randint(-20, 5)
        return FIRST + timedelta(days=self.passed + aside)

    def one_of(self, among: Sequence[Any]) -> Any:
        """One of these."""
        return self.dice.choice(among)

    def number(self) -> int:
        """A supplier's number, now and then one that is used."""
        return self.dice.randint(1, 400)

    def pot(self, *codes: str) -> int:
        """One of the pots of these codes, or now and then any."""
        pots = self.held.pots
        return pots[self.one_of(codes if codes and self.rightly() else sorted(pots))]

    def decision(self, code: str) -> int:
        """The decision of that code, or now and then any."""
        decisions = {**self.held.decisions, "YEAR_END": self.ending.decision_id}
        return decisions[code if self.rightly() else self.one_of(sorted(decisions))]

    def document(self, *kinds: DocumentKind) -> int:
        """One of the documents of these kinds, often the last."""
        query = select(Document.id).where(Document.kind.in_(kinds)).order_by(Document.id)
        with read_session(self.held.money.story.engine) as session:
            found = session.scalars(query).all()
        if not found:
            return NOTHING
        return int(found[-1] if self.rightly() else self.one_of(found))

    @property
    def officer(self) -> Here:
        """Who registers."""
        return self.held.here

    def approver(self) -> Here:
        """The director; now and then the approver, who has a limit, or the officer, who may not approve."""
        others = [self.money.story.approver, self.money.story.officer]
        return self.money.director if self.rightly() else self.one_of(others)


Making: TypeAlias = Callable[[Pick], Happening]

HAPPENINGS: Final[dict[str, Making]] = {}
"""By name: what may happen."""
NEXT: Final = {
    "allocate": ("pay_out",),
    "decide_amount": ("send_requisition",),
    "send_requisition": ("receipt",),
    "unplaced": ("place_receipt",),
    "interest": ("interest_paid_on",),
    "reserve": ("release_reservation",),
    "invoice": ("confirm_invoice",),
    "confirm_invoice": ("approve_invoice",),
    "approve_invoice": ("pay_invoices", "credit"),
    "pay_invoices": ("bounce_payment", "pay_twice", "credit"),
    "credit": ("confirm_credit",),
    "confirm_credit": ("approve_credit",),
    "approve_credit": ("supplier_refund", "set_off"),
    "pay_twice": ("set_off", "supplier_refund"),
    "pay_out": ("bounce_payout",),
    "use_report": ("submit_use_report",),
    "submit_use_report": ("confirm_use_report",),
    "confirm_use_report": ("approve_use_report",),
    "approve_use_report": ("pay_use_reports",),
    "recall": ("paid_back", "write_off"),
    "paid_back": ("write_off",),
}
"""What often comes after what."""
SENT_ONCE: Final[set[str]] = set()
"""What has no source key of its own: a second time is another event."""

ROOT: Final = "SUICID2020"
CHILDREN: Final = ("SIMBA", "FYRBODAL", "FB", "GR", "SH", "SK")


def _register(making: Making, *, keyed: bool = True) -> None:
    name = making.__name__.removeprefix("_")
    HAPPENINGS[name] = making
    if not keyed:
        SENT_ONCE.add(name)


def _by_officer(service: Service, given: Callable[[Pick], Mapping[str, Any]], name: str, *, keyed: bool = True) -> None:
    def making(pick: Pick) -> Happening:
        return Happening(service, pick.officer, dict(given(pick)))

    making.__name__ = name
    _register(making, keyed=keyed)


def _decided(pick: Pick, code: str) -> Given:
    return {"amount_ore": pick.amount(), "decision_id": pick.decision(code), "on": pick.day()}


def _banked(pick: Pick) -> Given:
    return {"amount_ore": pick.amount(), "bank_account_id": pick.money.bank_id, "on": pick.day()}


def _from_the_payer() -> None:
    def of_purpose(pick: Pick) -> Given:
        return {"purpose_id": pick.money.story.suicide.id}

    def of_requisition(pick: Pick) -> Given:
        return {"requisition_id": pick.document(DocumentKind.REQUISITION)}

    _by_officer(decide_amount, lambda pick: of_purpose(pick) | _decided(pick, "AGREED"), "decide_amount")
    _by_officer(
        send_requisition,
        lambda pick: (
            of_purpose(pick)
            | {
                "amount_ore": None if pick.rightly() else pick.amount(),
                "on": pick.day(),
                "certificate_id": pick.money.certificate_id if pick.rightly() else None,
            }
        ),
        "send_requisition",
    )
    _by_officer(
        register_receipt,
        lambda pick: of_requisition(pick) | _banked(pick) | {"amount_ore": pick.little()},
        "receipt",
    )
    _by_officer(
        register_receipt_with_surplus, lambda pick: of_requisition(pick) | _banked(pick), "surplus", keyed=False
    )
    _by_officer(
        lower_requisition,
        lambda pick: of_requisition(pick) | {"amount_ore": pick.amount(), "on": pick.day(), "reason": REASON},
        "lower_requisition",
    )
    _by_officer(
        withdraw_requisition, lambda pick: of_requisition(pick) | {"on": pick.day(), "reason": REASON}, "withdraw"
    )
    _by_officer(send_back, lambda pick: of_requisition(pick) | _banked(pick) | {"reason": REASON}, "send_back")
    _by_officer(register_unplaced_receipt, _banked, "unplaced")
    _by_officer(
        place_receipt,
        lambda pick: {
            "unplaced_id": pick.document(DocumentKind.UNPLACED_RECEIPT),
            "parts": [PlacePart(pick.document(DocumentKind.REQUISITION), pick.little())],
            "on": pick.day(),
        },
        "place_receipt",
    )
    _by_officer(receive_interest, lambda pick: of_purpose(pick) | _banked(pick), "interest")
    _by_officer(pay_interest_on, lambda pick: of_purpose(pick) | _banked(pick), "interest_paid_on")
    _by_officer(register_other_bank_movement, lambda pick: _banked(pick) | {"text": "Avgift"}, "bank_movement")


def _among_the_pots() -> None:
    _by_officer(
        allocate_amounts,
        lambda pick: {
            "pot_id": pick.pot(ROOT),
            "amounts": {pick.pot(*CHILDREN): pick.amount()},
            "decision_id": pick.decision("SPLIT"),
            "on": pick.day(),
        },
        "allocate",
    )
    _by_officer(take_back, lambda pick: {"pot_id": pick.pot(*CHILDREN)} | _decided(pick, "SPLIT"), "take_back")
    _by_officer(
        move_between_pots,
        lambda pick: {"from_pot_id": pick.pot(*CHILDREN), "to_pot_id": pick.pot(*CHILDREN)} | _decided(pick, "SPLIT"),
        "move",
    )
    _by_officer(
        reserve,
        lambda pick: (
            {"pot_id": pick.pot(ROOT), "text": "Spridning", "expires_on": pick.day() + timedelta(days=90)}
            | _decided(pick, "ASSIGNED")
        ),
        "reserve",
    )
    _by_officer(
        release_reservation,
        lambda pick: {"reservation_id": pick.document(DocumentKind.RESERVATION)} | _decided(pick, "ASSIGNED"),
        "release_reservation",
    )
    _by_officer(
        commit,
        lambda pick: (
            {
                "pot_id": pick.pot(ROOT, *CHILDREN),
                "performer_id": pick.money.performer_id,
                "name": "Utbildning",
                "reservation_id": None if pick.rightly() else pick.document(DocumentKind.RESERVATION),
            }
            | _decided(pick, "ASSIGNED")
        ),
        "commit",
    )
    for service, name in (
        (raise_commitment, "raise_commitment"),
        (lower_commitment, "lower_commitment"),
        (release_commitment, "release_commitment"),
    ):
        _by_officer(
            service,
            lambda pick: {"commitment_id": pick.document(DocumentKind.COMMITMENT)} | _decided(pick, "ASSIGNED"),
            name,
        )


def _invoice(pick: Pick) -> Given:
    gross = pick.amount()
    line: Given = {"commitment_id": pick.document(DocumentKind.COMMITMENT)}
    if not pick.rightly():
        line = {"pot_id": pick.pot(ROOT)}
    said = {
        "lines": [InvoiceLineInput("Arbete", gross, gross // 5, **line)],
        "invoiced_on": FIRST,
        "arrived_on": FIRST,
        "due_on": FIRST + timedelta(days=30),
        "decision_id": pick.decision("USE") if "pot_id" in line else None,
        "vat_reason": "Inhyrd personal",
    }
    number = str(pick.number())
    return {"invoice": pick.money.invoice(gross, number, **said)}


def _credit(pick: Pick) -> Given:
    gross = pick.little()
    return {
        "credit": CreditInput(
            invoice_id=pick.document(DocumentKind.INVOICE),
            supplier_number=f"K{pick.number()}",
            credited_on=FIRST,
            arrived_on=FIRST,
            lines=[CreditLineInput(1, gross, gross // 5)],
            net_ore=gross - gross // 5,
            vat_ore=gross // 5,
            gross_ore=gross,
            reason=REASON,
        )
    }


def _approve_invoice(pick: Pick) -> Happening:
    given = {"invoice_id": pick.document(DocumentKind.INVOICE), "on": pick.day()}
    return Happening(approve_invoice, pick.approver(), given)


def _approve_credit(pick: Pick) -> Happening:
    given = {"credit_id": pick.document(DocumentKind.CREDIT_INVOICE), "on": pick.day()}
    return Happening(approve_credit_invoice, pick.approver(), given)


def _approve_use_report(pick: Pick) -> Happening:
    return Happening(approve_use_report, pick.approver(), {"report_id": pick.document(DocumentKind.USE_REPORT)})


def _invoices() -> None:
    def of_invoice(pick: Pick) -> Given:
        return {"invoice_id": pick.document(DocumentKind.INVOICE)}

    def of_credit(pick: Pick) -> Given:
        return {"credit_id": pick.document(DocumentKind.CREDIT_INVOICE)}

    _by_officer(register_invoice, _invoice, "invoice")
    _by_officer(confirm_invoice, of_invoice, "confirm_invoice", keyed=False)
    _register(_approve_invoice, keyed=False)
    _by_officer(return_invoice, lambda pick: of_invoice(pick) | {"reason": REASON}, "return_invoice", keyed=False)
    _by_officer(register_credit_invoice, _credit, "credit")
    _by_officer(confirm_credit_invoice, of_credit, "confirm_credit", keyed=False)
    _register(_approve_credit, keyed=False)
    _by_officer(
        pay_invoices,
        lambda pick: {
            "invoice_ids": [pick.document(DocumentKind.INVOICE)],
            "bank_account_id": pick.money.bank_id,
            "on": pick.day(),
        },
        "pay_invoices",
    )
    _by_officer(
        register_bounced_payment,
        lambda pick: of_invoice(pick) | {"payout_id": pick.document(DocumentKind.PAYOUT), "on": pick.day()},
        "bounce_payment",
    )
    for service, name in (
        (register_double_payment, "pay_twice"),
        (register_supplier_refund, "supplier_refund"),
        (recover_vat, "recover_vat"),
    ):
        _by_officer(service, lambda pick: of_invoice(pick) | _banked(pick) | {"amount_ore": pick.little()}, name)
    _by_officer(
        set_off,
        lambda pick: (
            {"claim_invoice_id": pick.document(DocumentKind.INVOICE)}
            | of_invoice(pick)
            | {"on": pick.day(), "amount_ore": pick.amount() if pick.rightly() else None}
        ),
        "set_off",
    )


def _report(pick: Pick) -> Given:
    return {
        "report": UseReportInput(
            pot_id=pick.pot("SK", "GR"),
            used_from=date(2021, 1, 1),
            used_to=date(2021, 3, 31),
            reported_on=date(2021, 4, 20),
            costs={CostType.STAFF: pick.amount()},
        )
    }


def _recipients() -> None:
    def of_report(pick: Pick) -> Given:
        return {"report_id": pick.document(DocumentKind.USE_REPORT)}

    def of_pot(pick: Pick) -> Given:
        return {"pot_id": pick.pot("SK", "FB")}

    _by_officer(
        pay_out_allotted,
        lambda pick: {
            "rows": [AllottedPayment(pick.pot("SK", "FB"), pick.amount())],
            "bank_account_id": pick.money.bank_id,
            "on": pick.day(),
        },
        "pay_out",
    )
    _by_officer(
        register_bounced_payout,
        lambda pick: of_pot(pick) | {"payout_id": pick.document(DocumentKind.PAYOUT), "on": pick.day()},
        "bounce_payout",
    )
    _by_officer(
        pass_on,
        lambda pick: {
            "pot_id": pick.pot("SK"),
            "decision_id": pick.decision("PASS"),
            "on": pick.day(),
            "new": [pick.held.child(pick.one_of(["1444", "1445", "1495"]), pick.amount())],
        },
        "pass_on",
    )
    _by_officer(draft_use_report, _report, "use_report")
    _by_officer(submit_use_report, of_report, "submit_use_report", keyed=False)
    _by_officer(return_use_report, lambda pick: of_report(pick) | {"reason": REASON}, "return_use_report", keyed=False)
    _by_officer(
        confirm_use_report,
        lambda pick: (
            of_report(pick) | {"on": pick.day(), "decision_id": None if pick.rightly() else pick.decision("USE")}
        ),
        "confirm_use_report",
        keyed=False,
    )
    _register(_approve_use_report, keyed=False)
    _by_officer(
        pay_use_reports,
        lambda pick: {
            "report_ids": [pick.document(DocumentKind.USE_REPORT)],
            "bank_account_id": pick.money.bank_id,
            "on": pick.day(),
        },
        "pay_use_reports",
    )
    _by_officer(
        disallow_use, lambda pick: of_report(pick) | _decided(pick, "RECLAIM") | {"reason": REASON}, "disallow_use"
    )
    _by_officer(recall_unused, lambda pick: of_pot(pick) | _decided(pick, "RECALL") | {"reason": REASON}, "recall")
    _by_officer(register_paid_back, lambda pick: of_pot(pick) | _banked(pick), "paid_back")
    _by_officer(
        write_off_reclaim, lambda pick: of_pot(pick) | _decided(pick, "RECLAIM") | {"reason": REASON}, "write_off"
    )


def _at_years_end() -> None:
    def at_end(pick: Pick) -> Given:
        return {"decision_id": pick.decision("YEAR_END"), "on": date(2021, 12, 31) if pick.rightly() else pick.day()}

    def of_purpose(pick: Pick) -> Given:
        return {"purpose_id": pick.money.story.suicide.id, "amount_ore": pick.amount()}

    _by_officer(register_lapse, lambda pick: of_purpose(pick) | at_end(pick), "lapse")
    _by_officer(
        repay,
        lambda pick: of_purpose(pick) | at_end(pick) | {"bank_account_id": pick.money.bank_id},
        "repay",
    )
    _by_officer(
        carry_over,
        lambda pick: (
            at_end(pick)
            | {
                "old_pot_id": pick.pot(ROOT),
                "new_pot_id": pick.ending.next.pot.id,
                "available_ore": pick.amount(),
                "bank_account_id": pick.money.bank_id,
            }
        ),
        "carry_over",
    )


def _correct(pick: Pick) -> Happening:
    with read_session(pick.money.story.engine) as session:
        query = select(Entry.year, Entry.number).where(Entry.book_id == pick.officer["book_id"]).order_by(Entry.seq)
        vouchers = [(year, number) for year, number in session.execute(query)]
    year, number = pick.one_of(vouchers[-6:] if pick.rightly() else vouchers)
    given = {"year": year, "number": number, "reason": REASON, "booked_on": pick.day()}
    return Happening(correct_entry, pick.officer, given)


_from_the_payer()
_among_the_pots()
_invoices()
_recipients()
_at_years_end()
_register(_correct, keyed=False)
