# Two commands: `make run` shows the page, `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

# A wait in vain for the browser is repeated once, and told of at the end; an assertion that fails is not.
AGAIN := --reruns 1 --only-rerun TimeoutError

# The rooms with tests in the browser; reading all others first takes each process a quarter of a minute.
IN_BROWSER := tests/browser tests/operations

OUTSIDE := tests/outside
AUDIT := .cache/audit

# Start-up is a third faster with compiled modules, which some environments switch off.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run quick test check hooks words schema notebook pictures bench fuzz audit clean

run: $(VENV)/.app
	$(BIN)/streamlit run app.py --server.port $(PORT)

# A toy world, laws and units: for after every change.
quick: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not slow and not browser" \
	  --ignore=tests/browser --ignore=tests/page --ignore=tests/terminal

test: $(VENV)/.dev $(VENV)/.outside
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not browser"
	CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m browser $(AGAIN) $(IN_BROWSER)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not browser"

hooks: $(VENV)/.dev
	$(BIN)/pre-commit install

words: $(VENV)/.dev
	$(BIN)/python tools/extract_words.py

schema: $(VENV)/.dev
	$(BIN)/python -m tools.write_schema

notebook: $(VENV)/.dev
	$(BIN)/python -m tools.build_notebook

pictures: $(VENV)/.dev
	CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && $(BIN)/python -m tools.take_pictures

bench: $(VENV)/.dev
	CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && $(BIN)/python -m benchmarks.page.switch
	$(BIN)/python -m benchmarks.exports

# 10,000 changed inputs of every kind; the corpus in .cache/fuzz grows.
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz

# Static scan, list of parts, known weaknesses. Only the last needs the internet; it has an environment of its
# own, so that the tool is not among what it looks at.
audit: $(VENV)/.dev
	$(BIN)/ruff check --select S .
	$(BIN)/python -m tools.write_sbom .cache/sbom.json
	$(PYTHON) tools/make_venv.py $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(AUDIT)/bin/pip-audit --no-deps --disable-pip -r constraints.txt --strict || { \
	  echo "audit: a package has a known weakness, or could not be asked about (see above)"; exit 1; }

$(VENV)/bin/python:
	$(PYTHON) tools/make_venv.py $(VENV)

$(VENV)/.app: requirements.txt constraints.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt constraints.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.app

# Other people's readers of GeoJSON, and axe-core; without npm their tests are left out.
$(VENV)/.outside: $(OUTSIDE)/package-lock.json $(VENV)/.dev
	if command -v npm >/dev/null; then npm ci --silent --prefix $(OUTSIDE); fi
	touch $@

clean:
	rm -rf $(VENV) $(OUTSIDE)/node_modules .cache .pytest_cache .ruff_cache .mypy_cache
