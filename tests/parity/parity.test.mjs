// The same bytes from g++, clang and WebAssembly, under Node and in Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { isReady, launch, servePages } from "../web/chromium.mjs";
import { tools } from "../web/consumer.mjs";
import { packageFolder, project } from "../web/support.mjs";
import { difference } from "./difference.mjs";

const moduleFolder = join(packageFolder, "../wasm");
const folder = mkdtempSync(join(tmpdir(), "fieldcall-parity-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

execFileSync("python3", [join(project, "tests/parity/make_corpus.py"), join(folder, "corpus.jsonl")]);
const corpus = readFileSync(join(folder, "corpus.jsonl"), "utf8").trimEnd().split("\n");

const { build } = createRequire(join(tools, "x"))("esbuild");
await build({
  entryPoints: [join(project, "tests/parity/harness.mjs")],
  outfile: join(folder, "harness.mjs"),
  bundle: true,
  format: "esm",
  alias: { "fieldcall-module": join(moduleFolder, "fieldcall.mjs") },
  logLevel: "error",
});
const { tracer } = await import(pathToFileURL(join(folder, "harness.mjs")).href);
const bytes = readFileSync(join(packageFolder, "fieldcall.wasm"));
const trace = await tracer(bytes);
const inNode = corpus.map(trace);
const hash = (lines) => createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);

function same(name, traces, expected, lines) {
  lines.forEach((line, i) => {
    if (traces[i] === expected[i]) return;
    const [one, other] = [{ name: "WebAssembly in Node", trace: expected[i] }, { name, trace: traces[i] }];
    assert.fail(difference(line, one, other));
  });
  console.log(`${name}: ${lines.length} scenarios, trace ${hash(traces)}`);
}

test("the corpus says something", () => {
  assert.ok(corpus.length >= 300);
  const statuses = new Set(inNode.map((line) => JSON.parse(line)[3]?.outcome?.status));
  for (const status of ["ok", "empty", "failed", "waiting_input"]) assert.ok(statuses.has(status), status);
});

for (const preset of ["dev", "clang"]) {
  const program = join(project, "build", preset, "tests/parity/fieldcall_parity");
  test(`as the native build of preset ${preset}`, (t) => {
    if (!existsSync(program)) {
      const how = `cmake --build --preset ${preset} --target fieldcall_parity`;
      assert.ok(!process.env.FIELDCALL_PARITY_ALL, `build it first: ${how}`);
      return t.diagnostic(`left out: ${how} has not been run`);
    }
    const input = `${corpus.join("\n")}\n`;
    const output = execFileSync(program, { input, maxBuffer: 2 ** 28, encoding: "utf8" });
    same(`native, preset ${preset}`, output.trimEnd().split("\n"), inNode, corpus);
  });
}

test("as in Chromium", async (t) => {
  const page = await (await launch(t)).newPage();
  writeFileSync(join(folder, "fieldcall.wasm"), bytes);
  writeFileSync(
    join(folder, "page.js"),
    `import { tracer } from "./harness.mjs";
     window.trace = await tracer(await (await fetch("/fieldcall.wasm")).arrayBuffer());
     document.querySelector("#result").textContent = "ready";`,
  );
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><pre id="result"></pre><script type="module" src="/page.js"></script>',
  );
  await page.goto(await servePages(t, folder));
  await isReady(page);
  const subset = corpus.filter((_, i) => i % 4 === 0);
  const traces = await page.evaluate((lines) => lines.map((line) => window.trace(line)), subset);
  same("WebAssembly in Chromium", traces, subset.map(trace), subset);
});
