# Each of these sets itself up: a virtual environment in .venv/ from requirements locked by hash.
PYTHON ?= python3
VENV := .venv
KB := $(VENV)/bin/kb
LOCKS := $(wildcard requirements/*.txt)

.PHONY: site pdf serve test bench mutants zensical check review pictures lint audit lock clean

site: $(VENV)/.site
	$(KB) build

pdf: $(VENV)/.paper
	scripts/install-paper
	$(KB) build --pdf

serve: $(VENV)/.site
	$(KB) serve

check: $(VENV)/.site
	$(KB) check

# What a reviewer wants to know of a change, as the code host's checks tell it: what is wrong, the built site, what changes
# for readers since BASE.
BASE ?= main
review: $(VENV)/.site
	$(KB) check
	$(KB) build
	$(KB) diff $(BASE)

# The pictures in the guide for editors, taken anew in a browser.
pictures: $(VENV)/.test
	scripts/install-browser
	$(VENV)/bin/python -m tests.pictures

test: $(VENV)/.test lint
	scripts/install-browser
	scripts/install-paper
	scripts/install-nginx
	scripts/install-caddy
	scripts/install-wrk
	scripts/install-zimcheck
	-$(VENV)/bin/python -m tests.sarif
	$(VENV)/bin/coverage erase
	$(VENV)/bin/coverage run -m pytest -n auto --dist loadgroup
	$(VENV)/bin/coverage combine -q
	$(VENV)/bin/coverage report

lint: $(VENV)/.test
	$(VENV)/bin/ruff check scripts tests
	$(VENV)/bin/ruff format --check scripts tests
	$(VENV)/bin/mypy

bench: $(VENV)/.test
	scripts/install-browser
	scripts/install-nginx
	scripts/install-wrk
	$(VENV)/bin/python -m tests.bench

# Changes the code of the checker in one place at a time, some 4,000 times, and asks whether a test notices: see
# tests/mutants/README.md. ONLY=rules/phones: of one module; SAMPLE=400: so many, chosen by chance.
mutants: $(VENV)/.test $(VENV)/.mutants
	mkdir -p build
	$(VENV)/mutants/bin/python tests/mutants/make.py kb/check/$(ONLY) > build/mutants.jsonl
	$(VENV)/bin/python -m tests.mutants build/mutants.jsonl $(SAMPLE:%=--sample %)

# Whether Zensical makes the same addresses and ids of the same Markdown (decisions/0001-way-out.md); it blocks nothing.
zensical: $(VENV)/.test
	-$(PYTHON) -m venv $(VENV)/zensical
	-$(VENV)/zensical/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/zensical.txt
	-$(VENV)/bin/python -m tests.way_out.zensical

# What is known to be wrong with the dependencies, by the hashes and versions that are locked; asks the package index.
audit: $(VENV)/.audit
	$(VENV)/audit/bin/pip-audit --disable-pip --require-hashes --strict --progress-spinner off $(LOCKS:%=--requirement %)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/site.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	$(VENV)/bin/python -m compileall -q scripts/kb
	touch $@

$(VENV)/.paper: requirements/paper.txt $(VENV)/.site
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/paper.txt
	touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.site
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/test.txt
	touch $@

$(VENV)/.audit: requirements/audit.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/audit.txt
	touch $@

$(VENV)/.mutants: requirements/mutants.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m venv $(VENV)/mutants
	$(VENV)/mutants/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/mutants.txt
	touch $@

# Maintainers: after a change to requirements/*.in (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/site.in --output-file requirements/site.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/paper.in --output-file requirements/paper.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/test.in --output-file requirements/test.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/bench.in --output-file requirements/bench.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/audit.in --output-file requirements/audit.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/mutants.in --output-file requirements/mutants.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet requirements/zensical.in --output-file requirements/zensical.txt

clean:
	rm -rf $(VENV) site build
