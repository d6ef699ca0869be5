# Every target sets up what it needs; nothing outside this folder is touched (on a Debian without it, python3-venv
# is installed by apt). `make` alone lists the targets.

PYTHON ?= python3
REPORT ?= report.yaml
OUT ?= build
ARGS ?=

BIN := .venv/bin
READY := .venv/.setup-done
PROOF := .venv/.proof-done

# Dates the files of a report that names no day; the same clone gives the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y $(REPORT))

export PYTHON
report package: export SOURCE_DATE_EPOCH := $(SOURCE_DATE_EPOCH)

.PHONY: help package setup proof report test lint format bench licences schema lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) ## make .venv with everything pinned in requirements.lock

# The stamp holds the folder it was made for: a copied or moved checkout needs an environment of its own.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh
	@echo '$(CURDIR)' >$@

proof: $(PROOF) ## add what measurements and the validator need (and a JDK: javac)

$(PROOF): $(READY) requirements-proof.lock
	@if [ -x $(BIN)/uv ]; then uv=$(BIN)/uv; else uv=$$(command -v uv || true); fi; \
	if [ -n "$$uv" ]; then $$uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-proof.lock; \
	else $(BIN)/python -m pip install --quiet --require-hashes -r requirements-proof.lock; fi
	@touch $@

report: $(READY) ## build report.yaml into build/ (REPORT=, OUT=, ARGS="--profile draft")
	$(BIN)/reportgen build $(REPORT) --out $(OUT) $(ARGS)

package: $(READY) ## pack report.yaml for the printing house into build/ (REPORT=, OUT=)
	$(BIN)/reportgen package $(REPORT) --out $(OUT) $(ARGS)

test: $(READY) ## run the tests (ARGS="-k title")
	$(BIN)/python -m pytest -n auto --dist loadfile -q -rs $(ARGS)

lint: $(READY) ## ruff, mypy, the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## let ruff format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(PROOF) ## set synthetic reports and print the measurements (ARGS="--peer typst")
	$(BIN)/python -m bench $(ARGS)

licences: $(READY) ## list the licence of every installed package; fails on an unknown one
	$(BIN)/python tools/licences.py

schema: $(READY) ## write the schema, the reference and the rules of preflight into docs/, after they changed
	$(BIN)/reportgen schema >docs/report.schema.json
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/rules.py

lock: $(READY) ## compile both lock files anew
	tools/lock.sh $(ARGS)

clean: ## remove what was built, the environment too
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
