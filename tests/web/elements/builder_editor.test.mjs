// <fieldcall-builder>: its JSON editor, its languages, and pictures of it for a person to look at.

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import {
  audit,
  configOf,
  example,
  jsonEditor,
  openBuilder,
  pasteJson,
  textOf,
  vat,
  vatAnswer,
} from "./builder_page.mjs";
import { screenshots, servePages } from "./page.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, address;

before(async () => {
  [browser, address] = await Promise.all([launch(owner), servePages(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const builder = (t, properties, options) => openBuilder(t, browser, address, properties, options);

test("keys, words and placeholders are completed", async (t) => {
  const { page, problems } = await builder(t, vat);
  await pasteJson(page, "{\n  \n}");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type('"tim');
  await page.getByRole("option", { name: /"timeout"/ }).waitFor();
  await page.getByText("milliseconds for one attempt").waitFor();
  assert.deepEqual(await audit(page), []);
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  assert.match(await textOf(page), /"timeout": 30000/);
  await page.keyboard.type(',\n"api_config": {"method": ');
  await page.keyboard.press("Control+Space");
  await page.getByRole("option", { name: '"PATCH"' }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type('"GET", "url": "https://api.example.com/{da');
  await page
    .getByRole("option", { name: /\{data\./ })
    .first()
    .waitFor();
  assert.deepEqual(problems, []);
});

test("the editor says on hover what a key means, and what is wrong with a value", async (t) => {
  const { page, problems } = await builder(t, {
    ...vat,
    config: vat.config.replace('"GET"', '"GETT"'),
  });
  await jsonEditor(page);
  await page.locator(".cm-content").getByText('"cache_duration"').hover();
  await page.locator(".documentation").getByText("seconds an answer is kept").waitFor();
  await page.locator(".documentation").getByText("0 to 2592000").waitFor();
  await page.locator(".cm-lintRange-error").hover();
  await page.locator(".cm-tooltip-lint").getByText("did you mean").waitFor();
  assert.deepEqual(await audit(page), []);
  await page.locator(".cm-tooltip-lint").getByRole("button", { name: /GET/ }).click();
  assert.equal(await textOf(page), vat.config);
  assert.deepEqual(problems, []);
});

test("Tab leaves the editor; undo in it takes back edits of the form too", async (t) => {
  const { page } = await builder(t, { ...vat, view: "both" });
  const editor = page.getByRole("textbox", { name: "Configuration as JSON" });
  await editor.waitFor();
  await page.getByLabel("Timeout").fill("2000");
  await editor.click();
  await page.keyboard.press("Control+z");
  assert.equal(await page.getByLabel("Timeout").inputValue(), "10000");
  await page.keyboard.press("Tab");
  assert.notEqual(
    await page.evaluate(() => window.builder.shadowRoot.activeElement.className),
    "cm-content cm-lineWrapping",
  );
});

test("a page that hands the configuration back after each edit does not disturb the typing", async (t) => {
  const { page, problems } = await builder(t, { config: JSON.parse(vat.config) });
  await page.evaluate(() => {
    window.builder.addEventListener(
      "fieldcall-config",
      ({ detail }) => (window.builder.config = detail.config),
    );
  });
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("");
  await name.pressSequentially("Registered? yes");
  assert.equal(await name.inputValue(), "Registered? yes");
  assert.equal((await configOf(page)).name, "Registered? yes");
  assert.deepEqual(problems, []);
});

test("headers, parameters, body, sign-in and schedule by the form", async (t) => {
  const { page, problems } = await builder(t);
  await page.getByLabel("Name", { exact: true }).fill("Score");
  await page.getByLabel("Address").fill("https://api.example.com/v1");
  await page.getByLabel("Method").selectOption("POST");
  await page.getByRole("button", { name: "Add header" }).click();
  await page.keyboard.type("X-Tenant");
  await page.getByLabel("Header 1: value").fill("{data.tenant}");
  await page.getByRole("button", { name: "Add parameter" }).click();
  await page.keyboard.type("a");
  await page.getByLabel("Parameter 1: value").fill("1");
  await page.getByLabel("Parameter 1: name").fill("b");
  await page.getByLabel("Body").fill('{"n": "{data.n}", ');
  await page.getByText("This is not JSON yet").waitFor();
  await page.getByLabel("Body").fill('{"n": "{data.n}", "x": 1.50}');
  await page.getByLabel("Kind", { exact: true }).selectOption("bearer");
  assert.equal(await page.getByLabel("Token", { exact: true }).inputValue(), "{secret.api_token}");
  await page.getByLabel("on a schedule").check();
  await page.getByLabel("when the case is created").uncheck();
  await page.getByLabel("Schedule (cron)").fill("0 6 * * 1-5");
  await page.getByLabel("Retries").fill("many");
  await page
    .getByText(/"retry" must be/)
    .first()
    .waitFor();
  await page.getByLabel("Retries").fill("");
  assert.match(await textOf(page), /"x": 1\.50/);
  assert.deepEqual(await configOf(page), {
    key: "score",
    name: "Score",
    api_config: {
      url: "https://api.example.com/v1",
      method: "POST",
      headers: { "X-Tenant": "{data.tenant}" },
      params: { b: "1" },
      body: { n: "{data.n}", x: 1.5 },
      auth: { type: "bearer", token: "{secret.api_token}" },
      response_mapping: {},
    },
    trigger: "scheduled",
    schedule: { cron: "0 6 * * 1-5" },
  });
  await page.getByRole("button", { name: "Remove Header 1 X-Tenant" }).click();
  assert.equal((await configOf(page)).api_config.headers, undefined);
  assert.deepEqual(problems, []);
});

test("a form's fields are chosen from a list", async (t) => {
  const { page } = await builder(t, {
    config: example("forms/company_onboarding.json"),
    field: "sanctions",
  });
  assert.equal(await page.getByLabel("Key", { exact: true }).inputValue(), "sanctions");
  await page.getByLabel("Field of the form").selectOption("Company record");
  assert.equal(await page.getByLabel("Key", { exact: true }).inputValue(), "company_record");
});

test("German, as the page or the element says", async (t) => {
  const { page, problems } = await builder(t, { ...vat, sample: vatAnswer, locale: "de-BE" });
  await page.getByRole("button", { name: "G\u00fcltig", exact: true }).waitFor();
  await page.getByRole("tab", { name: "Was w\u00e4re, wenn" }).click();
  await page.getByRole("radio", { name: "zweimal 503" }).check();
  await page.locator("strong", { hasText: "gelungen, nach 0,7 s und 3 Versuchen" }).waitFor();
  assert.ok(!/builder\.|\{\w+\}/.test(await page.locator(".beside").innerText()));
  assert.deepEqual(problems, []);
});

test("pictures, for a person to look at", async (t) => {
  const looks = {
    light: {},
    dark: { colorScheme: "dark" },
    narrow: { viewport: { width: 390, height: 844 } },
  };
  for (const [look, options] of Object.entries(looks)) {
    const { page } = await builder(t, { ...vat, sample: vatAnswer }, options);
    const shoot = (name) =>
      page.screenshot({ path: join(screenshots, `builder_${name}_${look}.png`), fullPage: true });
    await shoot("request");
    await page.getByRole("tab", { name: "Answer" }).click();
    await shoot("answer");
    await page.getByRole("tab", { name: "What if" }).click();
    await page.getByRole("radio", { name: "503 twice" }).check();
    await shoot("what_if");
    await jsonEditor(page);
    await shoot("json");
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    assert.ok(width <= 0, `${look}: nothing is wider than the window`);
  }
});
