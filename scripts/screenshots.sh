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

# An audit over the months of the demo's history, with policies that some of it breaks, a move and a long text.
"$funnel" demo "$work/demo" --users 40 >/dev/null 2>&1
shop() { "$funnel" -C "$work/demo" "$@"; }
{
  cd "$work/demo"
  git checkout -q -- . && git clean -qfd
  python3 - <<'EOF'
import json
settings = json.load(open("funnel.json"))
settings["audit"] = {"policies": [
    {"name": "plan-by-admin", "collection": "users/{userId}", "fields": "subscription.planType",
     "allow": "actor == \"Root\"", "message": "only administrators change a plan"},
    {"name": "reviewed", "collection": "users/{userId}/personas/{personaId}", "when": "operation == \"update\"",
     "trailers": "Reviewed-by", "level": "warning"}]}
json.dump(settings, open("funnel.json", "w"), indent=2, sort_keys=True)
EOF
  git commit -q -a -m "Policies"
  persona=users/ada/personas/busy-parent
  shop update "$persona" -m "Say more" description="$(printf 'Plans meals, work and school runs from one phone. %.0s' $(seq 12))"
  sed -i 's/"planType": "[a-z]*"/"planType": "enterprise"/' data/users/ada.json
  git commit -q -a -m "Quick fix" --author "Mallory <mallory@example.com>"
  mkdir -p data/personaTemplates && cd data/personaTemplates
  for one in *.json; do [ -f "$one" ] && git mv "$one" "moved-$one" && break; done
  git commit -q -m "Rename a template"
  cd "$work/demo"
  printf '{' > data/users/ben.json
  git commit -q -a -m "A slip of the pen" --author "Ben Lindqvist <ben@example.com>"
} >/dev/null 2>&1
cd "$root"
answer shop audit --html > "$work/audit.html"

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
  shoot "$work/$page.html" "$page-narrow-dark" 500 2000 dark
done
