"""What is open in a purpose keeps it from being handed over, and is named: account, document, pot and amount."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from ledger.db.decisions import Decision
from ledger.db.documents import Attest
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import Basis, EntryDraft, Movement, PotRef
from ledger.errors import CommitmentInvoicesWaiting, HandoverBlocked, HandoverInvoicesWaiting, OpenItem
from ledger.messages import explain
from ledger.posting import post_entry
from ledger.services.receipts import correct_receipt
from tests.support.handing import HANDED_ON, Handing, with_takers
from tests.support.money import MILLION, QUARTER, RECEIVED_ON, Money
from tests.support.story import COUNTY_ORE
from tests.support.yearend import with_recipient, written


@pytest.fixture
def handing(money: Money) -> Handing:
    return with_takers(money)


def by_hand(handing: Handing, movement: Movement, invoice: tuple[int, str] | None = None) -> None:
    """Book what other services book, through the door, by the decision of the year's end and an invoice's attest."""
    here = handing.story.officer
    with handing.money.writing() as session:
        attest = None
        if invoice is not None:
            approved = select(Attest).where(Attest.document_id == invoice[0], Attest.step == "approve")
            found = session.execute(approved).scalar_one()
            attest = (found.id, found.digest)
        digest = session.get_one(Decision, handing.decision_id).digest
        draft = EntryDraft(
            book_id=here["book_id"],
            booked_on=HANDED_ON,
            text="Bokfört för hand",
            source_key="för hand",
            actor_id=here["actor"],
            movement=movement,
            basis=Basis(document=invoice, decision=(handing.decision_id, digest), attest=attest),
        )
        post_entry(session, draft)


def test_everything_open_is_named(handing: Handing) -> None:
    """A receipt turned back and an approved invoice: the claim and the debt to the supplier stand in the way."""
    money = handing.money
    invoice = money.approved()
    with money.writing() as session:
        money.correct(session, correct_receipt, money.receipt_id, RECEIVED_ON)
    before = written(handing.story.engine)
    with pytest.raises(HandoverBlocked) as refusal:
        handing.handed(handing.part("SK"))
    name = "Suicidprevention 2020"
    assert refusal.value.items == (
        OpenItem("claim", name, "R-2020-01", COUNTY_ORE),
        OpenItem("payable", name, invoice.document.number, -QUARTER),
    )
    assert explain(refusal.value).replace("\u00a0", " ") == (
        "Detta är inte avslutat och kan inte följa med: Fordran på bidragsgivaren R-2020-01 33 422 811 kr "
        f"({name}) och Skuld till leverantör eller mottagare {invoice.document.number} 250 000 kr ({name}). "
        "Avsluta varje rad, så kan boken lämnas över."
    )
    assert written(handing.story.engine) == before


def test_invoices_that_wait_are_named(handing: Handing) -> None:
    line = handing.money.line(QUARTER, QUARTER // 5, pot_id=handing.root_id)
    decision = handing.story.decisions["USE"]
    handing.money.registered(handing.money.invoice(lines=[line], decision_id=decision))
    with pytest.raises(HandoverInvoicesWaiting) as refusal:
        handing.handed(handing.part("SK"))
    assert refusal.value.invoices == ("L-2021-01",)
    handing.money.registered(handing.money.invoice(number="20418"))
    with pytest.raises(CommitmentInvoicesWaiting):
        handing.handed(handing.part("SK", commitment_ids=(handing.money.commitment_id,)))


OPEN: dict[str, Callable[[Money, PotRef], Movement]] = {
    "interest_debt": lambda money, root: rules.interest_received(root=root, bank_id=money.bank_id, amount_ore=7),
    "reserved": lambda money, root: rules.reservation(pot=root, reservation_id=money.certificate_id, amount_ore=7),
    "supplier_claim": lambda money, root: rules.paid_twice(
        pot=root, invoice_id=money.certificate_id, bank_id=money.bank_id, amount_ore=7
    ),
}


@pytest.mark.parametrize("kind", OPEN)
def test_each_kind_of_open_item(handing: Handing, kind: str) -> None:
    by_hand(handing, OPEN[kind](handing.money, PotRef(handing.root_id, handing.root_id)))
    with pytest.raises(HandoverBlocked) as refusal:
        handing.handed(handing.part("SK"))
    (item,) = refusal.value.items
    assert (item.kind, item.pot, abs(item.amount_ore)) == (kind, "Suicidprevention 2020", 7)
    assert item.document == ("" if kind == "interest_debt" else "IN-2020-01")


def test_a_receipt_that_waits_outside_the_purposes(handing: Handing) -> None:
    waiting = rules.receipt_unplaced(other_root=PotRef(1, 1), bank_id=handing.money.bank_id, amount_ore=7)
    by_hand(handing, waiting)
    with pytest.raises(HandoverBlocked) as refusal:
        handing.handed(handing.part("SK"))
    assert refusal.value.items == (OpenItem("unplaced", "Övrigt", "", -7),)


def test_what_is_recalled(handing: Handing) -> None:
    pot = with_recipient(handing.money, "FB", MILLION, MILLION)
    by_hand(handing, rules.recall(pot=PotRef(pot, handing.root_id), amount_ore=7))
    with pytest.raises(HandoverBlocked) as refusal:
        handing.handed(handing.part("SK"))
    assert refusal.value.items == (OpenItem("reclaim", "Fyrbodals kommunalförbund", "", 7),)


def test_vat_to_recover(handing: Handing) -> None:
    approved = handing.money.approved().document
    root = PotRef(handing.root_id, handing.root_id)
    rows = [rules.InvoiceRow(root, 0, 100, 25)]
    by_hand(handing, rules.invoice(invoice_id=approved.id, rows=rows), (approved.id, approved.digest))
    with pytest.raises(HandoverBlocked) as refusal:
        handing.handed(handing.part("SK"))
    assert [(Kind(item.kind), item.amount_ore) for item in refusal.value.items] == [
        (Kind.PAYABLE, -QUARTER - 125),
        (Kind.VAT_CLAIM, 25),
    ]
