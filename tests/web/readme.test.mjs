// The first example of both READMEs, pasted: `expression; // value` is what it gives.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { packageFolder, project } from "./support.mjs";

for (const readme of ["README.md", "wasm/README.md"]) {
  test(readme, async (t) => {
    const text = readFileSync(join(project, readme), "utf8");
    const [, example] = /```js\n(import \{ createFieldcall \} from "fieldcall";\n[^]*?)```/.exec(text);
    let told = 0;
    const checking = example
      .replace('"fieldcall"', JSON.stringify(pathToFileURL(join(packageFolder, "index.js")).href))
      .replace(/^([a-z]\S+\.[^\n]*); \/\/ (.+)$/gm, (_, expression, value) => {
        told += 1;
        return `same(${expression}, ${value});`;
      });
    assert.equal(told, 5);
    const file = join(packageFolder, `../readme_${readme.length}.mjs`);
    t.after(() => rmSync(file));
    writeFileSync(file, checking);
    Object.assign(globalThis, {
      same: assert.deepEqual,
      fetch: async () => new Response('{"result":{"score":720}}'),
    });
    await import(pathToFileURL(file).href);
  });
}
