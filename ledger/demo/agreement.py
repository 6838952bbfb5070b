"""The agreement with its purpose and terms, who may decide what over it, and what they decided."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.demo.cast import Cast
from ledger.demo.figures import AGREEMENT, ASSIGNED_ON, LAST_USE, NATIONAL, OPENED_ON
from ledger.domain.attests import Step
from ledger.domain.mandates import Power
from ledger.money import Ore, kronor
from ledger.services.agreements import Instrument, NewTerms, PurposeInfo, add_purpose, register_agreement, set_terms
from ledger.services.decisions import DecisionKind, grant_mandate, register_decision
from ledger.services.persons import grant_attest_right


def agree(session: Session, cast: Cast) -> PurposeInfo:
    """The agreement, its purpose suicide prevention with the root pot, the terms, and who may do what over it."""
    agreement = register_agreement(
        session,
        **cast.officer_here,
        code=AGREEMENT,
        name="Psykisk hälsa 2020",
        reference="19/01701",
        signed_on=None,
        national_amount_ore=NATIONAL,
    )
    purpose = add_purpose(
        session,
        **cast.officer_here,
        agreement_id=agreement,
        code="SUICID",
        name="Suicidprevention 2020",
        pot_code="SUICID2020",
        opened_on=ASSIGNED_ON,
    )
    set_terms(
        session,
        **cast.officer_here,
        agreement_id=agreement,
        terms=NewTerms(
            valid_from=ASSIGNED_ON,
            payer_id=cast.organisations["SKR"],
            instrument=Instrument.INVOICE,
            requisitioner_id=cast.organisations["VASTKOM"],
            requisition_reference="3500",
            requisition_text="Stimulansmedel för suicidprevention, dnr 19/01701",
            requisition_by=date(2020, 12, 31),
            certificate_required=True,
            report_to_id=cast.organisations["SKR"],
            report_by=date(2021, 3, 31),
            use_from=ASSIGNED_ON,
            use_to=LAST_USE,
        ),
    )
    _empower(session, cast, purpose)
    return purpose


def _empower(session: Session, cast: Cast, purpose: PurposeInfo) -> None:
    for body, power in (
        ("STATEN-SKR", Power.AGREEMENT),
        ("STYRGRUPP", Power.ALLOCATION),
        ("STYRGRUPP", Power.COMMITMENT),
        ("VVG", Power.ALLOCATION),
    ):
        grant_mandate(
            session,
            **cast.officer_here,
            body_id=cast.bodies[body],
            power=power,
            pot_id=purpose.pot.id,
            valid_from=OPENED_ON,
        )
    rights: tuple[tuple[int, Step, Ore | None], ...] = (
        (cast.officer, Step.CONFIRM, None),
        (cast.confirmer, Step.CONFIRM, None),
        (cast.approver, Step.APPROVE, kronor(500_000)),
        (cast.director, Step.APPROVE, None),
    )
    for person, step, limit in rights:
        grant_attest_right(
            session,
            **cast.officer_here,
            person_id=person,
            pot_id=purpose.pot.id,
            step=step,
            limit_ore=limit,
            valid_from=ASSIGNED_ON,
        )


@dataclass(frozen=True)
class Minute:
    """A decision as it was minuted: by which body, on which day, under which paragraph, and what."""

    body: str
    on: date
    paragraph: str
    title: str
    text: str


def decide(session: Session, cast: Cast, minute: Minute) -> int:
    """Register what was minuted, as a recommendation if the body may no more; gives its id."""
    advisory = minute.body == "SRO"
    return register_decision(
        session,
        **cast.officer_here,
        body_id=cast.bodies[minute.body],
        kind=DecisionKind.RECOMMENDATION if advisory else DecisionKind.DECISION,
        decided_on=minute.on,
        paragraph=minute.paragraph,
        reference="19/01701",
        title=minute.title,
        text=minute.text,
    ).id


_RECOMMENDED = Minute(
    "SRO",
    date(2020, 6, 15),
    "e-post",
    "Ställer sig bakom den länsgemensamma handlingsplanen för suicidprevention",
    "Före sommaren 2020, via e-post. Dagen är ett exempel.",
)
_AGREED = Minute(
    "STATEN-SKR",
    ASSIGNED_ON,
    "överenskommelse",
    "Länets del av medlen för suicidprevention 2020",
    "33 422 811 kr enligt uppdragshandlingen av 2020-08-27; dess dag är satt som beslutets.",
)
_ASSIGNED = Minute(
    "STYRGRUPP",
    ASSIGNED_ON,
    "uppdragshandling",
    "Länsgemensam samordnare för suicidprevention",
    "Anställande part får fakturera VästKom 1 000 000 kr för tjänsteperson, utvecklings- och omkostnader.",
)


def decide_assignment(session: Session, cast: Cast) -> tuple[int, int]:
    """What SRO recommended, what the state and SKR agreed, and the assignment that the steering group adopted."""
    decide(session, cast, _RECOMMENDED)
    return decide(session, cast, _AGREED), decide(session, cast, _ASSIGNED)
