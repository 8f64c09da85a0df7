// <fieldcall-field> in React and Vue as the README says: properties in, events out, data a page's own.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { launch, openPage, servePages } from "../chromium.mjs";
import { consumer, tools } from "../consumer.mjs";
import { json, project, serve } from "../support.mjs";

const fromTools = createRequire(join(tools, "x"));
const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let folder, browser;

before(async () => {
  [folder, browser] = await Promise.all([consumer(owner), launch(owner)]);
  cpSync(join(project, "tests/web/elements/frameworks"), folder, { recursive: true });
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

// What Vue's build tools do with a template.
const vueTemplates = {
  name: "vue-templates",
  setup(plugin) {
    const { compile } = fromTools("@vue/compiler-dom");
    const isCustomElement = (tag) => tag.startsWith("fieldcall-");
    plugin.onLoad({ filter: /\.template$/ }, ({ path }) => ({
      contents: compile(readFileSync(path, "utf8"), { mode: "module", isCustomElement }).code,
      loader: "js",
    }));
  },
};

const html = (script) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A case</title>
  <link rel="icon" href="data:,"></head><body><div id="result"></div>
  <script type="module" src="/${script}.js"></script></body></html>`;

for (const [framework, entry] of [["React", "react.jsx"], ["Vue", "vue.js"]]) {
  test(`in ${framework}`, async (t) => {
    const api = await serve(t, (request, response) => {
      response.setHeader("Access-Control-Allow-Origin", "*");
      json(response, { score: Number(request.url.split("/").at(-1)) * 10 });
    });
    const name = entry.split(".")[0];
    const { build } = fromTools("esbuild");
    await build({
      entryPoints: [join(folder, entry)],
      outfile: join(folder, "out", `${name}.js`),
      bundle: true,
      format: "esm",
      jsx: "automatic",
      nodePaths: [tools],
      plugins: [vueTemplates],
      define: {
        "process.env.NODE_ENV": '"production"',
        __VUE_OPTIONS_API__: "true",
        __VUE_PROD_DEVTOOLS__: "false",
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
      },
      logLevel: "error",
    });
    writeFileSync(join(folder, "out", `${name}.html`), html(name));
    const pages = await servePages(t, join(folder, "out"));
    const { page, problems } = await openPage(browser, `${pages}/${name}.html?port=${api.port}`);
    await page.locator("output", { hasText: '{"id":"1","score":10}' }).waitFor();
    await page.getByLabel("Customer").fill("42");
    await page.locator("output", { hasText: '{"id":"42","score":420}' }).waitFor();
    assert.equal(await page.locator("fieldcall-field [part~=value] .value").innerText(), "420");
    assert.deepEqual(api.requests.map(({ url }) => url), ["/score/1", "/score/42"]);
    assert.deepEqual(problems, []);
  });
}
