// The demo page with `fieldcall serve --demo`, the real one: calls through the relay, and its secrets
// searched for in everything that the page holds, stores, sends and gets.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { project } from "../support.mjs";
import { assertAccessible, demoFolder, example, fieldAt, openDemo, screenshot, waitForState } from "./demo.mjs";

const program = ["dev", "release", "clang"]
  .map((preset) => join(project, "build", preset, "native/cli/fieldcall"))
  .find((path) => existsSync(path) && spawnSync(path, ["serve", "--help"]).status === 0);

const secrets = Object.values(example("secrets.json")).map(({ value }) => value);
const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser;

before(async () => {
  if (program) browser = await launch(owner);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

/** `fieldcall serve --demo` with the page. */
async function serve(t) {
  const args = ["serve", "--demo", "--port", "0", "--pages", demoFolder];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  t.after(() => {
    child.kill();
    return ended;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: address } = await lines.next();
  const { value: api } = await lines.next();
  const { origin, hash } = new URL(address);
  return {
    address,
    origin,
    token: hash.slice("#token=".length),
    api: new URL(api.slice(api.indexOf("http"))).origin,
    stop() {
      child.kill();
      return ended;
    },
  };
}

// Keeps every memory that a WebAssembly module exports, for the search.
const keepMemories = (context) =>
  context.addInitScript(() => {
    const { instantiate } = WebAssembly;
    globalThis.memories = [];
    WebAssembly.instantiate = async (...args) => {
      const result = await instantiate(...args);
      const { exports } = result.instance ?? result;
      const found = Object.values(exports).filter((one) => one instanceof WebAssembly.Memory);
      globalThis.memories.push(...found);
      return result;
    };
  });

function keepTraffic(context, log) {
  context.on("request", async (request) => {
    log.push(`${request.url()} ${JSON.stringify(await request.allHeaders())} ${request.postData()}`);
  });
  context.on("response", async (response) => {
    log.push(`${JSON.stringify(response.headers())} ${await response.text().catch(() => "")}`);
  });
}

/** Everything that can be searched, by what it is. */
async function everything(page, context, log) {
  const inside = await page.evaluate(async () => {
    const texts = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll("*")) {
        texts.push(...[...element.attributes].map(({ value }) => value), element.value);
        if (element.shadowRoot) {
          texts.push(element.shadowRoot.textContent);
          walk(element.shadowRoot);
        }
      }
    };
    walk(document);
    const databases = await indexedDB.databases();
    const kept = [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, databases, await caches.keys()];
    const memories = globalThis.memories.map(({ buffer }) => {
      let text = "";
      const bytes = new Uint8Array(buffer);
      for (let at = 0; at < bytes.length; at += 32_768) {
        text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
      }
      return text;
    });
    return { page: texts.join("\n") + document.documentElement.outerHTML, storage: JSON.stringify(kept), memories };
  });
  return {
    page: `${page.url()}\n${inside.page}`,
    storage: inside.storage + JSON.stringify(await context.storageState({ indexedDB: true })),
    "WebAssembly memory": inside.memories.join("\n"),
    "JavaScript heap": await heapOf(page, context),
    network: log.join("\n"),
  };
}

async function heapOf(page, context) {
  const session = await context.newCDPSession(page);
  const chunks = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  return JSON.parse(chunks.join("")).strings.join("\n");
}

const spellings = (text) => {
  const base64 = Buffer.from(text).toString("base64").replace(/=+$/, "");
  return [text, encodeURIComponent(text), base64.slice(0, -1), Buffer.from(text).toString("hex")];
};

test("a call through the relay, and the secret is nowhere", async (t) => {
  if (!program) return console.log("left out: `fieldcall serve` is not built (target fieldcall_cli)");
  const server = await serve(t);
  const log = [];
  const { page, context, seen } = await openDemo(t, browser, server.address, {
    origins: [server.api],
    prepare: async (context) => {
      await keepMemories(context);
      keepTraffic(context, log);
    },
  });
  assert.equal(page.url(), `${server.origin}/`);
  await waitForState(page, "vat_check", "ok");
  await waitForState(page, "company_record", "ok");

  await fieldAt(page, "credit_score").getByRole("button", { name: /^Look up now/ }).click();
  await waitForState(page, "credit_score", "ok");
  await page.getByRole("button", { name: "Edit this field: Credit score" }).click();
  const builder = page.locator("fieldcall-builder");
  await builder.getByText("\u2039secret:credit_api_token\u203a").first().waitFor();
  await builder.getByRole("tab", { name: "Answer" }).click();
  await builder.getByRole("button", { name: "Run through the server" }).click();
  await builder.getByRole("button", { name: "Send POST" }).click();
  await builder.getByText("succeeded").first().waitFor();
  await assertAccessible(page, "live");
  await screenshot(page, "demo_live", { fullPage: false });

  const places = await everything(page, context, log);
  for (const [name, text] of Object.entries(places)) {
    for (const secret of secrets.flatMap(spellings)) assert.ok(!text.includes(secret), `${secret} in ${name}`);
  }
  // The search finds what is there: the applicant's number, and the token where it has to be.
  for (const name of ["page", "WebAssembly memory", "JavaScript heap", "network"]) {
    assert.ok(places[name].includes("85.07.30-033.28"), name);
  }
  const has_token = Object.keys(places).filter((name) => places[name].includes(server.token));
  assert.deepEqual(has_token, ["JavaScript heap", "network"]);
  const with_token = seen.requests.filter((request) => JSON.stringify(request.headers()).includes(server.token));
  assert.deepEqual([...new Set(with_token.map((request) => new URL(request.url()).origin))], [server.origin]);
});

test("all six fields answer live, and the server's end is told", async (t) => {
  if (!program) return console.log("left out: `fieldcall serve` is not built (target fieldcall_cli)");
  const server = await serve(t);
  const { page } = await openDemo(t, browser, server.address, { failures: true });
  await page.locator("#loading").waitFor({ state: "hidden" });
  await fieldAt(page, "credit_score").getByRole("button", { name: /^Look up now/ }).click();
  const live = ["vat_check", "company_record", "iban_check", "location", "credit_score", "exchange_rate"];
  for (const place of live) await waitForState(page, place, "ok");
  await page.getByLabel("VAT number", { exact: true }).fill("201");
  await waitForState(page, "vat_check", "failed");
  await fieldAt(page, "vat_check").getByText("INVALID_INPUT").first().waitFor();
  await server.stop();
  await page.getByLabel("Company number").fill("0987654321");
  await page.getByRole("alert").getByText("does not answer any more").waitFor();
  await page.getByRole("button", { name: "Go on with samples" }).click();
  await waitForState(page, "company_record", "ok");
});
