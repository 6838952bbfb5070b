"""What is wrong with a body is told all at once: where, what and what to do, in both languages."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ledger.commands.permission import Caller
from ledger.commands.running import run
from ledger.errors import CommandInputRefused, InputFault
from ledger.messages import explain
from tests.support.money import Money
from tests.support.story import Story

Faults = Mapping[str, InputFault]
Refused = Callable[..., Faults]

DECIDED: dict[str, Any] = {
    "purpose": "SUICID",
    "amount_ore": 1,
    "decision": "STATEN 2020-08-27 § 1",
    "on": "2021-01-01",
}
INVOICE: dict[str, Any] = {
    "supplier": "SK",
    "supplier_number": "20417",
    "invoiced_on": "2021-03-12",
    "arrived_on": "2021-03-12",
    "due_on": "2021-04-11",
    "net_ore": 100,
    "vat_ore": 0,
    "gross_ore": 100,
    "vat_judgement": "none_grant",
    "lines": [{"text": "Samordnare", "gross_ore": 100, "pot": "SUICID2020"}],
}


@pytest.fixture
def officer(story: Story) -> Caller:
    return Caller(story.officer_id, "ekonom@prov.example", at_machine=True)


@pytest.fixture
def refused(money: Money, officer: Caller) -> Refused:
    """Runs a command that must be refused for its body, and gives its faults by path."""

    def run_refused(name: str, body: object) -> Faults:
        with money.writing() as session, pytest.raises(CommandInputRefused) as refusal:
            run(session, officer, name, body)
        assert refusal.value.command == name
        for fault in refusal.value.faults:
            assert all((fault.what, fault.to_do, fault.what_en, fault.to_do_en))
            assert fault.what in explain(refusal.value)
        return {fault.path: fault for fault in refusal.value.faults}

    return run_refused


def reasons(faults: Faults) -> dict[str, str]:
    return {path: fault.reason for path, fault in faults.items()}


def test_every_fault_of_a_body_is_told_at_once(refused: Refused) -> None:
    body = {
        **INVOICE,
        "supplier": "SKK",
        "supplier_number": 20417,
        "invoiced_on": "12 mars",
        "net_ore": 1.5,
        "vat_judgement": "noll",
        "beskrivning": "x",
        "lines": [{"text": "A", "gross_ore": 100}, {"text": "B", "gross_kr": "1,0,0", "pott": 1}, "C"],
    }
    del body["due_on"]
    assert reasons(refused("invoice.register", body)) == {
        "beskrivning": "unknown_field",
        "due_on": "missing",
        "invoiced_on": "day",
        "lines.1.gross_kr": "kronor",
        "lines.1.pott": "unknown_field",
        "lines.2": "object",
        "net_ore": "float",
        "supplier": "unknown_reference",
        "supplier_number": "text",
        "vat_judgement": "choice",
    }


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"amount_ore": 10.0}, "float"),
        ({"amount_ore": "tio"}, "ore"),
        ({"amount_ore": True}, "ore"),
        ({"amount_ore": 10**15}, "ore"),
        ({"amount_ore": None}, "missing"),
        ({"on": "2021-02-31"}, "day"),
        ({"on": "1066-10-14"}, "day"),
        ({"on": 20210101}, "day"),
        ({"example": "kanske"}, "yes_no"),
        ({"source_key": "a\x00b"}, "characters"),
        ({"source_key": "x" * 10_001}, "long"),
        ({"source_key": "\ud800"}, "characters"),
        ({"purpose": 1.0}, "reference"),
        ({"purpose": ""}, "reference"),
        ({"purpose": "#0"}, "reference"),
        ({"purpose": [1]}, "reference"),
        ({"purpose": 999}, "unknown_reference"),
        ({"purpose": "#999"}, "unknown_reference"),
        ({"decision": "dnr 1"}, "unknown_reference"),
        ({"decision": "19/01701"}, "ambiguous_reference"),
    ],
    ids=str,
)
def test_one_field(refused: Refused, changed: dict[str, Any], reason: str) -> None:
    (field,) = changed
    assert reasons(refused("agreement.decide_amount", {**DECIDED, **changed})) == {field: reason}


@pytest.mark.parametrize(
    ("name", "body", "wanted"),
    [
        ("book.close_month", {"month": "mars"}, {"month": "month"}),
        (
            "agreement.copy",
            {"agreement": "PH2020", "code": "A", "name": "A", "reference": "", "years": 0},
            {"years": "whole"},
        ),
        (
            "payout.pay",
            {"invoices": "L-2021-01", "bank_account": "Bankgirokonto", "on": "2021-01-01"},
            {"invoices": "rows"},
        ),
        (
            "bank_match.match",
            {"bank_account": "Bankgirokonto", "rows": [], "vouchers": ["3", "2020-3"]},
            {"vouchers.0": "voucher"},
        ),
        (
            "allocation.decide_by_shares",
            {
                "pot": "SUICID2020",
                "amount_ore": 100,
                "decision": "§ 4",
                "on": "2021-01-01",
                "fractions": [
                    {"pot": "FB", "share": "1/3"},
                    {"pot": "GR", "share": 0.5},
                    {"pot": "FB", "share": "50 %"},
                    {"pot": "SH", "share": "1/0"},
                ],
            },
            {"fractions.1.share": "exact", "fractions.3.share": "exact"},
        ),
        (
            "allocation.decide",
            {
                "pot": "SUICID2020",
                "decision": "§ 4",
                "on": "2021-01-01",
                "amounts": [{"pot": "FB", "amount_ore": 1}, {"pot": "FB", "amount_kr": "2"}, {"pot": "SK"}],
            },
            {"amounts.2.amount_ore": "missing"},
        ),
        (
            "allocation.decide",
            {
                "pot": "SUICID2020",
                "decision": "§ 4",
                "on": "2021-01-01",
                "amounts": [{"pot": "FB", "amount_ore": 1}, {"pot": "FB", "amount_kr": "2"}],
            },
            {"amounts.1": "twice"},
        ),
        ("file.attach", {"to": {}, "name": "a.pdf", "content": "JVBERi0="}, {"to": "one_thing"}),
        ("file.attach", {"to": {"decision": "§ 4"}, "name": "a.pdf", "content": "å"}, {"content": "base64"}),
        ("file.attach", {"to": "§ 4", "name": "a.pdf", "content": 7}, {"content": "base64", "to": "object"}),
        ("organisation.register", [], {"": "object"}),
        ("organisation.register", None, {"": "object"}),
    ],
    ids=str,
)
def test_other_kinds_of_field(refused: Refused, name: str, body: object, wanted: dict[str, str]) -> None:
    assert reasons(refused(name, body)) == wanted


def test_an_amount_is_given_in_one_unit(refused: Refused) -> None:
    both = {**DECIDED, "amount_kr": "1"}
    assert reasons(refused("agreement.decide_amount", both)) == {"amount_kr": "both"}
    none = {name: value for name, value in DECIDED.items() if name != "amount_ore"}
    assert reasons(refused("agreement.decide_amount", none)) == {"amount_ore": "missing"}
    assert reasons(refused("agreement.decide_amount", {**none, "amount_kr": 1.5})) == {"amount_kr": "float"}
    assert reasons(refused("agreement.decide_amount", {**none, "amount_kr": "1 000,505"})) == {"amount_kr": "kronor"}


def test_the_nearest_field_is_named(refused: Refused) -> None:
    fault = refused("agreement.decide_amount", {**DECIDED, "ammount_ore": 1})["ammount_ore"]
    assert "amount_ore" in fault.to_do
    assert "amount_ore" in fault.to_do_en


def test_what_could_be_meant_is_named(refused: Refused) -> None:
    fault = refused("agreement.decide_amount", {**DECIDED, "decision": "19/01701"})["decision"]
    assert "STYRGRUPP 2020-10-02 § 4 (#" in fault.to_do
