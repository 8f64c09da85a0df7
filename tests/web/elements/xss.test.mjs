// Foreign text in every place where <fieldcall-field> shows any: nothing of it becomes markup, a link
// or code, and none of it can pass for something else.

import assert from "node:assert/strict";
import test from "node:test";
import { showsState } from "./page.mjs";
import { add, fieldOf, inChromium } from "./support.mjs";

const openPage = inChromium();

const corpus = [
  "<script>window.pwned = 1</script>",
  "<img src=x onerror=window.pwned=1>",
  "<svg onload=window.pwned=1><animate onbegin=window.pwned=1 attributeName=x></svg>",
  "<svg><script href=data:text/javascript,window.pwned=1></script></svg>",
  "\"><iframe srcdoc='<script>parent.pwned=1</script>'>",
  "' autofocus onfocus=window.pwned=1 x='",
  "javascript:window.pwned=1",
  "<a href=javascript:window.pwned=1>go</a>",
  "<details open ontoggle=window.pwned=1>",
  "<style>@import 'javascript:window.pwned=1'; * { background: url(/leak) }</style>",
  "</div></template><input autofocus onfocus=window.pwned=1>",
  "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=window.pwned=1>",
  "${window.pwned=1}{{constructor.constructor('window.pwned=1')()}}",
  "<!--<img src=x onerror=window.pwned=1>-->",
  "<fieldcall-field config='{}'></fieldcall-field>",
  "?lit$000000000$ <!--?lit$1$--> {{__html: 1}}",
  "&lt;img src=x onerror=window.pwned=1&gt;",
];

/** What foreign text must never have made, in the page and in all shadow roots. */
const findings = (page) =>
  page.evaluate(() => {
    const found = [];
    const bad = "script:not([src='field.js']), img, iframe, object, embed, a, style, math, base, meta[http-equiv]";
    const walk = (root) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.matches(bad)) found.push(element.outerHTML);
        if (element !== window.field && element.localName.includes("fieldcall")) found.push(element.outerHTML);
        for (const { name } of element.attributes) if (name.startsWith("on")) found.push(element.outerHTML);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return { found, pwned: window.pwned, violations: window.violations };
  });

const clean = { found: [], pwned: undefined, violations: [] };

async function openWatched(t) {
  const opened = await openPage(t);
  opened.page.on("dialog", (dialog) => {
    opened.problems.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  await opened.page.evaluate(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => window.violations.push(blockedURI));
  });
  return opened;
}

test("in mapped values, members and lists", async (t) => {
  const { page, problems } = await openWatched(t);
  const config = fieldOf("values", "Values", { text: "text", list: "list", object: "object", at: { path: "at" } });
  const object = Object.fromEntries(corpus.map((text) => [text, text]));
  const json = { text: corpus.join("\n"), list: corpus, object, at: corpus[1] };
  await add(page, { config }, [{ json }]);
  await showsState(page, "Values", "Up to date");
  for (const more of await page.locator(".more > summary").all()) await more.click();
  const shown = await page.locator("fieldcall-field").evaluate((field) => field.shadowRoot.textContent);
  for (const text of corpus) assert.ok(shown.split(text).length - 1 >= 3, text);
  assert.deepEqual(await findings(page), clean);
  assert.deepEqual(problems, []);
});

test("in what a person edits", async (t) => {
  const { page, problems } = await openWatched(t);
  await add(page, { config: fieldOf("edited", "Edited", { edited: "text" }) }, [{ json: { text: corpus.join(" ") } }]);
  await showsState(page, "Edited", "Up to date");
  await page.getByRole("button", { name: "Change: Edited" }).click();
  assert.equal(await page.getByRole("textbox").inputValue(), corpus.join(" "));
  await page.getByRole("textbox").fill(corpus.join("\n"));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Entered by hand").waitFor();
  assert.deepEqual(await findings(page), clean);
  assert.deepEqual(problems, []);
});

test("in the service's own words and in technical details", async (t) => {
  const { page, problems } = await openWatched(t);
  for (const [index, text] of corpus.entries()) {
    const config = fieldOf(`said_${index}`, "Said", { a: "a" });
    await page.evaluate(() => window.field?.remove());
    await add(page, { config }, [{ status: 400, json: { message: text } }]);
    const words = page.locator("[part~=api-message] q");
    await words.waitFor();
    assert.equal((await words.textContent()).trim(), text);
  }
  const config = fieldOf("html", "Html", { a: "a" });
  await add(page, { config }, [{ text: `<html>${corpus.join("")}`, headers: { "content-type": "text/html" } }]);
  await showsState(page, "Html", "Lookup failed");
  assert.deepEqual((await findings(page)).pwned, undefined);
  await page.evaluate(() => document.querySelector("fieldcall-field").remove());
  assert.deepEqual(await findings(page), clean);
  assert.deepEqual(problems, []);
});

test("in a configuration, in labels and in what is missing", async (t) => {
  const { page, problems } = await openWatched(t);
  const text = corpus.join(" ");
  const config = fieldOf("hostile", text, { [corpus[1]]: "a", "__proto__.a": "a", "a..b": "a" });
  const labels = { id: text };
  await add(page, { config: { ...config, description: text }, data: {}, labels });
  await page.locator("[part~=state]", { hasText: "Set up wrongly" }).waitFor();
  config.api_config.response_mapping = { [corpus[1].replaceAll(".", "")]: "a" };
  await page.evaluate((config) => (window.field.config = config), { ...config, description: text });
  await page.locator("[part~=state]", { hasText: "Waiting for <script>" }).waitFor();
  assert.equal(await page.locator("[part~=label]").textContent(), text);
  assert.equal(await page.locator("[part~=help]").textContent(), text);
  await page.evaluate((text) => (window.field.config = { ...window.field.config, [text]: 1, retry: text }), text);
  await page.locator("[part~=state]", { hasText: "Set up wrongly" }).waitFor();
  await page.getByText("Technical details").click();
  await page.evaluate((text) => {
    Object.assign(window.field, { locale: text, theme: text, field: text, name: text });
    return window.field.updateComplete;
  }, text);
  assert.deepEqual(await findings(page), clean);
  assert.deepEqual(problems, []);
});

test("in an outcome that a page hands in", async (t) => {
  const { page, problems } = await openWatched(t);
  const text = corpus.join(" ");
  const outcome = {
    field: "given",
    status: "failed",
    value: text,
    updates: { given: text, "__proto__.pwned": 1, "constructor.prototype.pwned": 1, "a..b": text },
    report: [{ target: text, status: text }],
    error: { code: text, fault: text, message: text, technical: text, message_from_api: text },
    metadata: { call_id: text, attempts: [{ result: text, status: text }], next_retry_at: text, finished_at: text },
  };
  await add(page, { config: fieldOf("given", "Given", { given: "a" }), outcome });
  await showsState(page, "Given", "Lookup failed");
  await page.getByText("Technical details").click();
  assert.equal(await page.evaluate(() => ({}).pwned), undefined);
  assert.deepEqual(await findings(page), clean);
  assert.deepEqual(problems, []);
});

test("text that hides or turns itself around is shown as what it is", async (t) => {
  const { page } = await openWatched(t);
  const json = {
    turned: "paid \u202e000,1\u202c EUR",
    isolated: "a\u2066b\u2069",
    hidden: "ad\u200bmin\ufeff\u2060",
    control: "a\u0000b\u0007\u001b[31m",
    tagged: "x\u{e0041}",
    joined: "\u{1f468}\u200d\u{1f469} \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  };
  const mapping = Object.fromEntries(Object.keys(json).map((name) => [name, name]));
  await add(page, { config: fieldOf("bidi", "Bidi", mapping) }, [{ json }]);
  await showsState(page, "Bidi", "Up to date");
  assert.deepEqual(await page.locator("[part~=value] .value").evaluateAll((all) => all.map((one) => one.textContent.trim())), [
    "paid U+202E000,1U+202C EUR",
    "aU+2066bU+2069",
    "adU+200BminU+FEFFU+2060",
    "aU+0000bU+0007U+001B[31m",
    "xU+E0041",
    json.joined,
  ]);
  assert.equal(await page.locator("[part~=value] bdi").count(), 6);
});
