// The simulated worlds of tests/simulation, one hash of its trace for each seed, as g++, clang and
// WebAssembly run them. 1 000 seeds, 10 000 with FIELDCALL_FULL set; every tenth also in Chromium.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { isReady, launch, servePages } from "../web/chromium.mjs";
import { packageFolder, project } from "../web/support.mjs";
import { differenceOfSeed } from "./difference.mjs";

const seeds = process.env.FIELDCALL_FULL ? 10_000 : 1000;
const webFolder = join(packageFolder, "../tests/simulation");

const nativeProgram = (preset) => ({
  name: `native, preset ${preset}`,
  file: join(project, "build", preset, "tests/simulation/fieldcall_simulate"),
  first: [],
});
const inNode = {
  name: "WebAssembly in Node",
  file: process.execPath,
  first: [join(webFolder, "fieldcall_simulate.js")],
};

const execute = promisify(execFile);

/** What the program printed, without the sum at the end. */
async function run({ file, first }, ...options) {
  const { stdout } = await execute(file, [...first, ...options], { maxBuffer: 2 ** 28 });
  return stdout.trimEnd().split("\n").slice(0, -1);
}

const hashesOf = (program) => run(program, "--seeds", `1..${seeds}`, "--hashes");
const actionsOf = async (program, seed) => ({
  name: program.name,
  lines: await run(program, "--seed", `${seed}`, "--print"),
});

let expected;
const expectedHashes = () => (expected ??= hashesOf(inNode));

test("every world has its own trace", async () => {
  const lines = await expectedHashes();
  assert.equal(lines.length, seeds);
  lines.forEach((line, i) => assert.match(line, new RegExp(`^${i + 1} [0-9a-f]{16}$`)));
  assert.equal(new Set(lines.map((line) => line.split(" ")[1])).size, seeds);
  console.log(`${inNode.name}: ${seeds} seeds`);
});

test("a difference is told in words", async () => {
  const one = await actionsOf(inNode, 3);
  assert.match(differenceOfSeed(3, one, one), /print the same actions/);
  const late = one.lines.map((line, i) => (i === 4 ? line.replace(/\d\dZ/, "xxZ") : line));
  assert.match(differenceOfSeed(3, one, { name: "b", lines: late }), /action 5 differs in the time/);
  const other = one.lines.map((line, i) => (i === 1 ? line.replace('"ok"', '"empty"') : line));
  const words = differenceOfSeed(3, one, { name: "b", lines: other });
  assert.match(words, /action 2 differs in what follows ".*\\"status\\":\\""\n.*"ok".*\n {2}b: .*"empty"/);
  const short = { name: "b", lines: one.lines.slice(0, 2) };
  assert.match(differenceOfSeed(3, one, short), /action 3 differs in that there is one\n.*\n {2}b: nothing/);
});

for (const program of ["dev", "clang"].map(nativeProgram)) {
  test(`as ${program.name}`, async (t) => {
    if (!existsSync(program.file)) {
      const how = `build the target fieldcall_simulate (${program.name})`;
      assert.ok(!process.env.FIELDCALL_PARITY_ALL, how);
      return t.diagnostic(`left out: ${how}`);
    }
    const [wanted, lines] = await Promise.all([expectedHashes(), hashesOf(program)]);
    assert.equal(lines.length, seeds);
    const seed = 1 + lines.findIndex((line, i) => line !== wanted[i]);
    if (seed > 0) {
      const runs = await Promise.all([inNode, program].map((each) => actionsOf(each, seed)));
      assert.fail(differenceOfSeed(seed, ...runs));
    }
    console.log(`${program.name}: ${seeds} seeds, the same hashes`);
  });
}

test("as in Chromium", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fieldcall-seeds-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const kind of ["mjs", "wasm"]) {
    const name = `fieldcall_simulate_page.${kind}`;
    copyFileSync(join(webFolder, name), join(folder, name));
  }
  writeFileSync(
    join(folder, "page.js"),
    `import simulate from "./fieldcall_simulate_page.mjs";
     const wasmBinary = await (await fetch("/fieldcall_simulate_page.wasm")).arrayBuffer();
     window.simulate = async (...options) => {
       const lines = [];
       await simulate({ wasmBinary, arguments: options, print: (line) => lines.push(line) });
       return lines;
     };
     document.querySelector("#result").textContent = "ready";`,
  );
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><pre id="result"></pre><script type="module" src="/page.js"></script>',
  );
  const page = await (await launch(t)).newPage();
  await page.goto(await servePages(t, folder));
  await isReady(page);
  const wanted = await expectedHashes();
  const count = seeds / 10;
  const lines = await page.evaluate(
    (last) => window.simulate("--seeds", `1..${last}`, "--hashes"),
    count,
  );
  assert.deepEqual(lines.slice(0, -1), wanted.slice(0, count));
  console.log(`WebAssembly in Chromium: ${count} seeds, the same hashes`);
});
