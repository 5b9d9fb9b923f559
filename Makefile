# Every target sets up what it needs by itself: `make site` and `make test` work on a fresh machine
# that has git, make and Python 3.11 or newer.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$python >/dev/null 2>&1 \
	&& $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin
INSTALLED := .venv/.installed
COMMIT_TIME = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct))
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --quiet

EDITS := tests/publish/test_random_edits.py
CANARIES := tests/security/test_canaries.py
LONG := tests/chaos tests/fuzz tests/rules/test_rule_time.py tests/fixes/test_random_files.py \
	tests/browser/test_vectors.py tests/browser/test_difficult_pages.py tests/browser/test_page_budget.py $(CANARIES) $(EDITS)

export NO_MKDOCS_2_WARNING := 1

.PHONY: help site serve test test-long check audit mutants fuzz chaos canaries bench bench-build bench-search format reference messages screenshots \
	lock dist sbom clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

site: $(INSTALLED) ## build the project's own archive into site/, and its public edition into public/site/
	$(BIN)/mkdocs build --strict
	$(BIN)/postmortem build --edition public --strict
	@echo "Built. Open in a browser: site/index.html, or run 'make serve'; for those outside: public/site/index.html"

serve: $(INSTALLED) ## serve the site with live reload on http://127.0.0.1:8000
	$(BIN)/mkdocs serve --livereload

test: $(INSTALLED) ## run the tests, browser tests included, but for those of test-long
	$(BIN)/python tools/browser.py
	$(BIN)/python tools/html_checker.py
	$(BIN)/python tools/mermaid.py
# three on two cores, as tests wait for browsers and other processes much of their time
	$(BIN)/pytest --numprocesses 3 --dist loadfile $(LONG:%=--ignore=%)

test-long: $(INSTALLED) ## run the tests that take longer: fuzzing, 286 vectors, kills, 50 public editions, 200 sequences of edits
	$(BIN)/python tools/browser.py
	$(BIN)/python tools/mermaid.py
	$(BIN)/pytest --numprocesses 2 --dist loadfile $(filter-out $(EDITS),$(LONG))
	$(MAKE) mutants
	EDIT_SEQUENCES=200 $(BIN)/pytest --numprocesses 2 $(EDITS)

check: $(INSTALLED) ## check style, types, layers, generated files and the archive itself
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shellcheck ci/*.sh
	$(BIN)/python tools/reference.py --check
	$(BIN)/python tools/messages.py --check
	$(BIN)/postmortem check --strict

mutants: $(INSTALLED) ## check 100,000 mutants of the curated bad inputs, in a minute or two; MUTANTS=1000000
	MUTANTS=$(or $(MUTANTS),100000) $(BIN)/pytest tests/fuzz/test_curated_mutants.py --numprocesses 2 --dist worksteal

fuzz: $(INSTALLED) ## look for inputs that break the checker, for about a quarter of an hour
	MUTANTS=$(or $(MUTANTS),300000) HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest tests/fuzz --numprocesses 2 --dist worksteal

chaos: $(INSTALLED) ## kill 500 builds, searches and checks at random moments, for about ten minutes; KILLS=5000
	KILLS=$(or $(KILLS),500) $(BIN)/pytest tests/chaos

canaries: $(INSTALLED) ## look for inner words in 1,000 public editions, for about half an hour; TREES=100
	CANARY_TREES=$(or $(TREES),1000) $(BIN)/pytest $(CANARIES) --numprocesses 2 --dist worksteal

bench: $(INSTALLED) bench-build ## measure builds and checks of archives of growing size, beside other programs, for 10 minutes
	$(BIN)/python tests/benchmarks/check_benchmark.py

bench-build: $(INSTALLED) ## measure builds beside Hugo, Material and Pagefind; SIZES="1000 10000"; writes a page of docs/
	$(BIN)/python tools/hugo.py
	$(BIN)/python tests/benchmarks/build_benchmark.py $(SIZES)

bench-search: $(INSTALLED) ## measure the search beside Pagefind: bytes, latency, index, terminal; SIZES="200 2000 20000"
	$(BIN)/python tools/browser.py
	$(BIN)/python tests/benchmarks/search_benchmark.py $(SIZES)

format: $(INSTALLED) ## put the code into its standard form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

reference: $(INSTALLED) ## write the reference pages and the schemas again from the code
	$(BIN)/python tools/reference.py

messages: $(INSTALLED) ## bring the catalogues of the pages' languages up to date with the code
	$(BIN)/python tools/messages.py

screenshots: $(INSTALLED) ## take the pictures of the README and the guide anew
	$(BIN)/python tools/browser.py
	$(BIN)/python tools/screenshots.py

audit: $(INSTALLED) ## ask for known vulnerabilities of everything that is locked; needs the network
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

dist: $(INSTALLED) sbom ## build what a release consists of into dist/: sdist, wheel and bill of materials
	$(BIN)/python tools/mermaid.py
	SOURCE_DATE_EPOCH=$(COMMIT_TIME) $(BIN)/python -m hatchling build -d dist

sbom: $(INSTALLED) ## write the bill of materials of an installation into dist/, as CycloneDX
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements-run.lock --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON -o dist/postmortem-archive.cdx.json

lock: $(INSTALLED) ## choose the newest versions allowed and write them to the two lock files
	$(LOCK) --group dev --upgrade --output-file requirements.lock
	$(LOCK) --group install --constraint requirements.lock --upgrade --output-file requirements-run.lock

clean: ## remove everything that can be made again
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache site public/site dist

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
