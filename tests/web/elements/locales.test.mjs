// The texts of the elements: every language says all of them, and says what the core says.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import test from "node:test";
import { project } from "../support.mjs";

const folders = ["wasm/elements/locales", "wasm/elements/builder/locales"].map((name) => join(project, name));
const catalogs = new Map();
for (const folder of folders) {
  for (const name of readdirSync(folder)) {
    const texts = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const language = basename(name, ".json");
    const before = catalogs.get(language) ?? {};
    for (const key of Object.keys(texts)) assert.ok(!(key in before), `${key} is said twice`);
    catalogs.set(language, { ...before, ...texts });
  }
}
const english = catalogs.get("en");
const forms = (text) => (typeof text === "string" ? [text] : Object.values(text));
const argumentsOf = (text) => new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []));

test("all languages have the same texts, with the same arguments", () => {
  assert.deepEqual([...catalogs.keys()].sort(), ["de", "en"]);
  for (const [language, texts] of catalogs) {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), language);
    for (const [key, text] of Object.entries(texts)) {
      assert.deepEqual(argumentsOf(text), argumentsOf(english[key]), `${language} ${key}`);
      for (const form of forms(text)) assert.notEqual(form.trim(), "", `${language} ${key}`);
    }
  }
});

test("a text with a count has every plural form of its language", () => {
  for (const [language, texts] of catalogs) {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text === "string") continue;
      assert.deepEqual(Object.keys(text).sort(), pluralCategories.toSorted(), `${language} ${key}`);
    }
  }
});

test("there is a text for every error code, in English the core's own", () => {
  const table = readFileSync(join(project, "core/src/base/error_table.cpp"), "utf8");
  const rows = [...table.matchAll(/ErrorInfo\{\w+, "(\w+)", Fault::\w+, \w+,\s*"([^"]+)"/g)];
  assert.ok(rows.length >= 44);
  for (const [, code, message] of rows) assert.equal(english[`error.${code}`], message);
  const codes = rows.map(([, code]) => `error.${code}`);
  const told = Object.keys(english).filter((key) => key.startsWith("error."));
  assert.deepEqual(told.sort(), codes.sort());
});
