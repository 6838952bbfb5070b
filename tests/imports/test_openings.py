"""Opening balances read in: a purpose begins with what it had left, every control holds, and nothing is added twice."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from ledger.balances import balance
from ledger.db.session import read_session, write_session
from ledger.domain.chart import Kind
from ledger.domain.mandates import Power
from ledger.errors import ImportRefused
from ledger.imports.importing import PotChange
from ledger.money import kronor
from ledger.services.agreements import Instrument, NewTerms, set_terms
from ledger.services.bank_accounts import open_bank_account
from ledger.services.decisions import DecisionKind, grant_mandate, register_decision
from ledger.services.pots import open_pot
from ledger.services.requisitions import register_certificate
from tests.support.controlling import differing
from tests.support.importing import counts, faults, filled, read_in, workbook
from tests.support.story import AGREED_ON, SPLIT_ON, Story

KIND = "ingaende"
HEADINGS = ["organ", "beslutsdatum", "paragraf", "dag", "pott", "kvar", "fordran", "bank", "bankkonto"]
UNDER = ["STATEN", "2020-08-27", "§ 50", "2020-10-02"]


@pytest.fixture
def beginning(story: Story) -> Story:
    """The story, where the youth clinics have pots, a payer that pays by itself, a bank account and a decision."""
    with write_session(story.engine) as session:
        youth = story.youth.pot.id
        areas = open_pot(
            session,
            **story.officer,
            parent_id=youth,
            code="UM-DEL",
            name="Delregionalt",
            holder_id=None,
            opened_on=SPLIT_ON,
        )
        for code, name in (("UM-NORD", "Norr"), ("UM-SYD", "Söder")):
            open_pot(
                session,
                **story.officer,
                parent_id=areas.id,
                code=code,
                name=name,
                holder_id=None,
                opened_on=SPLIT_ON,
            )
        grant_mandate(
            session,
            **story.officer,
            body_id=story.bodies["STATEN"],
            power=Power.ALLOCATION,
            pot_id=youth,
            valid_from=AGREED_ON,
        )
        register_decision(
            session,
            **story.officer,
            body_id=story.bodies["STATEN"],
            kind=DecisionKind.DECISION,
            decided_on=AGREED_ON,
            paragraph="§ 50",
            reference="",
            title="Ingående balanser",
        )
        open_bank_account(session, **story.officer, name="Bankgirokonto", number="5052-5781")
        pays_by_itself(session, story)
    return story


def pays_by_itself(session: Session, story: Story) -> None:
    set_terms(
        session,
        **story.officer,
        agreement_id=story.agreement_id,
        terms=NewTerms(
            valid_from=SPLIT_ON,
            payer_id=story.organisations["SKR"],
            instrument=Instrument.PAYS_BY_ITSELF,
            requisitioner_id=story.organisations["VASTKOM"],
        ),
    )


ROWS = [
    [*UNDER, "UNGDOM2020", "1 000 000", "500 000", "2 000 000", "5052-5781"],
    [*UNDER, "UM-NORD", "700 000,50", "", "", ""],
    [*UNDER, "UM-SYD", "900 000", "", "", ""],
]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_purpose_begins_with_what_it_had_left(beginning: Story, form: str) -> None:
    given = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    content = filled(KIND, given, form)
    imported = read_in(beginning, KIND, content)
    assert imported.documents == ("Ö-2020-02", "F-2020-01", "F-2020-02", "R-2020-01", "I-2020-01")
    assert [(pot.code, pot.before_ore, pot.after_ore) for pot in imported.pots] == [
        ("UNGDOM2020", 0, kronor(1_000_000)),
        ("UM-NORD", 0, kronor(700_000, 50)),
        ("UM-SYD", 0, kronor(900_000)),
    ]
    with read_session(beginning.engine) as session:
        root = beginning.youth.pot.id
        assert balance(session, beginning.book_id, Kind.AUTHORISED, root) == -kronor(2_600_000, 50)
        assert balance(session, beginning.book_id, Kind.GRANT_DEBT, root) == -kronor(2_500_000)
    assert differing(beginning.engine, beginning.book_id) == {}
    before = counts(beginning.engine)
    assert read_in(beginning, KIND, content).same == 3
    assert counts(beginning.engine) == before


def test_a_purpose_may_begin_without_money(beginning: Story) -> None:
    imported = read_in(beginning, KIND, workbook([HEADINGS, [*UNDER, "UNGDOM2020", 5]]))
    assert imported.documents == ("Ö-2020-02",)
    assert imported.pots == (PotChange("UNGDOM2020", "Ungdomsmottagningar 2020", 0, 500),)


def test_a_claim_alone_is_requisitioned_and_not_received(beginning: Story) -> None:
    imported = read_in(beginning, KIND, workbook([HEADINGS, [*UNDER, "UNGDOM2020", 5, 5]]))
    assert imported.documents == ("Ö-2020-02", "R-2020-01")


def test_rows_of_a_purpose_hold_together(beginning: Story) -> None:
    content = workbook(
        [
            HEADINGS,
            [*UNDER, "UNGDOM2020", 5, "", 5],
            [*UNDER[:3], "2020-10-03", "UM-NORD", 5, 1],
            [*UNDER, "UM-NORD", 5],
            [*UNDER, "NIX", 5],
        ]
    )
    with pytest.raises(ImportRefused) as refused:
        read_in(beginning, KIND, content)
    assert faults(refused.value) == [
        ("I2", "import.opening_bank_missing"),
        ("D3", "import.rows_disagree"),
        ("G3", "import.opening_only_root"),
        ("E4", "import.row_twice"),
        ("E5", "not_found"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([*UNDER, "UNGDOM2020", 5, 6], "import.opening_exceeds_left"),
        ([*UNDER, "SUICID2020", 5], "import.opening_not_first"),
        ([*UNDER, "OVRIGT", 5], "not_found"),
        ([*UNDER, "UNGDOM2020", 5, "", 5, "123-4"], "not_found"),
        ([*UNDER, "UNGDOM2020", 0], "amount.zero"),
        (["SRO", "2020-08-27", "§ 12", "2020-10-02", "UNGDOM2020", 5], "decision.is_recommendation"),
    ],
)
def test_openings_that_cannot_be(beginning: Story, row: list[Any], code: str) -> None:
    before = counts(beginning.engine)
    with pytest.raises(ImportRefused) as refused:
        read_in(beginning, KIND, workbook([HEADINGS, row]))
    assert faults(refused.value) == [("A2", code)]
    assert counts(beginning.engine) == before


def test_a_payer_that_wants_a_certificate_gets_the_last_one(story: Story) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_in(story, KIND, workbook([HEADINGS, ["STATEN", "2020-08-27", "§ 1", "2020-08-28", "UNGDOM2020", 5, 5]]))
    assert faults(refused.value) == [("A2", "requisition.certificate_missing")]
    with write_session(story.engine) as session:
        register_certificate(
            session,
            **story.officer,
            agreement_id=story.agreement_id,
            certified_on=date(2020, 8, 28),
            certified_by="Ekonomidirektör",
            reference="",
        )
    content = workbook([HEADINGS, ["STATEN", "2020-08-27", "§ 1", "2020-08-28", "UNGDOM2020", 5, 5]])
    assert read_in(story, KIND, content).documents == ("Ö-2020-02", "R-2020-01")
