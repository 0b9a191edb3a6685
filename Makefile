# Thin on purpose: what a target does is in tests/engine (demo, toolchain) and in pyproject.toml (lint, test).
.PHONY: help setup demo demo-destroy test fast test-python disasters lint generate picture recording bench live dist test-dist release-states
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# One computes and two wait for the network: at the same time.
BROUGHT := tests/engine/toolchain.py tests/contract/old_sdk.py tests/browser/chromium.py

help:
	@echo 'make setup         a Python environment in .venv with this package and its tools'
	@echo 'make demo          an E-HPC cluster by `pulumi up`, on the bundled emulator; it stays'
	@echo 'make demo-destroy  destroys it and stops the emulator'
	@echo 'make test          all tests, those on the real Pulumi engine too'
	@echo 'make fast          the tests of the core and of the golden files, in seconds'
	@echo 'make test-python   those on another Python: PYTHON=python3.13, in an environment of its own'
	@echo 'make disasters     random faults and kills, as many sequences as N says (10000)'
	@echo 'make lint          ruff, mypy, import-linter'
	@echo 'make generate      the files that follow from the declarations and from the SDK'
	@echo 'make picture       the README'"'"'s picture of the emulator'"'"'s page'
	@echo 'make recording     the README'"'"'s recorded `pulumi up`'
	@echo 'make bench         the benchmarks in tests/bench'
	@echo 'make release-states  the states that this release writes, for tests/engine/test_upgrade.py'
	@echo 'make dist          what a release uploads, in dist/, checked'
	@echo 'make test-dist     the quickstart and the template with it, in an empty environment'
	@echo 'make live          what is assumed of E-HPC, looked at with your account: LIVE=free, or LIVE=cents VPC= VSWITCH= NAS='

setup: $(STAMP)

$(STAMP): pyproject.toml provider/pulumi_ehpc/version.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo 'Python 3.10 or newer is needed, and $(PYTHON) is not: make PYTHON=/path/to/python3.x ...' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo '$(PYTHON) has no venv module. Install it (on Debian and Ubuntu: apt-get install python3-venv).' >&2; exit 1; }
	@echo 'Bringing $(VENV) up to date: the package and its tools; the first time it usually takes one to two minutes.'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' || \
	  { echo 'Installing into $(VENV) failed: the lines above say why (no package index within reach?).' >&2; exit 1; }
	@$(BIN)/python -m compileall -q provider # imports have a budget, also where no bytecode may be written later
	@touch $(STAMP)

demo: setup
	@cd tests && '$(CURDIR)/$(BIN)/python' -m engine.demo up

demo-destroy: setup
	@cd tests && '$(CURDIR)/$(BIN)/python' -m engine.demo destroy

test: setup
	@printf '%s\n' $(BROUGHT) | xargs -n 1 -P 3 $(BIN)/python >/dev/null || test "$$CI" != true
	@$(BIN)/python -m compileall -q provider tests # for some thousand processes, also where none may write bytecode
	@$(BIN)/python -m pytest -n 4 --dist worksteal # else one worker ends with the engine's tests, and the others wait

fast: setup
	@$(BIN)/python -m pytest -q tests/core tests/golden

test-python:
	@$(MAKE) VENV=.venv-$(notdir $(PYTHON)) fast

disasters: setup
	@DISASTERS=$(or $(N),10000) $(BIN)/python -m pytest -q tests/faults/test_random.py

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

generate: setup
	@$(BIN)/python -m tools

picture: setup
	@$(BIN)/python tests/browser/chromium.py >/dev/null
	@PYTHONPATH=tests $(BIN)/python -m tools.picture

recording: setup
	@PYTHONPATH=tests $(BIN)/python -m tools.recording

bench: setup
	@set -e; for script in tests/bench/bench_*.py; do \
	  test -e "$$script" || { echo 'There are no benchmarks in tests/bench yet.'; break; }; \
	  $(BIN)/python "$$script"; done

live: setup
	@PYTHONPATH=tests $(BIN)/python -m live

dist: setup # the wheel from the source distribution, as whoever builds from that one gets it
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation
	@$(BIN)/python -m twine check --strict dist/*

release-states: setup
	@cd tests && '$(CURDIR)/$(BIN)/python' -m engine.released

test-dist: # what is in dist/, in an empty environment, far from this checkout
	@rm -rf .venv-dist
	@$(PYTHON) -m venv .venv-dist
	@.venv-dist/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl pytest pytest-rerunfailures
	@.venv-dist/bin/python tests/engine/toolchain.py >/dev/null
	@.venv-dist/bin/python -m pytest tests/engine/test_examples.py tests/engine/test_template.py -k 'quickstart or new'
