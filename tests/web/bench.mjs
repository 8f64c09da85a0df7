// node tests/web/bench.mjs: what the browser build costs in Node and in Chromium, as one table.
// Asserts nothing.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, openPage, servePages } from "./chromium.mjs";
import { tools } from "./consumer.mjs";
import { packageFolder, project } from "./support.mjs";

const cold_starts = 7;

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

// From before the package is loaded to what the first keystroke gives, in a process or page of its
// own: milliseconds.
await build({
  stdin: {
    contents: `
      const start = performance.now();
      const { createFieldcall } = await import("fieldcall");
      const fieldcall = await createFieldcall();
      const api_config = { url: "https://api.example.com/{data.id}", method: "GET", response_mapping: { a: "a" } };
      const config = { key: "a", name: "A", api_config };
      if (!fieldcall.validate(config).valid) throw new Error("not valid");
      fieldcall.render(config, { data: { id: 1 } });
      export const milliseconds = performance.now() - start;`,
    resolveDir: folder,
  },
  outdir: folder,
  entryNames: "cold",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  alias: { fieldcall: join(packageFolder, "index.js") },
});

const html = (script) =>
  '<!doctype html><link rel="icon" href="data:,"><pre id="result"></pre>' +
  `<script type="module" src="/${script}"></script>`;
writeFileSync(
  join(folder, "page.js"),
  `import { bench } from "./bench.mjs";
   document.querySelector("#result").textContent = JSON.stringify(await bench());`,
);
writeFileSync(
  join(folder, "cold_page.js"),
  `import { milliseconds } from "./cold.mjs";
   document.querySelector("#result").textContent = milliseconds;`,
);
writeFileSync(join(folder, "index.html"), html("page.js"));
writeFileSync(join(folder, "cold.html"), html("cold_page.js"));

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const script = `import(${JSON.stringify(pathToFileURL(join(folder, "cold.mjs")).href)}).then((cold) => console.log(cold.milliseconds))`;
const coldInNode = () => Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));

const { answerBytes, bench } = await import(pathToFileURL(join(folder, "bench.mjs")).href);
const inNode = await bench();
const nodeStarts = Array.from({ length: cold_starts }, coldInNode);

const pages = await servePages(owner, folder);
const browser = await launch(owner);
const { page } = await openPage(browser, pages);
const inChromium = JSON.parse(await page.textContent("#result"), (_, value) => value ?? NaN);
const chromiumStarts = [];
for (let i = 0; i < cold_starts; i++) {
  const cold = await openPage(await browser.newContext(), `${pages}/cold.html`);
  chromiumStarts.push(Number(await cold.page.textContent("#result")));
  await cold.page.context().close();
}

const row = (...cells) =>
  console.log(`| ${cells.map((cell, i) => (i ? `${cell}`.padStart(8) : cell.padEnd(28))).join(" | ")} |`);
const shown = (value) => (Number.isNaN(value) ? "-" : value);
console.log(`an answer of ${answerBytes} bytes, five mappings; microseconds\n`);
row("", "Node", "by hand", "Chromium", "by hand");
row(...["----", "---:", "---:", "---:", "---:"]);
for (const [name, values] of Object.entries(inNode)) {
  row(name, ...[...values, ...inChromium[name]].map(shown));
}
const milliseconds = (starts) => `${Math.round(median(starts))} ms`;
row("cold start to first result", milliseconds(nodeStarts), "-", milliseconds(chromiumStarts), "-");
for (const work of cleanups) await work();
