"""Every pair of deed and thing that the product writes in its log has words in both languages, found in its source.

A row is written by `write_audit` or `audit_row`. Where verb and thing are literals they are read from the call; where
they are told by something else, that place and what it can tell stand in `TOLD`, and a place that does not stand there
fails here.
"""

import ast
import json
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import iter_modules
from typing import Final, TypeAlias

import pytest
from sqlalchemy import Engine, text

import ledger
from ledger import imports
from ledger.db.details import DocumentKind
from ledger.db.session import read_session
from ledger.demo import Story
from ledger.domain.attests import Step
from ledger.imports.importing import KINDS
from ledger.imports.kinds import ImportKind
from ledger.language import Language
from ledger.money import NO_BREAK_SPACE
from ledger.reports.audit_words import FACTS, THINGS, VERBS, choices, done, facts_in_words
from ledger.services.decisions import DecisionKind

Place: TypeAlias = tuple[str, str, str]
"""A file of the product, and the verb and the thing as they are written there."""

SOURCE: Final = Path(ledger.__file__).parent
WRITERS: Final = {"write_audit", "audit_row"}
_KINDS: Final = tuple(kind.value for kind in DocumentKind)
_STEPS: Final = tuple(step.value for step in Step)
_IMPORTS: Final = tuple(sorted(KINDS))

TOLD: Final[dict[Place, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    ("services/documents.py", "'register'", "kind.value"): (("register",), _KINDS),
    ("services/documents.py", "'book'", "document.kind.value"): (("book",), _KINDS),
    ("services/documents.py", "'annul'", "document.kind.value"): (("annul",), _KINDS),
    ("services/documents.py", "", "kind.value"): (("register", "book"), _KINDS),
    ("services/batches.py", "verb", "what"): (("register", *_STEPS), _KINDS),
    ("services/batches.py", "'book'", "what"): (("book",), _KINDS),
    ("services/attests.py", "step.value", "document.kind.value"): (
        _STEPS,
        ("invoice", "credit_invoice", "use_review"),
    ),
    ("services/invoices.py", "'replace'", "replaced.kind.value"): (("replace",), ("invoice",)),
    ("services/invoices.py", "'return'", "document.kind.value"): (("return",), ("invoice",)),
    ("services/credits.py", "'return'", "document.kind.value"): (("return",), ("credit_invoice",)),
    ("services/use_reports.py", "'submit'", "document.kind.value"): (("submit",), ("use_report",)),
    ("services/use_reports.py", "'return'", "document.kind.value"): (("return",), ("use_report",)),
    ("services/bank_matching.py", "'release'", "match.kind.value"): (("release",), ("bank_match",)),
    ("services/decisions.py", "'register'", "kind.value"): (("register",), tuple(kind.value for kind in DecisionKind)),
    ("services/explanations.py", "verb", "'finding'"): (("explain", "accept"), ("finding",)),
    ("services/files.py", "verb", "'attachment'"): (("attach", "remove"), ("attachment",)),
    ("services/identities.py", "verb", "'identity'"): (("link", "unlink"), ("identity",)),
    ("services/one_time_codes.py", "verb", "'one_time_codes'"): (
        ("turn_on", "turn_off", "renew_recovery", "use_recovery"),
        ("one_time_codes",),
    ),
    ("services/payees.py", "verb", "'payee_account'"): (("propose", "confirmed", "refused"), ("payee_account",)),
    ("services/period_states.py", "verb", "'month'"): (("close", "reopen"), ("month",)),
    ("imports/importing.py", "'import'", "imported.kind"): (("import",), _IMPORTS),
    ("web/downloads.py", "'download'", "what"): (("download",), ("avstamning", "audit_log")),
}
"""What can be told where verb or thing is no literal."""
PASSED_ON: Final = {"services/audit.py"}
"""Where rows are only passed on."""


def calls() -> Iterator[tuple[Place, ast.expr | None, ast.expr | None]]:
    """Every place that writes a row, or prepares to by `partial`, with the verb and the thing it gives."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name not in PASSED_ON and names(node) & WRITERS:
                given = {one.arg: one.value for one in node.keywords}
                verb, what = given.get("verb"), given.get("what")
                yield (name, written(verb), written(what)), verb, what


def names(call: ast.Call) -> set[str]:
    """What is called, and what `partial` is given."""
    called = [call.func, *(call.args if getattr(call.func, "id", "") == "partial" else [])]
    return {str(getattr(one, "id", "")) for one in called}


def written(value: ast.expr | None) -> str:
    return "" if value is None else ast.unparse(value)


def is_literal(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant)


def said() -> set[tuple[str, str]]:
    """Every pair that the product can write."""
    pairs: set[tuple[str, str]] = set()
    for place, verb, what in calls():
        if isinstance(verb, ast.Constant) and isinstance(what, ast.Constant):
            pairs.add((str(verb.value), str(what.value)))
        else:
            pairs |= set(product(*TOLD[place]))
    return pairs


def test_every_place_that_tells_no_literal_is_known() -> None:
    places = {place for place, verb, what in calls() if not (is_literal(verb) and is_literal(what))}
    assert places == set(TOLD)
    assert len(said()) > 150


def test_the_kinds_of_files_are_those_that_can_be_read_in() -> None:
    modules = [import_module(f"{imports.__name__}.{one.name}") for one in iter_modules(imports.__path__)]
    found = {value.name for module in modules for value in vars(module).values() if isinstance(value, ImportKind)}
    assert found == set(_IMPORTS)


@pytest.mark.parametrize("language", Language)
def test_every_pair_that_can_be_written_has_words(language: Language) -> None:
    for verb, what in sorted(said()):
        assert verb in VERBS, verb
        assert what in THINGS, what
        told = done(verb, what, language)
        assert told[0].isupper(), told
        assert "_" not in told, told


def test_no_words_are_of_what_is_never_written() -> None:
    verbs, things = zip(*said(), strict=True)
    assert set(VERBS) == set(verbs)
    assert set(THINGS) == set(things)


@pytest.mark.parametrize("language", Language)
def test_choices_can_be_told_apart(language: Language) -> None:
    for words in (VERBS, THINGS):
        told = [words for _, words in choices(words, language)]
        assert len(set(told)) == len(told) == len(words)


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_all_that_two_years_of_the_demo_wrote_is_among_them_with_its_facts(both_years: Story, engine: Engine) -> None:
    assert both_years.book_id
    with read_session(engine) as session:
        rows = session.execute(text("SELECT DISTINCT verb, what, facts FROM audit ORDER BY verb, what, facts")).all()
    assert {(row.verb, row.what) for row in rows} <= said()
    assert {name for row in rows for name in json.loads(row.facts)} <= set(FACTS)
    assert len({(row.verb, row.what) for row in rows}) > 80


def test_what_has_no_words_is_told_by_its_code() -> None:
    assert done("invent", "wheel", Language.SV) == "invent wheel"
    assert done("register", "wheel", Language.EN) == "Registered wheel"
    told = facts_in_words('{"size_ore":150,"round":false}', Language.SV)
    assert told.replace(NO_BREAK_SPACE, " ") == "size_ore: 1,50 kr · attestrunda: nej"
