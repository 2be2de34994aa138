// What scripts/messages runs.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { LANGUAGES } from "../src/languages/known.ts";
import { renewed, untranslated } from "../src/languages/check/catalogue.ts";
import { usesIn } from "../src/languages/check/uses.ts";

const sources = readdirSync("src", { recursive: true }).filter((path) => /(?<!\.test)\.tsx?$/.test(path));
const { texts, faults } = usesIn(Object.fromEntries(sources.map((path) => [path, readFileSync(`src/${path}`, "utf8")])));

for (const { id } of LANGUAGES.filter((language) => language.id !== "en")) {
  const file = `src/languages/${id}.json`;
  const catalogue = renewed(read(file), texts);
  writeFileSync(file, `${JSON.stringify(catalogue, null, 2)}\n`);
  console.log(`${id}: ${texts.size} texts, ${untranslated(catalogue).length} to translate`);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (reason) {
    if (reason.code === "ENOENT") return {};
    throw reason;
  }
}
