// Prints a program of this directory as one script for a page: `node bundle.mjs files`.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(new URL("../../desktop/", import.meta.url));
const { build } = createRequire(require.resolve("vite"))("esbuild");
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const instead = {
  name: "what pages have instead",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/sdk\.mjs$/ }, () => ({ path: here("page.mjs") }));
    bundle.onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: here("assert.mjs") }));
  },
};
const made = await build({ entryPoints: [here(`${process.argv[2]}.mjs`)], bundle: true, format: "esm", target: "es2022", write: false, plugins: [instead] });
process.stdout.write(made.outputFiles[0].text);
