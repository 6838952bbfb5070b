"""What differs is named by exactly what it is: by another krona, another row or another month it is another finding."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.domain.findings import KEY_LENGTH, Finding

FOUND = Finding(1, date(2020, 12, 1), "bank", "Bankgirokonto mot KU-2020-01", "", "KU-2020-01", 500_00, 380_00)


@pytest.mark.parametrize(
    "changed",
    [
        {"book_id": 2},
        {"month": date(2021, 1, 1)},
        {"control": "accounts"},
        {"what": "Bankgirokonto mot KU-2020-02"},
        {"pot_code": "SUICID2020"},
        {"subject": "KU-2020-02"},
        {"ledger_ore": 500_01},
        {"expected_ore": 380_01},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_another_fact_is_another_finding(changed: dict[str, Any]) -> None:
    assert replace(FOUND, **changed).digest != FOUND.digest


def test_the_same_difference_is_the_same_finding() -> None:
    moved = replace(FOUND, ledger_ore=FOUND.ledger_ore + 7, expected_ore=FOUND.expected_ore + 7)
    assert moved.difference_ore == FOUND.difference_ore == 120_00
    assert moved.digest == FOUND.digest
    assert FOUND.digest.startswith(FOUND.key)
    assert len(FOUND.key) == KEY_LENGTH


@pytest.mark.parametrize(("control", "may_be"), [("bank", True), ("accounts", True), ("integrity", False)])
def test_only_the_outside_is_explained(control: str, *, may_be: bool) -> None:
    assert replace(FOUND, control=control).may_be_explained is may_be
    assert not replace(FOUND, control=control, rest=True).may_be_explained
