"""Every use case is a command, every argument a field with a meaning, and the list of commands is up to date."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import ledger.services
from ledger.commands.catalogue import COMMANDS, find_command
from ledger.commands.forms import GIVEN, arguments_of, in_kronor
from ledger.commands.manual import described, fields_text, list_text, manual
from ledger.commands.registry import Command
from ledger.domain.roles import Role
from ledger.errors import CommandUnknown

each_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)

NO_COMMANDS = {
    "counter_entries.turn_back": "the part that correctors have in common",
    "attests.take_step": "a step of a document's own attest",
    "audit.audit_row": "written by every use case",
    "audit.write_audit": "written by every use case",
    "batches.register_booked_many": "a part of every registration of many",
    "bank_statements.register_match": "a part of matching",
    "claims.follow": "a requisition's state, after its money",
    "documents.annul": "a part of every correction",
    "documents.book_document": "a part of every booking",
    "documents.register": "a part of every registration",
    "documents.register_booked": "a part of every registration",
    "documents.set_state": "a part of other use cases",
    "documents.set_states": "a part of other use cases",
    "document_rows.head_row": "a part of every registration",
    "document_rows.state_row": "a part of every change of state",
    "explanations.accept_explanation": "a part of `ledger.closing`, which says what differs",
    "explanations.explain_finding": "a part of `ledger.closing`, which says what differs",
    "invoice_debts.follow": "an invoice's state, after its money",
    "period_states.next_state": "a part of closing and opening a month",
    "periods.close_month": "a part of `ledger.closing`, which runs the controls first",
    "periods.close_year": "a part of `ledger.closing`, which runs the controls first",
    "reclaims.annul_reclaim": "a part of the corrections of reclaims",
    "reservations.follow_reservation": "a reservation's state, after its money",
    "rests.go_on": "a part of carry-over and handover",
    "rests.have_come_back": "a part of carry-over and handover",
    "rests.have_gone_on": "a part of carry-over and handover",
    "settlements.annul_settlement": "a part of the corrections of settlements",
    "use_reports.set_aside_reviews": "a part of returning a report",
    "versions.add_version": "a part of every change of a register",
    "versions.begin": "a part of every change of a register",
    "versions.end": "a part of every change of a register",
}
"""Functions of services that somebody acts in and that are no use case of their own, and why."""

ABOUT_SIGNING_IN = {"api_tokens", "identities", "one_time_codes", "passwords", "web_sessions"}
"""Services about secrets and one's own sign-ins: never in a file or a shell's history, but asked for where they are."""


def acted() -> Iterator[tuple[str, object]]:
    """Every public function of the services that an actor does."""
    for module in pkgutil.iter_modules(ledger.services.__path__):
        if module.name in ABOUT_SIGNING_IN:
            continue
        loaded = importlib.import_module(f"ledger.services.{module.name}")
        for name, found in vars(loaded).items():
            own = inspect.isfunction(found) and found.__module__ == loaded.__name__ and not name.startswith("_")
            if own and "actor" in inspect.signature(found).parameters:
                yield f"{module.name}.{name}", found


def test_every_use_case_is_a_command_or_says_why_not() -> None:
    services = {command.service for command in COMMANDS.values()}
    without = {name for name, found in acted() if found not in services}
    assert without == set(NO_COMMANDS)
    assert not {command.service.__module__.rpartition(".")[2] for command in COMMANDS.values()} & ABOUT_SIGNING_IN


def test_names_are_one_of_a_kind_and_of_two_words() -> None:
    names = [command.name for command in COMMANDS.values()]
    assert len(names) == len(set(names))
    assert all(name.replace("_", "").replace(".", "", 1).isalpha() and name.count(".") == 1 for name in names)


@each_command
def test_every_argument_is_a_field_with_a_meaning(command: Command) -> None:
    taken = {field.attribute or name for name, field in command.schema().fields.items()}
    amounts = {in_kronor(name) for name in command.schema.in_either_unit}
    spread = {command.spread} if command.spread else set()
    asked = {argument.name for argument in arguments_of(command.service)} - spread
    assert asked <= taken
    assert not taken & set(GIVEN)
    assert amounts <= taken
    told = fields_text(command)
    assert all(one.meaning and one.path in told for one in described(command))


@each_command
def test_what_moves_money_is_never_the_administrators(command: Command) -> None:
    assert command.roles
    assert Role.AUDITOR not in command.roles
    if Role.ADMINISTRATOR in command.roles:
        assert not any(argument.name == "decision_id" for argument in arguments_of(command.service))
        assert "source_key" not in command.schema().fields, "documents are the officer's"


@pytest.mark.parametrize("name", ["invoice.approve", "credit_invoice.approve", "use_report.approve"])
def test_only_attesters_approve(name: str) -> None:
    assert COMMANDS[name].roles == {Role.ATTESTER}


def test_a_name_that_is_not_there_is_told_with_those_like_it() -> None:
    with pytest.raises(CommandUnknown) as refusal:
        find_command("invoice.aprove")
    assert refusal.value.near[0] == "invoice.approve"


def test_all_commands_are_listed() -> None:
    listed = list_text()
    assert all(f"  {name} " in listed for name in COMMANDS)


def test_the_documented_commands_are_those_there_are() -> None:
    kept = Path(__file__).parents[2] / "docs" / "commands.md"
    assert kept.read_text(encoding="utf-8") == manual(), "run `medel do --docs > docs/commands.md`"
