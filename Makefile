# Everything needs only Python 3.11+ and make; the rest is installed into .venv from the package registry.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARCHIVE ?= .make/sample-archive
PORT ?= 7860

.PHONY: help install run test lint types rooms docs eval check lock clean wheel

help:  ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(BIN)/.installed  ## Install into .venv

$(BIN)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

run: install  ## Open the web page on the sample archive, or on ARCHIVE=…
	@if [ "$(ARCHIVE)" = ".make/sample-archive" ]; then $(BIN)/dateline add eval/sample/articles --archive $(ARCHIVE) --quiet; fi
	$(BIN)/dateline web --archive $(ARCHIVE) --port $(PORT)

test: install  ## Run the tests
	$(BIN)/python -m pytest -n auto

lint: install  ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install  ## Check types
	$(BIN)/mypy -p dateline

rooms: install  ## Check that imports go down the rooms
	$(BIN)/lint-imports

check: lint types rooms test  ## All of the above

eval: install  ## Ask the sample cases and compare with the baseline
	@rm -rf .make/eval-archive && mkdir -p .make
	$(BIN)/dateline add eval/sample/articles --archive .make/eval-archive --quiet
	$(BIN)/dateline eval eval/sample/cases.jsonl --archive .make/eval-archive --baseline eval/baseline.json --out .make/eval-run.json

wheel: install  ## Build the wheel
	$(BIN)/python -m build --wheel --outdir dist

lock:  ## Renew constraints.txt from what is installed in .venv
	$(BIN)/python -m pip freeze --disable-pip-version-check --exclude dateline | grep -E '^[A-Za-z0-9_.-]+==' > constraints.txt

clean:  ## Remove what make made
	rm -rf $(VENV) .make dist
