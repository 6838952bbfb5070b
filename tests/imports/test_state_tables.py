"""A published table beside the book: the real one of 2022 ties with its key, and every difference is shown."""

from datetime import date
from pathlib import Path

from ledger.db.session import read_session, write_session
from ledger.domain.shares import Weight
from ledger.formats.keyfile import read_key
from ledger.formats.state_table import StateTable, read_state_table
from ledger.formats.table_file import read_table
from ledger.imports.state_tables import Known, compared, known_by_key, known_by_register, totals_compared
from ledger.money import kronor
from ledger.reports.table import Table
from ledger.services.keys import register_key
from ledger.services.organisations import OrganisationKind, register_organisation
from tests.support.importing import Cells, workbook
from tests.support.story import EVERYTHING, Story

SKR_2022 = Path(__file__).parents[1] / "data" / "skr_womens_health_2022.csv"
WHOLE = kronor(1_382_000_000)


def table_of(*rows: Cells, unit: str = "kr") -> StateTable:
    return read_state_table(read_table(workbook([["kod", "namn", "belopp"], *rows]), "t"), "t", unit=unit)


def remarks(table: Table) -> dict[object, object]:
    return {row[0]: row[-1] for row in table.rows if row[-1]}


KNOWN = Known({"12": "Skåne", "14": "Västra Götaland"}, {}, "registret")


def test_the_table_of_2022_ties_with_its_key_to_the_krona(story: Story) -> None:
    content = SKR_2022.read_bytes()
    table = read_state_table(read_table(content, SKR_2022.name), SKR_2022.name)
    assert (len(table.rows), table.sum_ore, table.unit, table.column) == (21, WHOLE, "kr", "official_kr")
    with write_session(story.engine) as session:
        register_key(
            session,
            **story.officer,
            code="FOLK",
            name="Folkmängd",
            source="SKR",
            as_of=date(2021, 11, 1),
            weights=[Weight(row.code, row.name, row.weight) for row in read_key(content)],
        )
    with read_session(story.engine) as session:
        known = known_by_key(session, scope=EVERYTHING, book_id=story.book_id, key="FOLK", amount_ore=table.sum_ore)
    told = compared(table, known, SKR_2022.name)
    assert {row[5] for row in told.rows} == {0}
    assert told.totals == ("Summa", None, None, WHOLE, WHOLE, 0, None)
    assert (remarks(told), told.notes) == ({}, ("Beloppen är lästa som kronor.",))
    assert totals_compared(table).notes == ("Tabellen har ingen summarad att jämföra med.",)


def test_an_amount_that_is_a_krona_off_is_shown(story: Story) -> None:
    content = SKR_2022.read_bytes().replace(b"319176216", b"319176217")
    table = read_state_table(read_table(content, "t"), "t")
    known = Known({row.code: row.name for row in table.rows}, {"01": kronor(319_176_216)}, "nyckeln FOLK")
    told = compared(table, known, "t")
    assert told.rows[0][5] == 100
    assert story.book_id == 1


def test_names_by_code_from_the_register(story: Story) -> None:
    with write_session(story.engine) as session:
        register_organisation(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="1480",
            name="Göteborgs Stad",
            kind=OrganisationKind.MUNICIPALITY,
        )
    with read_session(story.engine) as session:
        known = known_by_register(session, frozenset({"1480", "1495"}))
    assert (known.names, known.source) == ({"1480": "Göteborgs Stad"}, "registret")


def test_names_that_differ_are_swapped_or_unknown() -> None:
    swapped = compared(table_of(["12", "Västra Götaland", 1], ["14", "Region Skåne", 2]), KNOWN, "t")
    assert remarks(swapped) == {"12": "namnet hör till kod 14", "14": "namnet hör till kod 12"}
    told = compared(table_of(["12", "Region Skåne", 1], ["14", "Västra Götaland", 2], ["99", "Annat", 3]), KNOWN, "t")
    assert remarks(told) == {"12": "namnet skiljer", "99": "koden finns inte i registret"}


def test_who_is_in_the_key_and_not_in_the_table() -> None:
    known = Known({"12": "Skåne", "14": "Västra Götaland"}, {"12": 100, "14": 200}, "nyckeln FOLK")
    told = compared(table_of(["12", "Skåne", 1]), known, "t")
    assert told.notes == ("Beloppen är lästa som kronor.", "I nyckeln FOLK men inte i tabellen: 14.")


def test_a_total_that_does_not_tie_is_shown_with_what_may_be_wrong() -> None:
    table = table_of(["12", "Skåne", 5], ["14", "Västra Götaland", "2 345"], ["", "Summa", 5_002_345])
    totals = totals_compared(table)
    assert totals.rows == ((4, "Summa", kronor(5_002_345), kronor(2_350), kronor(4_999_995)),)
    table = table_of(["12", "Skåne", 5], ["14", "Västra Götaland", "2 345"], ["", "Summa", 7_345])
    told = {code: str(remark).replace("\u00a0", " ") for code, remark in remarks(compared(table, KNOWN, "t")).items()}
    assert told == {"12": "summan stämmer om beloppet är 5 000 kr: fel enhet på raden?"}


def test_oddities_stand_at_their_rows() -> None:
    rows = [["Region", "tkr"], ["12Skåne", "1 8 5"], ["14 Västra Götaland", "23"]]
    table = read_state_table(read_table(workbook(rows), "t"), "t")
    told = compared(table, KNOWN, "t")
    assert remarks(told) == {"12": "mellanslag saknas mellan kod och namn: 12Skåne; mellanslagen i 1 8 5 står fel"}
    assert told.notes == ("Beloppen är lästa som tusental kronor.",)
