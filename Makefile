# Two commands for a fresh machine: `make run` and `make test`.  `make help` lists the others.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all:
LOCK := $(PY) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header --quiet

export HOST ?= 127.0.0.1
export PORT ?= 8050
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check bench look build lock clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1|\2/' | column -t -s '|'

setup: $(VENV)/.dev ## Set everything up: .venv with the locked dependencies, those of the tests included
	@echo "$(VENV) is ready."

run: $(VENV)/.run ## Serve the dashboard on http://127.0.0.1:8050 (PORT and HOST change that)
	@echo "Starting the dashboard on $(HOST) port $(PORT)…"
	@exec $(PY) -m gunicorn app:server

# The files in their order: those in a browser, which take longest, begin.
test: $(VENV)/.dev ## Run all tests, those in a browser included
	@$(PY) tests/browser/chromium.py
	@$(PY) tests/contracts/office.py
	@echo "Running the tests…"
	@$(PY) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev ## Lint, types and contract tests: quick enough for every save
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest --quiet tests/contracts

bench: $(VENV)/.dev ## Measure the dashboard on this machine and print a table
	@$(PY) -m bench

look: $(VENV)/.dev ## Draw every view of every frontier as a slide, in three languages, to contact sheets in look/, and check them
	@$(PY) -m tests.browser.look

build: $(VENV)/.run ## Build the atlas's tables from the snapshots
	@$(PY) -m geodata build

lock: $(VENV)/.dev ## Write requirements/*.txt anew from requirements/*.in
	@$(PY) -m pip install --quiet --disable-pip-version-check uv
	@cd requirements && ../$(LOCK) run.in --output-file run.txt
	@cd requirements && ../$(LOCK) dev.in --constraint run.txt --output-file dev.txt

clean: ## Remove what the other commands made: .venv and caches
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is not there: install Python 3.11 or newer, or name one with 'make … PYTHON=/path/to/python3'." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), expected Python 3.11 or newer: name one with 'make … PYTHON=python3.13'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: install its venv part (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Creating $(VENV) with $$($(PYTHON) --version)…"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.run: requirements/run.txt $(PY)
	@echo "Installing the locked dependencies of the dashboard (requirements/run.txt)…"
	@$(PIP) --requirement requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing the locked dependencies of the tests (requirements/dev.txt)…"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@
