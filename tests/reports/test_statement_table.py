"""A statement drawn: the stable CSV and JSON to the letter, and the table a person reads."""

import json
from datetime import date

import pytest

from ledger.db.session import read_session
from ledger.domain import rules
from ledger.domain.scope import Scope
from ledger.money import NO_BREAK_SPACE, kronor
from ledger.reports.statement import Statement, statement
from ledger.reports.statement_table import as_document, readable_tables, statement_table
from ledger.reports.table_text import as_csv, as_text
from tests.support.books import SmallBook
from tests.support.histories import begun, recorded_at, told
from tests.support.tellings import Copy, Tellings


@pytest.fixture
def copy(sqlite_tellings: Tellings) -> Copy:
    """One dialect is enough: what is drawn is a value."""
    return sqlite_tellings.copy([])


def of_agreement(book: SmallBook, *, known: bool = False, agreement: str | None = "PROV") -> Statement:
    with read_session(book.engine) as session:
        return statement(
            session,
            scope=Scope.everything(),
            book_id=book.book_id,
            agreement=agreement,
            pot=None,
            as_of=date(2020, 9, 30) if known else None,
            known_at=recorded_at(17) if known else None,
        )


def test_csv_has_every_column_and_every_pots_own_amounts(book: SmallBook) -> None:
    told(book)
    assert as_csv(statement_table(of_agreement(book))).splitlines() == [
        (
            "root,pot,name,depth,authorised,allotted,available,reserved,committed,disbursed,used,returned,lapsed,carried,"
            "handed,paid_out,requisitioned,received,claim,other_bank,bank"
        ),
        "ROT,ROT,Rot,0,1050,500.50,524.50,0,0,0,10,15,0,0,0,0,880,780,100,-13.95,576.05",
        "ROT,BARN,Barn,1,300,0,200,0,60,0,40,0,0,0,0,40,,,,,",
        "ROT,SYSKON,Syskon,1,200.50,0,50.50,0,0,90,60,0,0,0,0,150,,,,,",
    ]


def test_json_has_integer_ore_and_says_what_was_asked(book: SmallBook) -> None:
    told(book)
    told_ = as_document(of_agreement(book, known=True))
    assert json.loads(json.dumps(told_)) == told_
    rows = told_["trees"][0]["rows"]
    assert {key: told_[key] for key in ("book", "agreement", "pot", "as_of", "known_at", "until_seq")} == {
        "book": "prov",
        "agreement": "PROV",
        "pot": None,
        "as_of": "2020-09-30",
        "known_at": "2020-10-17T08:00:00.000000Z",
        "until_seq": 17,
    }
    assert rows[1] == {
        "pot": "BARN",
        "name": "Barn",
        "depth": 1,
        "authorised_ore": 30000,
        "allotted_ore": 0,
        "available_ore": 20000,
        "reserved_ore": 0,
        "committed_ore": 6000,
        "disbursed_ore": 0,
        "used_ore": 4000,
        "returned_ore": 0,
        "lapsed_ore": 0,
        "carried_ore": 0,
        "handed_ore": 0,
        "paid_out_ore": 4000,
        "requisitioned_ore": None,
        "received_ore": None,
        "claim_ore": None,
        "other_bank_ore": None,
        "bank_ore": None,
    }
    assert told_["total"] == told_["trees"][0]["total"]
    assert (told_["total"]["authorised_ore"], told_["total"]["bank_ore"]) == (105000, 57605)


def test_a_person_reads_the_tree_its_sum_and_its_equations(book: SmallBook) -> None:
    told(book)
    (table,) = readable_tables(of_agreement(book, known=True))
    lines = as_text(table).replace(NO_BREAK_SPACE, " ").splitlines()
    assert lines[0] == (
        "Sammanställning, kronor · Provboken · Provavtalet · per 2020-09-30, "
        "som det var registrerat 2020-10-17 kl. 10.00"
    )
    assert "Reserverat" not in lines[2]
    assert lines[4].split() == [
        *("ROT", "Rot", "1", "050,00", "500,50", "524,50", "0", "0", "10", "15"),
        *("0", "880", "780", "100", "−13,95", "576,05"),
    ]
    assert lines[5].startswith("BARN      Barn")
    assert lines[8].split() == [
        *("Summa", "1", "050,00", "775,00", "60", "90", "110", "15"),
        *("190", "880", "780", "100", "−13,95", "576,05"),
    ]
    assert lines[-3:] == [
        (
            "Tilldelat 1 050 kr = Kvar att disponera 775 kr + Intecknat 60 kr + Hos mottagaren, ej redovisat 90 kr "
            "+ Förbrukat 110 kr + Återbetalt till bidragsgivaren 15 kr"
        ),
        "Rekvirerat 880 kr = Inbetalt 780 kr + Fordran på bidragsgivaren 100 kr",
        "Bank 576,05 kr = Inbetalt 780 kr − Utbetalt 190 kr − Övriga bankrörelser 13,95 kr",
    ]


def test_several_trees_begin_with_a_table_of_their_totals(book: SmallBook) -> None:
    told(book)
    totals, other, root = readable_tables(of_agreement(book, agreement=None))
    assert [row[0] for row in totals.rows] == ["OVRIGT", "ROT"]
    assert totals.title == "Sammanställning, kronor · Provboken · allt som är bokfört"
    assert (other.title, root.title) == (f"{totals.title} · Ovrigt", f"{totals.title} · Rot")
    assert other.notes == (f"Bank 5{NO_BREAK_SPACE}kr = Övriga bankrörelser 5{NO_BREAK_SPACE}kr",)
    assert statement_table(of_agreement(book, agreement=None)).totals is not None


def test_what_came_by_carry_over_stands_with_a_minus_in_the_equation(book: SmallBook) -> None:
    history = begun(book)
    history.add("09-01", rules.agreement_amount(root=book.root, amount_ore=kronor(9)))
    history.add(
        "09-02",
        rules.carry_over(old=book.root, new=book.second_root, available_ore=kronor(9), bank_id=history.id("bank")),
    )
    notes = readable_tables(of_agreement(book))[2].notes
    assert notes[0].replace(NO_BREAK_SPACE, " ") == "Tilldelat 0 kr = Kvar att disponera 9 kr − Överfört 9 kr"


def test_an_empty_book_says_so(book: SmallBook) -> None:
    (table,) = readable_tables(of_agreement(book))
    assert "Inga rader" in as_text(table)
    assert as_csv(statement_table(of_agreement(book))).count("\n") == 1
