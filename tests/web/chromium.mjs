// Chromium for tests, and what it needs around it.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { tools } from "./consumer.mjs";
import { project } from "./support.mjs";

const { chromium } = createRequire(join(tools, "x"))("playwright-core");

const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

// What the README promises to be enough.
export const strictPolicy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *; img-src data:";

/** Serves a folder under a strict Content-Security-Policy. */
export async function servePages(test, folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.setHeader("Content-Security-Policy", strictPolicy);
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(path));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

// A machine under load is no failure.
const timeout = 180_000;

export async function launch(test) {
  const browser = await chromium.launch({
    timeout,
    executablePath: process.env.FIELDCALL_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  test.after(() => browser.close());
  return browser;
}

/** Waits until the page has written its result. (waitForFunction would need 'unsafe-eval'.) */
export const isReady = (page) =>
  page.locator("#result:not(:empty)").waitFor({ state: "attached", timeout });

/** A page that has loaded the package; fails the test for anything it reports as an error. */
export async function openPage(browser, url) {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.setDefaultTimeout(timeout);
  await page.goto(url);
  await isReady(page).catch((error) => {
    throw new Error(`${url}: ${problems.join("\n") || error}`);
  });
  return { page, problems };
}

/** The example API of the native build on loopback; null if that has not been built. */
export async function exampleApi(test) {
  const program = ["dev", "release", "clang"]
    .map((preset) => join(project, "build", preset, "native/example_api/fieldcall-example-api"))
    .find(existsSync);
  if (!program) return null;
  const child = spawn(program, { stdio: ["ignore", "pipe", "inherit"] });
  test.after(() => child.kill());
  const [url] = await new Promise((resolve) =>
    createInterface(child.stdout).once("line", (line) => resolve([line])),
  );
  return { url, port: Number(new URL(url).port) };
}
