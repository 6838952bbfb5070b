"""The access table: every route and who may use it. What is not listed here is answered as if it did not exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask, request

from ledger.domain.roles import Role
from ledger.errors import AccessRefused, NotFound, PageMissing, TokenNotHere
from ledger.http.bearer import shown_token
from ledger.http.tokens import caller_by_token
from ledger.http.who import Caller, required
from ledger.reports.books import BookRef


@dataclass(frozen=True)
class Rule:
    """Who may use a route: anyone; anyone signed in (no roles named); or who has one of the roles in its book.

    `by_token`: programs too, with a token for one of the roles; where anyone may, whatever token they show.
    """

    signed_in: bool = True
    roles: frozenset[Role] = frozenset()
    by_token: bool = False


ANYONE: Final = Rule(signed_in=False)
PROGRAMS_TOO: Final = Rule(signed_in=False, by_token=True)
SIGNED_IN: Final = Rule()


def _only(*roles: Role) -> Rule:
    return Rule(roles=frozenset(roles))


def _also_programs(*roles: Role) -> Rule:
    return Rule(roles=frozenset(roles), by_token=True)


TABLE: Final[Mapping[str, Rule]] = {
    "static": PROGRAMS_TOO,
    "health.alive": PROGRAMS_TOO,
    "health.ready": PROGRAMS_TOO,
    "health.figures": PROGRAMS_TOO,
    "sign_in.show": ANYONE,
    "sign_in.enter": ANYONE,
    "sign_in.leave": SIGNED_IN,
    "oidc.begin": ANYONE,
    "oidc.callback": ANYONE,
    "oidc.left": ANYONE,
    "oidc.leave": ANYONE,
    "second_step.show": ANYONE,
    "second_step.enter": ANYONE,
    "language.choose": ANYONE,
    "start.show": SIGNED_IN,
    "account.show": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "account.end_one": SIGNED_IN,
    "one_time.begin": SIGNED_IN,
    "one_time.show": SIGNED_IN,
    "one_time.picture": SIGNED_IN,
    "one_time.confirm": SIGNED_IN,
    "one_time.end": SIGNED_IN,
    "one_time.renew": SIGNED_IN,
    "tokens.add": SIGNED_IN,
    "tokens.end": SIGNED_IN,
    "statement.show": _also_programs(Role.OFFICER, Role.ATTESTER, Role.STEERING, Role.AUDITOR),
    "reconciliation.show": _only(Role.OFFICER, Role.AUDITOR),
    "reconciliation.workbook": _also_programs(Role.OFFICER, Role.AUDITOR),
    "audit_log.show": _only(Role.AUDITOR),
    "audit_log.download": _also_programs(Role.AUDITOR),
}
"""By endpoint. A book's pages have its code in their address, as `book`."""


def hold_access(app: Flask) -> None:
    """Hold every request to the table, before any page runs."""

    @app.before_request
    def _hold() -> None:
        if request.routing_exception is not None:
            raise request.routing_exception
        rule = TABLE.get(request.endpoint or "")
        if rule is None:
            raise PageMissing
        if not rule.signed_in:
            _hold_open(rule)
            return
        who = _caller_for(rule)
        if rule.roles:
            _require_role(who, rule)


def _hold_open(rule: Rule) -> None:
    """Refuse a token where one signs in: it would do without the form's own token, and be given no cookie."""
    if shown_token() is not None and not rule.by_token:
        raise TokenNotHere


def _caller_for(rule: Rule) -> Caller:
    """Who is asking, by a token if one was shown and otherwise by the cookie; raises `SignInNeeded`."""
    shown = shown_token()
    if shown is None:
        return required()
    who = caller_by_token(shown)
    if not rule.by_token:
        raise TokenNotHere
    return who


def book_asked_for(who: Caller) -> BookRef:
    """The book in the address, if the caller has any role in it; raises `NotFound`."""
    code = (request.view_args or {})["book"]
    if code not in who.books:
        raise NotFound(what="bok", name=code)
    return who.books[code]


def _require_role(who: Caller, rule: Rule) -> None:
    """A book one has no role in does not exist; one has another role in says which role is needed."""
    try:
        book = book_asked_for(who)
    except NotFound as error:
        raise PageMissing from error
    if not who.rights.may(book.id, rule.roles):
        raise AccessRefused(roles=tuple(sorted(rule.roles)))
