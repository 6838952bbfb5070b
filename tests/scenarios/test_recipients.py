"""Seven million to a municipal association, as an accountant would follow it: passed on, reported, recalled, settled.

The association passes most of it on to three members and keeps the rest for its own work. One member has used what it
got and some of its own money; one has used more than it had been paid, and is owed it; one has not used all of it.
"""

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from exports.avstamning import export_avstamning
from ledger import clock
from ledger.db.books import Entry
from ledger.db.documents import Document
from ledger.db.session import read_session
from ledger.domain.chart import Kind
from ledger.domain.use_reports import CostType
from ledger.errors import HeldInsufficient, ReclaimExceeded
from ledger.money import kronor
from ledger.reports.recipients import RecipientFigures, Recipients, recipients
from ledger.reports.standpoint import Standpoint, standpoint
from ledger.reports.statement import statement
from ledger.reports.use_reports import use_reports
from ledger.services.agreements import Instrument, NewTerms, set_terms
from ledger.services.allocations import allocate_amounts
from ledger.services.corrections import CORRECTORS
from ledger.services.recalls import correct_recall
from tests.support.held import PASSED_ON, RECLAIMED_ON, REVIEWED_ON, SEVEN_MILLION, Held
from tests.support.libreoffice import differences, recalculated
from tests.support.queries import counted
from tests.support.story import AGREED_ON, EVERYTHING

GRASTORP, ESSUNGA, SKARA = kronor(1_112_171), kronor(900_000), kronor(2_500_000)
KEPT = SEVEN_MILLION - GRASTORP - ESSUNGA - SKARA
REPORT_BY: Final = date(2021, 3, 31)
NOTHING: Final = RecipientFigures(*(0,) * 12)


def at(held: Held, as_of: date = RECLAIMED_ON) -> Standpoint:
    with read_session(held.money.story.engine) as session:
        return standpoint(
            session,
            scope=EVERYTHING,
            book_id=held.here["book_id"],
            agreement="PH2020",
            as_of=as_of,
            known_at=None,
        )


def told(held: Held, as_of: date = RECLAIMED_ON) -> Recipients:
    where = at(held, as_of)
    with read_session(held.money.story.engine) as session:
        return recipients(session, where)


@pytest.fixture
def passed(held: Held) -> Held:
    """The association has passed on to its members; Essunga has 60 000 kr more allotted, not paid out."""
    story = held.money.story
    with held.money.writing() as session:
        set_terms(
            session,
            **held.here,
            agreement_id=story.agreement_id,
            terms=NewTerms(
                valid_from=AGREED_ON,
                payer_id=story.organisations["SKR"],
                instrument=Instrument.INVOICE,
                requisitioner_id=story.organisations["VASTKOM"],
                report_to_id=story.organisations["SKR"],
                report_by=REPORT_BY,
            ),
        )
    members = {"1444": GRASTORP, "1445": ESSUNGA, "1495": SKARA}
    held.pass_on([held.child(code, amount) for code, amount in members.items()])
    with held.money.writing() as session:
        for parent, child in (("SUICID2020", "SK"), ("SK", "SK-1445")):
            allocate_amounts(
                session,
                **held.here,
                pot_id=held.pots[parent],
                amounts={held.pots[child]: kronor(60_000)},
                decision_id=held.decisions["SPLIT"],
                on=PASSED_ON,
            )
    return held


@pytest.fixture
def settled(passed: Held) -> Held:
    """Everybody has reported, and what was unused is recalled, paid back and in part written off."""
    held = passed
    # Grästorp has used 1 200 000 kr of 1 112 171 kr: the rest is its own.
    grastorp = held.approved(held.report(kronor(1_200_000), "SK-1444"))
    assert grastorp.notice.replace("\u00a0", " ") == (
        "Rapporten är på 1 200 000 kr; utbetalt är 1 112 171 kr och kvar i potten 0 kr. "
        "87 829 kr är mottagarens egna medel och bokförs inte."
    )
    # Essunga has used 940 000 kr of 900 000 kr; 60 000 kr more were allotted, so 40 000 kr are owed, and paid.
    essunga = held.approved(held.report(kronor(940_000), "SK-1445"), decision_id=held.decisions["USE"])
    assert held.money.balance(Kind.PAYABLE, "SK-1445", essunga.report.id) == kronor(-40_000)
    held.paid(essunga.report.id)
    # Skara has used 2 100 000 kr of 2 500 000 kr; 400 000 kr are recalled.
    held.approved(held.report(kronor(2_100_000), "SK-1495"))
    with pytest.raises(HeldInsufficient):
        held.recalled(kronor(400_001), "SK-1495")
    held.recalled(kronor(400_000), "SK-1495")
    # Skara pays 350 000 kr back; by decision the last 50 000 kr are given up.
    held.paid_back(kronor(350_000), "SK-1495")
    with pytest.raises(ReclaimExceeded):
        held.paid_back(kronor(50_001), "SK-1495")
    held.written_off(kronor(50_000), "SK-1495")
    # Of what Grästorp reported, 12 171 kr for food are disallowed later, and wait to be paid back.
    held.disallowed(grastorp.report.id, kronor(12_171))
    return held


def test_every_recipients_equation_ties_to_the_krona(settled: Held) -> None:
    rows = {row.pot: row for row in told(settled).rows}
    assert list(rows) == ["SK", "SK-1444", "SK-1445", "SK-1495"]
    assert rows["SK"].figures == RecipientFigures(
        paid_out_ore=SEVEN_MILLION,
        received_ore=0,
        passed_on_ore=GRASTORP + ESSUNGA + SKARA,
        reported_ore=0,
        recalled_ore=0,
        moved_ore=0,
        left_ore=KEPT,
        arrears_ore=0,
        disallowed_ore=0,
        paid_back_ore=0,
        written_off_ore=0,
        reclaim_ore=0,
    )
    grastorp, essunga, skara = (rows[f"SK-{code}"].figures for code in ("1444", "1445", "1495"))
    assert (grastorp.received_ore, grastorp.reported_ore, grastorp.left_ore) == (GRASTORP, GRASTORP, 0)
    assert (grastorp.disallowed_ore, grastorp.claimed_ore, grastorp.reclaim_ore) == (kronor(12_171),) * 3
    assert (essunga.reported_ore, essunga.arrears_ore, essunga.left_ore) == (ESSUNGA, kronor(40_000), 0)
    assert (skara.reported_ore, skara.recalled_ore, skara.left_ore) == (kronor(2_100_000), kronor(400_000), 0)
    assert (skara.paid_back_ore, skara.written_off_ore, skara.reclaim_ore) == (kronor(350_000), kronor(50_000), 0)
    assert rows["SK-1495"].holder == "Skaras kommun"
    total = told(settled).total
    assert (total.paid_out_ore, total.received_ore, total.left_ore) == (SEVEN_MILLION, total.passed_on_ore, KEPT)
    settled.require_green()


def test_the_pots_say_the_same(settled: Held) -> None:
    with read_session(settled.money.story.engine) as session:
        found = statement(
            session,
            scope=EVERYTHING,
            book_id=settled.here["book_id"],
            agreement="PH2020",
            pot="SK",
            as_of=RECLAIMED_ON,
            known_at=None,
        ).total
    assert found.authority.disbursed_ore == KEPT == told(settled).total.left_ore
    used = GRASTORP - kronor(12_171) + kronor(940_000) + kronor(2_100_000) + kronor(50_000)
    assert found.authority.used_ore == used
    assert found.paid_out_ore == SEVEN_MILLION + kronor(40_000)


def test_the_day_decides_what_is_told_and_who_is_late(settled: Held) -> None:
    before = {row.pot: row for row in told(settled, REPORT_BY).rows}
    assert before["SK-1444"].figures == RecipientFigures(0, GRASTORP, 0, 0, 0, 0, GRASTORP, 0, 0, 0, 0, 0)
    assert (before["SK-1444"].report_by, before["SK-1444"].late) == (REPORT_BY, False), "the last day is a day"
    after = {row.pot: row.late for row in told(settled, date(2021, 4, 1)).rows}
    assert after == {"SK": True, "SK-1444": True, "SK-1445": True, "SK-1495": True}
    late = {row.pot: row.late for row in told(settled).rows}
    assert late == {"SK": True, "SK-1444": False, "SK-1445": False, "SK-1495": False}
    assert told(settled, date(2020, 10, 1)) == Recipients((), NOTHING)


def test_the_reports_are_listed_with_what_they_came_to(settled: Held) -> None:
    where = at(settled)
    with read_session(settled.money.story.engine) as session:
        first, second, third = use_reports(session, where)
    assert (first.number, first.holder, first.state) == ("ÅR-2021-01", "Grästorps kommun", "partly_disallowed")
    assert (first.amount_ore, first.held_ore, first.own_ore) == (kronor(1_200_000), GRASTORP, kronor(87_829))
    assert first.costs == {CostType.STAFF: kronor(960_000), CostType.OVERHEADS: kronor(240_000)}
    assert first.disallowed_ore == kronor(12_171)
    assert (second.state, second.arrears_ore, second.paid_ore, second.payable_ore) == (
        "paid",
        kronor(40_000),
        kronor(40_000),
        0,
    )
    assert (third.state, third.entry, third.held_ore) == ("approved", "2021-7", kronor(2_100_000))
    assert third.review is not None
    assert [(one.step, one.login) for one in third.review.attests] == [
        ("confirm", "ekonom@prov.example"),
        ("approve", "direktor@prov.example"),
    ]
    where = at(settled, date(2021, 4, 25))
    with read_session(settled.money.story.engine) as session:
        waiting = use_reports(session, where)
    assert [(one.state, one.entry, one.own_ore) for one in waiting] == [("confirmed", None, 0)] * 3
    assert date(2021, 4, 25) < REVIEWED_ON


def test_the_reports_cost_the_same_however_many_recipients_there_are(passed: Held) -> None:
    where = at(passed)
    with counted(passed.money.story.engine) as few, read_session(passed.money.story.engine) as session:
        recipients(session, where)
        use_reports(session, where)
    for code in ("1444", "1445", "1495"):
        passed.approved(passed.report(kronor(5), f"SK-{code}"))
    where = at(passed)
    with counted(passed.money.story.engine) as many, read_session(passed.money.story.engine) as session:
        recipients(session, where)
        use_reports(session, where)
    assert len(many) == len(few)


def test_what_was_known_before_a_correction_is_still_told(settled: Held) -> None:
    known = clock.now()
    settled.recalled(kronor(1))
    recall_id = settled.recalled(kronor(2)).document.id
    settled.corrected(correct_recall, recall_id)
    now = {row.pot: row.figures for row in told(settled).rows}["SK"]
    assert (now.recalled_ore, now.left_ore, now.reclaim_ore) == (kronor(1), KEPT - kronor(1), kronor(1))
    with read_session(settled.money.story.engine) as session:
        then = standpoint(
            session,
            scope=EVERYTHING,
            book_id=settled.here["book_id"],
            agreement="PH2020",
            as_of=RECLAIMED_ON,
            known_at=known,
        )
        assert recipients(session, then).total.left_ore == KEPT
        assert recipients(session, then).rows[0].report_by == REPORT_BY
    settled.require_green()


def headed(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a sheet under their headings."""
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    top = next(place for place, row in enumerate(rows) if row[0] in {"Mottagare", "Återrapport"})
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :]]


def test_the_reconciliation_workbook_ties(settled: Held, tmp_path: Path) -> None:
    path = tmp_path / "avstamning.xlsx"
    with read_session(settled.money.story.engine) as session:
        export_avstamning(
            session,
            scope=EVERYTHING,
            book_id=settled.here["book_id"],
            agreement="PH2020",
            as_of=RECLAIMED_ON,
            known_at=None,
            path=path,
        )
    carried = load_workbook(path, data_only=True)
    first, second, *_ = headed(carried["Återrapportering"])
    assert (first["Mottagare"], first["Ej redovisat"], first["Skillnad"], first["Status"]) == (
        "Skaraborgs kommunalförbund",
        KEPT / 100,
        0,
        "Försenad",
    )
    assert (second["Redovisat"], second["Återkrav, kvar"], second["Status"]) == (1_112_171, 12_171, "Redovisad")
    report = headed(carried["Återrapporter"])[0]
    assert (report["Personal"], report["Overhead (OH)"], report["Lokaler"]) == (960_000, 240_000, None)
    assert (report["Egna medel, bokförs inte"], report["Status"]) == (87_829, "Delvis underkänd")
    overview = {row[0].value: row[3].value for row in carried["Översikt"].iter_rows() if row[1].value is not None}
    for tie in (
        "Utbetalningar = utbetalt enligt potterna",
        "Mottagarnas ej redovisade = hos mottagarna enligt potterna",
        "Fakturornas och återrapporternas skuld = skuld enligt kontona",
        "Uppdragens kvar = intecknat enligt potterna",
    ):
        assert overview[tie] == 0
    assert list(differences(path, carried, load_workbook(recalculated(path, tmp_path), data_only=True))) == []


def test_all_of_it_can_be_turned_back_from_its_end(settled: Held) -> None:
    in_force = (
        select(Document.id, Document.kind).join(Entry, Entry.document_id == Document.id).order_by(Entry.seq.desc())
    )
    with read_session(settled.money.story.engine) as session:
        booked = [(document_id, kind) for document_id, kind in session.execute(in_force.where(Entry.seq > 4))]
    for document_id, kind in booked:
        settled.corrected(CORRECTORS[kind], document_id)
    assert told(settled).total == NOTHING
    assert settled.money.balance(Kind.AVAILABLE) == kronor(33_422_811) - kronor(1_000_000)
    settled.require_green()
