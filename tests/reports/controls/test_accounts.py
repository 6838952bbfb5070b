"""Every account is held against its documents and against what it must meet: a krona too much is found, and where."""

from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger.domain import rules
from ledger.domain.chart import CHART, Kind
from ledger.posting import post_entry
from ledger.reports.controls import Answer, Break
from tests.reports.controls.conftest import Plant, controls
from tests.reports.controls.test_facts import CONTROL_OF, number_of, pots_of
from tests.support.kept import Kept

KRONA = 100
PAID_OUT = 26

_TURNOVER = """
SELECT t.pot_id, t.subject_id, t.day, t.event,
  (SELECT SUM(x.debit_ore - x.credit_ore) FROM turnover x WHERE x.book_id = t.book_id AND x.kind = t.kind
   AND x.pot_id = t.pot_id AND x.subject_id = t.subject_id) AS ore
FROM turnover t WHERE t.book_id = :book_id AND t.kind = :kind ORDER BY t.pot_id, t.subject_id, t.day, t.event LIMIT 1"""

_LAST = """
SELECT e.year, e.number FROM entry e JOIN line l ON l.book_id = e.book_id AND l.seq = e.seq
WHERE e.book_id = :book_id AND l.kind = :kind AND l.pot_id = :pot_id AND l.subject_id = :subject_id
ORDER BY e.seq DESC LIMIT 3"""


def more_turnover(kind: str, where: str = "TRUE") -> str:
    """A krona more in debit on the first turnover of a kind."""
    return (
        f"UPDATE turnover SET debit_ore = debit_ore + {KRONA} WHERE book_id = 1 AND kind = '{kind}' AND (pot_id, "
        f"subject_id, day, event) = (SELECT pot_id, subject_id, day, event FROM turnover WHERE book_id = 1 "
        f"AND kind = '{kind}' AND {where} ORDER BY pot_id, subject_id, day, event LIMIT 1)"
    )


@pytest.mark.parametrize("kind", Kind)
def test_a_turnover_that_no_document_states(kind: Kind, session: Session, kept: Kept, plant: Plant) -> None:
    book = {"book_id": kept.book.book_id, "kind": kind.value}
    pot_id, subject_id, _day, _event, ore = session.execute(text(_TURNOVER), book).one()
    last = session.execute(text(_LAST), {**book, "pot_id": pot_id, "subject_id": subject_id})
    results = plant(more_turnover(kind.value))
    expected = Break(
        f"{CHART[kind].heading}: boken mot handlingarna",
        pot_code=pots_of(session, kept)[pot_id][0],
        subject=number_of(session, subject_id),
        ledger_ore=int(ore) + KRONA,
        expected_ore=int(ore),
        entries=tuple(f"{year}-{number}" for year, number in last),
    )
    of_accounts = [
        (no, one) for no in CONTROL_OF.values() for one in results[no].breaks if one.what.endswith("mot handlingarna")
    ]
    assert set(of_accounts) == {(CONTROL_OF[kind], expected)}
    assert [one.difference_ore for one in results[1].breaks] == [KRONA]


@dataclass(frozen=True)
class Meeting:
    """A fault, the control that holds two sides against each other, and what it says."""

    control: int
    fault: str
    what: str
    pot: str
    difference_ore: int
    entries: tuple[str, ...] = ()


MEETINGS = {
    "children have what was allotted": Meeting(
        2, more_turnover("allotted"), "Fördelat vidare mot det som potterna under har tilldelats", "ROT", KRONA
    ),
    "carried is zero over the book": Meeting(
        2, more_turnover("carried"), "Överfört summerar inte till noll över boken", "", KRONA, ("2021-4",)
    ),
    "handed is zero over all books": Meeting(
        2, more_turnover("handed"), "Överlämnat summerar inte till noll över alla böcker", "", KRONA, ("2021-9",)
    ),
    "cost meets grant income": Meeting(4, more_turnover("cost"), "Kostnad mot bidragsintäkt", "ROT", KRONA),
    "grant income meets cost": Meeting(4, more_turnover("grant_income"), "Kostnad mot bidragsintäkt", "ROT", KRONA),
    "advanced meets disbursed": Meeting(
        5, more_turnover("advanced"), "Utbetalt, ej redovisat mot hos mottagaren", "ROT", KRONA
    ),
    "disbursed meets advanced": Meeting(
        5, more_turnover("disbursed"), "Utbetalt, ej redovisat mot hos mottagaren", "ROT", -KRONA
    ),
    **{
        f"{kind} is part of the debt": Meeting(
            6, more_turnover(kind), "Skuld, ej utnyttjade bidrag mot det som är kvar", "ROT", -KRONA
        )
        for kind in ("grant_debt", "available", "reserved", "committed", "disbursed")
    },
    **{
        f"{kind} is part of what was never asked for": Meeting(
            6, more_turnover(kind, where), "Skuld, ej utnyttjade bidrag mot det som är kvar", "ROT", -KRONA
        )
        for kind, where in (("authorised", "pot_id = 2"), ("lapsed", "TRUE"), ("claim", "event = 'requisition'"))
    },
}


@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS.keys())
def test_two_sides_that_do_not_meet(meeting: Meeting, plant: Plant) -> None:
    found = [one for one in plant(meeting.fault)[meeting.control].breaks if one.what == meeting.what]
    assert [(one.pot_code, one.difference_ore) for one in found] == [(meeting.pot, meeting.difference_ore)]
    assert all(one.entries for one in found)
    if meeting.entries:
        assert found[0].entries == meeting.entries


def test_the_entry_that_moves_one_side_alone(kept: Kept, plant: Plant) -> None:
    """A payout whose line and turnover were both changed: the lines agree with the turnover, and the sides do not."""
    payout = next(booked for booked in kept.booked if booked.seq == PAID_OUT)
    of_line = f"book_id = 1 AND seq = {PAID_OUT} AND kind = 'advanced' AND pot_id = 3"
    of_turnover = "book_id = 1 AND kind = 'advanced' AND pot_id = 3 AND event = 'paid_out'"
    results = plant(
        f"UPDATE line SET amount_ore = amount_ore + {KRONA} WHERE {of_line}",
        f"UPDATE turnover SET debit_ore = debit_ore + {KRONA} WHERE {of_turnover}",
    )
    found = [one for one in results[5].breaks if one.what.startswith("Utbetalt, ej redovisat mot")]
    assert [(one.pot_code, one.difference_ore, one.entries) for one in found] == [("BARN", KRONA, (payout.name,))]


def test_more_asked_for_than_given(session: Session, kept: Kept) -> None:
    asked = rules.requisition(
        root=kept.book.second_root, requisition_id=kept.documents["requisition"], amount_ore=1_000 * KRONA + 1
    )
    booked = post_entry(session, kept.book.draft(session, asked))
    (found,) = controls(session, kept)[3].breaks
    assert found == Break(
        "Rekvirerat mer än tilldelat minus förfallet",
        pot_code="ROT2",
        ledger_ore=1_000 * KRONA + 1,
        expected_ore=1_000 * KRONA,
        entries=(booked.name,),
    )


def test_a_root_that_lends_from_another(session: Session, kept: Kept) -> None:
    bank = rules.bank_other(other_root=kept.book.other, bank_id=kept.documents["bank"], amount_ore=-1_000 * KRONA)
    booked = post_entry(session, kept.book.draft(session, bank))
    found = controls(session, kept)[7]
    assert found.answer is Answer.DIFFERS
    assert [(one.pot_code, one.difference_ore, one.entries[0]) for one in found.breaks] == [
        ("OVRIGT", -770 * KRONA, booked.name)
    ]
