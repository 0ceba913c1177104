// Times zod 4 in node: JSON.parse of a document's text, then the compiled schema.
//
//   node zod.cjs BUNDLE SOURCE NAME FILE...
//
// BUNDLE is Playwright's utilsBundle.js, which carries zod; SOURCE is what `funnel schema to-zod` wrote, NAME the schema
// in it. Prints {"nanoseconds", "version", "node", "form"}: CPU time of the process for a document, its collector's
// included, the minimum of the rounds after a warm-up.
const fs = require("fs");

const [bundle, source, name, ...files] = process.argv.slice(2);
const { z } = require(bundle);

// From TypeScript to what runs here. A condition between members is left out, in favour of this peer: as written it
// makes its schemas anew for each document.
const script = fs.readFileSync(source, "utf8")
  .replace(/^import .*$/gm, "")
  .replace(/^export type .*$/gm, "")
  .replace(/^export const /gm, "const ")
  .replace(/^\}\)\.refine\([^]*?^\);$/gm, "});");
const schema = new Function("z", `${script}\nreturn ${name};`)(z);

let form = "compiled";
let judge;
try {
  const compiled = z.compile(schema);
  judge = (value) => compiled.safeParse(value).success;
} catch (error) {
  form = `not compiled (${error.message})`;
  judge = (value) => schema.safeParse(value).success;
}

const texts = files.map((file) => fs.readFileSync(file, "utf8"));
for (const [index, text] of texts.entries()) {
  if (!judge(JSON.parse(text))) throw new Error(`${files[index]} does not fit`);
}

let kept = 0;
function round(passes) {
  const start = process.cpuUsage();
  for (let pass = 0; pass < passes; pass += 1) {
    for (const text of texts) kept += judge(JSON.parse(text)) ? 1 : 0;
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / (passes * texts.length);
}

const passes = Math.max(1, Math.floor(10000 / texts.length));
round(passes * 3);
let best = Infinity;
for (let index = 0; index < 15; index += 1) best = Math.min(best, round(passes));
const { major, minor, patch } = z.core.version;
console.log(JSON.stringify({ nanoseconds: best, version: `${major}.${minor}.${patch}`, node: process.version, form, kept }));
