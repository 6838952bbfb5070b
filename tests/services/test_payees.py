"""Where an organisation is paid: changed by one person and confirmed by another; until then the old number holds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ledger import clock
from ledger.db.audit import Audit
from ledger.db.invoices import Invoice
from ledger.db.payees import PayeeAccount
from ledger.db.payouts import PayoutRow
from ledger.db.session import read_session, write_session
from ledger.domain.payees import AccountKind, PayeeAccounts
from ledger.domain.scope import Scope
from ledger.errors import (
    IdentifierCheckDigit,
    IdentifierMalformed,
    LedgerError,
    NotFound,
    PayeeAnswered,
    PayeeSamePerson,
    PayeeUnchanged,
    PayeeWaiting,
    ReasonMissing,
)
from ledger.messages import explain
from ledger.money import kronor
from ledger.services.invoices import RegisteredInvoice, register_invoice
from ledger.services.organisations import find_organisation
from ledger.services.payee_accounts import accounts_on
from ledger.services.payees import (
    ProposedAccount,
    confirm_payee_account,
    propose_payee_account,
    refuse_payee_account,
    waiting_accounts,
)
from ledger.services.payouts import AllottedPayment, pay_invoices, pay_out_allotted
from tests.support.allocating import by_amounts
from tests.support.money import PAID_ON, Money
from tests.support.raw import DRIVER_ERRORS, raw
from tests.support.story import EVERYTHING, SPLIT_ON, Story

REASON = "Brev från förbundet den 3 mars."
OLD, NEW, PLUSGIRO = "1234-5641", "5052-5781", "902003-3"
IBAN = "SE4550000000058398257466"


def proposed(
    story: Story,
    number: str | None = NEW,
    kind: AccountKind = AccountKind.BANKGIRO,
    *,
    code: str = "SK",
    reason: str = REASON,
    valid_from: date | None = date(2020, 1, 1),
    scope: Scope = EVERYTHING,
) -> ProposedAccount:
    with write_session(story.engine) as session:
        return propose_payee_account(
            session,
            actor=story.officer_id,
            scope=scope,
            organisation_id=story.organisations.get(code, 99),
            kind=kind,
            number=number,
            reason=reason,
            valid_from=valid_from,
        )


def confirmed(story: Story, proposal: ProposedAccount, actor: int | None = None, scope: Scope = EVERYTHING) -> None:
    with write_session(story.engine) as session:
        confirm_payee_account(
            session,
            actor=actor or story.approver_id,
            scope=scope,
            organisation_id=proposal.organisation_id,
            no=proposal.no,
        )


def accounts(story: Story, day: date | None = None) -> PayeeAccounts:
    sk = story.organisations["SK"]
    with read_session(story.engine) as session:
        return accounts_on(session, [sk], day or clock.today())[sk]


def test_a_number_holds_when_another_has_confirmed_it(story: Story) -> None:
    proposal = proposed(story, "5052 5781")
    assert proposal.number == NEW
    assert accounts(story).bankgiro == OLD
    with read_session(story.engine) as session:
        assert waiting_accounts(session, EVERYTHING) == [proposal]
    confirmed(story, proposal)
    assert accounts(story).bankgiro == NEW
    with read_session(story.engine) as session:
        assert find_organisation(session, "SK").bankgiro == NEW
        assert waiting_accounts(session, EVERYTHING) == []


def test_a_number_holds_from_its_day_and_as_known(story: Story) -> None:
    before = clock.now()
    tomorrow = clock.today() + timedelta(days=1)
    confirmed(story, proposed(story, valid_from=tomorrow))
    assert accounts(story).bankgiro == OLD
    assert accounts(story, tomorrow).bankgiro == NEW
    with read_session(story.engine) as session:
        assert find_organisation(session, "SK", tomorrow, before).bankgiro == OLD


def test_a_number_can_be_taken_away_and_another_kind_used(story: Story) -> None:
    confirmed(story, proposed(story, None))
    confirmed(story, proposed(story, "90 20 03-3", AccountKind.PLUSGIRO))
    assert accounts(story) == PayeeAccounts(plusgiro=PLUSGIRO)
    confirmed(story, proposed(story, "SE45 5000 0000 0583 9825 7466", AccountKind.BANK_ACCOUNT))
    assert accounts(story) == PayeeAccounts(plusgiro=PLUSGIRO, bank_account=IBAN)
    assert accounts(story).first == PLUSGIRO


def test_who_proposed_does_not_confirm_nor_refuse(story: Story) -> None:
    proposal = proposed(story)
    with pytest.raises(PayeeSamePerson) as refusal:
        confirmed(story, proposal, story.officer_id)
    assert explain(refusal.value).startswith("Du har föreslagit kontot för Skaraborgs kommunalförbund.")
    with pytest.raises(PayeeSamePerson), write_session(story.engine) as session:
        refuse_payee_account(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            organisation_id=proposal.organisation_id,
            no=proposal.no,
            reason=REASON,
        )
    assert accounts(story).bankgiro == OLD


def test_the_database_itself_holds_that_they_are_two(story: Story) -> None:
    proposal = proposed(story)
    insert = (
        "INSERT INTO payee_account_answer (of_id, no, proposed_by, answer, reason, recorded_at, actor_id) "
        "VALUES (?, ?, ?, 'confirmed', '', '2031-01-01T00:00:00.000000Z', ?)"
    )
    officer, approver = story.officer_id, story.approver_id
    with raw(story.engine) as connection, pytest.raises(DRIVER_ERRORS):
        connection.run(insert, [proposal.organisation_id, proposal.no, officer, officer])
    with raw(story.engine) as connection, pytest.raises(DRIVER_ERRORS):
        if connection.dialect == "sqlite":
            connection.run("PRAGMA foreign_keys = ON")
        else:
            connection.run("SET session_replication_role = origin")
        connection.run(insert, [proposal.organisation_id, proposal.no, approver, officer])
        connection.commit()


def test_a_refused_number_never_holds_and_is_answered_once(story: Story) -> None:
    proposal = proposed(story)
    with write_session(story.engine) as session:
        refuse_payee_account(
            session,
            actor=story.approver_id,
            scope=EVERYTHING,
            organisation_id=proposal.organisation_id,
            no=proposal.no,
            reason="Förbundet känner inte till ändringen.",
        )
    assert accounts(story).bankgiro == OLD
    with pytest.raises(PayeeAnswered) as refusal:
        confirmed(story, proposal)
    assert refusal.value.facts() == {
        "payee": "Skaraborgs kommunalförbund",
        "answer": "refused",
        "answered_on": clock.today(),
    }
    assert "avslagen" in explain(refusal.value)
    assert proposed(story).no == proposal.no + 1


def test_one_change_of_a_kind_waits_at_a_time(story: Story) -> None:
    proposed(story)
    with pytest.raises(PayeeWaiting) as refusal:
        proposed(story, "5402-9681")
    assert refusal.value.facts() == {
        "payee": "Skaraborgs kommunalförbund",
        "account_kind": "bankgiro",
        "proposed_on": clock.today(),
    }
    assert proposed(story, PLUSGIRO, AccountKind.PLUSGIRO).no == 2


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"number": "5052-5782"}, IdentifierCheckDigit),
        ({"number": "12"}, IdentifierMalformed),
        ({"number": "902003-4", "kind": AccountKind.PLUSGIRO}, IdentifierCheckDigit),
        ({"number": "SE4550000000058398257467", "kind": AccountKind.BANK_ACCOUNT}, IdentifierCheckDigit),
        ({"number": "5000-123", "kind": AccountKind.BANK_ACCOUNT}, IdentifierMalformed),
        ({"number": OLD}, PayeeUnchanged),
        ({"number": None, "kind": AccountKind.PLUSGIRO}, PayeeUnchanged),
        ({"reason": "mejl"}, ReasonMissing),
        ({"code": "SAKNAS"}, NotFound),
        ({"scope": Scope.of_books()}, NotFound),
    ],
    ids=["bankgiro", "form", "plusgiro", "iban", "account", "same", "none", "reason", "organisation", "scope"],
)
def test_what_is_wrong_is_not_proposed(story: Story, given: dict[str, object], refusal: type[LedgerError]) -> None:
    with pytest.raises(refusal):
        proposed(story, **given)  # type: ignore[arg-type]
    with read_session(story.engine) as session:
        assert session.execute(select(func.count()).select_from(PayeeAccount)).scalar_one() == 0


def test_what_was_not_proposed_is_not_found(story: Story) -> None:
    proposal = proposed(story)
    with pytest.raises(NotFound):
        confirmed(story, ProposedAccount(proposal.organisation_id, 7, proposal.kind, NEW, proposal.valid_from))
    with pytest.raises(NotFound):
        confirmed(story, proposal, scope=Scope.of_books())
    with read_session(story.engine) as session, pytest.raises(NotFound):
        waiting_accounts(session, Scope.of_books())


def test_the_audit_log_has_no_number(story: Story) -> None:
    confirmed(story, proposed(story))
    with read_session(story.engine) as session:
        query = select(Audit.verb, Audit.actor_id, Audit.facts).where(Audit.what == "payee_account")
        told = [tuple(row) for row in session.execute(query.order_by(Audit.id))]
    assert told == [("propose", story.officer_id, '{"no":1}'), ("confirmed", story.approver_id, '{"no":1}')]


# --- what is paid ------------------------------------------------------------------------------------------------


def registered(money: Money, number: str, source_key: str) -> RegisteredInvoice:
    with money.writing() as session:
        return register_invoice(
            session, **money.story.officer, invoice=money.invoice(number=number), source_key=source_key
        )


def test_an_invoice_keeps_the_number_it_was_registered_with(money: Money) -> None:
    before = money.approved()
    first = registered(money, "1", "faktura:1")
    confirmed(money.story, proposed(money.story))
    second = registered(money, "2", "faktura:2")
    again = registered(money, "1", "faktura:1")
    with money.writing() as session:
        paid = pay_invoices(
            session,
            **money.story.officer,
            invoice_ids=[before.document.id],
            bank_account_id=money.bank_id,
            on=PAID_ON,
        )
    with read_session(money.story.engine) as session:
        kept = dict(session.execute(select(Invoice.document_id, Invoice.payee_account)).all())
        sent_to = session.scalars(select(PayoutRow.payee_account).where(PayoutRow.document_id == paid.document.id))
        assert sent_to.all() == [OLD]
    assert (kept[first.document.id], kept[second.document.id]) == (OLD, NEW)
    assert (again.document.id, again.document.is_new, again.payee_differs) == (first.document.id, False, True)
    assert not second.payee_differs


def test_a_payout_uses_the_old_number_until_the_new_one_is_confirmed(money: Money) -> None:
    story = money.story
    by_amounts(story, {"SK": kronor(900)})

    def paid(source_key: str) -> str:
        with money.writing() as session:
            (batch,) = pay_out_allotted(
                session,
                **story.officer,
                rows=[AllottedPayment(story.pots["SK"], kronor(100))],
                bank_account_id=money.bank_id,
                on=PAID_ON,
                source_key=source_key,
            )
        with read_session(story.engine) as session:
            query = select(PayoutRow.payee_account).where(PayoutRow.document_id == batch.document.id)
            return session.execute(query).scalar_one()

    proposal = proposed(story, valid_from=SPLIT_ON)
    assert paid("fil:1") == OLD
    confirmed(story, proposal)
    assert paid("fil:2") == NEW
    assert paid("fil:1") == OLD
