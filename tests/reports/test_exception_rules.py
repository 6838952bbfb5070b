"""Exception rules: what each finds, and what just misses it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from ledger.domain.attests import Step
from ledger.domain.events import Event
from ledger.money import kronor
from ledger.reports.exception_rows import EntrySeen, InvoiceSeen, LimitSeen, PaymentSeen
from ledger.reports.exception_rules import (
    HEADINGS,
    Rule,
    Thresholds,
    back_dated,
    corrected,
    funded_twice,
    in_words,
    largest,
    out_of_hours,
    paid_alike,
    round_amounts,
    same_person,
    under_limit,
)
from ledger.reports.view import PotName

THAN: Final = Thresholds()
MONDAY: Final = date(2021, 3, 1)
AT_NINE: Final = datetime(2021, 3, 1, 8, 0, tzinfo=UTC)

ENTRY: Final = EntrySeen(
    name="2021-1",
    document="L-2021-01",
    document_id=7,
    event=Event.INVOICE,
    booked_on=MONDAY,
    recorded_at=AT_NINE,
    booked_by="attestant@prov.example",
    registered_by="ekonom@prov.example",
    amount_ore=kronor(12_345),
    used_ore=kronor(12_345),
    reverses="",
    reversed_by="",
)
PAYMENT: Final = PaymentSeen(
    entry="2021-2",
    document="UB-2021-01",
    row_no=1,
    paid_on=MONDAY,
    paid_by="ekonom@prov.example",
    payee_id=3,
    payee="Skaraborgs kommunalförbund",
    invoice_id=7,
    invoice="L-2021-01",
    amount_ore=kronor(500),
)
SUICIDE: Final = PotName(2, "SUICID2020", "Suicidprevention 2020", (2,), "PH2020")
SIMBA: Final = PotName(4, "SIMBA", "SIMBA", (2, 4), "PH2020")
YOUTH: Final = PotName(5, "UNGDOM2020", "Ungdomsmottagningar 2020", (5,), "PH2020")
ROW: Final = InvoiceSeen(
    document_id=7,
    document="L-2021-01",
    arrived_on=MONDAY,
    registered_by="ekonom@prov.example",
    supplier_id=3,
    supplier="Skaraborgs kommunalförbund",
    row_no=1,
    pot=SIMBA,
    text="Utbildning i Skövde mars",
    gross_ore=kronor(490_000),
    row_ore=kronor(490_000),
)
LIMIT: Final = LimitSeen("Beslutsattestant", 2, kronor(500_000), date(2021, 1, 1), date(2021, 12, 31))


def test_a_corrected_entry_names_its_correction() -> None:
    (found,) = corrected([ENTRY, replace(ENTRY, name="2021-9", reversed_by="2021-12")])
    assert (found.rule, found.entry, found.document) == (Rule.CORRECTED, "2021-9", "L-2021-01")
    assert (found.day, found.who, found.amount_ore) == (MONDAY, "attestant@prov.example", kronor(12_345))
    assert found.reason == "Faktura: Rättad med 2021-12"


def test_recorded_more_than_thirty_days_late_by_swedish_days() -> None:
    just = replace(ENTRY, recorded_at=datetime(2021, 3, 31, 21, 59, tzinfo=UTC))
    late = replace(ENTRY, recorded_at=datetime(2021, 3, 31, 22, 1, tzinfo=UTC))
    assert [found.reason for found in back_dated([just, late], THAN)] == [
        "Faktura: Registrerad 31 dagar efter bokföringsdagen"
    ]


def test_one_who_registers_and_attests() -> None:
    attests = {7: {"ekonom@prov.example": Step.CONFIRM, "attestant@prov.example": Step.APPROVE}}
    other = replace(ENTRY, registered_by="någon@prov.example")
    (entry,) = same_person([ENTRY, other, replace(ENTRY, reverses="2021-1")], [], attests)
    assert entry.reason == "Faktura: ekonom@prov.example har registrerat och sakattesterat"
    (paid,) = same_person([], [PAYMENT, replace(PAYMENT, paid_by="kassa@prov.example")], attests)
    assert paid.reason == "ekonom@prov.example har sakattesterat L-2021-01 och betalat den"
    assert list(same_person([ENTRY], [replace(PAYMENT, invoice_id=None)], {})) == []


@pytest.mark.parametrize(("used_kr", "found"), [(10_000, 1), (250_000, 1), (9_999, 0), (10_001, 0), (0, 0), (5_000, 0)])
def test_what_is_used_in_even_amounts(used_kr: int, found: int) -> None:
    assert len(list(round_amounts([replace(ENTRY, used_ore=kronor(used_kr))], THAN))) == found


def test_what_was_corrected_is_neither_even_nor_large() -> None:
    even = replace(ENTRY, used_ore=kronor(10_000))
    gone = [replace(even, reverses="2021-5"), replace(even, reversed_by="2021-5")]
    assert list(round_amounts(gone, THAN)) == []
    assert list(largest(gone, THAN)) == []


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2021-03-01T05:59Z", "måndag kl. 06.59"),
        ("2021-03-01T06:00Z", None),
        ("2021-03-01T16:59Z", None),
        ("2021-03-01T17:00Z", "måndag kl. 18.00"),
        ("2021-07-01T15:59Z", None),
        ("2021-03-06T11:00Z", "lördag kl. 12.00"),
        ("2021-03-07T11:00Z", "söndag kl. 12.00"),
    ],
)
def test_outside_office_hours_in_swedish_time(moment: str, reason: str | None) -> None:
    found = [one.reason for one in out_of_hours([replace(ENTRY, recorded_at=datetime.fromisoformat(moment))], THAN)]
    assert found == ([] if reason is None else [f"Faktura: Registrerad {reason}"])


def test_the_largest_first_and_no_more_than_asked_for() -> None:
    entries = [replace(ENTRY, name=f"2021-{kr}", amount_ore=kronor(kr)) for kr in (5, 9, 7)]
    found = list(largest(entries, replace(THAN, largest=2)))
    assert [(one.entry, one.reason) for one in found] == [
        ("2021-9", "Faktura: Nummer 1 i storlek"),
        ("2021-7", "Faktura: Nummer 2 i storlek"),
    ]


@pytest.mark.parametrize(
    ("gross_ore", "found"),
    [
        (kronor(475_000), 1),
        (kronor(500_000), 1),
        (kronor(475_000) - 1, 0),
        (kronor(500_000) + 1, 0),
    ],
)
def test_just_under_a_limit(gross_ore: int, found: int) -> None:
    assert len(list(under_limit([replace(ROW, gross_ore=gross_ore)], [LIMIT], THAN))) == found


def test_a_limit_counts_over_its_pot_while_it_holds_and_an_invoice_once() -> None:
    assert list(under_limit([replace(ROW, pot=YOUTH)], [LIMIT], THAN)) == []
    assert list(under_limit([replace(ROW, arrived_on=date(2022, 1, 1))], [LIMIT], THAN)) == []
    assert list(under_limit([replace(ROW, arrived_on=date(2020, 12, 31))], [LIMIT], THAN)) == []
    (found,) = under_limit([ROW, replace(ROW, row_no=2)], [LIMIT, replace(LIMIT, valid_to=None)], THAN)
    assert found.reason == "490\xa0000\xa0kr är strax under 500\xa0000\xa0kr (Beslutsattestant)"


def test_alike_payments_within_thirty_days() -> None:
    second = replace(PAYMENT, document="UB-2021-02", paid_on=MONDAY + timedelta(days=30))
    third = replace(PAYMENT, document="UB-2021-03", paid_on=MONDAY + timedelta(days=61))
    others = [replace(PAYMENT, payee_id=4), replace(PAYMENT, amount_ore=kronor(501))]
    (found,) = paid_alike([PAYMENT, *others, second, third], THAN)
    assert (found.document, found.reason) == (
        "UB-2021-02",
        "Samma belopp till Skaraborgs kommunalförbund som UB-2021-01 2021-03-01",
    )


def test_the_same_thing_for_two_purposes() -> None:
    again = replace(ROW, document_id=8, document="L-2021-02", pot=YOUTH, text="utbildning i skövde april")
    (found,) = funded_twice([ROW, again])
    assert found.reason == "Som L-2021-01 ”Utbildning i Skövde mars” i SIMBA, fast för UNGDOM2020"
    for differs in (
        {"pot": SUICIDE},
        {"supplier_id": 4},
        {"row_ore": kronor(490_001)},
        {"text": "Föreläsning om sorg i Skövde"},
        {"document_id": 7},
    ):
        assert list(funded_twice([ROW, replace(again, **differs)])) == [], differs


def test_a_long_row_of_equal_invoices_hides_none() -> None:
    many = [replace(ROW, document_id=number) for number in range(10, 20)]
    split = replace(ROW, document_id=10, pot=YOUTH)
    assert len(list(funded_twice([*many, split]))) == 1


def test_every_rule_has_a_name_and_is_told_in_words() -> None:
    assert list(HEADINGS) == list(Rule) == list(in_words(THAN))
    told = in_words(replace(THAN, back_dated_days=5, round_ore=kronor(100)))
    assert told[Rule.BACK_DATED] == "Bakdaterad: registrerad mer än 5 dagar efter bokföringsdagen."
    assert told[Rule.ROUND_AMOUNT] == "Jämnt belopp: förbrukat i hela 100\xa0kr."
