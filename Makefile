# Loket Aduan. `make` alone lists the targets; `make run` and `make test` do all set-up themselves.
#
# Set-up is one chain of stamp files in .venv/.setup, so that a second call costs nothing:
#   packages -> python -> locked -> project, and the translations (.qm) made from resources/i18n/*.ts.
# System packages are named in .ci/packages; they are installed only where one is missing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

BIN := .venv/bin
DONE := .venv/.setup
JOBS ?= 2
I18N := resources/i18n
QM := $(patsubst %.ts,%.qm,$(wildcard $(I18N)/*.ts))
LUPDATE := $(BIN)/pyside6-lupdate -silent -extensions py -source-language en -locations none -no-obsolete
LOCK := $(BIN)/uv pip compile -q --system-certs pyproject.toml --extra pusat --extra windows --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-annotate

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A .venv whose Python went away, or that stands in a moved folder, is made again.
ifneq ($(wildcard $(DONE)/python),)
ifneq ($(shell test -x $(BIN)/python && cat $(DONE)/python),$(CURDIR))
$(shell rm -rf .venv)
endif
endif

.PHONY: help
help:
	@echo "Loket Aduan.  make <target>:"
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/\1|\2/p' Makefile | awk -F'|' '{ printf "  %-17s%s\n", $$1, $$2 }'

# ---- What people call -------------------------------------------------------------------------------------

.PHONY: run test lint format types looks bench faults faults-selftest faults-desk demo i18n migration lock bundle clean

run: setup  ## open the desk; without a display: run the demo into build/demo
	@if [ "$$(uname)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "Tidak ada layar di komputer ini: demo dijalankan, hasilnya di build/demo."; \
		echo "There is no display here: running the demo instead, its results are in build/demo."; \
		exec $(BIN)/loket demo --out build/demo; \
	else \
		exec $(BIN)/loket; \
	fi

test: setup-test lint types  ## lint, types, import contracts, then every test in random order
	@$(BIN)/python -m pytest -n $(JOBS)

lint: setup  ## ruff (rules and format) and the import contracts
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { $(BIN)/ruff format --check; echo "make format puts it right"; exit 1; }
	@$(BIN)/lint-imports > $(DONE)/lint-imports.txt || { cat $(DONE)/lint-imports.txt; exit 1; }

format: setup  ## let ruff put format and import order right
	@$(BIN)/ruff check --quiet --fix-only --select I
	@$(BIN)/ruff format

types: setup  ## mypy --strict over app, ui and db
	@$(BIN)/mypy

looks: setup-test  ## render every page to build/looks and check it
	@$(BIN)/python -m pytest tests/looks

bench: setup-test  ## the figures, one JSON line each, beside their floors
	@$(BIN)/python -m tests.bench.run

faults: setup-test  ## the fault table: every fault of the sync against every target, over 2,000 runs
	@$(BIN)/python -m tests.faults.table --jobs $(JOBS)

faults-selftest: setup-test  ## plant known bugs and fail unless the fault table finds each
	@$(BIN)/python -m tests.faults.table --selftest

faults-desk: setup-test  ## the long rounds of killed, damaged, shared and crowded desks
	@$(BIN)/python -m pytest tests/faults --faults-long

demo: setup  ## the whole main job by itself: window, receipts, server, sync; results in build/demo
	@$(BIN)/loket demo --out build/demo

i18n: setup  ## gather the window's texts into resources/i18n/*.ts and build the .qm files
	@$(LUPDATE) ui -ts $(I18N)/app_id.ts
	@$(LUPDATE) -pluralonly ui -ts $(I18N)/app_en.ts
	@$(MAKE) translations

migration: setup  ## write a new migration of the desk's database: make migration m="what it changes"
	@$(if $(m),,echo 'usage: make migration m="what it changes"'; exit 2)
	@$(BIN)/python -m db.migrate revision loket "$(m)"

lock: setup  ## pin the dependencies of pyproject.toml, with hashes, into the lock files
	@$(LOCK) --group dev -o requirements-dev.lock
	@cp requirements-dev.lock requirements.lock  # its versions are the ones to prefer
	@$(LOCK) -o requirements.lock

bundle: setup  ## build dist/loket with PyInstaller and let it prove itself
	@.ci/packages bundle
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath build/pyinstaller pyinstaller.spec
	@QT_QPA_PLATFORM=offscreen dist/loket/loket --smoke

clean:  ## remove .venv and everything that was built
	@rm -rf .venv build dist $(QM) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find app db ui tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- Set-up -----------------------------------------------------------------------------------------------

.PHONY: setup setup-test translations
setup: $(DONE)/project translations
	@:
setup-test: setup $(DONE)/packages-test
	@:
translations: $(QM)
	@:

$(DONE)/packages: .ci/packages
	@mkdir -p $(@D)
	@.ci/packages run
	@touch $@

$(DONE)/packages-test: .ci/packages | $(DONE)/packages
	@.ci/packages test
	@touch $@

$(DONE)/python: | $(DONE)/packages
	@python=$$(.ci/python) && echo "Making .venv with $$("$$python" --version)" && "$$python" -m venv .venv
	@echo "$(CURDIR)" > $@

# uv comes by its own hashes out of the same lock; where it reaches no index, pip tries with its own settings.
$(DONE)/locked: requirements-dev.lock | $(DONE)/python
	@echo "Installing the locked dependencies"
	@awk '/^[^ #]/ { on = /^uv==/ } on' $< > $(DONE)/uv.lock
	@$(BIN)/python -m pip install -q --require-hashes -r $(DONE)/uv.lock
	@$(BIN)/uv pip sync -q --system-certs --python $(BIN)/python --require-hashes --compile-bytecode $< \
		|| $(BIN)/python -m pip install -q --require-hashes -r $<
	@touch $@

$(DONE)/project: pyproject.toml $(DONE)/locked
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

%.qm: %.ts | $(DONE)/locked
	@$(BIN)/pyside6-lrelease -silent $< -qm $@
