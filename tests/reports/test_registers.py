"""The registers as tables: what is registered, with the ids that commands take, on a day and as then known."""

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from ledger import clock
from ledger.db.session import read_session
from ledger.domain.payees import AccountKind
from ledger.domain.roles import Role
from ledger.domain.scope import Scope
from ledger.errors import MomentInFuture, NotFound
from ledger.money import kronor
from ledger.reports.registers import REGISTERS
from ledger.reports.table_text import Record, as_records
from ledger.services.bank_matching import release_match
from ledger.services.decisions import end_mandate, rename_body
from ledger.services.files import remove_attachment
from ledger.services.memberships import MembershipKind, end_membership, join_membership
from ledger.services.payees import confirm_payee_account, propose_payee_account
from ledger.services.persons import end_attest_right, register_person
from ledger.services.roles import end_role, grant_role
from tests.support.banking import Banking
from tests.support.every_report import with_more_to_ask_of
from tests.support.money import REASON, Money
from tests.support.story import AGREED_ON, EVERYTHING, SPLIT_ON
from tests.support.terms import new_terms

DAY: Final = date(2021, 12, 31)
BEFORE: Final = date(2020, 1, 1)


def asked(name: str, money: Money, **said: Any) -> list[Record]:
    given = {"scope": EVERYTHING, "book_id": money.story.book_id, "as_of": DAY, "known_at": None, **said}
    with read_session(money.story.engine) as session:
        return as_records(REGISTERS[name](session, **given))


def one(name: str, money: Money, of: int, **said: Any) -> Record:
    """The row of that id."""
    (row,) = (row for row in asked(name, money, **said) if row["id"] == of)
    return row


def ids(name: str, money: Money, **said: Any) -> set[Any]:
    return {row["id"] for row in asked(name, money, **said)}


def test_a_mandate_is_ended_by_its_id_and_was_known_not_to_be(money: Money) -> None:
    of = next(
        row["id"] for row in asked("mandates", money) if (row["body"], row["power"]) == ("STYRGRUPP", "allocation")
    )
    before = clock.now()
    with money.writing() as session:
        end_mandate(session, **money.story.officer, mandate_id=int(of or 0), last_day=date(2021, 6, 30), reason=REASON)
    now, then = one("mandates", money, int(of or 0)), one("mandates", money, int(of or 0), known_at=before)
    assert (now["state"], now["valid_to"], now["reason"]) == ("Upphört", "2021-06-30", REASON)
    assert (then["state"], then["valid_to"], then["reason"], then["power_name"]) == ("Gäller", None, "", "fördelning")
    assert one("mandates", money, int(of or 0), as_of=BEFORE)["state"] == "Kommer"


def test_a_right_to_attest_is_ended_by_its_id(money: Money) -> None:
    of = next(row for row in asked("attest-rights", money) if row["step"] == "approve")
    before = clock.now()
    with money.writing() as session:
        end_attest_right(
            session, **money.story.officer, right_id=int(of["id"] or 0), last_day=date(2021, 6, 30), reason=REASON
        )
    assert (of["step_name"], of["state"]) == ("beslutsattestera", "Gäller")
    assert one("attest-rights", money, int(of["id"] or 0))["state"] == "Upphört"
    assert one("attest-rights", money, int(of["id"] or 0), known_at=before) == of


def test_roles_and_persons_are_those_of_the_book(money: Money) -> None:
    story = money.story
    with money.writing() as session:
        stranger = register_person(
            session, actor=story.officer_id, scope=EVERYTHING, login="annan@vastkom.example", title="Annan"
        )
        said: dict[str, Any] = {"person_id": money.director_id, "valid_from": AGREED_ON}
        auditor = grant_role(session, **story.officer, **said, role=Role.AUDITOR)
        member = grant_role(session, **story.officer, **said, role=Role.STEERING, body_id=story.bodies["STYRGRUPP"])
    before = clock.now()
    with money.writing() as session:
        end_role(session, **story.officer, role_id=auditor, last_day=date(2021, 6, 30), reason=REASON)
    assert stranger not in ids("persons", money)
    assert one("persons", money, money.director_id)["roles"] == "styrgrupp"
    assert one("persons", money, money.director_id, known_at=before)["roles"] == "revisor, styrgrupp"
    assert one("persons", money, money.director_id, as_of=BEFORE)["roles"] == ""
    assert one("roles", money, auditor)["state"] == "Upphört"
    assert (one("roles", money, member)["body"], one("roles", money, member)["state"]) == ("STYRGRUPP", "Gäller")


def test_bodies_have_the_names_of_the_day(money: Money) -> None:
    story, before = money.story, clock.now()
    of = story.bodies["STYRGRUPP"]
    with money.writing() as session:
        rename_body(
            session, actor=story.officer_id, scope=EVERYTHING, body_id=of, name="Styrgruppen", valid_from=SPLIT_ON
        )
    old = one("bodies", money, of, known_at=before)["name"]
    assert one("bodies", money, of)["name"] == "Styrgruppen"
    assert one("bodies", money, of, as_of=AGREED_ON)["name"] == old == "Styrgrupp handlingsplan psykisk hälsa"
    assert one("bodies", money, story.bodies["SIMBA-SG"])["advisory"] == "Beslutar"


def test_a_membership_is_ended_by_its_id(money: Money) -> None:
    story = money.story
    said: dict[str, Any] = {"actor": story.officer_id, "scope": EVERYTHING}
    with money.writing() as session:
        of = join_membership(
            session,
            **said,
            member_id=story.organisations["SK"],
            group_id=story.organisations["SIMBA"],
            kind=MembershipKind.CARE_AREA,
            valid_from=AGREED_ON,
        )
    before = clock.now()
    with money.writing() as session:
        end_membership(session, **said, membership_id=of, last_day=date(2021, 6, 30), reason=REASON)
    now, then = one("memberships", money, of), one("memberships", money, of, known_at=before)
    assert (now["member"], now["group"], now["state"]) == ("SK", "SIMBA", "Upphört")
    assert (then["state"], then["valid_to"]) == ("Gäller", None)


def test_payee_accounts_are_told_with_their_answers_and_hold_when_confirmed(money: Money) -> None:
    story = money.story
    said: dict[str, Any] = {"scope": EVERYTHING, "organisation_id": story.organisations["SK"]}
    with money.writing() as session:
        proposed = propose_payee_account(
            session,
            **said,
            actor=story.officer_id,
            kind=AccountKind.BANKGIRO,
            number="5052-5781",
            reason=REASON,
            valid_from=AGREED_ON,
        )
    waiting, before = asked("payee-accounts", money), clock.now()
    with money.writing() as session:
        confirm_payee_account(session, **said, actor=money.director_id, no=proposed.no)
    (row,) = asked("payee-accounts", money)
    assert (row["organisation"], row["number"], row["answer"], row["in_force"]) == (
        "SK",
        "5052-5781",
        "confirmed",
        "Gäller",
    )
    assert [(one["answer"], one["in_force"]) for one in waiting] == [("", "Väntar på svar")]
    assert asked("payee-accounts", money, known_at=before) == waiting
    numbers = {row["code"]: row["bankgiro"] for row in asked("organisations", money)}
    assert numbers["SK"] == "5052-5781"
    assert one("organisations", money, story.organisations["SK"], known_at=before)["bankgiro"] != "5052-5781"


def test_an_agreement_has_every_version_of_its_terms(money: Money) -> None:
    first = [row for row in asked("agreements", money) if row["agreement"] == "PH2020"]
    before = clock.now()
    new_terms(money.story, requisition_text="Nya villkor")
    rows = [row for row in asked("agreements", money) if row["agreement"] == "PH2020"]
    assert len(rows) == len(first) + 1
    assert [row["state"] for row in rows].count("Gäller") == 1
    assert [row for row in asked("agreements", money, known_at=before) if row["agreement"] == "PH2020"] == first


def test_decisions_and_pots(money: Money) -> None:
    decisions = asked("decisions", money)
    assert ("Styrgrupp handlingsplan psykisk hälsa", str(SPLIT_ON), "§ 4") in {
        (row["body"], row["decided_on"], row["paragraph"]) for row in decisions
    }
    pots = asked("pots", money)
    of = {row["pot"]: row for row in pots}
    assert (of["SK"]["parent"], of["SK"]["agreement"], of["SK"]["holder"]) == ("SUICID2020", "PH2020", "SK")
    assert [row["pot"] for row in pots].index("SUICID2020") < [row["pot"] for row in pots].index("SK")
    assert "SK" not in {row["pot"] for row in asked("pots", money, as_of=date(2020, 9, 1))}


def test_a_file_is_removed_by_its_id_and_receipts_wait(money: Money) -> None:
    with_more_to_ask_of(money)
    (of,) = asked("files", money)
    assert (of["thing"], of["of"], of["name"], of["size"]) == ("agreement", "PH2020", "avtal.txt", 14)
    before = clock.now()
    with money.writing() as session:
        remove_attachment(session, **money.story.officer, attachment_id=int(of["id"] or 0), reason=REASON)
    assert asked("files", money) == []
    assert asked("files", money, known_at=before) == [of]
    (waiting,) = asked("unplaced", money)
    assert (waiting["sender"], waiting["unplaced_ore"], waiting["placed_ore"]) == ("Okänd", kronor(7), 0)


def test_a_match_is_released_by_its_id(banking: Banking) -> None:
    money = banking.money
    banking.say_received()
    (match,) = banking.match_alone()
    (of,) = asked("bank-matches", money)
    assert (of["id"], of["match"], of["entries"], of["account"]) == (match.id, match.number, "2020-3", "5052-5781")
    before = clock.now()
    with money.writing() as session:
        release_match(session, **money.story.officer, match_id=match.id, reason=REASON)
    assert asked("bank-matches", money) == []
    assert asked("bank-matches", money, known_at=before) == [of]
    assert [(row["id"], row["number"]) for row in asked("bank-accounts", money)] == [(money.bank_id, "5052-5781")]


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_kept_within_the_book_and_the_past(money: Money, name: str) -> None:
    with pytest.raises(NotFound):
        asked(name, money, scope=Scope.of_books(money.story.book_id + 1))
    with pytest.raises(MomentInFuture):
        asked(name, money, known_at=datetime(2999, 1, 1, tzinfo=UTC))
