// The demo page as a case worker meets it, with samples: built, served statically, in Chromium.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { fieldAt, openDemo, screenshot, serveDemo, waitForState } from "./demo.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, url;

before(async () => {
  [browser, url] = await Promise.all([launch(owner), serveDemo(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const textOf = (page, place) => fieldAt(page, place).evaluate((element) => element.shadowRoot.textContent);

test("the page says what it is and where answers come from", async (t) => {
  const { page } = await openDemo(t, browser, url);
  assert.match(await page.locator("h1").textContent(), /fields ask APIs/);
  assert.match(await page.locator("#source-note").textContent(), /Answers are samples/);
  await waitForState(page, "vat_check", "ok");
  assert.match(await textOf(page, "vat_check"), /Example Trading NV/);
  assert.match(await textOf(page, "location"), /50\.8467/);
  assert.ok(!(await page.locator("#source").isVisible()));
});

test("a field waits for its input and runs as it is typed", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await waitForState(page, "iban_check", "ok");
  const iban = page.getByLabel("IBAN", { exact: true });
  await iban.fill("");
  await waitForState(page, "iban_check", "waiting_input");
  assert.match(await textOf(page, "iban_check"), /IBAN/);
  await iban.pressSequentially("BE71096123456769");
  await waitForState(page, "iban_check", "ok");
  assert.match(await textOf(page, "iban_check"), /Example Bank/);
  assert.equal(await iban.inputValue(), "BE71096123456769");
});

test("a failure is friendly, keeps the value, and passes", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await waitForState(page, "iban_check", "ok");
  await page.getByLabel("The APIs").selectOption("gone");
  await waitForState(page, "iban_check", "failed");
  const text = await textOf(page, "iban_check");
  assert.match(text, /Example Bank/);
  assert.doesNotMatch(text, /undefined|\[object|Error:/);
  await screenshot(page, "demo_failure");
  await page.getByLabel("The APIs").selectOption("fair");
  await waitForState(page, "iban_check", "ok");
});

test("a value put in by hand is kept by the next call", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await waitForState(page, "iban_check", "ok");
  const field = fieldAt(page, "iban_check");
  await field.getByRole("button", { name: "Change: Bank", exact: true }).click();
  await field.getByLabel("Bank, your value").fill("The bank I know");
  await field.getByRole("button", { name: "Save" }).click();
  await page.getByLabel("IBAN", { exact: true }).fill("BE71096123456769");
  await waitForState(page, "iban_check", "pending", "running");
  await waitForState(page, "iban_check", "ok");
  const value = await field.evaluate((element) => element.value);
  assert.deepEqual(value, { iban_valid: true, bank_name: "The bank I know", bank_bic: "EXMPBEBB" });
  assert.match(await textOf(page, "iban_check"), /Entered by hand/);
  await field.getByRole("button", { name: /^Use the service's value again/ }).click();
  await field.getByText("Example Bank").waitFor();
});

test("a paid lookup waits for a person", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await waitForState(page, "exchange_rate", "ok");
  assert.equal(await fieldAt(page, "credit_score").evaluate(({ state }) => state), "idle");
  await fieldAt(page, "credit_score").getByRole("button", { name: /^Look up now/ }).click();
  await fieldAt(page, "credit_score").getByText("742").waitFor();
});

test("the page speaks another language and remembers it", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await page.getByLabel("Language").selectOption("de");
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.match(await page.locator("#source-note").textContent(), /Antworten sind Beispiele/);
  assert.equal(await page.getByLabel("Ort", { exact: true }).inputValue(), "Brussel");
  assert.equal(await fieldAt(page, "vat_check").evaluate((element) => element.locale), "de");
  await page.reload();
  await page.getByRole("heading", { name: "Fall", exact: true }).waitFor();
});

test("the page begins in the browser's language", async (t) => {
  const { page } = await openDemo(t, browser, url, { locale: "de-AT" });
  assert.equal(await page.getByLabel("Sprache").inputValue(), "de");
});

test("dark is the system's choice or the person's", async (t) => {
  const { page } = await openDemo(t, browser, url, { theme: "dark" });
  const theme = () => fieldAt(page, "vat_check").evaluate((element) => element.theme);
  assert.equal(await theme(), "dark");
  await page.getByLabel("Theme").selectOption("light");
  assert.equal(await theme(), "light");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
});

test("narrow: tabs, by keyboard", async (t) => {
  const { page } = await openDemo(t, browser, url, { width: 390 });
  const tab = (name) => page.getByRole("tab", { name });
  assert.ok(await page.locator("#case").isVisible());
  assert.ok(!(await page.locator("#designer").isVisible()));
  await tab("Case").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await tab("Designer").getAttribute("aria-selected"), "true");
  assert.ok(await page.locator("#designer").isVisible());
  assert.ok(!(await page.locator("#case").isVisible()));
  await page.keyboard.press("Home");
  assert.ok(await page.locator("#case").isVisible());
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
});

test("the skip link leads to the case", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the case" });
  assert.ok(await skip.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
});

test("a host that forbids WebAssembly is told so", async (t) => {
  const strict = await serveDemo(t, { policy: "default-src 'self'" });
  const { page } = await openDemo(t, browser, strict, { failures: true });
  await page.getByRole("alert").getByText("could not start").waitFor();
  assert.ok(!(await page.locator("#loading").isVisible()));
});

test("a program of which nothing loads is told without any", async (t) => {
  const { page, context } = await openDemo(t, browser, "about:blank", { failures: true });
  await context.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await page.goto(url);
  await page.getByText("the program did not arrive").waitFor();
});

test("a program that does not load is told", async (t) => {
  const { page, context } = await openDemo(t, browser, "about:blank", { failures: true });
  await context.route(/\/assets\/(elements|package)/, (route) => route.abort());
  await page.goto(url);
  await page.getByRole("alert").getByText("could not start").waitFor();
});
