// <fieldcall-builder> as a designer meets it, in Chromium.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import {
  audit,
  configOf,
  jsonEditor,
  openBuilder,
  textOf,
  pasteJson,
  vat,
  vatAnswer,
} from "./builder_page.mjs";
import { servePages } from "./page.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, address;

before(async () => {
  [browser, address] = await Promise.all([launch(owner), servePages(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

test("the VAT field from empty to working, by clicks and typing", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address);
  await page.evaluate((json) => (window.answer = () => ({ json })), JSON.parse(vatAnswer).body);
  await page.getByText("Not described yet").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("VAT check");
  assert.equal(await page.getByLabel("Key", { exact: true }).inputValue(), "vat_check");
  await page
    .getByLabel("Address", { exact: true })
    .fill("https://ec.europa.eu/vies/{data.company.country}/vat/{data.company.vat_number}");
  await page.getByText("Nothing is sent before these inputs are there").waitFor();
  await page.getByLabel("data.company.country", { exact: false }).first().fill("BE");
  await page.getByLabel("data.company.vat_number", { exact: false }).first().fill("100");
  await page.getByText("Nothing is sent before").waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Run from this page" }).click();
  await page.getByRole("treeitem", { name: /^isValid/ }).click();
  await page.getByRole("treeitem", { name: /^name/ }).click();
  await page.getByLabel("Mapping 1: place in the case").fill("vat_valid");
  await page.getByText('"Example Trading NV"').first().waitFor();
  await page.getByLabel("Mapping 1: type").selectOption("boolean");
  await page.getByRole("button", { name: "Valid", exact: true }).waitFor();
  const requests = await page.evaluate(() => window.requests);
  assert.deepEqual(
    requests.map(({ method, url }) => [method, url]),
    [["GET", "https://ec.europa.eu/vies/BE/vat/100"]],
  );
  assert.deepEqual(await configOf(page), {
    key: "vat_check",
    name: "VAT check",
    api_config: {
      url: "https://ec.europa.eu/vies/{data.company.country}/vat/{data.company.vat_number}",
      method: "GET",
      response_mapping: { vat_valid: { path: "isValid", type: "boolean" }, name: "name" },
    },
  });
  const events = await page.evaluate(() => window.events);
  assert.ok(events.at(-1).valid && !events[0].valid);
  assert.deepEqual(problems, []);
});

test("an edit in the form leaves the rest of the text alone", async (t) => {
  const config = vat.config.replace('"retry": 2,', '"retry":   2, "x_unknown": [1,  2.50],');
  const { page } = await openBuilder(t, browser, address, { ...vat, config });
  await page.getByLabel("Timeout").fill("2500");
  await page.getByLabel("Retries").fill("4");
  const expected = config
    .replace('"timeout": 10000', '"timeout": 2500')
    .replace('"retry":   2', '"retry":   4');
  assert.equal(await textOf(page), expected);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await textOf(page), expected.replace('"retry":   4', '"retry":   2'));
});

test("text and form follow each other", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address, { ...vat, view: "both" });
  const editor = page.getByRole("textbox", { name: "Configuration as JSON" });
  await editor.waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Another name");
  await editor.getByText('"Another name"').waitFor();
  await editor.getByText('"Another name"').dblclick();
  await page.keyboard.type("Third");
  assert.match(await page.getByLabel("Name", { exact: true }).inputValue(), /Third/);
  assert.deepEqual(problems, []);
});

test("text that is no JSON leaves the form as it was, and says where and what", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address, { ...vat, view: "both" });
  const editor = page.getByRole("textbox", { name: "Configuration as JSON" });
  await editor.waitFor();
  await editor.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("x");
  await page.getByText("The JSON cannot be read at the moment.").waitFor();
  await page.locator("#problems").getByText("line 1").waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "VAT check");
  assert.ok(await page.getByLabel("Name", { exact: true }).isDisabled());
  await page.keyboard.press("Backspace");
  await page.getByText("The JSON cannot be read at the moment.").waitFor({ state: "detached" });
  assert.ok(await page.getByLabel("Name", { exact: true }).isEnabled());
  assert.equal(await textOf(page), vat.config);
  assert.deepEqual(problems, []);
});

test("an invalid configuration is mended by what its diagnostics say", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address, { inputs: vat.inputs });
  const broken = vat.config
    .replace('"timeout": 10000', '"timout": 10000')
    .replace('"method": "GET"', '"method": "GETT"')
    .replace("{data.company.country}", "{dta.company.country}")
    .replace('"retry": 2', '"retry": 20');
  await pasteJson(page, broken);
  await page.getByRole("button", { name: "3 errors, 1 warning" }).waitFor();
  for (const fix of ["timeout", "GET", "data"]) {
    await page.getByRole("button", { name: `Use \u201c${fix}\u201d` }).click();
  }
  await page.getByRole("button", { name: "1 error", exact: true }).waitFor();
  await page.getByRole("button", { name: /Go to: "retry" is 20/ }).click();
  assert.equal(
    await page.evaluate(() => String(window.builder.shadowRoot.activeElement?.className)),
    "cm-content cm-lineWrapping",
  );
  await page.keyboard.type("2");
  await page.getByRole("button", { name: "Valid", exact: true }).waitFor();
  assert.equal(await textOf(page), vat.config);
  assert.deepEqual(problems, []);
});

test("each view is accessible, in light and dark", async (t) => {
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await openBuilder(
      t,
      browser,
      address,
      { ...vat, sample: vatAnswer },
      { colorScheme },
    );
    const display = await page.locator(".form").evaluate((form) => getComputedStyle(form).display);
    assert.equal(display, "flex", "the panels are styled");
    assert.deepEqual(await audit(page), [], `${colorScheme} form and request`);
    await page.getByRole("tab", { name: "Answer" }).click();
    assert.deepEqual(await audit(page), [], `${colorScheme} answer`);
    await page.getByRole("tab", { name: "What if" }).click();
    await page.getByRole("radio", { name: "503 twice" }).check();
    assert.deepEqual(await audit(page), [], `${colorScheme} what if`);
    await page.getByLabel("Retries").fill("many");
    await page.getByLabel("Method").selectOption("POST");
    await page.getByRole("button", { name: "Add header" }).click();
    assert.deepEqual(await audit(page), [], `${colorScheme} with a problem`);
    await page.getByRole("button", { name: "Both" }).click();
    await jsonEditor(page);
    assert.deepEqual(await audit(page), [], `${colorScheme} JSON`);
  }
});

test("a builder with nothing in it is accessible, also on a telephone", async (t) => {
  for (const viewport of [
    { width: 1360, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const { page } = await openBuilder(t, browser, address, {}, { viewport });
    assert.deepEqual(await audit(page), []);
    await page.getByRole("tab", { name: "Answer" }).click();
    await page.getByText("Paste an answer", { exact: true }).click();
    assert.deepEqual(await audit(page), []);
  }
});
