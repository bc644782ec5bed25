# `make report` and `make test` need Python 3.11 or newer, git and make; everything else is installed
# into .venv, at the versions of constraints.txt.

PYTHON ?= python3
BIN := .venv/bin
PROJECT := .
WORKERS ?= auto

# Seen by pip also when it builds: the build backend is pinned too.
export PIP_CONSTRAINT := constraints.txt

.PHONY: help report test lint docs screenshots site bench clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 13

report: .venv/installed ## render reports/ for the worked example, and print a summary
	$(BIN)/evtrack report --project $(PROJECT)
	@echo "open reports/evidence.html in a browser"

test: .venv/tested lint ## lint, types, import contract, then the tests with branch coverage
	$(BIN)/pytest -n $(WORKERS) --cov --cov-report=term

lint: .venv/tested ## ruff, mypy and the import contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/tested ## write what is generated in docs/, and reports/
	$(BIN)/python -m tools.rule_pages
	$(BIN)/python -m tools.config_schema
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.transcripts
	$(BIN)/evtrack report --project $(PROJECT)

screenshots: .venv/tested ## take the pictures of docs/images anew; needs chromium
	$(BIN)/python -m tools.screenshots

site: .venv/tested ## build docs/ as a site, site/index.html; any warning is an error
	$(BIN)/sphinx-build --quiet --nitpicky --fail-on-warning --fresh-env docs site
	@echo "open site/index.html in a browser"

bench: .venv/installed ## time evtrack against its peers
	$(BIN)/python benchmarks/run.py

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,docs]'
	@touch $@

clean: ## remove .venv and everything that was made beside it
	rm -rf .venv .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache site
