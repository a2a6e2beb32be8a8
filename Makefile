# The front door. `make demo` and `make test` work on a fresh Debian or Ubuntu; `make` lists the rest.
# Every target first sees to .venv; once that is done, it takes no time.

VENV ?= .venv
BIN := $(VENV)/bin
DATA ?= $(wildcard ../shared/data)
DEMO ?= demo
export VENV

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench sheet docs lock wheelhouse clean core dev

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: core ## build the Durham report from real data (DATA=path) or the pack that is shipped
	@$(BIN)/desist demo "$(DEMO)" $(if $(DATA),--data "$(DATA)")

test: dev ## install what tests need and run them all (ARGS="-k name")
	@bash tools/system.sh tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder $(ARGS)

check: dev ## format, lint, types, import rules, generated pages fresh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/desist docs --check

format: dev ## put the code into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: dev ## measure what must hold, each figure beside a calibration of the same run
	@$(BIN)/python -m bench

sheet: dev ## put the pages of the demo's report on one picture, build/contact-sheet.png
	@bash tools/system.sh tests
	@rm -rf build/demo
	@$(BIN)/desist demo build/demo $(if $(DATA),--data "$(DATA)")
	@$(BIN)/python tools/contact_sheet.py build/demo build

docs: core ## write the generated reference pages
	@$(BIN)/desist docs

lock: dev ## freeze the dependencies of pyproject.toml (UPGRADE=1 takes newer versions)
	@bash tools/lock.sh

wheelhouse: core ## collect all that is installed, to carry to a machine without internet
	@bash tools/wheelhouse.sh

clean: ## remove what was built, but no partnership and no data
	rm -rf build dist .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

core dev:
	@bash tools/bootstrap.sh $@
