# The verbs of everyday work; each is also what CI runs. Plain `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PREFIX ?= /usr/local
SWIFT ?= swift
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
RELEASE := $(SWIFT) build -c release --static-swift-stdlib --product funnel
CORPUS ?= ../shared/corpora/data/batch_check.py

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

corpora: build ## replay the recorded answers of Firestore's emulator, in a clone and a bare store
	@test -f $(CORPUS) || { echo "the recorded answers are not here ($(CORPUS)); nothing to replay"; exit 0; }; \
	python3 $(CORPUS) --funnel .build/release/funnel && \
	python3 $(CORPUS) --funnel .build/release/funnel --bare

stress: build ## eight writers at once, and 200 kills, at full size
	scripts/stress.sh .build/release/funnel

install: build ## put the binary into $(PREFIX)/bin
	install -D -m 755 -s .build/release/funnel $(DESTDIR)$(PREFIX)/bin/funnel

clean: ## remove what was built
	rm -rf .build Benchmarks/.build
