"""Exceptions: one list of what an auditor would look at twice, each with its rule and the reason in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from ledger.domain.scope import Scope
from ledger.reports import exception_rules as rules
from ledger.reports.exception_rows import attests_seen, entries_seen, invoices_seen, limits_seen, payments_seen
from ledger.reports.exception_rules import HEADINGS, Found, Rule, Thresholds, in_words
from ledger.reports.table import Column, Table
from ledger.reports.view import View, pot_names, view


@dataclass(frozen=True)
class Exceptions:
    """What was found, rule by rule, with the lines it was drawn by."""

    view: View
    thresholds: Thresholds
    found: tuple[Found, ...]

    def of(self, rule: Rule) -> tuple[Found, ...]:
        """What one rule found."""
        return tuple(one for one in self.found if one.rule is rule)


def exceptions(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str | None,
    as_of: date | None,
    known_at: datetime | None,
    thresholds: Thresholds | None = None,
) -> Exceptions:
    """What the rules find in the book, or in the agreement of that code.

    Double funding is looked for among the purposes that are asked for. Every entry is read: the cost is in proportion
    to them, the number of queries is not. Raises `NotFound` and `MomentInFuture`.
    """
    at = view(session, scope=scope, book_id=book_id, agreement=agreement, as_of=as_of, known_at=known_at)
    than = Thresholds() if thresholds is None else thresholds
    entries, payments = entries_seen(session, at), payments_seen(session, at)
    invoices = invoices_seen(session, at, pot_names(session, at))
    found = (
        *rules.corrected(entries),
        *rules.back_dated(entries, than),
        *rules.same_person(entries, payments, attests_seen(session, at)),
        *rules.round_amounts(entries, than),
        *rules.out_of_hours(entries, than),
        *rules.largest(entries, than),
        *rules.under_limit(invoices, limits_seen(session, at), than),
        *rules.paid_alike(payments, than),
        *rules.funded_twice(invoices),
    )
    return Exceptions(at, than, found)


COLUMNS: Final = (
    Column("rule", "Regel", "code"),
    Column("rule_name", "Regel i ord"),
    Column("entry", "Verifikation", "code"),
    Column("document", "Underlag", "code"),
    Column("day", "Dag", "date"),
    Column("who", "Av"),
    Column("amount", "Belopp", "amount"),
    Column("reason", "Skäl"),
)
"""The columns of `exception_table`, which are also those of the CSV: only ever added to, at the end."""


def exception_table(found: Exceptions) -> Table:
    """A row for each, rule by rule; the notes tell the rules, also those that found nothing."""
    rows = tuple(
        (one.rule.value, HEADINGS[one.rule], one.entry, one.document, one.day, one.who, one.amount_ore, one.reason)
        for one in found.found
    )
    notes = (_NO_JUDGEMENT, *in_words(found.thresholds).values())
    return Table(found.view.title("Att granska, kronor"), COLUMNS, rows, notes=notes)


_NO_JUDGEMENT: Final = "En rad här är ingen anmärkning: den är något som en granskare kan vilja se på."
