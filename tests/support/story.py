"""A book made through the services, ready for money: an agreement with two purposes, bodies, mandates, decisions, pots.

33 422 811 kr are decided for suicide prevention and nothing for the youth clinics; nothing more is booked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from ledger.db.books import Line
from ledger.db.session import read_session, write_session
from ledger.domain.attests import Step
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.money import kronor
from ledger.posting import Booked
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import Instrument, NewTerms, PurposeInfo, add_purpose, register_agreement, set_terms
from ledger.services.books import open_book
from ledger.services.decisions import DecisionKind, grant_mandate, register_body, register_decision
from ledger.services.organisations import OrganisationKind, register_organisation
from ledger.services.persons import grant_attest_right, register_person
from ledger.services.pots import open_pot

OPENED_ON: Final = date(2020, 1, 1)
AGREED_ON: Final = date(2020, 8, 27)
SPLIT_ON: Final = date(2020, 10, 2)
COUNTY_ORE: Final = kronor(33_422_811)

EVERYTHING: Final = Scope.everything()

AREAS: Final = {"SIMBA": "SIMBA", "FYRBODAL": "Fyrbodal"}
ASSOCIATIONS: Final = {
    "FB": "Fyrbodals kommunalförbund",
    "GR": "Göteborgsregionen",
    "SH": "Boråsregionen Sjuhärad",
    "SK": "Skaraborgs kommunalförbund",
}


class Here(TypedDict):
    """Who acts, and where: the arguments that every use case takes."""

    actor: int
    scope: Scope
    book_id: int


@dataclass(frozen=True)
class Story:
    """The ids of what there is; organisations, bodies, pots and decisions by their codes.

    Organisations: VASTKOM (keeps the book), SKR (pays), SIMBA, FYRBODAL and the associations FB, GR, SH, SK (with
    bankgiro). Bodies: STATEN (agreement), STYRGRUPP (allocation, commitment, use over suicide prevention), SIMBA-SG
    (allocation over SIMBA) and SRO (advisory). Pots: the roots SUICID2020 and UNGDOM2020; SIMBA, FYRBODAL, FB, GR, SH
    and SK under the first, SIMBA-SKOLA under SIMBA. Decisions: AGREED, SPLIT, ASSIGNED, USE, SIMBA and the
    recommendation ADVICE.
    """

    engine: Engine
    book_id: int
    officer_id: int
    approver_id: int
    agreement_id: int
    suicide: PurposeInfo
    youth: PurposeInfo
    organisations: dict[str, int]
    bodies: dict[str, int]
    pots: dict[str, int]
    decisions: dict[str, int]

    @property
    def officer(self) -> Here:
        """The officer in the book, who registers and confirms."""
        return {"actor": self.officer_id, "scope": EVERYTHING, "book_id": self.book_id}

    @property
    def approver(self) -> Here:
        """The approver in the book, up to 500 000 kr."""
        return {"actor": self.approver_id, "scope": EVERYTHING, "book_id": self.book_id}

    def lines(self, booked: Booked | None) -> list[tuple[str, int, int, int]]:
        """The lines of a committed entry: kind, pot, subject, öre."""
        assert booked is not None
        query = (
            select(Line.kind, Line.pot_id, Line.subject_id, Line.amount_ore)
            .where(Line.book_id == booked.book_id, Line.seq == booked.seq)
            .order_by(Line.line_no)
        )
        with read_session(self.engine) as session:
            return [(kind, pot, subject, ore) for kind, pot, subject, ore in session.execute(query)]


def tell(engine: Engine) -> Story:
    """Make and commit the book."""
    with write_session(engine) as session:
        officer = register_person(session, actor=None, scope=EVERYTHING, login="ekonom@prov.example", title="Ekonom")
        approver = register_person(
            session, actor=officer, scope=EVERYTHING, login="attestant@prov.example", title="Beslutsattestant"
        )
        organisations = _organisations(session, officer)
        book = open_book(
            session,
            actor=officer,
            scope=EVERYTHING,
            code="vastkom",
            name="VästKom",
            organisation_id=organisations["VASTKOM"],
            opened_on=OPENED_ON,
        )
        here: Here = {"actor": officer, "scope": EVERYTHING, "book_id": book.id}
        agreement, suicide, youth = _agreement(session, here, organisations)
        pots = _pots(session, here, suicide, organisations)
        pots |= {"SUICID2020": suicide.pot.id, "UNGDOM2020": youth.pot.id}
        bodies = _bodies(session, here, pots)
        _rights(session, here, approver, suicide.pot.id)
        decisions = _decisions(session, here, bodies)
        decide_amount(
            session,
            **here,
            purpose_id=suicide.id,
            amount_ore=COUNTY_ORE,
            decision_id=decisions["AGREED"],
            on=AGREED_ON,
        )
    return Story(engine, book.id, officer, approver, agreement, suicide, youth, organisations, bodies, pots, decisions)


def _organisations(session: Session, actor: int) -> dict[str, int]:
    known: Iterable[tuple[str, str, OrganisationKind, str | None, str | None]] = (
        ("VASTKOM", "VästKom", OrganisationKind.KEEPER, None, None),
        ("SKR", "Sveriges Kommuner och Regioner", OrganisationKind.STATE, "222000-0315", None),
        *((code, name, OrganisationKind.CARE_COLLABORATION, None, None) for code, name in AREAS.items()),
        ("FB", ASSOCIATIONS["FB"], OrganisationKind.ASSOCIATION, None, "1234-5625"),
        ("GR", ASSOCIATIONS["GR"], OrganisationKind.ASSOCIATION, "222000-0265", "1234-5633"),
        ("SH", ASSOCIATIONS["SH"], OrganisationKind.ASSOCIATION, None, "1234-5617"),
        ("SK", ASSOCIATIONS["SK"], OrganisationKind.ASSOCIATION, "222000-2188", "1234-5641"),
    )
    return {
        code: register_organisation(
            session,
            actor=actor,
            scope=EVERYTHING,
            code=code,
            name=name,
            kind=kind,
            number=number,
            bankgiro_number=bankgiro,
        ).id
        for code, name, kind, number, bankgiro in known
    }


def _agreement(session: Session, here: Here, organisations: dict[str, int]) -> tuple[int, PurposeInfo, PurposeInfo]:
    agreement = register_agreement(
        session,
        **here,
        code="PH2020",
        name="Psykisk hälsa 2020",
        reference="19/01701",
        national_amount_ore=kronor(200_000_000),
    )
    suicide, youth = (
        add_purpose(
            session,
            **here,
            agreement_id=agreement,
            code=code,
            name=name,
            pot_code=f"{code}2020",
            opened_on=AGREED_ON,
        )
        for code, name in (("SUICID", "Suicidprevention 2020"), ("UNGDOM", "Ungdomsmottagningar 2020"))
    )
    set_terms(
        session,
        **here,
        agreement_id=agreement,
        terms=NewTerms(
            valid_from=AGREED_ON,
            payer_id=organisations["SKR"],
            instrument=Instrument.INVOICE,
            requisitioner_id=organisations["VASTKOM"],
            requisition_reference="3500",
            requisition_text="Stimulansmedel för suicidprevention, dnr 19/01701",
            requisition_by=date(2020, 12, 31),
            certificate_required=True,
        ),
    )
    return agreement, suicide, youth


def _pots(session: Session, here: Here, suicide: PurposeInfo, organisations: dict[str, int]) -> dict[str, int]:
    pots = {
        code: open_pot(
            session,
            **here,
            parent_id=suicide.pot.id,
            code=code,
            name=name,
            holder_id=organisations[code],
            opened_on=SPLIT_ON,
        ).id
        for code, name in {**AREAS, **ASSOCIATIONS}.items()
    }
    school = open_pot(
        session,
        **here,
        parent_id=pots["SIMBA"],
        code="SIMBA-SKOLA",
        name="SIMBA, skolan",
        holder_id=None,
        opened_on=SPLIT_ON,
    )
    return {**pots, school.code: school.id}


def _bodies(session: Session, here: Here, pots: dict[str, int]) -> dict[str, int]:
    bodies = {
        code: register_body(
            session, actor=here["actor"], scope=EVERYTHING, code=code, name=name, advisory=code == "SRO"
        )
        for code, name in (
            ("STATEN", "Staten och Sveriges Kommuner och Regioner"),
            ("STYRGRUPP", "Styrgrupp handlingsplan psykisk hälsa"),
            ("SIMBA-SG", "Styrgruppen för SIMBA"),
            ("SRO", "Politiskt samrådsorgan (SRO)"),
        )
    }
    for body, power, pot in (
        ("STATEN", Power.AGREEMENT, "SUICID2020"),
        ("STATEN", Power.AGREEMENT, "UNGDOM2020"),
        ("STYRGRUPP", Power.ALLOCATION, "SUICID2020"),
        ("STYRGRUPP", Power.COMMITMENT, "SUICID2020"),
        ("STYRGRUPP", Power.USE, "SUICID2020"),
        ("SIMBA-SG", Power.ALLOCATION, "SIMBA"),
    ):
        grant_mandate(session, **here, body_id=bodies[body], power=power, pot_id=pots[pot], valid_from=AGREED_ON)
    return bodies


def _rights(session: Session, here: Here, approver: int, pot_id: int) -> None:
    for person, step, limit in ((here["actor"], Step.CONFIRM, None), (approver, Step.APPROVE, kronor(500_000))):
        grant_attest_right(
            session, **here, person_id=person, pot_id=pot_id, step=step, limit_ore=limit, valid_from=AGREED_ON
        )


def _decisions(session: Session, here: Here, bodies: dict[str, int]) -> dict[str, int]:
    return {
        code: register_decision(
            session,
            **here,
            body_id=bodies[body],
            kind=DecisionKind.RECOMMENDATION if body == "SRO" else DecisionKind.DECISION,
            decided_on=on,
            paragraph=paragraph,
            reference="19/01701",
            title=title,
        ).id
        for code, body, on, paragraph, title in (
            ("AGREED", "STATEN", AGREED_ON, "§ 1", "Länets del av medlen 2020"),
            ("ASSIGNED", "STYRGRUPP", AGREED_ON, "§ 2", "Länsgemensam samordnare"),
            ("USE", "STYRGRUPP", AGREED_ON, "§ 3", "Omkostnader utan uppdrag"),
            ("SPLIT", "STYRGRUPP", SPLIT_ON, "§ 4", "Fördelning av medel för suicidprevention 2020"),
            ("SIMBA", "SIMBA-SG", SPLIT_ON, "§ 7", "Fördelning inom SIMBA"),
            ("ADVICE", "SRO", AGREED_ON, "§ 12", "Ställer sig bakom handlingsplanen"),
        )
    }
