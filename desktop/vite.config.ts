import { defineConfig } from "vitest/config";

// The daemon that `npm run dev` talks to.
const daemon = process.env["INGLE_URL"] ?? "http://localhost:4747";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: ["chrome123", "firefox128", "safari17.5"], // all know light-dark() and popovers
    modulePreload: { polyfill: false }, // it would be an inline script, which the daemon's policy forbids
    assetsInlineLimit: 0, // no data: URLs, for the same reason
    reportCompressedSize: true,
    rollupOptions: {
      input: ["index.html", "link/index.html", "action/index.html"], // the desktop, what a link opens, and what programs of Puter open to ask
      output: { experimentalMinChunkSize: 24_000 }, // in bytes; else each icon that two apps show is a request of its own, 60 before the desktop is there
    },
  },
  server: {
    proxy: {
      "/api": { target: daemon, ws: true },
      "/healthz": { target: daemon },
      // what apps of others need: the SDK, pages below sites, and the contract's endpoints that the desktop itself asks
      "^/(puter\\.js|sites|auth|sign|stat)(/|$)": { target: daemon },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.ts"],
    css: true, // without it a style sheet is read as an empty text
    pool: "threads",
    isolate: false, // a world for each file would cost ten times what the tests do; those that change globals put them back
    testTimeout: 60_000, // a machine that also does other things may take long
  },
});
