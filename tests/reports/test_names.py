"""Reports tell organisations by their name on the report's day, and bodies by theirs on the day they decided."""

from datetime import date, datetime

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.reports.allocations import allocations
from ledger.reports.commitments import commitments
from ledger.reports.journal import journal
from ledger.reports.standpoint import standpoint
from ledger.services.decisions import rename_body
from ledger.services.organisations import OrganisationChange, change_organisation
from tests.support.allocating import by_amounts
from tests.support.money import Money
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON

NEW_YEAR = date(2021, 1, 1)
OLD_BODY = "Styrgrupp handlingsplan psykisk hälsa"


def told(money: Money, as_of: date, known_at: datetime | None = None) -> tuple[str, str, str]:
    """The performer of the commitment, and the bodies of the commitment's and the allocation's decisions."""
    story = money.story
    with read_session(story.engine) as session:
        at = standpoint(
            session, scope=EVERYTHING, book_id=story.book_id, agreement="PH2020", as_of=as_of, known_at=known_at
        )
        (commitment,) = commitments(session, at)
        (allocation,) = allocations(session, at)
    return commitment.performer, commitment.decision, allocation.decision


def test_names_are_those_of_the_day_and_as_known(money: Money) -> None:
    story = money.story
    by_amounts(story, {"SK": 100})
    before = clock.now()
    with write_session(story.engine) as session:
        change_organisation(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            organisation_id=money.performer_id,
            change=OrganisationChange(name="Skaraborg"),
            valid_from=NEW_YEAR,
        )
        rename_body(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            body_id=story.bodies["STYRGRUPP"],
            name="Styrgruppen",
            valid_from=SPLIT_ON,
        )
    decided = (f"{OLD_BODY} {AGREED_ON} § 2", f"Styrgruppen {SPLIT_ON} § 4")
    assert told(money, NEW_YEAR) == ("Skaraborg", *decided)
    assert told(money, date(2020, 12, 31)) == ("Skaraborgs kommunalförbund", *decided)
    assert told(money, NEW_YEAR, before) == (
        "Skaraborgs kommunalförbund",
        decided[0],
        f"{OLD_BODY} {SPLIT_ON} § 4",
    )
    assert bodies(money) == {OLD_BODY, "Styrgruppen", "Staten och Sveriges Kommuner och Regioner"}
    assert bodies(money, before) == {OLD_BODY, "Staten och Sveriges Kommuner och Regioner"}


def bodies(money: Money, known_at: datetime | None = None) -> set[str]:
    """The bodies that the journal names."""
    with read_session(money.story.engine) as session:
        entries = journal(
            session, scope=EVERYTHING, book_id=money.story.book_id, from_=None, to=None, known_at=known_at
        )
        return {entry.decision.body for entry in entries if entry.decision is not None}
