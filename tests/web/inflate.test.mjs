// Our own inflate, for platforms without DecompressionStream.

import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync, constants } from "node:zlib";
import { load, loadSource, packageFolder } from "./support.mjs";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const { inflate } = await loadSource("inflate.js");

const same = (bytes, options) => {
  const unpacked = inflate(new Uint8Array(gzipSync(bytes, options)));
  assert.equal(Buffer.compare(Buffer.from(unpacked), Buffer.from(bytes)), 0);
};

test("stored, fixed and dynamic blocks", () => {
  const text = Buffer.from("abcabcabc the same again, abcabcabc the same again ".repeat(50));
  same(text, { level: 0 });
  same(text, { strategy: constants.Z_FIXED });
  same(text, { level: 9 });
  same(Buffer.alloc(0));
  same(Buffer.alloc(100_000, 7));
});

test("the module itself", () => same(readFileSync(join(packageFolder, "fieldcall.wasm")), { level: 9 }));

test("the package works without DecompressionStream", async () => {
  const kept = globalThis.DecompressionStream;
  delete globalThis.DecompressionStream;
  try {
    const { createFieldcall } = await load("index.js", "?without");
    assert.equal((await createFieldcall()).validate("[]").valid, true);
  } finally {
    globalThis.DecompressionStream = kept;
  }
});
