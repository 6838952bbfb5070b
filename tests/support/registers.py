"""A row in every table of the registers with history and of files, for tests that go through all tables."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.decisions import Decision
from ledger.db.documents import Document
from ledger.domain.payees import Account, AccountKind
from ledger.domain.roles import Role
from ledger.services.agreements import set_terms, terms_as_set, terms_on
from ledger.services.decision_links import add_receiver, follow_recommendation
from ledger.services.files import Thing, ThingKind, attach_file, remove_attachment
from ledger.services.organisations import find_organisation
from ledger.services.parties import PartyRole, add_party
from ledger.services.payees import confirm_payee_account, propose_payee_account
from ledger.services.roles import grant_role
from tests.support.story import EVERYTHING, Here

FROM = date(2021, 1, 1)
REASON = "Så att varje tabell har en rad."


def fill_registers(session: Session, *, book_id: int, agreement_id: int, officer: int, approver: int) -> None:
    """Write the rows in a book that has a decision, a recommendation, a document and terms, and an organisation SK."""
    here: Here = {"actor": officer, "scope": EVERYTHING, "book_id": book_id}
    sk = find_organisation(session, "SK").id
    add_party(
        session,
        **here,
        agreement_id=agreement_id,
        organisation_id=sk,
        role=PartyRole.PRINCIPAL,
        valid_from=FROM,
    )
    grant_role(session, **here, person_id=approver, role=Role.ATTESTER, valid_from=FROM)
    _payee(session, officer, approver, sk)
    _terms(session, here, agreement_id)
    _decision(session, here)
    document = session.execute(select(Document.id).where(Document.book_id == book_id).limit(1)).scalar_one()
    decision = _first(session, book_id, "decision")
    things = {
        ThingKind.DOCUMENT: document,
        ThingKind.DECISION: decision,
        ThingKind.AGREEMENT: agreement_id,
        ThingKind.ORGANISATION: sk,
    }
    attached = [
        attach_file(session, **here, to=Thing(kind, thing_id), name="protokoll.txt", content=b"Protokoll\n")
        for kind, thing_id in things.items()
    ]
    remove_attachment(session, **here, attachment_id=attached[-1].id, reason=REASON)


def _payee(session: Session, officer: int, approver: int, organisation_id: int) -> None:
    proposal = propose_payee_account(
        session,
        actor=officer,
        scope=EVERYTHING,
        organisation_id=organisation_id,
        kind=AccountKind.PLUSGIRO,
        number="902003-3",
        reason=REASON,
    )
    confirm_payee_account(session, actor=approver, scope=EVERYTHING, organisation_id=organisation_id, no=proposal.no)


def _terms(session: Session, here: Here, agreement_id: int) -> None:
    now = terms_as_set(session, terms_on(session, agreement_id, FROM))
    account = Account(AccountKind.BANKGIRO, "5052-5781")
    terms = replace(now, valid_from=FROM, repay_by=date(2022, 3, 31), repayment_account=account)
    set_terms(session, **here, agreement_id=agreement_id, terms=terms)


def _decision(session: Session, here: Here) -> None:
    """The last decision is of no earlier day than the recommendation."""
    decisions = select(Decision.id).where(Decision.book_id == here["book_id"], Decision.kind == "decision")
    last = session.scalars(decisions.order_by(Decision.decided_on.desc(), Decision.id.desc()).limit(1)).one()
    add_receiver(session, **here, decision_id=last, name="Direktionen")
    advice = _first(session, here["book_id"], "recommendation")
    follow_recommendation(session, **here, decision_id=last, recommendation_id=advice)


def _first(session: Session, book_id: int, kind: str) -> int:
    query = select(Decision.id).where(Decision.book_id == book_id, Decision.kind == kind).order_by(Decision.id)
    return session.scalars(query.limit(1)).one()
