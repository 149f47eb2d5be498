# Two commands matter: `make demo` and `make test`. Everything installs itself on its first run.
SHELL := /bin/sh
PY := .venv/bin/python
PORT ?= 8000
WORKERS ?= 2
export DJANGO_SETTINGS_MODULE ?= portal.settings

.PHONY: demo test test-fast test-postgres dev lint lock bench services services-stop messages clean

demo: ## install, migrate, seed, serve with a worker on http://127.0.0.1:$(PORT)
	@sh tools/bootstrap.sh requirements/base.txt
	@exec env DEMO=1 PORT=$(PORT) $(PY) manage.py demo

test: ## the whole suite, on SQLite, and on PostgreSQL where its programs are installed
	@sh tools/bootstrap.sh requirements/dev.txt
	@sh tools/test.sh

test-fast: ## no browser, no bench, SQLite only
	@sh tools/bootstrap.sh requirements/dev.txt
	@TESTING=1 $(PY) -m pytest -q -n $(WORKERS) --dist loadscope -m "not browser and not slow"

test-postgres: ## the suite on PostgreSQL only
	@sh tools/bootstrap.sh requirements/dev.txt
	@ONLY=postgres sh tools/test.sh

dev: ## the demo city with code that reloads
	@sh tools/bootstrap.sh requirements/dev.txt
	@exec env DEMO=1 DEBUG=1 PORT=$(PORT) $(PY) manage.py demo --reload

lint: ## ruff, mypy, djlint, the import contract, the translations
	@sh tools/bootstrap.sh requirements/dev.txt
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports
	@TESTING=1 $(PY) -m mypy
	@.venv/bin/djlint templates --lint --quiet

lock: ## refresh the pins, with hashes and no registry named
	@sh tools/bootstrap.sh requirements/dev.txt
	@sh tools/lock.sh

bench: ## fill 100,000 cases and time the main pages, on SQLite and PostgreSQL
	@sh tools/bootstrap.sh requirements/dev.txt
	@sh tools/bench.sh

services: ## private PostgreSQL and Redis for the tests, from Debian's packages
	@sh tools/services.sh start

services-stop:
	@sh tools/services.sh stop

messages: ## collect and compile the texts in three languages (needs Debian's gettext)
	@sh tools/bootstrap.sh requirements/dev.txt
	@sh tools/messages.sh

clean: ## throw the demo's data away
	rm -rf var
