"""What the controls say of an earlier day or moment is what they said then, whatever has come since."""

from datetime import date

from sqlalchemy import Engine, text

from ledger.db import guards
from ledger.db.session import read_session, write_session
from ledger.domain import rules
from ledger.domain.entries import Movement
from ledger.domain.scope import Scope
from ledger.posting import rehearsed
from ledger.reports.controls import Answer, ControlResult, run_controls
from tests.support.books import small_book
from tests.support.kept import Kept


def days(kept: Kept) -> list[tuple[str, Movement]]:
    """Movements with their days, not in order of days."""
    book, bank, asked = kept.book, kept.documents["bank"], kept.documents["requisition"]
    return [
        ("2020-02-01", rules.agreement_amount(root=book.root, amount_ore=1_000_00)),
        ("2020-02-05", rules.requisition(root=book.root, requisition_id=asked, amount_ore=800_00)),
        ("2020-03-01", rules.receipt(bank_id=bank, placements=[rules.Placement(book.root, asked, 700_00)])),
        ("2020-02-20", rules.allocation(parent=book.root, shares=[(book.child, 300_00)])),
        ("2021-01-05", rules.paid_out(bank_id=bank, payouts=[(book.child, 200_00)])),
        ("2020-02-02", rules.agreement_amount(root=book.root, amount_ore=50_00)),
        ("2020-12-30", rules.receipt(bank_id=bank, placements=[rules.Placement(book.root, asked, 100_00)])),
    ]


def results(kept: Kept, **at: object) -> list[ControlResult]:
    """All but the control of the whole book, which knows no day and no moment."""
    given = {"as_of": None, "known_at": None, **at}
    with read_session(kept.engine) as session:
        told = run_controls(session, scope=Scope.everything(), book_id=kept.book.book_id, **given)  # type: ignore[arg-type]
    return [result for result in told if result.no != 9]


def test_an_earlier_moment_is_shown_as_it_was(engine: Engine) -> None:
    kept = Kept(small_book(engine))
    kept.opened("bank", "requisition")
    then: list[list[ControlResult]] = []
    for day, movement in days(kept):
        kept.on(day, movement)
        then.append(results(kept))
    kept.turned_back("2021-02-01", kept.booked[4])
    for booked, told in zip(kept.booked, then, strict=False):
        assert results(kept, known_at=booked.recorded_at) == told, booked.name


def test_an_earlier_day_is_shown_without_what_came_after(engine: Engine) -> None:
    kept = Kept(small_book(engine))
    kept.opened("bank", "requisition")
    for day, movement in sorted(days(kept), key=lambda dated: dated[0]):
        kept.on(day, movement)
        by_then = results(kept)
        until = results(kept, as_of=date.fromisoformat(day))
        assert until == by_then
    assert results(kept, as_of=date(2020, 2, 5)) != results(kept)


def test_a_fault_is_seen_from_its_day_and_its_moment_on(engine: Engine) -> None:
    kept = Kept(small_book(engine))
    kept.opened("bank", "requisition")
    for day, movement in days(kept):
        kept.on(day, movement)
    before, faulty = kept.booked[4], kept.booked[5]
    with write_session(engine) as session, rehearsed(session):
        connection = session.connection()
        guards.remove(connection)
        connection.execute(
            text(
                "UPDATE document_fact SET amount_ore = amount_ore - 1 WHERE document_id = "
                f"(SELECT document_id FROM entry WHERE book_id = {kept.book.book_id} AND seq = {faulty.seq})"
            )
        )
        answers = {
            (day, moment): run_controls(
                session,
                scope=Scope.everything(),
                book_id=kept.book.book_id,
                as_of=day,
                known_at=None if moment is None else moment.recorded_at,
            )[1]
            for day in (date(2020, 2, 1), date(2020, 2, 2), None)
            for moment in (before, faulty, None)
        }
    seen = {key for key, result in answers.items() if result.answer is Answer.DIFFERS}
    assert seen == {(day, moment) for day in (date(2020, 2, 2), None) for moment in (faulty, None)}
    assert {one.entries for key in seen for one in answers[key].breaks} == {(faulty.name,)}
