# Each target sets itself up in .venv: Python 3.11 or newer and make are all it takes.
# Another Python: make PYTHON=/path/to/python3.12
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Two processes at most: tests that start geomap or Chromium want a core for themselves.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses=2 --dist loadfile

CORPORA ?=
PEERS ?=

.PHONY: demo test check quality bench folium format gazetteer waters frontlines browser clean

demo: $(STAMP)
	$(BIN)/geomap render examples/kharkiv-night.txt examples/iran-strikes.html -o output/demo.html --published 2025-06-13 --title "Strikes and talks, 2–13 June 2025"
	@echo "Open output/demo.html in a browser."

test: $(STAMP) browser
	$(PYTEST)

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

# Accuracy against its floors: make quality CORPORA=folder-with-LGL-and-TR-News
quality: $(STAMP)
	$(BIN)/python tests/quality/gate.py $(CORPORA)

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py $(if $(CORPORA),--corpora $(CORPORA)) $(if $(PEERS),--peers $(PEERS))

# The oldest and the newest folium that pyproject.toml allows, under the tests of maps.
folium: $(STAMP)
	@for pair in "folium==0.17.0 branca==0.6.0" "folium branca"; do \
	  rm -rf build/folium; \
	  $(BIN)/python -m pip install --quiet --no-deps --target build/folium $$pair && \
	  PYTHONPATH=build/folium $(BIN)/python -c "import folium, branca; \
	    print('folium', folium.__version__, 'branca', branca.__version__)" && \
	  PYTHONPATH=build/folium $(PYTEST) tests/test_render_html.py tests/browser/test_folium.py \
	  || exit 1; \
	done; rm -rf build/folium

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gazetteer: $(STAMP)
	$(BIN)/python gazetteer/build.py

waters: $(STAMP)
	$(BIN)/python gazetteer/build_waters.py

frontlines: $(STAMP)
	$(BIN)/python gazetteer/build_frontlines.py

# The browser tests open maps in Chromium. Where it cannot be installed they skip and say so.
browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests."; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  timeout 300 sh -c 'apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium' >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "No Chromium here: the browser tests will skip."

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "geomap needs Python 3.11 or newer with venv; say make PYTHON=/path/to/python" >&2; exit 1; }
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	$(BIN)/python -m compileall -q src/geomap
	touch $@

clean:
	rm -rf $(VENV) .*_cache .hypothesis .coverage build dist
