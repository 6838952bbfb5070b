"""Memberships: of several kinds, in several groups, between days, and as they were known."""

from datetime import date

import pytest

from ledger import clock
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import DateBefore, EndsEarlier, LedgerError, MembershipWrongGroup, NotFound, PeriodOverlaps
from ledger.messages import explain
from ledger.reports.organisations import MembershipRow, organisations
from ledger.services.memberships import MembershipKind, end_membership, join_membership
from ledger.services.organisations import OrganisationKind, register_organisation
from tests.support.story import EVERYTHING, Story

FROM = date(2020, 1, 1)
LAST_DAY = date(2023, 12, 31)
REASON = "Ny områdesindelning från 2024."


@pytest.fixture
def ale(story: Story) -> int:
    with write_session(story.engine) as session:
        return register_organisation(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            code="1440",
            name="Ale",
            kind=OrganisationKind.MUNICIPALITY,
        ).id


def joined(
    story: Story,
    member: int,
    group: str = "GR",
    kind: MembershipKind = MembershipKind.MUNICIPAL_ASSOCIATION,
    *,
    valid_from: date = FROM,
    valid_to: date | None = None,
    scope: Scope = EVERYTHING,
) -> int:
    with write_session(story.engine) as session:
        return join_membership(
            session,
            actor=story.officer_id,
            scope=scope,
            member_id=member,
            group_id=story.organisations.get(group, 99),
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
        )


def ended(story: Story, membership_id: int, last_day: date = LAST_DAY, reason: str = REASON) -> int:
    with write_session(story.engine) as session:
        return end_membership(
            session,
            actor=story.officer_id,
            scope=EVERYTHING,
            membership_id=membership_id,
            last_day=last_day,
            reason=reason,
        )


def test_an_organisation_is_in_several_at_once(story: Story, ale: int) -> None:
    joined(story, ale)
    joined(story, ale, "SIMBA", MembershipKind.CARE_AREA)
    joined(story, ale, "SH", MembershipKind.ADJUNCT)
    with read_session(story.engine) as session:
        row = organisations(session, scope=EVERYTHING, as_of=FROM)[0]
    assert (row.code, row.memberships) == (
        "1440",
        (
            MembershipRow("adjunct", "SH", "Boråsregionen Sjuhärad", FROM, None),
            MembershipRow("care_area", "SIMBA", "SIMBA", FROM, None),
            MembershipRow("municipal_association", "GR", "Göteborgsregionen", FROM, None),
        ),
    )


def test_a_membership_ends_and_begins_again(story: Story, ale: int) -> None:
    first = joined(story, ale, "SIMBA", MembershipKind.CARE_AREA)
    before = clock.now()
    assert ended(story, first) == 2
    joined(story, ale, "FYRBODAL", MembershipKind.CARE_AREA, valid_from=date(2024, 1, 1))
    with read_session(story.engine) as session:

        def area(day: date, known_at: object = None) -> list[str]:
            rows = organisations(session, scope=EVERYTHING, as_of=day, known_at=known_at)  # type: ignore[arg-type]
            return [one.group for row in rows if row.code == "1440" for one in row.memberships]

        assert area(date(2019, 12, 31)) == []
        assert area(LAST_DAY) == ["SIMBA"]
        assert area(date(2024, 1, 1)) == ["FYRBODAL"]
        assert area(date(2024, 1, 1), before) == ["SIMBA"]
    joined(story, ale, "SIMBA", MembershipKind.CARE_AREA, valid_from=date(2025, 1, 1))


def test_the_same_membership_does_not_overlap(story: Story, ale: int) -> None:
    joined(story, ale, valid_from=FROM, valid_to=LAST_DAY)
    with pytest.raises(PeriodOverlaps) as refusal:
        joined(story, ale, valid_from=LAST_DAY)
    assert explain(refusal.value) == (
        "Medlemskapet för Ale i Göteborgsregionen gäller redan från 2020-01-01 till 2023-12-31; "
        "det nya är från 2023-12-31. Välj dagar som inte går in i varandra."
    )
    joined(story, ale, valid_from=date(2024, 1, 1))
    joined(story, ale, valid_from=date(2019, 1, 1), valid_to=date(2019, 12, 31))


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("SIMBA", MembershipKind.MUNICIPAL_ASSOCIATION),
        ("GR", MembershipKind.CARE_AREA),
        ("SKR", MembershipKind.ADJUNCT),
    ],
)
def test_a_group_has_members_of_its_own_kinds(story: Story, ale: int, group: str, kind: MembershipKind) -> None:
    with pytest.raises(MembershipWrongGroup) as refusal:
        joined(story, ale, group, kind)
    assert refusal.value.member == "Ale"


def test_nobody_is_a_member_of_itself(story: Story) -> None:
    with pytest.raises(MembershipWrongGroup):
        joined(story, story.organisations["GR"])


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"valid_to": date(2019, 12, 31)}, DateBefore),
        ({"group": "SAKNAS"}, NotFound),
        ({"scope": Scope.of_books()}, NotFound),
    ],
    ids=["days", "group", "scope"],
)
def test_what_is_wrong_is_not_joined(
    story: Story, ale: int, given: dict[str, object], refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal):
        joined(story, ale, **given)  # type: ignore[arg-type]
    with read_session(story.engine) as session:
        assert organisations(session, scope=EVERYTHING, as_of=FROM)[0].memberships == ()


def test_a_membership_is_ended_once_and_only_forward(story: Story, ale: int) -> None:
    membership = joined(story, ale)
    ended(story, membership)
    with pytest.raises(EndsEarlier) as refusal:
        ended(story, membership)
    assert refusal.value.what == "medlemskapet i Göteborgsregionen"
    with pytest.raises(DateBefore):
        ended(story, membership, date(2019, 12, 31))
    with pytest.raises(NotFound):
        ended(story, 99)
