// The demo page's texts: every language says the same things, and everything that is asked for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { preferredLocale, textOf } from "../../../web-demo/src/texts.js";
import { project } from "../support.mjs";

const source = join(project, "web-demo/src");
const locale = (name) => JSON.parse(readFileSync(join(source, `locales/${name}.json`), "utf8"));
const [en, de] = [locale("en"), locale("de")];
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test("every language has the same texts with the same placeholders", () => {
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) assert.deepEqual(placeholders(de[key]), placeholders(en[key]), key);
});

test("the page is written in English where nothing has run yet", () => {
  const html = readFileSync(join(source, "../index.html"), "utf8");
  const written = [...html.matchAll(/data-text="([^"]+)"[^>]*>([^<]*)</g)];
  assert.ok(written.length > 20);
  for (const [, key, text] of written) assert.equal(text.replace(/\s+/g, " ").trim(), en[key], key);
});

test("every text that is asked for by name exists", () => {
  for (const file of readdirSync(source).filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(join(source, file), "utf8");
    for (const [, key] of text.matchAll(/"data-text": "([^"]+)"/g)) assert.ok(key in en, `${file}: ${key}`);
    for (const [, key] of text.matchAll(/\bt\("([^"]+)"/g)) assert.ok(key in en, `${file}: ${key}`);
    for (const [, key] of text.matchAll(/show\("(?:info|error)", "([^"]+)"/g)) assert.ok(key in en, `${file}: ${key}`);
    for (const [, code] of text.matchAll(/ShareError\("([^"]+)"/g)) assert.ok(`share.${code}` in en, `${file}: ${code}`);
    for (const [, code] of text.matchAll(/ServerError\("([^"]+)"/g)) assert.ok(`server.${code}` in en, `${file}: ${code}`);
  }
});

test("values take the place of their names, and nothing else", () => {
  assert.match(textOf("en", "load.failed", { reason: "{secret}" }), /start: \{secret\}\. Reload/);
  assert.match(textOf("en", "share.holds_credential", { field: "F", place: "/a" }), /'\{secret\.api_key\}'/);
  assert.equal(textOf("de", "no such text"), "no such text");
});

test("the language is the first of the person's that there is", () => {
  assert.equal(preferredLocale(["fr-BE", "de-AT", "en"]), "de");
  assert.equal(preferredLocale(["fr"]), "en");
  assert.equal(preferredLocale([]), "en");
  assert.equal(preferredLocale(["toString"]), "en");
});
