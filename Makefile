# The verbs of everyday work; each is also what CI runs. Plain `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PREFIX ?= /usr/local
SWIFT ?= swift
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
RELEASE := $(SWIFT) build -c release --static-swift-stdlib --product funnel
CORPORA ?= ../shared/corpora

.PHONY: help setup try build test lint format golden docs bench corpora stress install clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing on a fresh Debian (git, libgit2-dev)
	@scripts/setup.sh

try: setup ## build, and see one edit, refusal, commit, diff and restore on a store made for it
	@scripts/try.sh

build: setup ## the release binary, with Swift's library inside: .build/release/funnel
	$(RELEASE)

test: setup ## check the targets' borders, build everything, run all tests
	@scripts/lint-imports
	$(SWIFT) build
	$(SWIFT) test

lint: setup ## check borders and format
	@scripts/lint-imports
	$(SWIFT) format lint --strict -r -p $(SOURCES)

format: ## bring the sources into their form
	$(SWIFT) format format -i -r -p $(SOURCES)

golden: ## record golden files anew; fails by design, look at the diff
	FUNNEL_GOLDEN=record $(SWIFT) test

docs: ## write what is generated in Sources/, README.md and docs/ anew
	scripts/embed-files.py
	$(SWIFT) build
	FUNNEL_DOCS=write $(SWIFT) test --filter DocumentationTests

bench: build ## measure against git, with ratios; BENCH=--full for all of it
	Benchmarks/run $(BENCH)

corpora: build ## replay what is recorded in ../shared: Firestore's emulator, JSON Schema's suite, zod
	@test -d $(CORPORA) || { echo "the recorded answers are not here ($(CORPORA)); nothing to replay"; exit 0; }; \
	python3 $(CORPORA)/data/batch_check.py --funnel $(CURDIR)/.build/release/funnel && \
	python3 $(CORPORA)/data/batch_check.py --funnel $(CURDIR)/.build/release/funnel --bare && \
	python3 $(CORPORA)/json-schema-suite/check.py --cmd "$(CURDIR)/.build/release/funnel validate --ndjson" && \
	python3 $(CORPORA)/zod/check.py --cmd "$(CURDIR)/.build/release/funnel validate --ndjson"

stress: build ## eight writers at once, and 200 kills, at full size
	scripts/stress.sh .build/release/funnel

install: build ## put the binary into $(PREFIX)/bin
	install -D -m 755 -s .build/release/funnel $(DESTDIR)$(PREFIX)/bin/funnel

clean: ## remove what was built
	rm -rf .build Benchmarks/.build
