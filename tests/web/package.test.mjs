// What npm publishes: its files, entries, types and sizes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { command, consumer, tool } from "./consumer.mjs";
import { packageFolder } from "./support.mjs";

test("npm pack holds what is listed and nothing else", async () => {
  const packed = await command("npm", ["pack", packageFolder, "--json", "--dry-run"]);
  const paths = JSON.parse(packed)[0].files.map(({ path }) => path).sort();
  assert.deepEqual(paths, [
    "LICENSE", "README.md", "fieldcall.wasm", "index.cjs", "index.d.cts", "index.d.ts", "index.js",
    "llms.txt", "package.json", "schema.json", "slim.cjs", "slim.d.cts", "slim.d.ts", "slim.js",
  ]);
});

test("publint and attw find nothing", async () => {
  await tool("publint/src/cli.js", ["--strict", packageFolder]);
  // A .wasm file has no types: bundlers bring their own for what they make of it.
  const args = ["--pack", packageFolder, "--exclude-entrypoints", "fieldcall.wasm"];
  await tool("@arethetypeswrong/cli/dist/index.js", args);
});

test("strict TypeScript accepts it, as ES module and CommonJS", async (t) => {
  const folder = await consumer(t);
  await tool("typescript/bin/tsc", ["--project", folder]);
});

test("an installed package is required and bundled", async (t) => {
  const folder = await consumer(t);
  const output = await command(process.execPath, ["require.cjs"], { cwd: folder });
  assert.equal(output, "true API Call fields\n");
});

test("importing it touches nothing of the platform", async () => {
  const script = `
    for (const name of ["window", "self", "document", "fetch", "process", "indexedDB", "crypto"]) {
      delete globalThis[name];
    }
    await import(${JSON.stringify(join(packageFolder, "index.js"))});
    await import(${JSON.stringify(join(packageFolder, "slim.js"))});`;
  await command(process.execPath, ["--input-type=module", "--eval", script]);
});

test("nothing in it makes code from text", () => {
  for (const name of ["index.js", "index.cjs", "slim.js", "slim.cjs"]) {
    const text = readFileSync(join(packageFolder, name), "utf8");
    assert.ok(!/\bFunction\(|\(0, ?eval\)/.test(text), name);
  }
});

test("sizes are within the budget", () => {
  const budget = JSON.parse(
    readFileSync(new URL("../../wasm/size_budget.json", import.meta.url), "utf8"),
  );
  for (const [name, bytes_max] of Object.entries(budget)) {
    const bytes = gzipSync(readFileSync(join(packageFolder, name)), { level: 9 }).length;
    console.log(`${name}: ${bytes} bytes gzip, at most ${bytes_max}`);
    assert.ok(bytes <= bytes_max, `${name}: ${bytes} bytes gzip are over ${bytes_max}`);
  }
});
