// The demo page's links in Chromium: made, opened, damaged.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { encodeShare } from "../../../web-demo/src/share_link.js";
import { launch } from "../chromium.mjs";
import { example, fieldAt, openDemo, serveDemo, waitForState } from "./demo.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, url;

before(async () => {
  [browser, url] = await Promise.all([launch(owner), serveDemo(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const stateOf = (address) =>
  JSON.parse(Buffer.from(new URL(address).hash.slice("#share=1.".length), "base64url"));

const vat_check = example("vat_number.json");
const linkTo = (state) => `${url}/#share=${encodeShare({ data: {}, configs: {}, chosen: "vat_check", ...state })}`;

test("a link gives back what was typed, not what calls wrote", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await waitForState(page, "vat_check", "ok");
  await page.getByLabel("VAT number", { exact: true }).fill("0417497106");
  await waitForState(page, "vat_check", "pending", "running");
  await waitForState(page, "vat_check", "ok");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("The link is copied").waitFor();
  const address = page.url();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
  const state = stateOf(address);
  assert.equal(state.data.company.vat_number, "0417497106");
  assert.equal(state.data.vat_valid, undefined);
  assert.equal(state.data.company.legal_name, undefined);
  assert.deepEqual(state.configs, {});
  assert.doesNotMatch(JSON.stringify(state), /made-up|secret/);

  const other = await openDemo(t, browser, address);
  await waitForState(other.page, "vat_check", "ok");
  assert.equal(await other.page.getByLabel("VAT number", { exact: true }).inputValue(), "0417497106");
  assert.equal(await fieldAt(other.page, "vat_check").evaluate(({ value }) => value["company.legal_name"]), "Example Trading NV");
  await other.page.getByText("This case came with a link").waitFor();
});

test("a link brings changed fields along", async (t) => {
  const config = { ...vat_check, name: "VAT number, twice", description: "<img src=x onerror=alert(1)>" };
  const data = { company: { country: "BE", vat_number: "7" } };
  const { page } = await openDemo(t, browser, linkTo({ data, configs: { vat_check: config } }));
  await waitForState(page, "vat_check", "ok");
  const text = await fieldAt(page, "vat_check").evaluate((element) => element.shadowRoot.textContent);
  assert.match(text, /VAT number, twice/);
  assert.match(text, /<img src=x/);
  assert.ok(await page.locator('[data-place="vat_check"] .changed').isVisible());
  await page.getByRole("button", { name: "Restore the example" }).click();
  assert.ok(!(await page.locator('[data-place="vat_check"] .changed').isVisible()));
});

const hostile = [
  "<script>globalThis.ran = 1</script>",
  '"><img src=x onerror="globalThis.ran = 1">',
  "javascript:globalThis.ran=1",
  "<svg onload=globalThis.ran=1>",
  "${globalThis.ran = 1}{{constructor.constructor('globalThis.ran = 1')()}}",
  "\u202e\u0000</option><script>globalThis.ran = 1</script>",
];

for (const text of hostile) {
  test(`a link full of ${JSON.stringify(text)} runs nothing`, async (t) => {
    const response_mapping = { [`vat_${text.replace(/[^a-z]/gi, "")}`]: "name", "company.legal_name": "name" };
    const api_config = { ...vat_check.api_config, response_mapping };
    const config = { ...vat_check, name: text, description: text, section: text, api_config };
    const data = { company: { country: text, number: text, vat_number: text }, address: { city: text } };
    const { page } = await openDemo(t, browser, linkTo({ data, configs: { vat_check: config } }));
    await waitForState(page, "vat_check", "ok", "failed");
    await waitForState(page, "company_record", "ok", "failed");
    const { length } = await page.locator("#chosen option").allTextContents();
    assert.equal(length, 6);
    await page.getByLabel("Language").selectOption("de");
    await page.getByRole("button", { name: "Link kopieren" }).click();
    await page.getByText("Der Link ist kopiert").waitFor();
    await page.getByRole("button", { name: "Beispiel wiederherstellen" }).click();
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  });
}

test("no link is made of a field that holds a credential", async (t) => {
  const auth = { type: "bearer", token: "sk_live_4eC39HqLyjWDarjtT1zdp7dc" };
  const config = { ...vat_check, api_config: { ...vat_check.api_config, auth } };
  const before_link = linkTo({ configs: { vat_check: config } });
  const { page } = await openDemo(t, browser, before_link);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("alert").getByText("holds a credential in plain text at /api_config/auth/token").waitFor();
  assert.equal(page.url(), before_link);
});

for (const [name, hash, words] of [
  ["damaged", "#share=1.e30x", "The link is damaged"],
  ["of another version", "#share=9.e30", "another version"],
  ["too long", `#share=1.${"A".repeat(30_000)}`, "30002 characters"],
]) {
  test(`a link that is ${name} is told, and the example is shown`, async (t) => {
    const { page } = await openDemo(t, browser, `${url}/${hash}`);
    await page.getByRole("alert").getByText(words).waitFor();
    await waitForState(page, "vat_check", "ok");
  });
}

test("a link with a configuration full of errors leaves the case working", async (t) => {
  const { page } = await openDemo(t, browser, linkTo({ configs: { vat_check: { key: 7, api_config: [] } } }));
  await page.getByText("the case still uses the version before").waitFor();
  await waitForState(page, "location", "waiting_input");
});

test("a link opened in a page that is open already", async (t) => {
  const { page } = await openDemo(t, browser, url);
  await waitForState(page, "vat_check", "ok");
  const { hash } = new URL(linkTo({ data: { address: { city: "Gent" } } }));
  await page.evaluate((text) => (location.hash = text), hash);
  await page.getByText("This case came with a link").waitFor();
  assert.equal(await page.getByLabel("City", { exact: true }).inputValue(), "Gent");
  assert.equal(await page.getByLabel("IBAN", { exact: true }).inputValue(), "");
});

test("a token in the address is gone at once, from history as well", async (t) => {
  const { page, seen } = await openDemo(t, browser, `${url}/#token=T0ken-that-nobody-sees`, { failures: true });
  await page.getByRole("alert").getByText("no example API").waitFor();
  assert.equal(page.url(), `${url}/`);
  assert.match(await page.locator("#source-note").textContent(), /samples/);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
  );
  assert.doesNotMatch(kept, /T0ken/);
  assert.doesNotMatch(await page.content(), /T0ken/);
  assert.deepEqual(seen.requests.filter((request) => request.url().includes("T0ken")), []);
});
