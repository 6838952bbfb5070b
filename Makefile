# Everything a person does with the project. `make run` and `make test` need python3.11, its venv module, make and git.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
MEDEL := $(BIN)/medel
AGREEMENT := PH2020
WORKBOOK := var/exports/avstamning-$(AGREEMENT).xlsx
WORKERS ?= auto

.PHONY: run test coverage check fix bench lock migration clean
.DEFAULT_GOAL := run

run: $(VENV)/.ready ## Set up everything, tell the demo story if the database is empty, reconcile, export and serve
	$(MEDEL) db upgrade
	$(MEDEL) demo --if-empty
	$(MEDEL) check
	$(MEDEL) statement --agreement $(AGREEMENT) --as-of 2021-03-31
	mkdir -p $(dir $(WORKBOOK))
	$(MEDEL) export avstamning --agreement $(AGREEMENT) -o $(WORKBOOK)
	$(MEDEL) serve

test: $(VENV)/.ready-dev ## Set up the same and run the tests, on SQLite and PostgreSQL
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

coverage: $(VENV)/.ready-dev ## The tests on SQLite, and how much of the code they go through: less than 90 % is red
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -k "not postgresql" --cov --cov-report=term:skip-covered --cov-fail-under=90

check: $(VENV)/.ready-dev ## Style, types, layers and the lock
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.ready-dev ## Mend what can be mended by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.ready-dev ## Measure against the floor: the same work in bare SQL and bare openpyxl
	$(BIN)/python -m tests.benchmarks

lock: $(VENV)/.ready-dev ## Write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(LOCK) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(LOCK) --extra dev --output-file requirements-dev.lock

LOCK := --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11

migration: $(VENV)/.ready-dev ## Draft a migration: make migration name="what it does"
	$(BIN)/alembic revision --autogenerate -m "$(name)"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The project is put on the environment's path by a .pth file: nothing is built, nothing is fetched for it.
$(MEDEL): | $(VENV)/bin/python
	$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'medelsboken.pth').write_text('$(CURDIR)\n')"
	printf '#!/bin/sh\nexec "%s" -m ledger.cli "$$@"\n' "$(CURDIR)/$(BIN)/python" > $@
	chmod +x $@

$(VENV)/.ready: requirements.lock | $(MEDEL)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.ready-dev: requirements-dev.lock | $(MEDEL)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.ready

clean: ## Remove what the commands above have made, but not the database and the exports
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
