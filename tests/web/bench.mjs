// node tests/web/bench.mjs: microseconds in Node and in Chromium, as one table. Asserts nothing.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, openPage, servePages } from "./chromium.mjs";
import { tools } from "./consumer.mjs";
import { packageFolder, project } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "fieldcall-bench-"));
const cleanups = [() => rmSync(folder, { recursive: true })];
const owner = { after: (work) => cleanups.unshift(work) };
const { build } = createRequire(join(tools, "x"))("esbuild");
await build({
  entryPoints: [join(project, "tests/web/bench_work.js")],
  outfile: join(folder, "bench.mjs"),
  bundle: true,
  format: "esm",
  alias: { fieldcall: join(packageFolder, "index.js"), jmespath: join(tools, "jmespath") },
});
writeFileSync(
  join(folder, "page.js"),
  `import { bench } from "./bench.mjs";
   document.querySelector("#result").textContent = JSON.stringify(await bench());`,
);
writeFileSync(
  join(folder, "index.html"),
  '<!doctype html><link rel="icon" href="data:,"><pre id="result"></pre><script type="module" src="/page.js"></script>',
);
const { bench } = await import(pathToFileURL(join(folder, "bench.mjs")).href);
const inNode = await bench();
const browser = await launch(owner);
const { page } = await openPage(browser, await servePages(owner, folder));
const inChromium = JSON.parse(await page.textContent("#result"));
console.log(`${"microseconds".padEnd(36)} ${"Node".padStart(8)} ${"Chromium".padStart(8)}`);
for (const [name, value] of Object.entries(inNode)) {
  console.log(`${name.padEnd(36)} ${`${value}`.padStart(8)} ${`${inChromium[name]}`.padStart(8)}`);
}
for (const work of cleanups) await work();
