"""The exception rules: what an auditor would look at twice. Each is one small function; none says it is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final, TypeAlias

from ledger.clock import STOCKHOLM
from ledger.domain.attests import Step
from ledger.domain.events import EVENT_HEADINGS
from ledger.money import ORE_PER_KRONA, Ore, format_kronor
from ledger.reports.exception_rows import EntrySeen, InvoiceSeen, LimitSeen, PaymentSeen


class Rule(StrEnum):
    """The rules, in the order they are told."""

    CORRECTED = "corrected"
    BACK_DATED = "back_dated"
    SAME_PERSON = "same_person"
    ROUND_AMOUNT = "round_amount"
    OUT_OF_HOURS = "out_of_hours"
    LARGEST = "largest"
    UNDER_LIMIT = "under_limit"
    PAID_ALIKE = "paid_alike"
    FUNDED_TWICE = "funded_twice"


@dataclass(frozen=True)
class Thresholds:
    """Where the rules draw their lines: days, öre, percent and Swedish time of day, Monday to Friday."""

    back_dated_days: int = 30
    round_ore: Ore = 10_000 * ORE_PER_KRONA
    opens: time = time(7)
    closes: time = time(18)
    largest: int = 10
    under_limit_percent: int = 5
    paid_alike_days: int = 30


@dataclass(frozen=True)
class Found:
    """One exception: by which rule, of which voucher or document, which day, who did it, öre, and why in words."""

    rule: Rule
    entry: str
    document: str
    day: date
    who: str
    amount_ore: Ore
    reason: str


Attests: TypeAlias = Mapping[int, Mapping[str, Step]]
"""By document: who attested it, and which step each took."""


def corrected(entries: Sequence[EntrySeen]) -> Iterator[Found]:
    """Entries that were turned back."""
    for entry in entries:
        if entry.reversed_by:
            yield _of_entry(Rule.CORRECTED, entry, f"Rättad med {entry.reversed_by}")


def back_dated(entries: Sequence[EntrySeen], than: Thresholds) -> Iterator[Found]:
    """Entries recorded so many days after the day they are booked on, or more."""
    for entry in entries:
        late = (entry.recorded_at.astimezone(STOCKHOLM).date() - entry.booked_on).days
        if late > than.back_dated_days:
            yield _of_entry(Rule.BACK_DATED, entry, f"Registrerad {late} dagar efter bokföringsdagen")


def same_person(entries: Sequence[EntrySeen], payments: Sequence[PaymentSeen], attests: Attests) -> Iterator[Found]:
    """What was registered, or paid, by somebody who also attested it.

    Whoever approves is the one who books the invoice: that is the rule of the house, and no exception.
    """
    for entry in entries:
        step = attests.get(entry.document_id or 0, {}).get(entry.registered_by)
        if step is not None and not entry.reverses:
            yield _of_entry(Rule.SAME_PERSON, entry, f"{entry.registered_by} har registrerat och {_STEPS[step]}")
    for payment in payments:
        step = attests.get(payment.invoice_id or 0, {}).get(payment.paid_by)
        if step is not None:
            reason = f"{payment.paid_by} har {_STEPS[step]} {payment.invoice} och betalat den"
            yield _of_payment(Rule.SAME_PERSON, payment, reason)


def round_amounts(entries: Sequence[EntrySeen], than: Thresholds) -> Iterator[Found]:
    """What was used in amounts so even that they may be an estimate; decided amounts are always even."""
    for entry in entries:
        if entry.used_ore > 0 and entry.used_ore % than.round_ore == 0 and _holds(entry):
            yield _of_entry(Rule.ROUND_AMOUNT, entry, f"Jämnt {format_kronor(entry.used_ore)}", entry.used_ore)


def out_of_hours(entries: Sequence[EntrySeen], than: Thresholds) -> Iterator[Found]:
    """Entries recorded on a Saturday or Sunday, or outside the hours, in Swedish time."""
    for entry in entries:
        at = entry.recorded_at.astimezone(STOCKHOLM)
        if at.weekday() > _FRIDAY or not than.opens <= at.time() < than.closes:
            yield _of_entry(Rule.OUT_OF_HOURS, entry, f"Registrerad {_WEEKDAYS[at.weekday()]} kl. {at:%H.%M}")


def largest(entries: Sequence[EntrySeen], than: Thresholds) -> Iterator[Found]:
    """The largest entries that hold."""
    standing = sorted((entry for entry in entries if _holds(entry)), key=lambda entry: -entry.amount_ore)
    for place, entry in enumerate(standing[: than.largest], start=1):
        yield _of_entry(Rule.LARGEST, entry, f"Nummer {place} i storlek")


def under_limit(invoices: Sequence[InvoiceSeen], limits: Sequence[LimitSeen], than: Thresholds) -> Iterator[Found]:
    """Invoices that just fit under somebody's limit to approve, on the day they arrived, over the pot of a row."""
    told: set[int] = set()
    for row in invoices:
        limit = next((limit for limit in limits if _just_under(row, limit, than)), None)
        if limit is not None and row.document_id not in told:
            told.add(row.document_id)
            reason = f"{format_kronor(row.gross_ore)} är strax under {format_kronor(limit.limit_ore)} ({limit.title})"
            yield _of_invoice(Rule.UNDER_LIMIT, row, row.gross_ore, reason)


def paid_alike(payments: Sequence[PaymentSeen], than: Thresholds) -> Iterator[Found]:
    """Payments of the same amount to the same payee within so many days: the later names the earlier."""
    last: dict[tuple[int, Ore], PaymentSeen] = {}
    for payment in payments:
        key = payment.payee_id, payment.amount_ore
        earlier = last.get(key)
        if earlier is not None and (payment.paid_on - earlier.paid_on).days <= than.paid_alike_days:
            reason = f"Samma belopp till {payment.payee} som {earlier.document} {earlier.paid_on}"
            yield _of_payment(Rule.PAID_ALIKE, payment, reason)
        last[key] = payment


def funded_twice(invoices: Sequence[InvoiceSeen]) -> Iterator[Found]:
    """Rows of two invoices from one supplier over two purposes, with the same amount and much the same text."""
    known: dict[tuple[int, Ore], list[InvoiceSeen]] = {}
    for row in invoices:
        alike = known.setdefault((row.supplier_id, row.row_ore), [])
        earlier = next((other for other in alike if _same_thing(row, other)), None)
        if earlier is not None:
            what = f"{earlier.document} ”{earlier.text}” i {earlier.pot.code}"
            yield _of_invoice(Rule.FUNDED_TWICE, row, row.row_ore, f"Som {what}, fast för {row.pot.code}")
        if sum(_same_place(row, other) for other in alike) < _ENOUGH:
            alike.append(row)


def in_words(than: Thresholds) -> dict[Rule, str]:
    """Each rule with its line, as it is told under the list."""
    return {
        Rule.CORRECTED: "Rättad: verifikationen har vänts med en rättelse.",
        Rule.BACK_DATED: f"Bakdaterad: registrerad mer än {than.back_dated_days} dagar efter bokföringsdagen.",
        Rule.SAME_PERSON: "Samma person: den som registrerade eller betalade har också attesterat.",
        Rule.ROUND_AMOUNT: f"Jämnt belopp: förbrukat i hela {format_kronor(than.round_ore)}.",
        Rule.OUT_OF_HOURS: f"Utanför kontorstid: registrerad på en lördag eller söndag, före kl. {than.opens:%H.%M} "
        f"eller från kl. {than.closes:%H.%M}.",
        Rule.LARGEST: f"Störst: en av de {than.largest} största verifikationerna som gäller.",
        Rule.UNDER_LIMIT: f"Strax under attestgräns: högst {than.under_limit_percent} % under någons beloppsgräns.",
        Rule.PAID_ALIKE: f"Lika betalning: samma mottagare och belopp inom {than.paid_alike_days} dagar.",
        Rule.FUNDED_TWICE: "Dubbel finansiering: samma leverantör och belopp, och liknande text, för två ändamål.",
    }


HEADINGS: Final = {
    Rule.CORRECTED: "Rättad",
    Rule.BACK_DATED: "Bakdaterad",
    Rule.SAME_PERSON: "Samma person",
    Rule.ROUND_AMOUNT: "Jämnt belopp",
    Rule.OUT_OF_HOURS: "Utanför kontorstid",
    Rule.LARGEST: "Störst",
    Rule.UNDER_LIMIT: "Strax under attestgräns",
    Rule.PAID_ALIKE: "Lika betalning",
    Rule.FUNDED_TWICE: "Dubbel finansiering",
}

_ENOUGH: Final = 2
_FRIDAY: Final = 4
_WEEKDAYS: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_STEPS: Final = {Step.CONFIRM: "sakattesterat", Step.APPROVE: "beslutsattesterat"}


def _holds(entry: EntrySeen) -> bool:
    return not entry.reverses and not entry.reversed_by


def _just_under(row: InvoiceSeen, limit: LimitSeen, than: Thresholds) -> bool:
    in_force = limit.valid_from <= row.arrived_on and (limit.valid_to is None or row.arrived_on <= limit.valid_to)
    near = limit.limit_ore * (100 - than.under_limit_percent) <= row.gross_ore * 100 <= limit.limit_ore * 100
    return in_force and near and limit.pot_id in row.pot.way


def _same_thing(row: InvoiceSeen, other: InvoiceSeen) -> bool:
    """Of two invoices and purposes, with at least half of their words in common."""
    if row.document_id == other.document_id or row.pot.way[0] == other.pot.way[0]:
        return False
    words, others = set(row.text.casefold().split()), set(other.text.casefold().split())
    return 2 * len(words & others) >= len(words | others)


def _same_place(row: InvoiceSeen, other: InvoiceSeen) -> bool:
    """The same purpose and text: two such rows, of two invoices, find whatever any more of them would."""
    return row.pot.way[0] == other.pot.way[0] and row.text == other.text and row.document_id != other.document_id


def _of_entry(rule: Rule, of: EntrySeen, reason: str, amount_ore: Ore | None = None) -> Found:
    amount = of.amount_ore if amount_ore is None else amount_ore
    told = f"{EVENT_HEADINGS[of.event]}: {reason}"
    return Found(rule, of.name, of.document, of.booked_on, of.booked_by, amount, told)


def _of_payment(rule: Rule, of: PaymentSeen, reason: str) -> Found:
    return Found(rule, of.entry, of.document, of.paid_on, of.paid_by, of.amount_ore, reason)


def _of_invoice(rule: Rule, of: InvoiceSeen, amount_ore: Ore, reason: str) -> Found:
    return Found(rule, "", of.document, of.arrived_on, of.registered_by, amount_ore, reason)
