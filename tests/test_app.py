"""The web application answers that it is alive, and `wsgi` holds nothing else."""

import ast
from pathlib import Path

import wsgi
from ledger.app import create_app


def test_healthz_answers() -> None:
    answer = create_app().test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_wsgi_is_one_import_and_one_name() -> None:
    tree = ast.parse(Path(wsgi.__file__).read_text(encoding="utf-8"))
    _docstring, imported, assigned = tree.body
    assert isinstance(imported, ast.ImportFrom)
    assert imported.module == "ledger.app"
    assert isinstance(assigned, ast.Assign)
    assert wsgi.app.name == "ledger"
