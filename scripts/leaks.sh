#!/bin/sh
# Runs the commands of a store's life under valgrind, in a clone and a bare store, and fails on memory that was lost
# for good and on bad accesses: libgit2's objects are freed by hand. (The test runner itself cannot run under
# valgrind 3.19: libdispatch crashes it.) Usage: scripts/leaks.sh [BINARY], the debug build if not given.
set -eu
command -v valgrind >/dev/null || { echo "valgrind is missing: apt-get install valgrind" >&2; exit 69; }
binary=${1:-.build/debug/funnel}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
export HOME="$root" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
# Debian's valgrind cannot read DWARF 5; the symbol table is enough for its stacks.
strip -g -o "$root/funnel" "$binary"

# run CODE ARGUMENTS…: the command must end with CODE, and valgrind (9) must find nothing.
run() {
  wanted=$1
  shift
  code=0
  valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --error-exitcode=9 \
    --num-callers=25 "$root/funnel" "$@" >"$root/out" 2>"$root/err" || code=$?
  [ "$code" -eq "$wanted" ] || { echo "funnel $*: $code" >&2; cat "$root/err" >&2; exit 1; }
}

request() {
  printf '{"writes":[{"update":{"name":"k/%s","fields":{"v":{"integerValue":"%s"}}}}]}\n' "$1" "$2"
}

run 0 init "$root/clone"
run 0 init --bare "$root/bare"
for store in clone bare; do
  cd "$root/$store"
  run 0 set users/ada name=Ada
  run 0 update users/ada age:=36 'tags+=x'
  { request a 1; request a 2; echo "no request"; request b 1; } >"$root/in"
  run 0 batch <"$root/in"
  run 65 set users/ada -f /dev/null
  run 1 get users/none
  run 0 get users/ada --at HEAD~1
  run 0 get users/ada --json
  run 66 get users/ada --at 1999-01-01
  run 0 list k
  run 0 log
  run 0 log users/ada
  run 0 diff HEAD~2 HEAD
  run 0 restore --all --at HEAD~2
  run 0 delete users/ada
  run 0 doctor
done
cd "$root/clone"
mkdir -p data/users
echo '{"name": "Ben"}' >data/users/ben.json
echo '{"name": ' >data/users/cy.json
run 0 status
run 65 commit
rm data/users/cy.json
run 0 commit
run 0 validate
echo '{"name": "Dirty"}' >data/users/ben.json
run 75 set users/ben name=X
echo "no memory lost, no bad access"
