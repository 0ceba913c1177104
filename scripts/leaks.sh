#!/bin/sh
# Runs the tests of the git layer under valgrind: fails on memory that was lost and on bad accesses.
# Usage: scripts/leaks.sh [FILTER], GitTests if not given. Takes about a minute once the tests are built.
set -eu
command -v valgrind >/dev/null || { echo "valgrind is missing: apt-get install valgrind" >&2; exit 69; }
swift build --build-tests
tests=.build/debug/funnelPackageTests
# Debian's valgrind cannot read DWARF 5; the symbol table is enough for stack traces.
strip -g -o "$tests-stripped" "$tests.xctest"
exec valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --error-exitcode=9 \
  --num-callers=25 --suppressions="$(dirname "$0")/leaks.supp" \
  "$tests-stripped" --testing-library swift-testing --filter "${1:-GitTests}"
