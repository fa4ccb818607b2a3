# `make` alone prints what there is to do. Every target sets up what it needs.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV  := .venv
PY    := $(VENV)/bin/python
READY := $(VENV)/.ready-to-run
DEV   := $(VENV)/.ready-to-test
PEERS := .venv-bench/.ready

# Set PYTHON=/path/to/python to choose one; otherwise the first of these that is 3.11 or newer.
PYTHON  ?=
PYTHONS := python3.11 python3.12 python3.13 python3 python
UV      := $(shell command -v uv 2>/dev/null)
# More arguments for the program behind run, test and trials: make test ARGS="-k money -x"
ARGS    ?=
# make lock LOCK_FLAGS= keeps what is pinned and adds only what is new.
LOCK_FLAGS ?= --upgrade

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_LINK_MODE ?= copy

# $(call new-venv,DIRECTORY): a virtual environment, kept if it is already there.
define new-venv
if [ -x $(1)/bin/python ]; then exit 0; fi; \
for python in $(or $(PYTHON),$(PYTHONS)); do \
  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
  if [ -n "$(UV)" ]; then exec "$(UV)" venv --quiet --python "$$("$$python" -c 'import sys; print(sys.executable)')" $(1); fi; \
  "$$python" -c 'import ensurepip, venv' 2>/dev/null || { lacking="$$python"; continue; }; \
  exec "$$python" -m venv $(1); \
done; \
if [ -n "$(UV)" ] && [ -z "$(PYTHON)" ]; then exec "$(UV)" venv --quiet --python '>=3.11' $(1); fi; \
if [ -n "$${lacking:-}" ]; then \
  echo "$$lacking has no venv module. On Debian or Ubuntu install python3-venv, then run make again." >&2; \
else \
  echo "No Python 3.11 or newer was found. Install one (https://www.python.org/downloads/)," >&2; \
  echo "or say where it is: make PYTHON=/path/to/python3.11 …" >&2; \
fi; exit 1
endef

# $(call install,DIRECTORY,ARGUMENTS): into that environment, with uv where there is one.
define install
$(if $(UV),"$(UV)" pip install --quiet --python $(1)/bin/python,$(1)/bin/python -m pip install --quiet) \
  --no-build-isolation $(2)
endef

.PHONY: help
help: ## this list
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: $(READY) ## start the service: mail in, reminders, mail out
	@exec $(VENV)/bin/sle-broker serve $(ARGS)

.PHONY: test
test: $(DEV) ## run the tests (ARGS="…" goes to pytest)
	@exec $(PY) -m pytest $(ARGS)

.PHONY: check
check: $(DEV) ## format, lint, types, imports between packages, database migrations
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m core.store.drift

.PHONY: bench
bench: $(DEV) $(PEERS) ## measure, beside others' programs; asserts no durations
	@exec $(PY) tests/bench/run.py $(ARGS)

.PHONY: trials
trials: $(DEV) ## long trials: much mail, a simulated year
	@exec $(PY) -m pytest tests/trials -s $(ARGS)

.PHONY: lock
lock: ## renew the pinned, hashed requirements (then run make test)
	@uv="$(UV)"; \
	if [ -z "$$uv" ]; then \
	  ($(call new-venv,.venv-lock)); \
	  .venv-lock/bin/python -m pip install --quiet uv; uv=.venv-lock/bin/uv; \
	fi; \
	compile() { "$$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCK_FLAGS) "$$@"; }; \
	compile requirements-build.in -o requirements-build.txt; \
	compile pyproject.toml -c requirements-build.txt -o requirements.txt; \
	compile requirements-dev.in -c requirements-build.txt -c requirements.txt -o requirements-dev.txt; \
	compile requirements-bench.in -o requirements-bench.txt

.PHONY: clean
clean: ## remove what make made: environments, caches, builds (never data/)
	rm -rf $(VENV) .venv-bench .venv-lock build dist .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis
	find core bot intake scheduler sle_broker tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: a second start finds them newer than what they were made from and installs nothing.
$(READY): requirements-build.txt requirements.txt pyproject.toml
	@echo "Setting up $(VENV) (once; this takes a minute) …"
	@$(call new-venv,$(VENV))
	@$(call install,$(VENV),--require-hashes -r requirements-build.txt)
	@$(call install,$(VENV),--require-hashes -r requirements.txt)
	@$(call install,$(VENV),--no-deps --editable .)
	@touch $@

$(DEV): requirements-dev.txt $(READY)
	@echo "Adding what tests and checks need …"
	@$(call install,$(VENV),--require-hashes -r requirements-dev.txt)
	@touch $@

$(PEERS): requirements-bench.txt
	@echo "Setting up .venv-bench …"
	@$(call new-venv,.venv-bench)
	@$(if $(UV),"$(UV)" pip install --quiet --python .venv-bench/bin/python,.venv-bench/bin/python -m pip install --quiet) \
	  --require-hashes -r requirements-bench.txt
	@touch $@
