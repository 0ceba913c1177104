#!/bin/bash
# Pictures of the pages that funnel writes (the review of a branch, the audit report), to look at: in light, dark and a
# narrow window. Needs Debian's chromium: apt-get install chromium.
#
# usage: scripts/screenshots.sh [OUTPUT-FOLDER]     FUNNEL is the binary, .build/debug/funnel if not given
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
output=$(mkdir -p "${1:-$root/.build/screenshots}" && cd "${1:-$root/.build/screenshots}" && pwd)
funnel=${FUNNEL:-$root/.build/debug/funnel}
command -v chromium >/dev/null || { echo "chromium is not there: apt-get install chromium" >&2; exit 66; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
funnel() { "$funnel" -C "$work/shop" "$@"; }
# Exit code 1 is the pages' answer "no".
answer() { "$@" || [ $? -eq 1 ]; }

git init -q -b main "$work/shop"
cp -r "$root"/{schemas,data,live,funnel.json} "$work/shop"
git -C "$work/shop" add -A
git -C "$work/shop" commit -q -m "First users and personas"
git -C "$work/shop" switch -q -c reword
{
  funnel update users/ada/personas/busy-parent \
    description="Juggles work and two kids, and plans meals, work and school runs from one phone." \
    'characteristics.psychographics.challenges+=no evening before nine'
  funnel update users/ben/personas/first-flat 'characteristics.psychographics.values:=[]' \
    characteristics.demographics.ageRange="18–24"
  funnel update users/ada/personas/weekend-builder description="Builds things."
  funnel add users/ben/personas < "$work/shop/data/users/ben/personas/first-flat.json" || true
  git -C "$work/shop" switch -q main
  sed -i 's/"minLength": 10/"minLength": 20/' "$work/shop/schemas/persona.json"
  funnel commit -m "Ask for longer descriptions"
  funnel update users/ada/personas/busy-parent name="Evening parent"
} >/dev/null 2>&1
answer funnel review main..reword --html > "$work/review.html"
if "$funnel" audit --help >/dev/null 2>&1; then
  answer funnel audit --html > "$work/audit.html"
fi

shoot() { # page name width height dark|light
  local flags=(--headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile")
  if [ "$5" = dark ]; then flags+=(--force-dark-mode --blink-settings=preferredColorScheme=0); fi
  chromium "${flags[@]}" --window-size="$3,$4" --screenshot="$output/$2.png" "file://$1" >/dev/null 2>&1
  echo "$output/$2.png"
}

for page in review audit; do
  [ -s "$work/$page.html" ] || continue
  cp "$work/$page.html" "$output/$page.html"
  shoot "$work/$page.html" "$page-light" 1200 1600 light
  shoot "$work/$page.html" "$page-dark" 1200 1600 dark
  shoot "$work/$page.html" "$page-narrow" 500 2000 light
done
