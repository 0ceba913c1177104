#!/bin/sh
# Concurrency and kill -9 at full size: 8 processes x 200 writes to one clone beside plain git commits, and 200 kills of
# a `batch` in a clone and in a bare store. Prints a line for each part and ends with 1 when anything was lost.
# Usage: scripts/stress.sh [BINARY] [WRITES] [ROUNDS]
set -eu
funnel=$(realpath "${1:-.build/release/funnel}")
writes=${2:-200}
rounds=${3:-200}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
export HOME="$root" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
fail() { echo "FAILED: $*" >&2; exit 1; }

writers() {
  store="$root/writers"
  "$funnel" init "$store" >/dev/null
  start=$(date +%s)
  pids=""
  for worker in 1 2 3 4 5 6 7 8; do
    (
      cd "$store"
      i=0
      while [ $i -lt "$writes" ]; do
        i=$((i + 1))
        "$funnel" set "w/$worker-$i" "v:=$i" >/dev/null || exit 1
      done
    ) &
    pids="$pids $!"
  done
  (
    cd "$store"
    i=0
    while [ $i -lt 20 ]; do
      i=$((i + 1))
      echo $i >"other-$i"
      until git add "other-$i" 2>/dev/null && git commit -q -m "plain $i" -- "other-$i" 2>/dev/null; do sleep 0.01; done
    done
  ) &
  pids="$pids $!"
  for pid in $pids; do wait "$pid" || fail "a writer ended with $?"; done
  cd "$store"
  found=$("$funnel" list w | wc -l)
  [ "$found" -eq $((8 * writes)) ] || fail "$found of $((8 * writes)) documents are there"
  [ "$(git ls-files 'other-*' | wc -l)" -eq 20 ] || fail "a plain commit was lost"
  [ -z "$(git status --porcelain)" ] || fail "the clone is dirty"
  git fsck --full --no-dangling --no-progress >/dev/null || fail "git fsck"
  cd - >/dev/null
  echo "writers: 8 x $writes writes and 20 plain commits in $(($(date +%s) - start)) s: none lost, nothing dirty, fsck clean"
}

kills() {
  store="$root/kills$1"
  "$funnel" init $1 "$store" >/dev/null
  acknowledged=0
  round=0
  while [ $round -lt "$rounds" ]; do
    round=$((round + 1))
    i=0
    while [ $i -lt 300 ]; do
      i=$((i + 1))
      printf '{"writes":[{"update":{"name":"k/a-%s-%s","fields":{}}},{"update":{"name":"k/b-%s-%s","fields":{}}}]}\n' \
        $round $i $round $i
    done >"$root/requests"
    "$funnel" -C "$store" batch <"$root/requests" >"$root/answers" &
    pid=$!
    sleep "0.$(printf %03d $(awk -v seed="$round$$" 'BEGIN { srand(seed); print int(rand() * 250) + 2 }'))"
    kill -9 $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
    # A last line without its end was not given out whole.
    lines=$(wc -l <"$root/answers")
    if head -n "$lines" "$root/answers" | grep -qv '"commit"'; then fail "round $round: an answer is no commit"; fi
    "$funnel" -C "$store" list k | sed 's,.*/,,' | sort >"$root/names" || fail "round $round: list"
    i=0
    while [ $i -lt "$lines" ]; do
      i=$((i + 1))
      echo "a-$round-$i"
    done | sort >"$root/wanted"
    [ -z "$(comm -23 "$root/wanted" "$root/names")" ] || fail "round $round: an acknowledged write is lost"
    [ "$(grep -c '^a-' "$root/names")" -eq "$(grep -c '^b-' "$root/names")" ] || fail "round $round: half a transaction"
    if [ -z "$1" ]; then [ -z "$(git -C "$store" status --porcelain)" ] || fail "round $round: dirty"; fi
    acknowledged=$((acknowledged + lines))
  done
  git -C "$store" fsck --full --no-dangling --no-progress >/dev/null || fail "git fsck"
  echo "kills${1:+ ($1)}: $rounds rounds, $acknowledged acknowledged: none lost, none half, fsck clean"
}

writers
kills ""
kills --bare
