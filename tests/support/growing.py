"""More of everything that reports tell of: each number adds at least one row to every register and every report."""

from datetime import timedelta
from typing import Any, Final

from ledger import closing
from ledger.domain.mandates import Power
from ledger.domain.payees import AccountKind
from ledger.domain.roles import Role
from ledger.domain.use_reports import CostType
from ledger.money import kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import CarryOver, add_purpose, register_agreement
from ledger.services.allocation_changes import move_between_pots, take_back
from ledger.services.allocations import allocate_amounts
from ledger.services.bank_accounts import open_bank_account
from ledger.services.bank_events import register_other_bank_movement
from ledger.services.bank_matching import match_alone
from ledger.services.bank_statements import StatementRow, register_bank_statement
from ledger.services.books import open_book
from ledger.services.commitments import commit
from ledger.services.decisions import DecisionKind, grant_mandate, register_body, register_decision
from ledger.services.files import Thing, ThingKind, attach_file
from ledger.services.memberships import MembershipKind, join_membership
from ledger.services.organisations import (
    OrganisationChange,
    OrganisationKind,
    change_organisation,
    find_organisation,
    register_organisation,
)
from ledger.services.payees import propose_payee_account
from ledger.services.payouts import AllottedPayment, pay_invoices, pay_out_allotted
from ledger.services.persons import register_person
from ledger.services.pots import open_pot
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import send_requisition
from ledger.services.reservations import reserve
from ledger.services.roles import grant_role
from ledger.services.supplier_claims import register_double_payment
from ledger.services.unplaced_receipts import register_unplaced_receipt
from tests.support.every_report import LAST, more, with_more_to_ask_of
from tests.support.held import Held
from tests.support.money import PAID_ON, REASON
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON
from tests.support.terms import new_terms
from tests.support.yearend import DECIDED_ON, YEAR_END, YearEnd, with_year_end

PARTS: Final = kronor(60)
UNKNOWN: Final = kronor(7)
"""What receipts from unknown payers are of, and open requisitions too, so that the one fits the other."""
BANKGIROS: Final = ("1234-5674", "1234-5682", "1234-5690", "1234-5708", "1234-5716")


def with_what_grows(held: Held) -> YearEnd:
    """What comes before all that grows: the end of a year, whose unused money may be kept by decision."""
    with_more_to_ask_of(held.money)
    ending = with_year_end(held.money)
    new_terms(held.money.story, valid_from=DECIDED_ON, carry_over=CarryOver.BY_DECISION)
    return ending


def grow(held: Held, ending: YearEnd, numbers: range) -> None:
    """More of everything, committed."""
    for number in numbers:
        more(held.money, range(number, number + 1))
        _asked_for(held, number)
        _moved_among_pots(held)
        _owed_by_suppliers(held, number)
        _reported(held)
        _carried_over(held, ending, number)
        _registered(held, number)
        _held_by_the_new(held, number)
        _another_purpose(held, number)
        _entitled(held, number)
        _at_the_bank(held, number)
        _explained(held)


def _asked_for(held: Held, number: int) -> None:
    """Two requisitions, of which one is paid, and an unknown receipt."""
    money, here = held.money, held.here
    banked: dict[str, Any] = {"bank_account_id": money.bank_id, "on": PAID_ON}
    of: dict[str, Any] = {"purpose_id": money.story.suicide.id, "on": PAID_ON}
    asked = {**of, "certificate_id": money.certificate_id}
    with money.writing() as session:
        decide_amount(session, **here, **of, decision_id=held.decisions["AGREED"], amount_ore=kronor(100 + number))
        sent = send_requisition(session, **here, **asked, amount_ore=PARTS)
        register_receipt(session, **here, **banked, requisition_id=sent.document.id, amount_ore=PARTS)
        send_requisition(session, **here, **asked, amount_ore=UNKNOWN)
        register_unplaced_receipt(session, **here, **banked, amount_ore=UNKNOWN, sender=f"Okänd {number}")


def _moved_among_pots(held: Held) -> None:
    by: dict[str, Any] = {"decision_id": held.decisions["SPLIT"], "on": SPLIT_ON, "amount_ore": kronor(1)}
    with held.money.writing() as session:
        take_back(session, **held.here, **by, pot_id=held.pots["SIMBA"])
        move_between_pots(session, **held.here, **by, from_pot_id=held.pots["SIMBA"], to_pot_id=held.pots["FB"])
        reserve(
            session,
            **held.here,
            **{**by, "decision_id": held.decisions["ASSIGNED"]},
            pot_id=held.pots["SUICID2020"],
            text="Spridning",
            expires_on=LAST,
        )


def _owed_by_suppliers(held: Held, number: int) -> None:
    """An invoice that waits, and one paid twice."""
    money = held.money
    money.registered(money.invoice(kronor(500), number=f"väntar-{number}"))
    invoice_id = money.approved(money.invoice(kronor(900), number=f"dubbel-{number}")).document.id
    banked: dict[str, Any] = {"bank_account_id": money.bank_id, "on": PAID_ON}
    with money.writing() as session:
        pay_invoices(session, **held.here, **banked, invoice_ids=[invoice_id])
        register_double_payment(session, **held.here, **banked, invoice_id=invoice_id, amount_ore=kronor(1))


def _reported(held: Held) -> None:
    """A report in arrears, paid and then disallowed in part, and one that waits."""
    report = held.report(kronor(2), "FB", costs={CostType.STAFF: kronor(2)})
    approved = held.approved(report, decision_id=held.decisions["USE"])
    held.paid(approved.report.id)
    held.disallowed(approved.report.id, kronor(1))
    held.submitted(held.report(kronor(3)))


def _carried_over(held: Held, ending: YearEnd, number: int) -> None:
    """A commitment that goes on in the next year."""
    with held.money.writing() as session:
        promised = commit(
            session,
            **held.here,
            pot_id=ending.root_id,
            performer_id=held.money.performer_id,
            name=f"Fortsätter {number}",
            amount_ore=kronor(10),
            decision_id=held.decisions["ASSIGNED"],
            on=SPLIT_ON,
        )
        ending.carry(session, commitment_ids=[promised.document.id], on=YEAR_END)


def _registered(held: Held, number: int) -> None:
    """Another organisation, a body, an agreement, a book and a file."""
    story, here = held.money.story, held.here
    actor = here["actor"]
    with held.money.writing() as session:
        new = register_organisation(
            session,
            actor=actor,
            scope=EVERYTHING,
            code=f"NY{number}",
            name=f"Ny {number}",
            kind=OrganisationKind.ASSOCIATION,
            bankgiro_number=BANKGIROS[number],
        )
        join_membership(
            session,
            actor=actor,
            scope=EVERYTHING,
            member_id=new.id,
            group_id=story.organisations["SK"],
            kind=MembershipKind.MUNICIPAL_ASSOCIATION,
            valid_from=AGREED_ON,
        )
        register_body(session, actor=actor, scope=EVERYTHING, code=f"NY{number}", name=f"Ny {number}", advisory=False)
        register_agreement(session, **here, code=f"NY{number}", name="Nytt avtal", reference=str(number))
        open_book(
            session,
            actor=actor,
            scope=EVERYTHING,
            code=f"ny{number}",
            name="Ny bok",
            organisation_id=new.id,
            opened_on=AGREED_ON,
        )
        attach_file(
            session,
            **here,
            to=Thing(ThingKind.AGREEMENT, story.agreement_id),
            name=f"bilaga-{number}.txt",
            content=f"Bilaga {number}".encode(),
        )


def _held_by_the_new(held: Held, number: int) -> None:
    """A pot of the new organisation: allotted by a decision of its own, paid out of, with an invoice that waits."""
    money, story = held.money, held.money.story
    with money.writing() as session:
        decision = register_decision(
            session,
            **held.here,
            body_id=story.bodies["STYRGRUPP"],
            kind=DecisionKind.DECISION,
            decided_on=AGREED_ON,
            paragraph=f"§ 4.{number}",
            reference="19/01701",
            title=f"Till den nya, {number}",
        )
        pot_id = open_pot(
            session,
            **held.here,
            parent_id=story.suicide.pot.id,
            code=f"NY{number}",
            name=f"Ny {number}",
            holder_id=find_organisation(session, f"NY{number}").id,
            opened_on=SPLIT_ON,
        ).id
        allocate_amounts(
            session,
            **held.here,
            pot_id=story.suicide.pot.id,
            amounts={pot_id: kronor(20)},
            decision_id=decision.id,
            on=SPLIT_ON,
        )
        pay_out_allotted(
            session,
            **held.here,
            rows=[AllottedPayment(pot_id, kronor(5))],
            bank_account_id=money.bank_id,
            on=PAID_ON,
        )
    line = money.line(kronor(10), kronor(2), pot_id=pot_id)
    used: dict[str, Any] = {"lines": [line], "decision_id": story.decisions["USE"]}
    money.registered(money.invoice(kronor(10), number=f"ur-{number}", **used))


def _another_purpose(held: Held, number: int) -> None:
    """A purpose with money that nobody has used."""
    money, story = held.money, held.money.story
    with money.writing() as session:
        purpose = add_purpose(
            session,
            **held.here,
            agreement_id=story.agreement_id,
            code=f"NY{number}",
            name="Nytt ändamål",
            pot_code=f"ANDRA{number}",
            opened_on=AGREED_ON,
        )
        agreed: dict[str, Any] = {"power": Power.AGREEMENT, "valid_from": AGREED_ON}
        grant_mandate(session, **held.here, **agreed, body_id=story.bodies["STATEN"], pot_id=purpose.pot.id)
        of: dict[str, Any] = {"purpose_id": purpose.id, "amount_ore": kronor(30), "on": PAID_ON}
        decide_amount(session, **held.here, **of, decision_id=story.decisions["AGREED"])
        sent = send_requisition(session, **held.here, **of, certificate_id=money.certificate_id)
        register_receipt(
            session,
            **held.here,
            requisition_id=sent.document.id,
            bank_account_id=money.bank_id,
            amount_ore=kronor(30),
            on=PAID_ON,
        )


def _entitled(held: Held, number: int) -> None:
    """Another person with a role, a payee account to answer, and another town of the payer."""
    story, here = held.money.story, held.here
    actor = here["actor"]
    with held.money.writing() as session:
        new_id = find_organisation(session, f"NY{number}").id
        person_id = register_person(
            session, actor=actor, scope=EVERYTHING, login=f"ekonom{number}@prov.example", title="Ekonom"
        )
        grant_role(session, **here, person_id=person_id, role=Role.OFFICER, valid_from=AGREED_ON)
        change_organisation(
            session,
            actor=actor,
            scope=EVERYTHING,
            organisation_id=story.organisations["SKR"],
            change=OrganisationChange(town=f"Ort {number}"),
            valid_from=AGREED_ON + timedelta(days=number),
        )
        propose_payee_account(
            session,
            actor=actor,
            scope=EVERYTHING,
            organisation_id=new_id,
            kind=AccountKind.BANKGIRO,
            number=None,
            reason=REASON,
            valid_from=AGREED_ON,
        )


def _at_the_bank(held: Held, number: int) -> None:
    """An account whose only entry the bank tells of too, and one of which it says nothing."""
    money, here = held.money, held.here
    ore = kronor(50 + number)
    with money.writing() as session:
        account = open_bank_account(session, **here, name=f"Konto {number}", number=f"5052-{number}")
        open_bank_account(session, **here, name=f"Tyst konto {number}", number=f"5053-{number}")
        register_other_bank_movement(
            session, **here, bank_account_id=account.id, amount_ore=ore, on=PAID_ON, text="Övrigt"
        )
        register_bank_statement(
            session,
            **here,
            bank_account_id=account.id,
            day=PAID_ON,
            opening_ore=0,
            closing_ore=ore,
            rows=[StatementRow(PAID_ON, ore, "Insättning")],
        )
        match_alone(session, **here, bank_account_id=account.id)


def _explained(held: Held) -> None:
    """What differs at the end of the year, explained by one."""
    with held.money.writing() as session:
        found = closing.month_findings(session, scope=EVERYTHING, book_id=held.here["book_id"], month=LAST)
        for one in found:
            if one.state == "unexplained":
                closing.explain(session, **held.here, month=LAST, finding=one.finding.key, reason=REASON)
