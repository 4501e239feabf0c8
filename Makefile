# Every target may be run again at any time, asks nothing, and goes on where it was interrupted.
# Environment: OA_PORT (8080), OA_DEMO (yes|no), OA_DEMO_PASSWORD, OA_ADMIN_PASSWORD.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

OA_PORT ?= 8080
OA_DEMO ?= yes
OA_DEMO_PASSWORD ?= Demo-oa-2026
PYTHON ?= python3
export OA_PORT OA_DEMO OA_DEMO_PASSWORD OA_ADMIN_PASSWORD

STATE := .state
BIN := .venv/bin
TOOLS := .tools/bin
UV := $(BIN)/uv
SOURCES := src tests scripts setup.py $(wildcard bench)

.PHONY: help
help:  ## Show what can be done
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /: /' | awk '{name = $$1; sub(/:$$/, "", name); $$1 = ""; printf "  make %-9s%s\n", name, $$0}'

# --- environment: one stamp per step, newer than what the step reads -------------------------

# exit status 3: this user may not install packages, which has been said; the rest goes on
$(STATE)/apt: scripts/system_packages.sh
	@mkdir -p $(STATE)
	@scripts/system_packages.sh run && touch $@ || test $$? = 3

$(STATE)/apt-test: scripts/system_packages.sh
	@mkdir -p $(STATE)
	@scripts/system_packages.sh test && touch $@ || test $$? = 3

$(STATE)/apt-bench: scripts/system_packages.sh
	@mkdir -p $(STATE)
	@scripts/system_packages.sh bench && touch $@ || test $$? = 3

$(STATE)/bench: requirements/bench.txt $(STATE)/venv
	@scripts/environment.sh bench
	@touch $@

# Python itself, where even that is missing; nothing can go on without it
$(STATE)/python: scripts/system_packages.sh
	@mkdir -p $(STATE)
	@$(PYTHON) -c 'import ensurepip, ssl, venv' 2>/dev/null || scripts/system_packages.sh python
	@touch $@

$(STATE)/venv: $(STATE)/python requirements/runtime.txt requirements/bootstrap.txt setup.py
	@scripts/environment.sh runtime $(PYTHON)
	@mkdir -p $(STATE) && touch $@

$(STATE)/tools: requirements/tools.txt $(STATE)/venv
	@scripts/environment.sh tools $(PYTHON)
	@touch $@

# changes only when the port does, so that buildout runs again for a new OA_PORT
$(STATE)/port: FORCE
	@mkdir -p $(STATE)
	@test "$$(cat $@ 2>/dev/null)" = "$(OA_PORT)" || echo "$(OA_PORT)" > $@
FORCE:

$(STATE)/buildout: $(STATE)/venv $(STATE)/port buildout.cfg base.cfg versions.cfg
	@scripts/run_buildout.sh
	@touch $@

.PHONY: build
build: $(STATE)/buildout  ## Make .venv and bin/ (no site, no system packages)

.PHONY: site
site: $(STATE)/python  ## Set everything up, without serving
	@$(MAKE) -s --no-print-directory -j2 $(STATE)/apt make-site

# beside apt, which mostly waits for downloads
.PHONY: make-site
make-site: $(STATE)/buildout
	@scripts/make_site.sh

# --- serving ---------------------------------------------------------------------------------

.PHONY: start
start: site  ## Set everything up and serve it on 127.0.0.1, port OA_PORT (8080)
	@scripts/serve.sh start

.PHONY: stop
stop:  ## Stop the server that `make start` started
	@scripts/serve.sh stop

# --- data ------------------------------------------------------------------------------------

.PHONY: backup
backup: $(STATE)/venv  ## Copy database and files into backups/<time>/; the server may run
	@$(BIN)/python scripts/backup.py backup

.PHONY: restore
restore: $(STATE)/venv  ## Put a backup in place: make restore FROM=backups/<time>
	@$(BIN)/python scripts/backup.py restore $(if $(FROM),--source "$(FROM)")

.PHONY: import
import: $(STATE)/buildout  ## Import base data: make import FILE=data.xlsx (or a folder of CSV files)
	@bin/instance run scripts/workbook.py import "$(FILE)"

.PHONY: import-articles
import-articles: $(STATE)/buildout  ## Import a site's articles: make import-articles SOURCE=folder COLUMN=unit01/news [PUBLISH=yes]
	@bin/instance run scripts/articles.py "$(SOURCE)" "$(COLUMN)" $(if $(filter yes,$(PUBLISH)),--state published)

.PHONY: health
health: $(STATE)/buildout  ## Compare the work lists with the documents (with a running server: on @@oa-inbox-health)
	@bin/instance run scripts/inbox.py verify

.PHONY: export
export: $(STATE)/buildout  ## Export base data: make export FILE=data.xlsx (or a folder)
	@bin/instance run scripts/workbook.py export "$(FILE)"

.PHONY: worker
worker: $(STATE)/buildout  ## Serve background jobs under ZEO (with bin/zeoserver and bin/client1)
	@bin/worker run scripts/worker.py

# --- quality ---------------------------------------------------------------------------------

.PHONY: format
format: $(STATE)/tools  ## Put Python, ZCML, XML and templates into their form
	@$(TOOLS)/ruff check --fix --quiet $(SOURCES) || true
	@$(TOOLS)/ruff format --quiet $(SOURCES)
	@find src \( -name '*.zcml' -o -name '*.pt' -o -name '*.xml' \) -print0 | xargs -0 $(TOOLS)/zpretty --inplace

.PHONY: check
check: $(STATE)/venv $(STATE)/tools  ## Form, lint, layers, types, translations, spelling
	@scripts/check.sh

.PHONY: test
test: $(STATE)/python  ## Run every check and every test
	@$(MAKE) -s --no-print-directory -j2 $(STATE)/apt-test $(STATE)/buildout $(STATE)/tools
	@$(MAKE) -s --no-print-directory check
	@$(BIN)/pytest tests

.PHONY: i18n
i18n: $(STATE)/venv $(STATE)/tools  ## Extract messages, merge the Chinese parts
	@$(BIN)/python scripts/locales.py

.PHONY: bench
bench: $(STATE)/apt-bench $(STATE)/bench $(STATE)/buildout  ## Measure: ratios and budgets (see docs/developers/bench.md)
	@$(BIN)/python -m bench

.PHONY: docs
docs: $(STATE)/venv $(STATE)/tools  ## Write the charts, matrices and workflow definitions anew
	@scripts/write_docs.sh

.PHONY: lock
lock: $(STATE)/venv  ## Resolve requirements/*.in into requirements/*.txt and versions.cfg
	@$(PYTHON) scripts/lock.py $(UV)

.PHONY: clean
clean:  ## Remove what was built; var/ (the data) and backups/ stay
	@rm -rf .venv .tools bin parts eggs develop-eggs .installed.cfg $(STATE)
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
