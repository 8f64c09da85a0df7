// A case worker's page: the built elements without a bundler, under a strict
// Content-Security-Policy, with an engine whose fetch is a script's.

import { createServer } from "node:http";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { tools } from "../consumer.mjs";
import { packageFolder, project } from "../support.mjs";

export const screenshots = join(project, "build/wasm/screenshots");
mkdirSync(screenshots, { recursive: true });

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:";
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };
const folders = { "/package/": packageFolder, "/pages/": join(project, "tests/web/elements/pages") };

/** Serves /package/ and tests/web/elements/pages as /pages/. Gives the address. */
export async function servePages(test) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const prefix = Object.keys(folders).find((one) => pathname.startsWith(one));
    const path = prefix && join(folders[prefix], pathname.slice(prefix.length));
    if (!path || !existsSync(path)) return response.writeHead(404).end();
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Content-Type", `${types[extname(path)] ?? "text/plain"}; charset=utf-8`);
    response.end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** A page of tests/web/elements/pages in a context of its own; `problems` are what it reports. */
export async function open(test, browser, address, name, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  test.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.FIELDCALL_WAIT_MS ?? 60_000));
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  await page.goto(`${address}/pages/${name}.html`);
  return { page, problems };
}

/** The field with this label. */
export const fieldNamed = (page, name) =>
  page.locator("fieldcall-field").filter({ has: page.locator("[part~=label]", { hasText: exactly(name) }) });

const exactly = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** Waits until the field with this label shows a state with this text. */
export const showsState = (page, name, text) =>
  fieldNamed(page, name).locator("[part~=state]", { hasText: text }).waitFor();

const axe = readFileSync(createRequire(join(tools, "x")).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on the page, as lines. */
export async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
  );
}
