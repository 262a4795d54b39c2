# One command a task; plain `make` lists them. HOST, PORT, LOCKSTEP_HOME, DATABASE_URL and REDIS_URL steer `run`.
PYTHON ?= python3
BIN := .venv/bin
SOAK := $(addprefix tests/backend/sync/test_,state_machine.py cursor_proof.py broken_machines.py) \
	tests/backend/outbox/test_faults.py
CODE := backend frontend shared tests bench piccolo_conf.py

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run stop reset test check fix lint types imports golden golden-accept test-python \
	test-js soak-js test-browser migration migrate contract bench bench-forecast docs lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{ printf "  make %-15s %s\n", $$1, $$2 }'

setup: ## install what running needs: Python packages, browser modules
	@$(PYTHON) -m backend.launch.environment

setup-dev:
	@$(PYTHON) -m backend.launch.environment --dev

run: setup ## start everything in the foreground and print where it is and who can sign in
	@exec $(BIN)/lockstep run

stop: ## end what `make run` started, here or in another terminal
	@if [ -x $(BIN)/lockstep ]; then exec $(BIN)/lockstep stop; else echo "Lockstep was never set up here."; fi

reset: ## remove the data folder after asking (FORCE=1 does not ask)
	@if [ -x $(BIN)/lockstep ]; then exec $(BIN)/lockstep reset $(if $(filter 1,$(FORCE)),--force); \
	else echo "Lockstep was never set up here."; fi

test: setup-dev lint types imports test-python test-js ## everything that CI runs, from nothing

check: test ## the same

fix: setup-dev ## repair what lint can repair
	@$(BIN)/ruff check --fix-only --exit-zero .
	@$(BIN)/ruff format .

lint: setup-dev ## rules and format of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup-dev ## strict types
	@$(BIN)/mypy

imports: setup-dev ## who may import whom
	@$(BIN)/lint-imports

test-python: setup-dev
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist load

test-js: setup-dev ## the browser modules' tests
	@$(BIN)/python -m backend.launch.javascript_tests

soak-js: setup-dev ## the phone's engine under 20,000 seeds (SEEDS=… FROM=… for others)
	@SEEDS=$(or $(SEEDS),20000) $(BIN)/python -m backend.launch.javascript_tests simulation

test-browser: setup-dev ## only the tests that drive a browser
	@$(BIN)/pytest -m browser

.PHONY: soak
soak: setup-dev ## the sync's proofs for hours: 20,000 histories, 100 runs of broken machines, 200 kills under 10,000 messages
	@LOCKSTEP_SOAK_EXAMPLES=$(or $(EXAMPLES),20000) LOCKSTEP_SOAK_RUNS=$(or $(RUNS),100) LOCKSTEP_SOAK_TRANSACTIONS=9600 \
	LOCKSTEP_SOAK_MESSAGES=10000 LOCKSTEP_SOAK_KILLS=200 \
	$(BIN)/pytest -o faulthandler_timeout=0 $(SOAK)

.PHONY: soak-plan
soak-plan: setup-dev ## the planning rules on 3,000 random companies each, against their slow planners (EXAMPLES=… for others)
	@LOCKSTEP_EXAMPLES=$(or $(EXAMPLES),3000) $(BIN)/pytest -o faulthandler_timeout=0 tests/domain

.PHONY: mutants
mutants: setup-dev ## break the sync in forty ways and see that the tests notice (NAMES="part of a name")
	@$(BIN)/python -m tests.mutants $(NAMES)

golden: setup-dev ## only the stories in a planner's words
	@$(BIN)/pytest tests/golden

golden-accept: setup-dev ## take over what the code answers as the stories' expectation
	@LOCKSTEP_GOLDEN_ACCEPT=1 $(BIN)/pytest tests/golden

migration: setup-dev ## write a migration of one slice: make migration SLICE=demand
	@test -n "$(SLICE)" || { echo "Say which slice: make migration SLICE=demand"; exit 2; }
	@$(BIN)/piccolo migrations new $(SLICE) --auto

migrate: setup ## bring the database to this version
	@$(BIN)/lockstep release

contract: setup-dev ## write what the browser modules know of the schemas
	@$(BIN)/python -m shared.contract

docs: setup-dev ## write the generated pages of docs/
	@$(BIN)/lockstep docs

bench: setup-dev ## measure, and write bench/results/ (NAMES="startup …" for some)
	@$(BIN)/python -m bench $(NAMES)

bench-forecast: setup-dev ## measure forecasts on the public sets, beside statsforecast
	@$(BIN)/python -m bench forecast

lock: setup-dev ## resolve the pinned versions anew (slow: asks the index for every hash)
	@$(BIN)/python -m backend.launch.lock
