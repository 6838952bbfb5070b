"""What a document states is held against every account it moves: a fact changed by a krona is found in all of them."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger.domain.chart import CHART, Kind
from ledger.domain.events import Fact, FactCode
from ledger.reports.controls import Answer
from tests.reports.controls.conftest import Plant, Results
from tests.support.kept import Kept
from tests.support.posting_table import balances

KRONA = 100

CONTROLS = {
    2: "authorised allotted available reserved lapsed returned carried handed disbursed",
    3: "claim",
    4: "committed used cost grant_income",
    5: "payable advanced reclaim supplier_claim vat_claim interest_debt unplaced clearing other bank",
    6: "grant_debt",
}
CONTROL_OF = {Kind(kind): no for no, kinds in CONTROLS.items() for kind in kinds.split()}

HANDED_IN = {FactCode.HANDED_AVAILABLE_IN, FactCode.HANDED_COMMITTED_IN, FactCode.HANDED_DISBURSED_IN}

_FACT = """
SELECT f.pot_id, f.amount_ore, f.other_pot_id, f.subject_id, f.other_subject_id, f.bank_id, f.vat_ore, f.claim_ore,
  f.document_id, f.row_no, e.year, e.number
FROM document_fact f JOIN entry e ON e.document_id = f.document_id
WHERE f.book_id = :book_id AND f.code = :code
AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.document_id = f.document_id AND x.reverses_seq IS NOT NULL)
ORDER BY f.document_id, f.row_no LIMIT 1"""


def test_every_kind_has_its_control() -> None:
    assert CONTROL_OF.keys() == set(Kind)


@pytest.mark.parametrize("code", sorted(set(FactCode) - HANDED_IN))
def test_a_fact_that_says_a_krona_more(code: FactCode, session: Session, kept: Kept, plant: Plant) -> None:
    *columns, document_id, row_no, year, number = session.execute(
        text(_FACT), {"book_id": kept.book.book_id, "code": code.value}
    ).one()
    results = plant(
        f"UPDATE document_fact SET amount_ore = amount_ore + {KRONA} "
        f"WHERE document_id = {document_id} AND row_no = {row_no}"
    )
    fact = Fact(code, *columns)
    more = Fact(code, columns[0], columns[1] + KRONA, *columns[2:])
    pots = pots_of(session, kept)
    before, after = (balances([one], {pot_id: root for pot_id, (_, root) in pots.items()}) for one in (fact, more))
    expected = {
        (CONTROL_OF[kind], CHART[kind].heading, pots[pot_id][0], number_of(session, subject_id)): (
            before.get((kind, pot_id, subject_id), 0) - after.get((kind, pot_id, subject_id), 0)
        )
        for kind, pot_id, subject_id in before.keys() | after.keys()
    }
    expected = {account: difference for account, difference in expected.items() if difference != 0}
    assert broken_accounts(results) == {
        account: (difference, (f"{year}-{number}",)) for account, difference in expected.items()
    }
    assert {no for no, result in results.items() if result.answer is Answer.DIFFERS} == {
        *(no for no, *_ in expected),
        9,
    }
    assert [one.what for one in results[9].breaks] == ["Handlingen är inte den som registrerades"]


def broken_accounts(results: Results) -> Mapping[tuple[int, str, str, str], tuple[int, tuple[str, ...]]]:
    return {
        (no, found.what.removesuffix(": boken mot handlingarna"), found.pot_code, found.subject): (
            found.difference_ore,
            found.entries,
        )
        for no in CONTROLS
        for found in results[no].breaks
    }


def pots_of(session: Session, kept: Kept) -> dict[int, tuple[str, int]]:
    rows = session.execute(
        text("SELECT id, code, root_id FROM pot WHERE book_id = :book_id"), {"book_id": kept.book.book_id}
    )
    return {pot_id: (code, root_id) for pot_id, code, root_id in rows}


def number_of(session: Session, document_id: int) -> str:
    query = text("SELECT number FROM document WHERE id = :id")
    return session.execute(query, {"id": document_id}).scalar_one_or_none() or ""
