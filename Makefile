# Two commands on a fresh machine:  make demo   and   make test
# Needs git, make and Python 3.11 or newer with venv; everything else goes into .venv.

BIN := .venv/bin
# Stamps: a set is installed again only when one of the files it is made from changes.
RUN := .venv/.run
DEV := .venv/.dev

.PHONY: help demo demo-reset test check fmt lock bench screenshots css clean browser

help:  ## Show this help
	@grep -hE '^[a-z-]+:.*  ## ' Makefile | sed -E 's/:.*  ## /:/' | awk -F: '{printf "  make %-12s %s\n", $$1, $$2}'

$(RUN): requirements.txt pyproject.toml scripts/install.sh
	@scripts/install.sh requirements.txt
	@touch $(RUN)

$(DEV): requirements-dev.txt requirements.txt pyproject.toml scripts/install.sh
	@scripts/install.sh requirements-dev.txt
	@touch $(RUN) $(DEV)

demo: $(RUN)  ## Start the demo with sample people and money (PORT=8001 chooses the port)
	@exec $(BIN)/python -m foothold demo --data data $(if $(PORT),--port $(PORT))

demo-reset:  ## Delete the demo's files in ./data, so that the next demo starts afresh
	@scripts/demo_reset.sh data

browser:
	@scripts/browser.sh

test: $(DEV) browser check  ## Run every check and every test
	@$(BIN)/python -m pytest -q

check: $(DEV)  ## Style, types, import directions, tidiness
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not in the common format: make fmt"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q tests/test_tidy.py

fmt: $(DEV)  ## Put the code in the common format
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

lock: $(RUN)  ## Write the requirement files anew (UPGRADE=1 takes newer versions)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

bench: $(DEV)  ## Measure speed and memory
	@$(BIN)/python -m tests.bench

screenshots: $(DEV) browser  ## Take the pictures for the documents from the running demo
	@$(BIN)/python -m tests.screenshots

css:  ## Build the vendored stylesheet again (needs Node.js)
	@scripts/build_css.sh

clean:  ## Delete .venv and all caches; ./data stays
	@rm -rf .venv build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
