// The official SDK as a program loads it: its published bundle in a context of its own, as the package's own init.cjs does,
// with the one setting that it has: where it is at home.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";

const require = createRequire(new URL("../../desktop/", import.meta.url));

globalThis.WebSocket ??= require("ws"); // older versions of Node have none of their own

export function load(origin, token) {
  const context = { PUTER_API_ORIGIN: origin, PUTER_ORIGIN: origin };
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!(name in context)) context[name] = globalThis[name];
  }
  context.globalThis = context;
  const bundle = new URL("../dist/puter.cjs", `file://${require.resolve("@heyputer/puter.js")}`);
  vm.runInNewContext(readFileSync(bundle, "utf8"), vm.createContext(context));
  if (token) context.puter.setAuthToken(token);
  return context.puter;
}

// Runs the named checks one after another and prints one JSON object: for each, "" or what went wrong.
export async function run(checks) {
  const told = {};
  for (const [name, check] of Object.entries(checks)) {
    try {
      await Promise.race([check(), tooLate()]);
      told[name] = "";
    } catch (error) {
      told[name] = error?.stack ?? JSON.stringify(error) ?? String(error);
    }
  }
  console.log(JSON.stringify(told));
  process.exit(0); // the SDK's socket would keep the program alive
}

const PATIENCE = 60_000; // ms
const tooLate = () => new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("it took too long")));

// What the SDK makes is of its own context, and equal only by what it says.
export const same = (found, expected) => assert.equal(JSON.stringify(found), JSON.stringify(expected));
