# `make run` opens the app on the sample corpus, `make test` checks everything.
# Both make the virtual environment first; nothing but Python 3.11+ and make is needed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: run test unit lint types imports format bench screenshot clean

run: $(READY)
	$(BIN)/diploread --sample

test: lint types imports unit

unit: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadgroup -q

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) .dev/diploread
	$(BIN)/mypy -p diploread

imports: $(READY) .dev/diploread
	PYTHONPATH=.dev $(BIN)/lint-imports --no-cache

format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

screenshot: $(READY)
	$(BIN)/python -m tests.screenshots

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	touch $(READY)

# The folders are the packages diploread.tui, diploread.index and diploread.config. Tools that
# read files rather than import them (mypy, import-linter) see that through a tree of links.
.dev/diploread: Makefile
	mkdir -p .dev/diploread
	ln -sfn ../../tui/package/__init__.py .dev/diploread/__init__.py
	ln -sfn ../../tui/package/__main__.py .dev/diploread/__main__.py
	ln -sfn ../../tui/package/py.typed .dev/diploread/py.typed
	ln -sfn ../../tui .dev/diploread/tui
	ln -sfn ../../index .dev/diploread/index
	ln -sfn ../../config .dev/diploread/config
	touch .dev/diploread

clean:
	rm -rf $(VENV) .dev build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
