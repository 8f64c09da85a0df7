// <fieldcall-field> as a control of a form, in a language and a theme.

import assert from "node:assert/strict";
import test from "node:test";
import { showsState } from "./page.mjs";
import { add, details, fieldOf, inChromium, requests } from "./support.mjs";

const openPage = inChromium();
const score = (more, mapping = { score: "score" }) => fieldOf("score", "Score", mapping, more);
const sent = (page) => page.evaluate(() => [...new FormData(document.forms[0])]);

test("a form sends the value: text as it is, objects as JSON", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score(), name: "score" }, [{ json: { score: 720 } }]);
  await showsState(page, "Score", "Up to date");
  assert.deepEqual(await sent(page), [["score", "720"]]);
  await page.evaluate(() => window.field.remove());
  await add(page, { config: score({}, { a: "score", "b.c": "score" }), name: "both" });
  await showsState(page, "Score", "Up to date");
  assert.deepEqual(await sent(page), [["both", '{"a":720,"b.c":720}']]);
});

test("a form is not sent without a value that is required", async (t) => {
  const { page } = await openPage(t);
  const config = score({ trigger: "manual" });
  await add(page, { config, name: "score", required: true }, [{ json: { score: 1 } }]);
  await showsState(page, "Score", "Not looked up yet");
  const isValid = () => page.evaluate(() => document.forms[0].reportValidity());
  assert.equal(await isValid(), false);
  await page.locator("[part~=problem]", { hasText: "A value is needed here." }).waitFor();
  const { valueMissing } = await page.evaluate(() => ({ valueMissing: window.field.validity.valueMissing }));
  assert.ok(valueMissing);
  await page.getByRole("button", { name: "Look up now" }).click();
  await showsState(page, "Score", "Up to date");
  assert.equal(await isValid(), true);
  assert.equal(await page.locator("[part~=problem]").count(), 0);
});

test("a reset form looks the field up as if it were new", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score(), name: "score" }, [{ json: { score: 1 } }, { json: { score: 2 } }]);
  await showsState(page, "Score", "Up to date");
  await page.evaluate(() => window.field.override("score", 99));
  await page.evaluate(() => document.forms[0].reset());
  await page.getByText("2", { exact: true }).waitFor();
  assert.equal(await page.getByText("Entered by hand").count(), 0);
  assert.deepEqual(await sent(page), [["score", "2"]]);
  const reset = (await details(page, "updates")).find(({ by }) => by === "reset");
  assert.deepEqual(reset.updates, { score: null });
});

test("a reset form goes back to the outcome it was given", async (t) => {
  const { page } = await openPage(t);
  const outcome = { field: "score", status: "ok", value: 5, updates: { score: 5 }, report: [], metadata: {} };
  await add(page, { config: score(), name: "score", outcome }, [{ json: { score: 6 } }]);
  await page.getByText("5", { exact: true }).waitFor();
  await page.evaluate(() => window.field.refresh());
  await page.getByText("6", { exact: true }).waitFor();
  await page.evaluate(() => document.forms[0].reset());
  await page.getByText("5", { exact: true }).waitFor();
  assert.equal((await requests(page)).length, 1);
});

test("a disabled field set calls nothing and sends nothing until it is enabled", async (t) => {
  const { page } = await openPage(t);
  await page.evaluate((config) => {
    window.answers.score = [{ json: { score: 1 } }];
    window.add({ config, name: "score", data: { id: 7, score: 4 } });
    const set = document.createElement("fieldset");
    set.disabled = true;
    set.append(window.field);
    document.forms[0].append(set);
    window.field.refresh();
  }, score({ overwrite: "always" }));
  await showsState(page, "Score", "Not looked up yet");
  assert.equal(await page.locator("fieldcall-field button").count(), 0);
  assert.deepEqual(await sent(page), []);
  assert.deepEqual(await requests(page), []);
  await page.evaluate(() => (document.querySelector("fieldset").disabled = false));
  await showsState(page, "Score", "Up to date");
  assert.deepEqual(await sent(page), [["score", "1"]]);
});

test("a read-only field is looked up, and a person can neither start nor change it", async (t) => {
  const { page } = await openPage(t);
  const config = score({ trigger: ["on_create", "manual"] });
  await add(page, { config, readonly: true }, [{ json: { score: 1 } }]);
  await showsState(page, "Score", "Up to date");
  assert.equal(await page.locator("fieldcall-field button").count(), 0);
});

test("a browser that comes back to the page brings value and outcome back", async (t) => {
  const { page } = await openPage(t, "restore");
  await page.evaluate(() => (window.answers.score = [{ json: { score: 720 } }]));
  await page.getByRole("button", { name: "Look up now" }).click();
  await showsState(page, "Score", "Up to date");
  await page.evaluate(() => window.field ?? document.querySelector("fieldcall-field").override("score", 1));
  await page.getByLabel("Note").fill("noted");
  const before = page.url();
  await page.goto(before.replace("restore", "field"));
  await page.goBack();
  await showsState(page, "Score", "Up to date");
  await page.getByText("Entered by hand").waitFor();
  assert.deepEqual(await sent(page), [["score", "1"], ["note", "noted"]]);
  assert.deepEqual(await requests(page), []);
});

test("texts are in the element's language, then the page's, then English", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score() }, [{ status: 404 }]);
  await page.getByText("The service has no record for these values.", { exact: true }).waitFor();
  await page.evaluate(() => (document.documentElement.lang = "de-AT"));
  await page.getByText("Der Dienst hat zu diesen Werten keinen Eintrag.", { exact: true }).waitFor();
  await showsState(page, "Score", "Abfrage fehlgeschlagen");
  await page.evaluate(() => (window.field.locale = "en"));
  await showsState(page, "Score", "Lookup failed");
  await page.evaluate(() => {
    window.field.locale = undefined;
    document.querySelector("main").lang = "tlh"; // no texts in this language
  });
  await showsState(page, "Score", "Lookup failed");
  await page.evaluate(() => window.registerLocale("tlh", { "state.failed": "luj" }));
  await showsState(page, "Score", "luj");
  await page.getByText("The service has no record for these values.", { exact: true }).waitFor();
});

test("values are written as the language writes them", async (t) => {
  const { page } = await openPage(t);
  const mapping = { rate: "r", at: { path: "at", type: "date" }, sure: "s", none: "n", list: "l" };
  const json = { r: 1234.5, at: "2026-01-15", s: true, n: "", l: [] };
  await add(page, { config: score({}, mapping), locale: "de" }, [{ json }]);
  await showsState(page, "Score", "Aktuell");
  const values = await page.locator("fieldcall-field [part~=value] .value").allInnerTexts();
  assert.deepEqual(values, ["1234,5", "15. Januar 2026", "Ja", "Leerer Text", "Leere Liste"]);
});

test("what is too long to read at once is behind a disclosure, or counted", async (t) => {
  const { page } = await openPage(t);
  let deep = "bottom";
  for (let i = 0; i < 10; i += 1) deep = { inside: deep };
  const json = { text: "x".repeat(2500), list: Array.from({ length: 600 }, (_, i) => `entry ${i}`), deep };
  const mapping = { text: "text", list: "list", deep: "deep" };
  await add(page, { config: score({}, mapping) }, [{ json }]);
  await showsState(page, "Score", "Up to date");
  await page.getByText("and 500 more characters").waitFor();
  assert.equal(await page.getByText("entry 9", { exact: true }).isVisible(), true);
  assert.equal(await page.getByText("entry 10", { exact: true }).isVisible(), false);
  await page.getByText("and 590 more", { exact: true }).press("Enter");
  await page.getByText("entry 499", { exact: true }).waitFor();
  await page.getByText("and 100 more", { exact: true }).waitFor();
  assert.equal(await page.getByText("entry 500", { exact: true }).count(), 0);
  assert.equal(await page.getByText("Inside", { exact: true }).count(), 6);
  assert.equal(await page.getByText("bottom").count(), 0);
});

test("the theme is the device's, or what the page says", async (t) => {
  const { page } = await openPage(t, "field", { colorScheme: "dark" });
  await add(page, { config: score({ trigger: "manual" }) });
  await showsState(page, "Score", "Not looked up yet");
  const background = () =>
    page.locator("[part~=base]").evaluate((base) => getComputedStyle(base).backgroundColor);
  assert.equal(await background(), "rgb(23, 25, 30)");
  await page.evaluate(() => (window.field.theme = "light"));
  await page.evaluate(() => window.field.updateComplete);
  assert.equal(await background(), "rgb(255, 255, 255)");
  await page.evaluate(() => {
    document.adoptedStyleSheets = [new CSSStyleSheet()];
    document.adoptedStyleSheets[0].replaceSync("fieldcall-field { --fieldcall-surface: rgb(1, 2, 3) }");
  });
  assert.equal(await background(), "rgb(1, 2, 3)");
});
