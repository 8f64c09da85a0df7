// Builds the page: `vite build web-demo`. FIELDCALL_PACKAGE is the built npm package,
// FIELDCALL_DEMO_OUT where the static files go; both have the places of the preset wasm as default.

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const built = resolve(here, "../build/wasm");
const fieldcall = process.env.FIELDCALL_PACKAGE ?? join(built, "package");

export default {
  root: here,
  // Works at any address of a static host.
  base: "./",
  resolve: {
    alias: [
      { find: /^fieldcall$/, replacement: join(fieldcall, "index.js") },
      { find: /^fieldcall\/elements$/, replacement: join(fieldcall, "elements/index.js") },
    ],
  },
  // A strict Content-Security-Policy takes no data: modules or styles.
  build: {
    outDir: process.env.FIELDCALL_DEMO_OUT ?? join(built, "web-demo"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  server: { fs: { allow: [resolve(here, "..")] } },
};
