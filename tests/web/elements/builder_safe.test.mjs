// <fieldcall-builder> with hostile configurations and answers: shown as text, never executed.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { openBuilder } from "./builder_page.mjs";
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

const corpus = [
  "<script>window.hit=1</script>",
  "<img src=x onerror=window.hit=1>",
  '"><svg onload=window.hit=1>',
  "'-window.hit=1-'",
  "javascript:window.hit=1",
  "${window.hit=1}",
  "{{constructor.constructor('window.hit=1')()}}",
  "<style>*{background:url(javascript:window.hit=1)}</style>",
  "</textarea><iframe srcdoc='<script>parent.hit=1</script>'>",
  '<a href="data:text/html,<script>opener.hit=1</script>">x</a>',
  "\u202e<b onmouseover=window.hit=1>x</b>",
  "<!--lit-part--><?lit$1$>",
  "__proto__",
];

// Every place a configuration, an answer or an error has for text.
const hostileField = (text) => ({
  key: "hostile",
  name: text,
  description: text,
  [`x${text}`]: text,
  trigger: ["manual", text],
  api_config: {
    url: `https://api.example.com/{data.a}/${encodeURIComponent(text)}`,
    method: "GET",
    headers: { "X-Text": "{data.a}" },
    params: { [text]: text },
    auth: { type: text, token: text },
    response_mapping: { [text]: text, t: { path: text, type: text } },
  },
  examples: [{ name: text, script: [{ status: 200, body: text }], expect: {} }],
});

const validField = {
  key: "shown",
  name: "Shown",
  api_config: {
    url: "https://api.example.com/{data.a}",
    method: "GET",
    params: { q: "{data.a}" },
    error_message: "body.message",
    success_when: "body.ok",
    response_mapping: { t: "value", deep: "list[0]" },
  },
};

async function visitAll(page) {
  for (const tab of ["Request", "Answer", "What if"]) {
    await page.getByRole("tab", { name: tab }).click();
    if (tab === "What if") await page.getByRole("radio", { name: "JSON of another shape" }).check();
  }
  for (const view of ["JSON", "Both", "Form"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
  }
  await page.locator("#json .cm-content").waitFor({ state: "attached" });
}

test("nothing of a hostile configuration executes", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address);
  for (const text of corpus) {
    const config = JSON.stringify(hostileField(text));
    await page.evaluate((given) => (window.builder.config = given), config);
    await visitAll(page);
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), text);
    assert.equal(await page.evaluate(() => window.hit), undefined, text);
  }
  assert.equal(await page.evaluate(() => document.querySelectorAll("script, iframe").length), 1);
  assert.deepEqual(problems, []);
});

test("nothing of a hostile answer, error or input executes", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address, { config: validField });
  for (const text of corpus) {
    await page.evaluate((given) => {
      window.builder.data = { a: given };
      window.answer = () => ({
        json: { ok: false, message: given, value: given, [given]: given, list: [given] },
      });
    }, text);
    await page.getByRole("tab", { name: "Answer" }).click();
    await page.getByRole("button", { name: "Run from this page" }).click();
    await page.locator("fieldcall-answer-tree").getByText(JSON.stringify(text)).first().waitFor();
    await page.locator(".notice.danger").first().waitFor();
    await page.getByRole("treeitem").nth(4).hover();
    assert.equal(await page.evaluate(() => window.hit), undefined, text);
  }
  await visitAll(page);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.deepEqual(problems, []);
});

test("a member called __proto__ can be chosen and makes no prototype", async (t) => {
  const sample = '{"__proto__": {"polluted": 1}, "constructor": 2}';
  const { page, problems } = await openBuilder(t, browser, address, { config: validField, sample });
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByRole("treeitem", { name: /^polluted/ }).click();
  await page.getByRole("treeitem", { name: /^constructor/ }).click();
  const targets = await page.evaluate(() =>
    Object.keys(JSON.parse(window.builder.text).api_config.response_mapping),
  );
  assert.deepEqual(targets, ["t", "deep", "polluted", "value_constructor"]);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.deepEqual(problems, []);
});

const odd = [
  "null",
  "5",
  '"text"',
  "[]",
  "[5]",
  "{}",
  '{"fields": []}',
  '{"fields": 5}',
  '{"fields": [5, null, {}]}',
  '{"api_config": 5}',
  '{"api_config": []}',
  '{"api_config": {"auth": [], "headers": 5, "params": [], "body": null}}',
  '{"key": {}, "name": [], "trigger": {}, "schedule": 5, "retry": "x", "examples": {}}',
  '{"api_config": {"response_mapping": []}}',
  '{"api_config": {"response_mapping": {"a": 5, "a": null, "": {}}}}',
  '{"key": "a", "key": "b", "examples": [5, {"script": 5}, {"script": {"answers": 5}}]}',
  `${'{"a":'.repeat(63)}1${"}".repeat(63)}`,
  "[".repeat(5000),
];

test("a configuration of any shape is shown, and mended by the form where it can be", async (t) => {
  const { page, problems } = await openBuilder(t, browser, address, {
    view: "both",
    sample: "[1]",
  });
  await page.locator("#json .cm-content").waitFor();
  for (const text of odd) {
    await page.evaluate((given) => (window.builder.config = given), text);
    for (const tab of ["Request", "Answer", "What if"])
      await page.getByRole("tab", { name: tab }).click();
    await page.evaluate(() => window.builder.updateComplete);
    const name = page.getByLabel("Name", { exact: true });
    if (await name.isEnabled()) await name.fill("A name");
  }
  assert.equal(await page.evaluate(() => window.builder.text), odd.at(-1));
  assert.deepEqual(problems, []);
});
