"""A second book, whose payer pays by itself: what it has may be handed over to the first."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Engine, select

from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.session import read_session, write_session
from ledger.domain.mandates import Power
from ledger.services.agreements import (
    CarryOver,
    Instrument,
    NewTerms,
    PurposeInfo,
    add_purpose,
    register_agreement,
    set_terms,
)
from ledger.services.bank_accounts import open_bank_account
from ledger.services.books import open_book
from ledger.services.decisions import DecisionKind, grant_mandate, register_decision
from tests.support.story import AGREED_ON, EVERYTHING, OPENED_ON, Here, Story
from tests.support.yearend import year_end_decision

NEVER: Final = 999_999
"""The id of a handover that there is not."""


@dataclass(frozen=True)
class SecondBook:
    """Its officer, its purpose, its bank account, and the decisions on its amount, its commitments and its end."""

    engine: Engine
    here: Here
    purpose: PurposeInfo
    bank_id: int
    agreed_id: int
    assigned_id: int
    year_end_id: int

    @property
    def root_id(self) -> int:
        """Its one pot."""
        return self.purpose.pot.id

    def handed(self, book_id: int) -> int:
        """A book's document of the last handover; that of none before there is any."""
        query = select(Document.id).where(
            Document.book_id == book_id, Document.kind.in_([DocumentKind.HANDOVER_OUT, DocumentKind.HANDOVER_IN])
        )
        with read_session(self.engine) as session:
            return session.scalars(query.order_by(Document.id.desc())).first() or NEVER


def with_second_book(story: Story) -> SecondBook:
    """Open and commit it."""
    with write_session(story.engine) as session:
        book = open_book(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="simba",
            name="SIMBA",
            organisation_id=story.organisations["SIMBA"],
            opened_on=OPENED_ON,
        )
        here: Here = {"actor": story.officer_id, "scope": EVERYTHING, "book_id": book.id}
        agreement_id = register_agreement(session, **here, code="PH2021", name="Psykisk hälsa 2021", reference="20/1")
        purpose = add_purpose(
            session,
            **here,
            agreement_id=agreement_id,
            code="SUICID",
            name="Suicidprevention 2021",
            pot_code="SUICID2021",
            opened_on=AGREED_ON,
        )
        terms = NewTerms(
            valid_from=AGREED_ON,
            payer_id=story.organisations["SKR"],
            instrument=Instrument.PAYS_BY_ITSELF,
            requisitioner_id=story.organisations["SIMBA"],
            carry_over=CarryOver.YES,
        )
        set_terms(session, **here, agreement_id=agreement_id, terms=terms)
        decisions = []
        for body, power in (("STATEN", Power.AGREEMENT), ("STYRGRUPP", Power.COMMITMENT)):
            body_id = story.bodies[body]
            grant_mandate(session, **here, body_id=body_id, power=power, pot_id=purpose.pot.id, valid_from=AGREED_ON)
            decisions.append(
                register_decision(
                    session,
                    **here,
                    body_id=body_id,
                    kind=DecisionKind.DECISION,
                    decided_on=date(2021, 1, 20),
                    paragraph="§ 5",
                    reference="20/1",
                    title="Länets del av medlen 2021",
                ).id
            )
        bank = open_bank_account(session, **here, name="Bankgirokonto", number="5052-0001")
        end_id = year_end_decision(session, here, purpose.pot.id, body="ARSSLUT-SIMBA")
    agreed_id, assigned_id = decisions
    return SecondBook(story.engine, here, purpose, bank.id, agreed_id, assigned_id, end_id)
