// What npm publishes: its files, entries, types and sizes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { command, consumer, tool } from "./consumer.mjs";
import { packageFolder } from "./support.mjs";

test("npm pack holds what is listed and nothing else", async () => {
  const packed = await command("npm", ["pack", packageFolder, "--json", "--dry-run"]);
  const paths = JSON.parse(packed)[0].files.map(({ path }) => path);
  // What the elements share is named after its content.
  const named = paths.filter((path) => !/^elements\/shared-[0-9A-Z]{8}\.js$/.test(path)).sort();
  assert.ok(named.length < paths.length);
  assert.deepEqual(named, [
    "LICENSE", "README.md", "elements/LICENCES.txt", "elements/builder.d.ts", "elements/builder.js",
    "elements/field.d.ts", "elements/field.js",
    "elements/index.d.ts", "elements/index.js", "elements/shared.d.ts", "fieldcall.wasm", "index.cjs", "index.d.cts", "index.d.ts", "index.js",
    "llms.txt", "package.json", "schema.json", "slim.cjs", "slim.d.cts", "slim.d.ts", "slim.js",
  ]);
});

test("publint and attw find nothing", async () => {
  await tool("publint/src/cli.js", ["--strict", packageFolder]);
  const attw = (...args) => tool("@arethetypeswrong/cli/dist/index.js", ["--pack", packageFolder, ...args]);
  const { exports } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const elements = Object.keys(exports).filter((name) => name.startsWith("./elements"));
  // A .wasm file has no types: bundlers bring their own for what they make of it.
  await attw("--exclude-entrypoints", "fieldcall.wasm", ...elements);
  // Elements are for browsers, which have only ES modules.
  await attw("--profile", "esm-only", "--entrypoints", ...elements);
});

test("elements load the core of the package, not one of their own", () => {
  const folder = join(packageFolder, "elements");
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const texts = scripts.map((name) => readFileSync(join(folder, name), "utf8"));
  assert.ok(texts.some((text) => text.includes('import("../index.js")')));
  for (const text of texts) assert.ok(!/instantiateWasm|H4sI/.test(text));
});

test("the licences of what the elements bundle travel with them", () => {
  const text = readFileSync(join(packageFolder, "elements/LICENCES.txt"), "utf8");
  for (const name of ["lit", "lit-html", "lit-element", "@lit/reactive-element"]) {
    assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(BSD-3-Clause\\)$`, "m"));
  }
  assert.match(text, /Redistributions in binary form must reproduce/);
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
  const elements = readdirSync(join(packageFolder, "elements")).filter((name) => name.endsWith(".js"));
  const names = ["index.js", "index.cjs", "slim.js", "slim.cjs"];
  for (const name of names.concat(elements.map((element) => `elements/${element}`))) {
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
