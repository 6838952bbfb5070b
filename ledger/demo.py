"""The story of 2020, told through the services at its own time: from agreement to invoices, paid and waiting.

Published: 200 000 000 kr nationally, 33 422 811 kr to the county, 1 000 000 kr to the coordinator, the dates and
deciding bodies of the assignment of 2020-08-27. Every other amount and date is an example, and its document says so
(`example`). Because it is told at its own time, the story gives the same book, hash for hash, whenever it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import clock
from ledger.clock import STOCKHOLM
from ledger.data.care_areas import care_areas
from ledger.data.municipalities import municipalities
from ledger.db.keepers import Book
from ledger.domain.mandates import Power
from ledger.domain.scope import Scope
from ledger.domain.shares import Weight
from ledger.errors import DatabaseNotEmpty
from ledger.money import Ore, kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import Instrument, NewTerms, PurposeInfo, add_purpose, register_agreement, set_terms
from ledger.services.allocations import allocate_amounts, allocate_by_key
from ledger.services.bank_accounts import open_bank_account
from ledger.services.books import open_book
from ledger.services.commitments import commit
from ledger.services.decisions import DecisionKind, grant_mandate, register_body, register_decision
from ledger.services.invoice_attests import approve_invoice, confirm_invoice
from ledger.services.invoice_lines import InvoiceLineInput
from ledger.services.invoices import InvoiceInput, register_invoice
from ledger.services.keys import register_key
from ledger.services.organisations import OrganisationKind, register_organisation
from ledger.services.payouts import AllottedPayment, pay_invoices, pay_out_allotted
from ledger.services.persons import grant_attest_right, register_person
from ledger.services.pots import open_pot
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import register_certificate, send_requisition

AGREEMENT: Final = "PH2020"
BOOK: Final = "vastkom"

NATIONAL: Final = kronor(200_000_000)
COUNTY: Final = kronor(33_422_811)
COORDINATOR: Final = kronor(1_000_000)
"""Published: the assignment of 2020-08-27."""

TO_AREAS: Final = kronor(15_000_000)
TO_ASSOCIATIONS: Final = kronor(7_000_000)
TO_REGION: Final = kronor(7_000_000)
"""Examples."""

OPENED_ON: Final = date(2020, 1, 1)
ASSIGNED_ON: Final = date(2020, 8, 27)
SPLIT_ON: Final = date(2020, 10, 2)
REQUISITIONED_ON: Final = date(2020, 12, 4)
RECEIVED_ON: Final = date(2020, 12, 18)
PAID_OUT_ON: Final = date(2021, 1, 15)
LAST_USE: Final = date(2021, 12, 31)

_ASSOCIATION_CODES: Final = {
    "Boråsregionen Sjuhärads kommunalförbund": "SH",
    "Fyrbodals kommunalförbund": "FB",
    "Göteborgsregionen (GR)": "GR",
    "Skaraborgs kommunalförbund": "SK",
}
_ASSOCIATION_NUMBERS: Final = {"GR": "222000-0265", "SK": "222000-2188"}
_EVERYTHING: Final = Scope.everything()


@dataclass(frozen=True)
class Story:
    """The ids of what the story is about, for those who go on with it."""

    book_id: int
    purpose: PurposeInfo
    officer_id: int
    approver_id: int
    bank_account_id: int
    commitment_id: int
    pots: dict[str, int]


@dataclass(frozen=True)
class _Cast:
    """Who is there from the start."""

    book_id: int
    officer: int
    approver: int
    organisations: dict[str, int]
    bodies: dict[str, int]


def refuse_unless_empty(session: Session) -> None:
    """Raise `DatabaseNotEmpty` when there is a book already."""
    books = session.scalars(select(Book.code).order_by(Book.code)).all()
    if books:
        raise DatabaseNotEmpty(books=tuple(books))


def tell(session: Session) -> Story:
    """Tell the whole story in an empty database; raises `DatabaseNotEmpty`. The caller commits."""
    refuse_unless_empty(session)
    with _at(OPENED_ON):
        cast = _introduce(session)
    with _at(ASSIGNED_ON):
        purpose = _agree(session, cast)
        agreed, assigned = _decide_assignment(session, cast, purpose)
        decide_amount(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            purpose_id=purpose.id,
            amount_ore=COUNTY,
            decision_id=agreed,
            on=ASSIGNED_ON,
        )
        commitment = commit(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            pot_id=purpose.pot.id,
            performer_id=cast.organisations["SK"],
            name="Länsgemensam samordnare för suicidprevention",
            amount_ore=COORDINATOR,
            decision_id=assigned,
            on=ASSIGNED_ON,
            ends_on=LAST_USE,
        )
    with _at(SPLIT_ON):
        pots = _split(session, cast, purpose)
    bank = _requisition(session, cast, purpose)
    with _at(PAID_OUT_ON):
        _pay_out(session, cast, bank, pots)
    _invoice(session, cast, bank, commitment.document.id)
    return Story(cast.book_id, purpose, cast.officer, cast.approver, bank, commitment.document.id, pots)


def _at(day: date, hour: int = 9) -> AbstractContextManager[None]:
    """The story's own time: that day at nine, Swedish time."""
    return clock.told_at(datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM))


def _introduce(session: Session) -> _Cast:
    """The officer, the approver, the organisations, the book and the bodies."""
    officer = register_person(
        session, actor=None, scope=_EVERYTHING, login="ekonom@vastkom.example", title="Ekonom"
    )
    approver = register_person(
        session, actor=officer, scope=_EVERYTHING, login="attestant@vastkom.example", title="Beslutsattestant"
    )
    organisations = {
        code: register_organisation(
            session,
            actor=officer,
            scope=_EVERYTHING,
            code=code,
            name=name,
            kind=kind,
            number=number,
            bankgiro_number=bankgiro,
        ).id
        for code, name, kind, number, bankgiro in _organisations()
    }
    book = open_book(
        session,
        actor=officer,
        scope=_EVERYTHING,
        code=BOOK,
        name="VästKom",
        organisation_id=organisations["VASTKOM"],
        opened_on=OPENED_ON,
    )
    bodies = {
        code: register_body(session, actor=officer, scope=_EVERYTHING, code=code, name=name, advisory=advisory)
        for code, name, advisory in _BODIES
    }
    return _Cast(book.id, officer, approver, organisations, bodies)


_BODIES: Final = (
    ("STATEN-SKR", "Staten och Sveriges Kommuner och Regioner", False),
    ("STYRGRUPP", "Styrgrupp handlingsplan psykisk hälsa", False),
    ("VVG", "Vårdsamverkan Västra Götaland", False),
    ("SRO", "Politiskt samrådsorgan (SRO)", True),
)

_OrganisationRow: TypeAlias = tuple[str, str, OrganisationKind, str | None, str | None]


def _organisations() -> Iterator[_OrganisationRow]:
    yield "VASTKOM", "VästKom", OrganisationKind.KEEPER, None, None
    yield "SKR", "Sveriges Kommuner och Regioner", OrganisationKind.STATE, "222000-0315", None
    yield "VGR", "Västra Götalandsregionen", OrganisationKind.REGION, "232100-0131", _BANKGIROS["VGR"]
    for name, code in _ASSOCIATION_CODES.items():
        number = _ASSOCIATION_NUMBERS.get(code)
        yield code, name, OrganisationKind.ASSOCIATION, number, _BANKGIROS[code]
    for area in care_areas():
        yield area.code, area.name, OrganisationKind.CARE_COLLABORATION, None, _BANKGIROS[area.code]


def _agree(session: Session, cast: _Cast) -> PurposeInfo:
    """The agreement, its purpose suicide prevention with the root pot, the terms, and who may do what over it."""
    agreement = register_agreement(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        code=AGREEMENT,
        name="Psykisk hälsa 2020",
        reference="19/01701",
        signed_on=None,
        national_amount_ore=NATIONAL,
    )
    purpose = add_purpose(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        agreement_id=agreement,
        code="SUICID",
        name="Suicidprevention 2020",
        pot_code="SUICID2020",
        opened_on=ASSIGNED_ON,
    )
    set_terms(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
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


def _empower(session: Session, cast: _Cast, purpose: PurposeInfo) -> None:
    for body, power in (
        ("STATEN-SKR", Power.AGREEMENT),
        ("STYRGRUPP", Power.ALLOCATION),
        ("STYRGRUPP", Power.COMMITMENT),
        ("VVG", Power.ALLOCATION),
    ):
        grant_mandate(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            body_id=cast.bodies[body],
            power=power,
            pot_id=purpose.pot.id,
            valid_from=OPENED_ON,
        )
    rights: tuple[tuple[int, Step, Ore | None], ...] = (
        (cast.officer, "confirm", None),
        (cast.approver, "approve", kronor(500_000)),
    )
    for person, step, limit in rights:
        grant_attest_right(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            person_id=person,
            pot_id=purpose.pot.id,
            step=step,
            limit_ore=limit,
            valid_from=ASSIGNED_ON,
        )


def _decide(session: Session, cast: _Cast, body: str, on: date, paragraph: str, title: str, text: str = "") -> int:
    advisory = body == "SRO"
    return register_decision(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        body_id=cast.bodies[body],
        kind=DecisionKind.RECOMMENDATION if advisory else DecisionKind.DECISION,
        decided_on=on,
        paragraph=paragraph,
        reference="19/01701",
        title=title,
        text=text,
    ).id


def _decide_assignment(session: Session, cast: _Cast) -> tuple[int, int]:
    """What SRO recommended, what the state and SKR agreed, and the assignment that the steering group adopted."""
    _decide(
        session,
        cast,
        "SRO",
        date(2020, 6, 15),
        "e-post",
        "Ställer sig bakom den länsgemensamma handlingsplanen för suicidprevention",
        "Före sommaren 2020, via e-post. Dagen är ett exempel.",
    )
    agreed = _decide(
        session,
        cast,
        "STATEN-SKR",
        ASSIGNED_ON,
        "överenskommelse",
        "Länets del av medlen för suicidprevention 2020",
        "33 422 811 kr enligt uppdragshandlingen av 2020-08-27; dess dag är satt som beslutets.",
    )
    assigned = _decide(
        session,
        cast,
        "STYRGRUPP",
        ASSIGNED_ON,
        "uppdragshandling",
        "Länsgemensam samordnare för suicidprevention",
        "Anställande part får fakturera VästKom 1 000 000 kr för tjänsteperson, utvecklings- och omkostnader.",
    )
    return agreed, assigned


def _split(session: Session, cast: _Cast, purpose: PurposeInfo) -> dict[str, int]:
    """The steering group's split: to the care areas, to the region, to the associations; all amounts are examples."""
    decision = _decide(
        session, cast, "STYRGRUPP", SPLIT_ON, "§ 4", "Fördelning av medel för suicidprevention 2020", "Exempel."
    )
    areas = [Weight(area.code, area.name, area.demo_population) for area in care_areas()]
    people: dict[str, int] = defaultdict(int)
    for municipality in municipalities():
        people[municipality.association] += municipality.demo_population
    associations = [Weight(code, name, people[name]) for name, code in _ASSOCIATION_CODES.items()]
    pots = {
        code: _open(session, cast, purpose, f"{prefix}-{code}", name, code)
        for prefix, rows in (
            ("DELREG", [(weight.code, weight.name) for weight in areas]),
            ("KF", [(weight.code, weight.name) for weight in associations]),
            ("REGION", [("VGR", "Västra Götalandsregionen")]),
        )
        for code, name in rows
    }
    _by_key(session, cast, purpose, decision, TO_AREAS, "Delregional vårdsamverkan", areas, pots)
    allocate_amounts(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        pot_id=purpose.pot.id,
        decision_id=decision,
        on=SPLIT_ON,
        amounts={pots["VGR"]: TO_REGION},
        text="Västra Götalandsregionen",
        example=True,
    )
    _by_key(session, cast, purpose, decision, TO_ASSOCIATIONS, "Kommunalförbunden", associations, pots)
    return pots


def _open(session: Session, cast: _Cast, purpose: PurposeInfo, code: str, name: str, holder: str) -> int:
    return open_pot(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        parent_id=purpose.pot.id,
        code=code,
        name=name,
        holder_id=cast.organisations[holder],
        opened_on=SPLIT_ON,
    ).id


def _by_key(
    session: Session, cast: _Cast, purpose: PurposeInfo, split: _Split, pots: dict[str, int]
) -> None:
    """Register the key as a snapshot and split by it."""
    key = register_key(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        code=f"DEMO-{split.code}",
        name=f"Befolkning 2019-12-31, exempel: {split.name}",
        source="Demodata: befolkningen är inte officiell",
        as_of=date(2019, 12, 31),
        weights=split.weights,
        example=True,
    )
    allocate_by_key(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        pot_id=purpose.pot.id,
        decision_id=split.decision_id,
        on=SPLIT_ON,
        amount_ore=split.amount_ore,
        key_id=key.id,
        pots={weight.code: pots[weight.code] for weight in split.weights},
        text=split.name,
        example=True,
    )


def _requisition(session: Session, cast: _Cast, purpose: PurposeInfo) -> int:
    """The certificate, the requisition by invoice to SKR, and the money on the bank; gives the bank account."""
    common = {"actor": cast.officer, "scope": _EVERYTHING, "book_id": cast.book_id}
    with _at(REQUISITIONED_ON):
        certificate = register_certificate(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            agreement_id=purpose.agreement_id,
            certified_on=date(2020, 12, 1),
            certified_by="Ekonomidirektör",
            reference="19/01701",
            example=True,
        )
        sent = send_requisition(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            purpose_id=purpose.id,
            amount_ore=None,
            on=REQUISITIONED_ON,
            certificate_id=certificate.id,
            example=True,
        )
    with _at(RECEIVED_ON):
        bank = open_bank_account(session, **common, name="Bankkonto", number="1930", example=True)
        register_receipt(
            session,
            actor=cast.officer,
            scope=_EVERYTHING,
            book_id=cast.book_id,
            requisition_id=sent.document.id,
            bank_account_id=bank.id,
            amount_ore=sent.amount_ore,
            on=RECEIVED_ON,
            text="SKR, dnr 19/01701",
            example=True,
        )
    return bank.id


def _pay_out(session: Session, cast: _Cast, bank: int, given: dict[int, Ore]) -> None:
    pay_out_allotted(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        rows=[AllottedPayment(pot_id, amount_ore) for pot_id, amount_ore in given.items()],
        bank_account_id=bank,
        on=PAID_OUT_ON,
        example=True,
    )


@dataclass(frozen=True)
class _Bill:
    """An example invoice for the coordinator: its number, day, amount with 25 % VAT in öre, and the days of attest."""

    number: str
    on: date
    gross_ore: Ore
    approved_on: date | None
    paid_on: date | None


_BILLS: Final = (
    _Bill("20388", date(2021, 2, 10), kronor(150_000), date(2021, 2, 15), date(2021, 3, 10)),
    _Bill("20417", date(2021, 3, 12), kronor(250_000), date(2021, 3, 16), date(2021, 3, 26)),
    _Bill("20431", date(2021, 3, 29), kronor(100_000), None, None),
)


def _invoice(session: Session, cast: _Cast, bank: int, commitment_id: int) -> None:
    """Two invoices from the employer, attested by two and paid, and one that waits."""
    for bill in _BILLS:
        with _at(bill.on):
            invoice_id = _register(session, cast, bill, commitment_id)
        if bill.approved_on is None or bill.paid_on is None:
            continue
        with _at(bill.approved_on):
            confirm_invoice(
                session, actor=cast.officer, scope=_EVERYTHING, book_id=cast.book_id, invoice_id=invoice_id
            )
        with _at(bill.approved_on, hour=11):
            approve_invoice(
                session,
                actor=cast.approver,
                scope=_EVERYTHING,
                book_id=cast.book_id,
                invoice_id=invoice_id,
                on=bill.approved_on,
            )
        with _at(bill.paid_on):
            pay_invoices(
                session,
                actor=cast.officer,
                scope=_EVERYTHING,
                book_id=cast.book_id,
                invoice_ids=[invoice_id],
                bank_account_id=bank,
                on=bill.paid_on,
                example=True,
            )


def _register(session: Session, cast: _Cast, bill: _Bill, commitment_id: int) -> int:
    vat = bill.gross_ore // 5
    return register_invoice(
        session,
        actor=cast.officer,
        scope=_EVERYTHING,
        book_id=cast.book_id,
        invoice=InvoiceInput(
            supplier_id=cast.organisations["SK"],
            supplier_number=bill.number,
            invoiced_on=bill.on,
            arrived_on=bill.on,
            due_on=bill.on + timedelta(days=30),
            lines=[
                InvoiceLineInput(
                    text="Länsgemensam samordnare", gross_ore=bill.gross_ore, vat_ore=vat, commitment_id=commitment_id
                )
            ],
            net_ore=bill.gross_ore - vat,
            vat_ore=vat,
            gross_ore=bill.gross_ore,
            vat_judgement=VatJudgement.RATE_25,
            vat_reason="Inhyrd personal",
        ),
        example=True,
    ).document.id
