// Every state of <fieldcall-field> side by side: reached by a call, free of violations, and drawn for
// a person to look at (build/wasm/screenshots).

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { fieldNamed, screenshots, showsState, violations } from "./page.mjs";
import { fieldOf, inChromium } from "./support.mjs";

const openPage = inChromium();

const vat = {
  vat_valid: { path: "valid", type: "boolean" },
  "company.legal_name": "name",
  "company.registered_address": "address",
  vat_checked_on: { path: "at", type: "datetime" },
};
const vatAnswer = {
  valid: true,
  name: "Example Trading NV",
  address: "Wetstraat 16\n1000 Brussel",
  at: "2026-01-15T12:00:00Z",
};
const help = { description: "Asks the credit bureau. Every request is paid for." };

/** Puts a field for every state onto the page; gives what each shows. */
async function gallery(page) {
  await page.evaluate(
    ({ vatAnswer }) => {
      Object.assign(window.answers, {
        ok: [{ json: vatAnswer }],
        score: [{ json: { score: 720 } }],
        list: [
          {
            json: {
              found: [
                { name: "Zo\u00eb O'Brien", role: "director", since: 2019 },
                { name: "Jan Peeters", role: "shareholder", since: 2021 },
              ],
            },
          },
        ],
        empty: [{ json: {} }],
        failed: [{ status: 422, json: { message: "Unknown customer number 7." } }],
        retry: [{ status: 503, headers: { "retry-after": "20" } }],
        manual: [{ json: vatAnswer }],
        edit: [{ json: { score: 3 } }],
        stale: [{ json: { rate: "1.0850" } }, { status: 500 }],
      });
      window.addAll = (all) => {
        for (const one of all) window.add({ data: { id: 7 }, ...one });
      };
      window.byKey = (key) =>
        [...document.querySelectorAll("fieldcall-field")].find(({ config }) => config.key === key);
    },
    { vatAnswer },
  );
  await page.evaluate((all) => window.addAll(all), [stale]);
  await showsState(page, "Exchange rate", "Up to date");
  await page.evaluate((all) => {
    window.skew = 3 * 3_600_000;
    window.field.remove();
    window.addAll(all);
  }, [stale, ...fields()]);
  await showsState(page, "Exchange rate", "Older answer, 3 hours old");
  await Promise.all(shown.map(([name, text]) => showsState(page, name, text)));
  await page.evaluate(async () => {
    window.byKey("cancelled").cancel();
    window.byKey("manual").override("company.legal_name", "Example Trading B.V.");
  });
  await fieldNamed(page, "Customer record").getByText("Technical details").click();
  await page.getByRole("button", { name: "Change: Stars" }).click();
  await showsState(page, "Sanctions list", "Cancelled");
}

const stale = {
  config: fieldOf("stale", "Exchange rate", { rate: "rate" }, { cache_duration: 60, stale_if_error: 86400 }),
};

const fields = () => [
  { config: fieldOf("idle", "Credit report", { report: "r" }, { trigger: "manual", ...help }) },
  {
    config: fieldOf("input", "Bank account", { bank_name: "b" }, {}, {
      url: "https://api.example.com/input/{data.payment.iban}/{data.payment.holder}",
    }),
    labels: { "payment.iban": "IBAN" },
  },
  { config: fieldOf("running", "Location", { lat: "lat", lon: "lon" }) },
  { config: fieldOf("retry", "Company record", { name: "n" }, { retry: 3 }) },
  { config: fieldOf("ok", "VAT check", vat, { description: "Asks VIES whether the number is valid." }) },
  { config: fieldOf("score", "Credit score", { score: "score" }, { trigger: ["on_create", "manual"] }) },
  { config: fieldOf("list", "Representatives", { people: "found" }) },
  { config: fieldOf("empty", "Former names", { former_names: "names" }) },
  { config: fieldOf("failed", "Customer record", { customer: "c" }, help) },
  { config: fieldOf("cancelled", "Sanctions list", { hits: "hits" }) },
  {
    config: fieldOf("superseded", "Postal code", { code: "c" }),
    outcome: { field: "superseded", status: "superseded", value: null, updates: {}, report: [], metadata: {} },
  },
  { config: { key: "invalid", name: "Broken field", api_config: { url: "ftp://example.com", method: "GTE" } } },
  { config: fieldOf("manual", "Tax number", vat) },
  { config: fieldOf("edit", "Stars", { stars: { path: "score", type: "integer" } }) },
  { config: fieldOf("disabled", "Disabled field", { d: "d" }), disabled: true, data: { id: 7, d: "A value" } },
  { config: fieldOf("readonly", "Read-only field", { d: "d" }, { trigger: "manual" }), readonly: true, data: { id: 7, d: true } },
  { config: fieldOf("required", "Required field", { r: "r" }, { trigger: "manual" }), required: true },
];

const shown = [
  ["Credit report", "Not looked up yet"],
  ["Bank account", "Waiting for IBAN and Holder"],
  ["Location", "Looking up"],
  ["Company record", "Trying again in"],
  ["VAT check", "Up to date"],
  ["Credit score", "Up to date"],
  ["Representatives", "Up to date"],
  ["Former names", "Nothing found"],
  ["Customer record", "Lookup failed"],
  ["Sanctions list", "Looking up"],
  ["Postal code", "Replaced by a newer lookup"],
  ["Broken field", "Set up wrongly"],
  ["Tax number", "Up to date"],
  ["Stars", "Up to date"],
  ["Disabled field", "Not looked up yet"],
  ["Read-only field", "Not looked up yet"],
  ["Required field", "Not looked up yet"],
];

const looks = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { colorScheme: "light", viewport: { width: 320, height: 640 } }],
];
for (const [look, options] of looks) {
  test(`every state, ${look}`, async (t) => {
    const { page, problems } = await openPage(t, "field", options);
    await gallery(page);
    await page.evaluate(() => document.forms[0].reportValidity());
    await page.screenshot({ path: join(screenshots, `field_${look}.png`), fullPage: true });
    assert.deepEqual(await violations(page), []);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
    assert.deepEqual(problems, []);
  });
}
