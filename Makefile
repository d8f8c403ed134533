# Each target sets itself up in .venv: Python 3.11 or newer and make are all it takes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check bench format gazetteer frontlines browser clean

demo: $(STAMP)
	$(BIN)/geomap render examples/kharkiv-night.txt examples/iran-strikes.html -o output/demo.html --published 2025-06-13 --title "Strikes and talks, 9-13 June 2025"
	@echo "Open output/demo.html in a browser."

test: $(STAMP) browser
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gazetteer: $(STAMP)
	$(BIN)/python gazetteer/build.py

frontlines: $(STAMP)
	$(BIN)/python gazetteer/build_frontlines.py

# The browser tests open maps in Chromium. Where it cannot be installed they skip and say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	  echo "No Chromium here: the browser tests will skip."

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache build dist
