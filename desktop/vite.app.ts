// The library of the house's own host interface (src/app), as one module of its own beside the desktop.

import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    lib: { entry: "src/app/app.ts", formats: ["es"], fileName: () => "app.js" },
    outDir: ".tsbuild/dist/ingle",
    emptyOutDir: false,
  },
});
