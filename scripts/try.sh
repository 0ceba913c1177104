#!/bin/bash
# `make try`: builds funnel and shows the main job on a store that it makes in a temporary folder. Each command is
# printed before its output; the store stays for you to play with.
set -eu
cd "$(dirname "$0")/.."

echo "Building funnel (a minute or two the first time) …"
swift build --product funnel
binaries=$PWD/.build/debug
export PATH="$binaries:$PATH"

store=$(mktemp -d "${TMPDIR:-/tmp}/funnel-try.XXXXXX")
# On a fresh machine git does not know who you are; only this store is told.
name=$(git config user.name || id -un)
email=$(git config user.email || echo "$(id -un)@localhost")
export GIT_AUTHOR_NAME="$name" GIT_AUTHOR_EMAIL="$email" GIT_COMMITTER_NAME="$name" GIT_COMMITTER_EMAIL="$email"

say() { printf '\n\033[1m# %s\033[0m\n' "$*"; }
plain() { printf '\n# %s\n' "$*"; }
if [ ! -t 1 ] || [ -n "${NO_COLOR:-}" ]; then say() { plain "$@"; }; fi
# Prints a command as a person would type it, runs it, and expects the exit code that the first argument names.
run() {
  expected=$1
  shift
  echo "\$ $1"
  code=0
  bash -c "$1" || code=$?
  [ "$code" -eq "$expected" ] || { echo "exit code $code instead of $expected" >&2; exit 1; }
  [ "$code" -eq 0 ] || echo "(exit code $code)"
}

say "A store is a git repository: schemas, and documents as files"
run 0 "funnel init $store"
git -C "$store" config user.name "$name"
git -C "$store" config user.email "$email"
cp -r schemas data live funnel.json "$store"
cd "$store"
run 0 "funnel commit -m 'Funnel Flow: schemas and first documents' | head -n 3"
run 0 "funnel list users/ada/personas"

say "An edit is one commit"
run 0 "funnel update users/ada/personas/busy-parent \\
    description='Plans meals, work and school runs from one phone.' -m 'Say what fills the day'"

say "What breaks the schema is refused, and shown"
run 65 "funnel update users/ada/personas/busy-parent 'characteristics.behavior.mediaConsumption:=\"podcasts\"'"

say "Any editor will do: change the file, look, commit"
run 0 "sed -i 's/\"Night owl\"/\"Late starter\"/' data/users/ada/personas/night-owl.json"
run 0 "funnel status"
run 0 "funnel commit -m 'A kinder name'"

say "What changed since the first commit, field by field"
run 0 "funnel diff HEAD~2"

say "One document back as it was; the other change stays"
run 0 "funnel restore users/ada/personas/busy-parent --at HEAD~2"
run 0 "funnel log"

say "Plain git reads it all"
run 0 "git log --stat -1 --format='%h %an: %B'"
run 0 "git fsck --full && git status --short"

say "The store stays here for you to try things on"
echo "  cd $store"
echo "  export PATH=\"$binaries:\$PATH\""
echo "  funnel --help"
