#!/usr/bin/env bash
# Checks the recorded TypeScript that `funnel schema to-typescript` and `to-zod` write with TypeScript's own compiler, and
# the zod source with zod itself: every schema is built, its JSON Schema compared with the store's by `funnel schema
# check`, and every document below data/ parsed.
#
#     scripts/check-typescript.sh [FUNNEL]      FUNNEL: the binary, .build/debug/funnel if not given
#
# Wants `tsc` and `node` (Debian: node-typescript, nodejs), and zod 4 as a module: ZOD=FILE names one that exports it as
# `z`. Without it, the copy that PyPI's package playwright carries is fetched. Not part of `make test`: a fresh machine
# has none of them.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
funnel=$(realpath "${1:-$root/.build/debug/funnel}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v tsc >/dev/null || { echo "tsc is not here: apt-get install node-typescript" >&2; exit 1; }
command -v node >/dev/null || { echo "node is not here: apt-get install nodejs" >&2; exit 1; }

# Types of zod, as far as the source speaks of them: the compiler judges the syntax and our own names.
cat >"$work/zod.d.ts" <<'END'
declare module "zod" {
  export type ZodType = any;
  export type infer<T> = unknown;
  export const array: any, boolean: any, discriminatedUnion: any, email: any, guid: any, int: any, intersection: any;
  export const ipv4: any, ipv6: any, iso: any, lazy: any, literal: any, looseObject: any, looseRecord: any, never: any;
  export const number: any, object: any, record: any, strictObject: any, string: any, tuple: any, union: any;
  export const unknown: any, url: any, xor: any, hostname: any;
  const nothing: any;
  export { nothing as null, enumeration as enum };
  const enumeration: any;
}
END
cp "$root"/Tests/SchemaToolsTests/Golden/*.ts "$work"
(cd "$work" && for file in *.ts; do
  [ "$file" = zod.d.ts ] || tsc --noEmit --strict --noImplicitAny false --target es2022 --module es2022 zod.d.ts "$file"
done)
echo "the compiler takes all of it"

if [ -z "${ZOD:-}" ]; then
  pip download --quiet --no-deps --dest "$work" playwright
  (cd "$work" && python3 -m zipfile -e playwright-*.whl playwright)
  ZOD=$work/playwright/playwright/driver/package/lib/utilsBundle.js
fi
# Without its types the source is JavaScript.
sed -e '/^import /d' -e '/^export type /d' -e 's/: z\.ZodType =/ =/' -e 's/^export const \(\w*\)/const \1 = exports.\1/' \
  "$work/schemas.zod.ts" >"$work/schemas.body.js"
cat >"$work/run.js" <<'END'
const fs = require("fs");
const [zod, body, data, out] = process.argv.slice(2);
const { z } = require(zod);
const schemas = {};
new Function("z", "exports", fs.readFileSync(body, "utf8"))(z, schemas);
const files = fs.readdirSync(data, { recursive: true }).filter((name) => name.endsWith(".json"));
const byPath = [
  [/^users\/[^/]+$/, "User"], [/personas\//, "Persona"], [/analyses\//, "Analysis"], [/apiKeys\//, "ApiKey"],
  [/^subscriptions\//, "Subscription"], [/^analytics\//, "UsageEvent"], [/^personaTemplates\//, "PersonaTemplate"],
  [/configuration$/, "SystemConfiguration"], [/featureFlags$/, "SystemFeatureFlags"],
  [/schemaVersion$/, "SystemSchemaVersion"],
];
for (const file of files) {
  const [, name] = byPath.find(([pattern]) => pattern.test(file.slice(0, -5)));
  schemas[name].parse(JSON.parse(fs.readFileSync(`${data}/${file}`)));
}
for (const [, name] of byPath) {
  const text = JSON.stringify(z.toJSONSchema(schemas[name], { io: "input", target: "draft-2020-12" }));
  fs.writeFileSync(`${out}/${name[0].toLowerCase()}${name.slice(1)}.json`, text);
}
console.log(`zod takes all ${files.length} documents`);
END
mkdir "$work/json"
node "$work/run.js" "$ZOD" "$work/schemas.body.js" "$root/data" "$work/json"
cd "$root"
"$funnel" schema check "$work"/json/*.json
