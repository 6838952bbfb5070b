"""Whatever a control or a statement says in Swedish has its English, wherever in the code it is said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger.db.session import read_session
from ledger.demo import Story
from ledger.domain.chart import CHART
from ledger.domain.scope import Scope
from ledger.language import Language
from ledger.placeholders.report_words import REPORTS, said
from ledger.reports import controls
from ledger.reports.controls import run_controls, told_in
from ledger.reports.controls.standing import _WORDS
from ledger.reports.statement import statement
from ledger.reports.statement_table import COLUMNS, readable_tables

CONTROLS = Path(controls.__file__).parent
SPOKEN = {"Break", "Evidence", "Term", "result", "broken_account", "_of_account", "Control"}
"""What is called with words for people."""


def spoken() -> Iterator[str]:
    """Every text of several words, and every one in a call for people, in the code of the controls; 0 is filled in."""
    for path in sorted(CONTROLS.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            given = [*node.args, *(keyword.value for keyword in node.keywords)] if isinstance(node, ast.Call) else []
            if name in SPOKEN:
                yield from (text for one in given for text in texts(one) if not CODE.fullmatch(text))
            if isinstance(node, ast.Dict):
                yield from (text for one in node.keys if one is not None for text in texts(one) if " " in text)
            if isinstance(node, ast.Tuple):
                yield from (text for text in texts(node) if " " in text and "\n" not in text)
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant | ast.JoinedStr):
                yield from (text for text in texts(node.value) if " " in text and not {"\n", "="} & set(text))


def texts(node: ast.AST) -> Iterator[str]:
    """The literals of an expression, each f-string as one."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in values)
        case ast.Call() | ast.Attribute() | ast.Subscript():
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from texts(child)


CODE = re.compile("[a-z_]*|0|0: 0|.*=.*")
"""Codes for programs, and what is filled in by the caller, who is looked at too."""
IN_CODE = sorted(text for text in spoken() if re.search("[a-zåäö]", text))
SWEDISH = re.compile("[åäöÅÄÖ]")


def in_english(text: str) -> str:
    return said(text, Language.EN)


def test_the_words_are_found_wherever_they_are_said() -> None:
    assert {"Hela boken", "Kostnad mot bidragsintäkt", "Verifikation utan rader", "0 fakturor."} <= set(IN_CODE)
    assert "Inget fakturanummer och ingen händelse två gånger" in IN_CODE


@pytest.mark.parametrize(
    "text",
    [
        *IN_CODE,
        *(column.heading for column in COLUMNS),
        *(rule.heading for rule in CHART.values()),
        *_WORDS.values(),
    ],
)
def test_every_word_has_its_english(text: str) -> None:
    assert in_english(text) != text or text in {"Bank", "reservation"}
    assert SWEDISH.search(in_english(text)) is None


def test_both_sides_fill_in_as_much() -> None:
    assert [swedish for swedish, english in REPORTS.items() if swedish.count("{}") != english.count("{}")] == []


def test_names_codes_and_figures_stay() -> None:
    assert in_english("DELREG-FYRBODAL") == "DELREG-FYRBODAL"
    assert in_english("Kvar att disponera, ingående 2021") == "Left to decide on, opening 2021"
    assert in_english("kontoutdrag för Bankkonto och Plusgiro") == "bank statements for Bankkonto and Plusgiro"
    assert said("Tilldelat", Language.SV) == "Tilldelat"


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_the_answers_of_a_whole_life_are_told_in_english(demo: Story, engine: Engine) -> None:
    with read_session(engine) as session:
        results = run_controls(session, scope=Scope.everything(), book_id=demo.book_id, as_of=None, known_at=None)
    for result in results:
        told = told_in(result, Language.EN)
        assert told_in(result, Language.SV) == result
        words = [told.title, told.missing, told.note]
        words += [word for found in told.evidence for word in (found.label, found.left_label, found.right_label)]
        assert [word for word in words if SWEDISH.search(word)] == []
        assert [found.right_ore for found in told.evidence] == [found.right_ore for found in result.evidence]


@pytest.mark.parametrize("copy", ["sqlite"], indirect=True)
def test_a_statement_in_english_has_the_same_figures(demo: Story, engine: Engine) -> None:
    with read_session(engine) as session:
        found = statement(
            session,
            scope=Scope.everything(),
            book_id=demo.book_id,
            agreement=None,
            pot=None,
            as_of=None,
            known_at=None,
        )
    swedish, english = readable_tables(found), readable_tables(found, Language.EN)
    assert [table.rows for table in english] == [table.rows for table in swedish]
    assert english[0].title == "Statement, kronor · VästKom · everything booked"
    assert [column.key for column in english[0].columns] == [column.key for column in swedish[0].columns]
    headings = {column.heading for table in english for column in table.columns}
    assert headings & {column.heading for table in swedish for column in table.columns} == {"Bank"}
    note = english[0].notes[0]
    assert note.startswith("Authorised 33\u00a0422\u00a0811\u00a0kr = Left to decide on ")
    assert re.findall(r"\d", note) == re.findall(r"\d", swedish[0].notes[0])
