# Larmor: from Hamiltonians to a report. `make` alone lists the targets; `make report` needs only Python >= 3.11.
#
# Every product in build/ is made by way of a stamp in build/stamps/. A stamp is renewed when something that
# it rests on changed; its product is touched only when its bytes change, so what depends on an unchanged
# product stays as it is. What rests on what is in build/deps.mk, written from the import graph.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
# As many jobs as there are processors; `make -j1 report` is one after the other.
JOBS := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
MAKEFLAGS += --no-builtin-rules --no-print-directory --jobs=$(JOBS)
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SECONDARY:
.ONESHELL:

# Products must not depend on the order of sets, nor on how many threads share a sum.
export PYTHONHASHSEED := 0
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export VECLIB_MAXIMUM_THREADS := 1

# An environment of your own: `make report PYTHON=path/to/python`; nothing is installed into it then.
ifeq ($(origin PYTHON),command line)
ENVIRONMENT :=
DEVELOPMENT :=
BENCHMARK :=
BENCH_PYTHON := $(PYTHON)
else
override PYTHON := .venv/bin/python
ENVIRONMENT := .venv/stamp
DEVELOPMENT := .venv/stamp-dev
BENCHMARK := .venv-bench/stamp
BENCH_PYTHON := .venv-bench/bin/python
endif
LARMOR = $(PYTHON) -m reports.cli

AXE := 4.14.1

.PHONY: help report derivations verdicts kernels studies figures test lint bench lock clean redo

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

report: build/report/index.html ## derive, verify, compile, run, draw, and write the report
	@echo "report: $(CURDIR)/build/report/index.html"

# --- the environment -------------------------------------------------------------------------------------

# Any Python >= 3.11 on the path will do; a name on the path may be a stub that does not run, so each is tried.
.venv/stamp: pyproject.toml requirements.lock
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi
	done
	if [ -z "$${found:-}" ]; then echo "Larmor needs Python 3.11 or later, and found none on the path." >&2; exit 1; fi
	echo "environment: .venv from $$("$$found" --version), packages of requirements.lock"
	if ! .venv/bin/python -c 'import pip' 2>/dev/null; then "$$found" -m venv --clear .venv; fi
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

.venv/stamp-dev: requirements-dev.lock .venv/stamp
	@echo "environment: packages of requirements-dev.lock"
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The peers of the benchmarks need some packages older than the newest, so they do not share an environment.
.venv-bench/stamp: tests/bench/requirements.lock .venv/stamp
	@echo "environment: .venv-bench, packages of tests/bench/requirements.lock"
	.venv/bin/python -m venv --clear .venv-bench
	$(BENCH_PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock
	$(BENCH_PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# --- the graph -------------------------------------------------------------------------------------------

STAGES := report derivations verdicts kernels studies figures test bench
ifneq ($(filter $(STAGES) build/%,$(MAKECMDGOALS)),)
SOURCES := $(sort $(shell find derive numerics reports -name __pycache__ -prune -o -type f ! -name '.*' \
  \( -name '*.py' -o -name '*.toml' -o -name '*.j2' -o -name '*.css' -o -name '*.typ' -o -name '*.md' -o -name '*.bib' -o -name '*.json' \) -print))
-include build/deps.mk
# A file that went away is not newer than anything: the graph is written anew when the list differs.
build/deps.mk: $(SOURCES) $(if $(filter-out $(SOURCES),$(KNOWN_SOURCES)),redo) | $(ENVIRONMENT)
	@echo "graph       $@"
	mkdir -p build
	$(PYTHON) -m reports.dependencies --out $@ --sources "$(SOURCES)"
endif

# --- the stages ------------------------------------------------------------------------------------------

derivations: $(PRODUCTS_derive) ## equations from the Hamiltonians
verdicts: $(PRODUCTS_verify) ## the papers' claims, judged
kernels: $(PRODUCTS_kernel) ## the equations as compiled code
studies: $(PRODUCTS_study) ## kernels run on parameters
figures: $(PRODUCTS_figure) ## the studies, drawn

# A stamp has the time at which its stage began, so that a source edited meanwhile is newer than the stamp.
# A change of the locked packages may change any product.
$(STAMPS_derive) $(STAMPS_verify) $(STAMPS_kernel) $(STAMPS_study) $(STAMPS_figure) $(STAMPS_pages): \
  requirements.lock | $(ENVIRONMENT)

$(STAMPS_derive): build/stamps/derive/%:
	@echo "derive      $*"
	mkdir -p $(@D); touch $@.begun
	$(LARMOR) derive $* --out build/derivations/$*.json
	mv $@.begun $@

$(STAMPS_verify): build/stamps/verify/%:
	@echo "verify      $*"
	mkdir -p $(@D) build/studies; touch $@.begun
	$(LARMOR) verify $* --derivations build/derivations --studies build/studies --out build/verdicts/$*.json
	mv $@.begun $@

$(STAMPS_kernel): build/stamps/kernel/%:
	@echo "compile     $*"
	mkdir -p $(@D); touch $@.begun
	$(LARMOR) kernel $* --derivations build/derivations --out build/kernels
	mv $@.begun $@

$(STAMPS_study): build/stamps/study/%:
	@echo "run         $*"
	mkdir -p $(@D); touch $@.begun
	$(LARMOR) run $* --quick --kernels build/kernels --out build/studies >/dev/null
	mv $@.begun $@

$(STAMPS_figure): build/stamps/figure/%:
	@echo "draw        $*"
	mkdir -p $(@D); touch $@.begun
	$(LARMOR) draw $* --studies build/studies --out build/figures
	mv $@.begun $@

$(STAMPS_pages): build/stamps/pages/%:
	@echo "write       build/report"
	mkdir -p $(@D); touch $@.begun
	$(LARMOR) pages --build build --out build/report
	mv $@.begun $@

# --- work on the project ---------------------------------------------------------------------------------

test: $(DEVELOPMENT) build/report/index.html .venv/axe/$(AXE) ## run the tests (the report's products are made first)
	@$(PYTHON) -m pytest --numprocesses=$(JOBS) --dist=loadfile

# The tests of accessibility want axe-core from the npm registry, and are skipped where it cannot be had.
.venv/axe/%:
	@mkdir -p .venv/axe
	if npm install --silent --no-save --prefix .venv/axe axe-core@$* >/dev/null 2>&1; then touch $@
	else echo "note: axe-core $* could not be installed by npm; the tests of accessibility are skipped"; fi

lint: $(DEVELOPMENT) ## ruff, mypy, import contracts
	@failed=
	$(PYTHON) -m ruff check . || failed=1
	$(PYTHON) -m ruff format --check --quiet . || failed=1
	$(PYTHON) -m mypy || failed=1
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-cache --no-logo || failed=1
	test -z "$$failed"

bench: $(BENCHMARK) build/report/index.html ## measure side by side with the peers: build/bench.json
	@$(BENCH_PYTHON) -m reports.bench --out build/bench.json

lock: ## write the lock files anew (needs uv)
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --upgrade --quiet pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --quiet --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	# Without the constraint: the peers hold some packages back.
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --upgrade --quiet --extra dev --extra bench pyproject.toml -o tests/bench/requirements.lock

clean: ## remove build/ (the environment stays)
	@rm -rf build

redo:
