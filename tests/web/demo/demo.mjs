// The demo page for tests: its static files on loopback under the strict policy, a browser, and what
// every test expects of a page: no error, no refused script or style, no request to elsewhere.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { tools } from "../consumer.mjs";
import { packageFolder, project } from "../support.mjs";

export const demoFolder = join(packageFolder, "../web-demo");
export const screenshotFolder = join(packageFolder, "../screenshots");

const axe_source = readFileSync(createRequire(join(tools, "x")).resolve("axe-core"), "utf8");

// A machine under load is no failure.
const patience_ms = 60_000;

// Images as data are what CodeMirror marks problems with.
export const strict_policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:";

const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/**
 * Serves the page as any static host does.
 * @param {{policy?: string, answer?: (request, response) => boolean}} options
 *   `answer` may take a request over
 */
export async function serveDemo(test, { policy = strict_policy, answer = () => false } = {}) {
  const server = createServer((request, response) => {
    if (answer(request, response)) return;
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(demoFolder, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/**
 * A page at `url`, ready. `seen` collects what it asks for and complains about.
 * @param {{width?: number, theme?: "light" | "dark", locale?: string, failures?: boolean,
 *   harmless?: RegExp, origins?: string[], prepare?: (context) => Promise<void>}} options
 *   `failures`: this page is expected to complain; `harmless`: such words may be in the console;
 *   `origins`: others that it may ask
 */
export async function openDemo(test, browser, url, options = {}) {
  const { width = 1440, theme = "light", locale = "en-GB", failures = false, origins = [], harmless = /$^/, prepare } = options;
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: theme,
    locale,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  test.after(() => context.close());
  await prepare?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(patience_ms);
  const seen = { requests: [], problems: [] };
  page.on("request", (request) => seen.requests.push(request));
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  page.on("console", (message) => {
    const is_problem = ["error", "warning"].includes(message.type()) && !harmless.test(message.text());
    if (is_problem) seen.problems.push(message.text());
  });
  await page.goto(url);
  if (failures) return { page, context, seen };
  await page.locator("#loading").waitFor({ state: "hidden" });
  test.after(() => {
    assert.deepEqual(seen.problems, []);
    const known = [new URL(url).origin, ...origins];
    const asked = seen.requests.map((request) => request.url()).filter((one) => !one.startsWith("data:"));
    assert.deepEqual(asked.filter((one) => !known.includes(new URL(one).origin)), []);
  });
  return { page, context, seen };
}

/** The element of a field in the case, by its place. */
export const fieldAt = (page, place) => page.locator(`[data-place="${place}"] fieldcall-field`);

/** Waits until a field shows one of these states. */
export async function waitForState(page, place, ...states) {
  const problem = await fieldAt(page, place).evaluate(
    (element, { wanted, patience }) =>
      new Promise((resolve) => {
        const look = () => wanted.includes(element.state) && (resolve(null), true);
        if (look()) return;
        for (const name of ["state", "outcome"]) element.addEventListener(`fieldcall-${name}`, look);
        setTimeout(() => resolve(`is ${element.state}, not ${wanted}`), patience);
      }),
    { wanted: states, patience: patience_ms },
  );
  assert.equal(problem, null, place);
}

/** Fails for what axe-core finds on the page as it is. */
export async function assertAccessible(page, what) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe_source);
  const violations = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(" ")).join(", ")}`);
  });
  assert.deepEqual(violations, [], what);
}

/** A picture for a person to look at. */
export async function screenshot(page, name, { fullPage = true } = {}) {
  mkdirSync(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage });
}

export const example = (name) => JSON.parse(readFileSync(join(project, "examples", name), "utf8"));
