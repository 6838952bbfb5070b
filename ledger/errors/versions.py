"""Refusals of registers with history: what has ended, goes into something else, or would change nothing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class EndsEarlier(LedgerError):
    """An end on the day something ends already, or later: an end is only brought forward."""

    code: ClassVar[str] = "ending.not_earlier"
    about: ClassVar[About] = About.STATE
    what: str
    ends_on: date
    given: date


@dataclass(eq=False, kw_only=True)
class PeriodOverlaps(LedgerError):
    """A membership, role or part (from `given_from`) beside one of the same kind that goes into it."""

    code: ClassVar[str] = "period.overlaps"
    about: ClassVar[About] = About.STATE
    what: str
    valid_from: date
    valid_to: date | None
    given_from: date
    given_to: date | None


@dataclass(eq=False, kw_only=True)
class NothingChanged(LedgerError):
    """A change to what holds already on the day."""

    code: ClassVar[str] = "version.nothing_changed"
    about: ClassVar[About] = About.STATE
    what: str
    day: date


@dataclass(eq=False, kw_only=True)
class MembershipWrongGroup(LedgerError):
    """A membership of a kind that the group does not have, or of an organisation in itself."""

    code: ClassVar[str] = "membership.wrong_group"
    member: str
    group: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class RoleBodyMissing(LedgerError):
    """A member of a steering group without the body."""

    code: ClassVar[str] = "role.body_missing"


@dataclass(eq=False, kw_only=True)
class RoleBodyUnwanted(LedgerError):
    """A body named for a role that is had in no body."""

    code: ClassVar[str] = "role.body_unwanted"
    role: str
    body: str


@dataclass(eq=False, kw_only=True)
class PayeeSamePerson(LedgerError):
    """A proposed account answered by the person who proposed it."""

    code: ClassVar[str] = "payee.same_person"
    about: ClassVar[About] = About.RIGHT
    payee: str


@dataclass(eq=False, kw_only=True)
class PayeeAnswered(LedgerError):
    """A proposed account that has its answer."""

    code: ClassVar[str] = "payee.answered"
    about: ClassVar[About] = About.STATE
    payee: str
    answer: str
    answered_on: date


@dataclass(eq=False, kw_only=True)
class PayeeWaiting(LedgerError):
    """A second proposal while the first of the same kind waits for its answer."""

    code: ClassVar[str] = "payee.waiting"
    about: ClassVar[About] = About.STATE
    payee: str
    account_kind: str
    proposed_on: date


@dataclass(eq=False, kw_only=True)
class PayeeUnchanged(LedgerError):
    """A proposal of the number that holds already."""

    code: ClassVar[str] = "payee.unchanged"
    about: ClassVar[About] = About.STATE
    payee: str
    account_kind: str
    day: date


@dataclass(eq=False, kw_only=True)
class DecisionNotRecommendation(LedgerError):
    """A decision that is said to follow another decision, as if that were a recommendation."""

    code: ClassVar[str] = "decision.not_recommendation"
    decision: str
