# `make help` lists the targets.

PYTHON ?= python3
UV := 0.13.9

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
BENCH_STAMP := $(VENV)/.bench-stamp
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq install
EXAMPLE := facts/examples/takst-2017.yaml

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench table lock clean
.NOTPARALLEL:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F '|' '{ printf "%-12s %s\n", $$1, $$2 }'

demo: $(STAMP) ## check the example facts and print what is breached
	@echo '$$ klausul check $(EXAMPLE) --lang en'
	@status=0; $(BIN)/klausul check $(EXAMPLE) --lang en || status=$$?; \
	if [ $$status -ne 1 ]; then \
		echo "The demo expects breaches (exit status 1); the check ended with $$status." >&2; exit 1; \
	fi

# Every check runs, also after one has failed.
START = @failed=; try() { echo; echo "== $$*"; PATH="$(CURDIR)/$(BIN):$$PATH" "$$@" || failed="$$failed  $$*;"; }
LINT = try ruff check .; try ruff format --check .; try mypy --strict engine facts cli.py; try lint-imports --no-logo
END = echo; if [ -n "$$failed" ]; then echo "Failed: $$failed" >&2; exit 1; fi; echo "All is well."

test: $(STAMP) ## run all tests, the slow ones too, and all linters
	$(START); $(LINT); try pytest -n auto --dist loadfile -m "slow or not slow"; $(END)

lint: $(STAMP) ## run ruff, mypy and import-linter only
	$(START); $(LINT); $(END)

bench: $(BENCH_STAMP) ## run the benchmarks (options in ARGS)
	@$(BIN)/python -m benchmarks $(ARGS)

$(STAMP): pyproject.toml requirements/dev.txt
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "Klausul needs Python 3.11 or newer, and '$(PYTHON)' is not here. Name one: make PYTHON=python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Klausul needs Python 3.11 or newer; '$(PYTHON)' is" \
			"$$("$(PYTHON)" -V 2>&1). Name another: make PYTHON=python3.11" >&2; exit 1; }
	@echo "Installing the pinned packages into $(VENV) ..."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) -c requirements/dev.txt setuptools
	@$(PIP) --no-build-isolation --use-pep517 -r requirements/dev.txt || { \
		echo "The install failed. durable-rules needs a C compiler and Python's headers (gcc, python3-dev)." >&2; exit 1; }
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(BENCH_STAMP): $(STAMP) requirements/bench.txt
	@echo "Installing the pinned benchmark packages into $(VENV) ..."
	@$(PIP) --no-build-isolation --use-pep517 -r requirements/bench.txt
	@touch $@

table: $(STAMP) ## make the parser table of the rule language anew, after a change of its grammar or of lark
	@$(BIN)/python -m engine.language.table

lock: ## make the locks in requirements/ anew, with the newest versions that fit
	@tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; set -e; \
	"$(PYTHON)" -m venv "$$tmp/venv"; \
	"$$tmp/venv/bin/python" -m pip --disable-pip-version-check -qq install uv==$(UV); \
	lock() { \
		echo "Locking $$1 ..."; file=$$1; shift; \
		UV_CUSTOM_COMPILE_COMMAND="make lock" "$$tmp/venv/bin/uv" pip compile --quiet --no-config \
			--cache-dir "$$tmp/cache" --python "$$tmp/venv/bin/python" --universal --python-version 3.11 \
			--upgrade --no-annotate --no-emit-index-url --no-emit-find-links \
			pyproject.toml "$$@" --output-file "requirements/$$file"; \
	}; \
	lock runtime.txt; \
	lock service.txt --extra service --extra postgres --constraints requirements/runtime.txt; \
	lock dev.txt --extra dev --extra service --constraints requirements/service.txt; \
	lock bench.txt --extra bench --constraints requirements/dev.txt

clean: ## remove the environment, what was built, and all caches
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
