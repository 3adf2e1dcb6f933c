# Everything that a person or the automatic checks run here. `make` lists it.
# Needs Python 3.11 or newer and make; the rest is set up in .venv on the first call.

PYTHON ?= python3
export PYTHON

RUN = .venv/bin/python -P -m
PAGE = build/stancegraph.html
COMPILE = $(RUN) uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(LOCK_FLAGS)

.DEFAULT_GOAL := help
.PHONY: help view test lint format reasoner virtuoso wheel-test docs lock bench clean setup setup-dev browser

help: ## list the commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

view: setup ## set up, and make the page of the bundled graph
	@mkdir -p build
	@STANCEGRAPH_GRAPH="$(CURDIR)/data/kagarlitsky-2023" .venv/bin/stancegraph view -o $(PAGE) > /dev/null
	@scripts/open-page.sh $(PAGE)

test: setup-dev browser ## set up, and run all tests but the reasoner's and Virtuoso's (more: ARGS="-k names -x")
	PATH="$(CURDIR)/.venv/bin:$$PATH:$(CURDIR)/build/bin" \
		$(RUN) pytest -n auto --dist worksteal -m "not reasoner and not virtuoso" --doctest-modules $(ARGS)

lint: setup-dev ## check style and types
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy

format: setup-dev ## put the code in the house's form
	$(RUN) ruff format

reasoner: setup-dev ## run the ontology's tests with an OWL reasoner (needs Java)
	@scripts/setup-java.sh
	$(RUN) pytest -m reasoner tests/reasoner

virtuoso: setup-dev ## run the tests of locations against a Virtuoso server (Debian's package)
	@scripts/setup-virtuoso.sh
	$(RUN) pytest -m virtuoso tests/store

wheel-test: setup-dev browser ## build the wheel and run the tests against it, outside the checkout
	PATH="$$PATH:$(CURDIR)/build/bin" scripts/test-wheel.sh $(ARGS)

docs: setup-dev ## write the generated reference anew
	@test -f scripts/build_reference.py || { echo "docs: no scripts/build_reference.py; nothing to write" >&2; exit 1; }
	.venv/bin/python scripts/build_reference.py

lock: setup-dev ## write the locks anew after a change of dependencies (newer ones: LOCK_FLAGS=--upgrade)
	$(COMPILE) pyproject.toml --group dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml -c requirements/dev.txt -o requirements/runtime.txt
	$(COMPILE) --group build -c requirements/dev.txt -o requirements/build.txt

bench: setup-dev browser ## measure, and write the tables of benchmarks/README.md (a short run: ARGS=--quick)
	PATH="$$PATH:$(CURDIR)/build/bin" .venv/bin/python benchmarks/run_all.py $(ARGS)

clean: ## remove everything that make made, .venv too
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@scripts/setup-venv.sh runtime

setup-dev:
	@scripts/setup-venv.sh dev

# The tests ask for `chromium`: a one-line script by that name starts whichever browser there is.
browser:
	@path=$$(scripts/setup-browser.sh) && mkdir -p build/bin && \
		printf '#!/bin/sh\nexec "%s" "$$@"\n' "$$path" > build/bin/chromium && chmod +x build/bin/chromium
