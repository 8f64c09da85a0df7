// A real browser: pages as Vite and esbuild build them, under a strict Content-Security-Policy,
// calling the example API on loopback.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { exampleApi, isReady, launch, openPage, servePages } from "./chromium.mjs";
import { consumer, tools } from "./consumer.mjs";
import { json, project, serve } from "./support.mjs";

const fromTools = createRequire(join(tools, "x"));
const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
const example = (name) => readFileSync(join(project, "examples", name), "utf8");

let folder, browser, api, vite;

before(async () => {
  [folder, browser, api] = await Promise.all([consumer(owner), launch(owner), exampleApi(owner)]);
  assert.ok(api, "build the example API first: cmake --build --preset dev --target fieldcall-example-api");
  vite = await import(fromTools.resolve("vite"));
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const viteOptions = (root) => ({
  root,
  configFile: false,
  logLevel: "error",
  build: { rollupOptions: { input: [join(root, "index.html"), join(root, "worker.html")] }, target: "es2022" },
  worker: { format: "es" },
});

test("a page built by Vite", async (t) => {
  await vite.build(viteOptions(folder));
  const pages = await servePages(t, join(folder, "dist"));
  const vat = { config: example("vat_number.json"), data: example("case.json"), url: api.url };

  await t.test("makes a call", async () => {
    const { page, problems } = await openPage(browser, `${pages}/?port=${api.port}`);
    const outcome = await page.evaluate(
      ({ config, data, url }) =>
        window.fieldcall.run(config, { data, roots: { env: { api_base: url } } }),
      vat,
    );
    assert.equal(outcome.status, "ok");
    assert.equal(outcome.updates["company.legal_name"], "Example Trading NV");
    assert.deepEqual(problems, []);
  });

  await t.test("aborts one, and the request with it", async (t) => {
    let closed;
    const gone = new Promise((resolve) => (closed = resolve));
    const arrived = {};
    arrived.promise = new Promise((resolve) => (arrived.resolve = resolve));
    const slow = await serve(t, (_, response) => {
      response.on("close", closed);
      arrived.resolve();
    });
    const { page } = await openPage(browser, `${pages}/?port=${slow.port}`);
    const running = page.evaluate(
      ({ config, data, url }) => {
        window.controller = new AbortController();
        const inputs = { data, roots: { env: { api_base: url } } };
        return window.fieldcall.run(config, inputs, { signal: window.controller.signal });
      },
      { ...vat, url: slow.url },
    );
    await arrived.promise;
    await page.evaluate(() => window.controller.abort());
    assert.equal((await running).status, "cancelled");
    await gone;
  });

  await t.test("explains a CORS refusal", async () => {
    const { page } = await openPage(browser, `${pages}/?port=${api.port}`);
    const field = {
      key: "credit",
      name: "Credit",
      retry: 0,
      api_config: { url: "{env.api}/credit/v1/score", method: "GET", response_mapping: { a: "a" } },
    };
    const outcome = await page.evaluate(
      ({ field, url }) => window.fieldcall.run(field, { roots: { env: { api: url } } }),
      { field, url: api.url },
    );
    assert.equal(outcome.error.code, "network_error");
    assert.match(outcome.error.technical, /does not allow this page's origin \(CORS\)/);
  });

  await t.test("explains a redirect", async () => {
    const { page } = await openPage(browser, `${pages}/?port=${api.port}`);
    const outcome = await page.evaluate(
      (url) =>
        window.fieldcall.run(
          {
            key: "moved",
            name: "Moved",
            api_config: { url: "{env.api}/chaos/redirect/302", method: "GET", response_mapping: { a: "a" } },
          },
          { roots: { env: { api: url } } },
        ),
      api.url,
    );
    assert.match(outcome.error.technical, /redirect_not_visible/);
  });

  await t.test("sends a body and headers with a preflight, but none it must not", async (t) => {
    const seen = await serve(t, (request, response) => {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Access-Control-Allow-Headers", "*");
      json(response, request.method === "OPTIONS" ? {} : { id: 1 });
    });
    const { page } = await openPage(browser, `${pages}/?port=${seen.port}`);
    const outcome = await page.evaluate(
      (url) =>
        window.fieldcall.run(
          {
            key: "create",
            name: "Create",
            api_config: {
              url: "{env.api}/people",
              method: "POST",
              headers: { "X-Tenant": "a" },
              body: { name: "{data.name}" },
              response_mapping: { id: "id" },
            },
          },
          { data: { name: "Zo\u00eb" }, roots: { env: { api: url } } },
        ),
      seen.url,
    );
    assert.equal(outcome.status, "ok");
    const post = seen.requests.find(({ method }) => method === "POST");
    assert.equal(post.body, '{"name":"Zo\u00eb"}');
    assert.equal(post.headers["x-tenant"], "a");
    assert.ok(!post.headers["user-agent"].startsWith("fieldcall/"));
    assert.equal(post.headers["idempotency-key"], undefined);
  });

  await t.test("works in a worker", async () => {
    const { page, problems } = await openPage(browser, `${pages}/worker.html`);
    assert.equal(await page.textContent("#result"), "ready in a worker");
    assert.deepEqual(problems, []);
  });

  await t.test("keeps entries in IndexedDB beyond the page", async () => {
    const context = await browser.newContext();
    const inPage = async (work) => {
      const page = await context.newPage();
      await page.goto(`${pages}/?port=${api.port}`);
      await isReady(page);
      const result = await page.evaluate(work);
      await page.close();
      return result;
    };
    const key = await inPage(async () => {
      const cache = window.indexedDbCache({ entriesMax: 3 });
      const dropAt = Date.now() + 60_000;
      await cache.store("old", "0", { tenant: "t", field: "f", dropAt: Date.now() + 30_000 });
      for (const name of ["a", "b", "c"]) {
        await cache.store(name, `"${name}"`, { tenant: "t", field: name, dropAt });
      }
      await cache.store("b", '"again"', { tenant: "t", field: "b", dropAt });
      return cache.key();
    });
    assert.match(key, /^[0-9a-f]{64}$/);
    const found = await inPage(async () => {
      const cache = window.indexedDbCache({ entriesMax: 3 });
      const later = window.indexedDbCache({ now: () => Date.now() + 61_000 });
      const look = (store) => Promise.all(["old", "a", "b", "c", "d"].map(store.lookUp));
      const kept = await look(cache);
      const expired = await look(later);
      await cache.invalidate({ tenant: "t", field: "a" });
      await cache.invalidate({ tenant: "other", field: "" });
      const invalidated = await look(cache);
      await cache.invalidate({ tenant: "", field: "" });
      return { key: await cache.key(), kept, expired, invalidated, none: await look(cache) };
    });
    assert.deepEqual(found, {
      key,
      kept: [null, '"a"', '"again"', '"c"', null],
      expired: [null, null, null, null, null],
      invalidated: [null, null, '"again"', '"c"', null],
      none: [null, null, null, null, null],
    });
  });
});

test("a page on Vite's development server", async () => {
  const server = await vite.createServer({ ...viteOptions(folder), server: { port: 0, host: "127.0.0.1" } });
  try {
    await server.listen();
    const { page, problems } = await openPage(browser, server.resolvedUrls.local[0]);
    assert.match(await page.textContent("#result"), /^ready /);
    assert.deepEqual(problems, []);
  } finally {
    await server.close();
  }
});

test("a page bundled by esbuild, and fieldcall/slim beside it", async (t) => {
  const { build } = fromTools("esbuild");
  const out = join(folder, "bundled");
  await build({
    entryPoints: [join(folder, "main.js")],
    bundle: true,
    format: "esm",
    outdir: out,
    logLevel: "error",
  });
  await build({
    stdin: {
      contents: `import { init, createFieldcall } from "fieldcall/slim";
        import url from "fieldcall/fieldcall.wasm";
        await init(new URL(url, location.href));
        const fieldcall = await createFieldcall();
        document.querySelector("#result").textContent = "slim " + fieldcall.version;`,
      resolveDir: folder,
    },
    bundle: true,
    format: "esm",
    outfile: join(out, "slim_main.js"),
    loader: { ".wasm": "file" },
    logLevel: "error",
  });
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(out, "index.html"), html);
  writeFileSync(join(out, "slim.html"), html.replace("/main.js", "/slim_main.js"));
  const pages = await servePages(t, out);
  const { page } = await openPage(browser, pages);
  assert.match(await page.textContent("#result"), /^ready /);
  const slim = await openPage(browser, `${pages}/slim.html`);
  assert.match(await slim.page.textContent("#result"), /^slim /);
});
