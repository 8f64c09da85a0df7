// The demo page as a designer meets it, with samples: an edit that the case follows, a link that
// brings it along, and what never gets into one.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { assertAccessible, fieldAt, openDemo, screenshot, serveDemo, waitForState } from "./demo.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, url;

before(async () => {
  [browser, url] = await Promise.all([launch(owner), serveDemo(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

/** The page with a field in the designer, which says `Valid`. */
async function openDesigner(t, name, options) {
  const opened = await openDemo(t, browser, url, options);
  const { page } = opened;
  await page.getByRole("button", { name: `Edit this field: ${name}` }).click();
  const builder = page.locator("fieldcall-builder");
  await builder.getByRole("button", { name: /\bValid$/ }).waitFor();
  return { ...opened, builder };
}

async function link(page) {
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("The link is copied").waitFor();
  return page.url();
}

const stateOf = (address) =>
  JSON.parse(Buffer.from(new URL(address).hash.slice("#share=1.".length), "base64url"));

const textOf = (page, place) => fieldAt(page, place).evaluate((element) => element.shadowRoot.textContent);

const waitForText = (page, place, text) => fieldAt(page, place).getByText(text).first().waitFor();

test("the case follows an edit, and a link brings both along", async (t) => {
  const { page, builder } = await openDesigner(t, "Bank account");
  assert.ok(await page.locator("#chosen").evaluate((element) => element === document.activeElement));
  await waitForState(page, "iban_check", "ok");
  await builder.getByLabel("Name", { exact: true }).fill("Account of the applicant");
  await waitForText(page, "iban_check", "Account of the applicant");
  await builder.getByRole("tab", { name: "Answer" }).click();
  await builder.getByRole("treeitem", { name: /^country/ }).click();
  await fieldAt(page, "iban_check").getByText("Country", { exact: true }).waitFor();
  await waitForText(page, "iban_check", "BE");
  assert.ok(await page.locator('[data-place="iban_check"] .changed').isVisible());
  assert.equal(await page.locator("#chosen option:checked").textContent(), "Account of the applicant");
  await assertAccessible(page, "an edited field");
  await screenshot(page, "demo_designer_light", { fullPage: false });

  const other = await openDemo(t, browser, await link(page));
  await waitForText(other.page, "iban_check", "Account of the applicant");
  await waitForState(other.page, "iban_check", "ok");
  assert.match(await textOf(other.page, "iban_check"), /Country\s+BE/);
  await other.page.locator("fieldcall-builder").getByLabel("Name", { exact: true }).waitFor();

  await other.page.getByRole("button", { name: "Restore the example" }).click();
  await waitForText(other.page, "iban_check", "Bank account");
  await other.page.getByText("Bank account is as the example has it again").waitFor();
});

test("an edit with errors leaves the case on the version before", async (t) => {
  const { page, builder } = await openDesigner(t, "VAT check");
  await waitForState(page, "vat_check", "ok");
  const address = builder.getByLabel("Address", { exact: true });
  const before_edit = await address.inputValue();
  await address.fill("{data.host}/vat");
  await page.getByText("the case still uses the version before").waitFor();
  await waitForState(page, "vat_check", "ok");
  await screenshot(page, "demo_designer_invalid", { fullPage: false });
  await address.fill(before_edit);
  await page.getByText("the case still uses the version before").waitFor({ state: "hidden" });
});

test("a secret typed for a preview gets into no link and no storage", async (t) => {
  const { page, context, builder } = await openDesigner(t, "Credit score");
  await builder.getByLabel(/secret\.credit_api_token/).first().fill("typed-secret-4711");
  await builder.getByLabel("Name", { exact: true }).fill("Score");
  const state = stateOf(await link(page));
  assert.equal(state.configs.credit_score.name, "Score");
  assert.doesNotMatch(JSON.stringify(state), /4711/);
  assert.doesNotMatch(JSON.stringify(await context.storageState()), /4711/);
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, history.state, location.href]));
  assert.doesNotMatch(kept, /4711/);
});

test("no link is made while the JSON is incomplete", async (t) => {
  // Chromium's own editing gives what is typed over a selection a style attribute, and refuses it.
  const harmless = /^Applying inline style violates/;
  const { page, builder } = await openDesigner(t, "Location", { harmless });
  await builder.getByRole("button", { name: "JSON", exact: true }).click();
  const editor = builder.getByRole("textbox", { name: "Configuration as JSON" });
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type('{ "key": ');
  await page.getByText("the case still uses the version before").waitFor();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("alert").getByText("is not complete yet").waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await page.getByRole("button", { name: "Restore the example" }).click();
  await page.getByText("the case still uses the version before").waitFor({ state: "hidden" });
});

test("what is typed in the case is in the request at once", async (t) => {
  const { page, builder } = await openDesigner(t, "Bank account");
  await page.getByLabel("IBAN", { exact: true }).fill("BE71096123456769");
  await builder.getByText("BE71096123456769").first().waitFor();
  await builder.getByRole("tab", { name: "Answer" }).click();
  await builder.getByRole("button", { name: "Run from this page" }).click();
  await builder.getByText("succeeded").first().waitFor();
});

test("narrow: choosing a field shows the designer", async (t) => {
  const { page, builder } = await openDesigner(t, "Location", { width: 390 });
  assert.ok(await builder.isVisible());
  assert.equal(await page.getByRole("tab", { name: "Designer" }).getAttribute("aria-selected"), "true");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
});
