# Everything Fasti needs, from a fresh clone: Python 3.11+, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# One process more than there are cores, since tests wait now and then; those of one file share what they set up.
IN_PARALLEL = --numprocesses $$($(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))') --dist loadfile
PIP_INSTALL := $(UV) pip install --quiet --python $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help run install test test-postgres crash shards race soak hostile check lint fix types contracts content cover schema bench screenshots container lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

$(VENV)/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Fasti needs Python 3.11 or newer: install it, or name it with make PYTHON=python3.12."; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "Python could not make $(VENV): install its venv module (on Debian: python3-venv)."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/run: $(VENV)/uv requirements/run.txt pyproject.toml
	@$(PIP_INSTALL) --require-hashes -r requirements/run.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	@$(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/postgres: $(VENV)/run requirements/postgres.txt
	@$(PIP_INSTALL) --require-hashes -r requirements/postgres.txt
	@touch $@

# With EXTRAS=postgres, what PostgreSQL needs is installed, too.
run: $(VENV)/run $(EXTRAS:%=$(VENV)/%)  ## start Fasti: on Discord with DISCORD_TOKEN set, else in the playground
	@exec $(BIN)/fasti run

install: $(VENV)/run $(EXTRAS:%=$(VENV)/%)  ## install what Fasti needs, and what is new after git pull, without a start

test: $(VENV)/dev $(EXTRAS:%=$(VENV)/%)  ## run all tests
	$(BIN)/python -m pytest $(IN_PARALLEL)

test-postgres: $(VENV)/dev  ## run the tests that use a database on PostgreSQL: TEST_POSTGRESQL, or a throw-away server
	$(BIN)/python -m tests.throwaway $(BIN)/python -m pytest $(IN_PARALLEL)

crash: $(VENV)/dev  ## kill Fasti two hundred times while it posts, and count what the server saw
	$(BIN)/python -m tests.daily.crashes 200

shards: $(VENV)/dev  ## swap the shards of two processes while a thousand feeds fall due, on PostgreSQL
	$(BIN)/python -m tests.throwaway $(BIN)/python -m tests.daily.moving 1000

race: $(VENV)/dev  ## let two editors publish at once two hundred times, and look for what is lost
	ROUNDS=200 $(BIN)/python -m pytest --quiet tests/cogs/content/test_two_editors.py

soak: $(VENV)/dev  ## use Fasti for an hour without a pause, and look for what it holds on to
	$(BIN)/python -m tests.soak

hostile: $(VENV)/dev  ## try ten thousand hostile texts and files, and look for what gives way
	$(BIN)/python -m tests.hostile

check: lint types contracts content test  ## all that must pass: lint, types, contracts, content, tests

cover: $(VENV)/dev  ## the same tests as `make test`, with branch coverage, in about twice the time
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(IN_PARALLEL)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(VENV)/dev  ## lint, format and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell bot tests migrations *.md content/README.md

fix: $(VENV)/dev  ## mend what the tools can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/dev  ## mypy and pyright, both strict
	$(BIN)/mypy
	$(BIN)/pyright

contracts: $(VENV)/dev  ## which layer may import which
	$(BIN)/lint-imports

content: $(VENV)/run  ## check the content pack and print its coverage
	$(BIN)/fasti check --report

schema: $(VENV)/run  ## write the JSON Schemas that editors use
	$(BIN)/fasti schema

container: $(VENV)/dev  ## build the container image without Docker, step by step, and try it
	$(BIN)/python -m tests.container --python $(PYTHON) --build-arg "EXTRAS=$(EXTRAS)"

bench: $(VENV)/dev  ## measure speed and memory against a baseline in the same run
	$(BIN)/python -m tests.benchmarks

screenshots: $(VENV)/dev  ## take the README's pictures of the playground's page, with Chromium
	$(BIN)/python -m tests.page.screenshots

COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
lock: $(VENV)/uv  ## renew the locked requirements
	echo uv | $(UV) $(COMPILE) - --output-file requirements/uv.txt
	$(UV) $(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(UV) $(COMPILE) pyproject.toml --extra postgres --constraints requirements/run.txt --output-file requirements/postgres.txt
	$(UV) $(COMPILE) pyproject.toml --extra dev --constraints requirements/postgres.txt --output-file requirements/dev.txt

clean:  ## remove the environment and what tools left
	rm -rf $(VENV) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
