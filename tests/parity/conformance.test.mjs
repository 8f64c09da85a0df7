// The conformance suites count the same natively and in WebAssembly.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { packageFolder, project } from "../web/support.mjs";

const inWasm = join(packageFolder, "../tests/conformance");
const native = join(project, "build/dev/tests/conformance");

const output = (file, ...options) =>
  execFileSync(file, options, { encoding: "utf8", maxBuffer: 2 ** 28 });

/** What a suite prints beside what GoogleTest prints, and which of its tests passed. */
function totals(text) {
  const lines = text.split("\n");
  return {
    passed: lines.flatMap((line) => /^\[ {7}OK \] (\S+)/.exec(line)?.[1] ?? []).sort(),
    printed: lines.filter((line) => /^\S.*\d/.test(line) && !/^(\[|Running |Note: )/.test(line)),
  };
}

const suites = readdirSync(inWasm).filter((name) => /^conformance_\w+\.js$/.test(name));

test("the suites are there", () => {
  for (const name of ["jmespath", "jsonpath", "api_payloads_mapping"]) {
    assert.ok(suites.includes(`conformance_${name}.js`), name);
  }
});

for (const suite of suites) {
  const name = suite.replace(/\.js$/, "");
  test(name, (t) => {
    const program = join(native, name);
    if (!existsSync(program)) {
      const how = `cmake --build --preset dev --target ${name}`;
      assert.ok(!process.env.FIELDCALL_PARITY_ALL, `build it first: ${how}`);
      return t.diagnostic(`left out: ${how} has not been run`);
    }
    const found = totals(output(process.execPath, join(inWasm, suite)));
    assert.deepEqual(found, totals(output(program)));
    const counts = found.printed.filter((line) => !line.startsWith("left out:"));
    console.log(counts.join("\n") || `${name}: no conformance data`);
  });
}
