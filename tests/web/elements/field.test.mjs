// <fieldcall-field> as a case worker meets it, in Chromium.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { open, servePages, violations } from "./page.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, address;

before(async () => {
  [browser, address] = await Promise.all([launch(owner), servePages(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const score = {
  key: "credit_score",
  name: "Credit score",
  description: "Asks the credit bureau.",
  api_config: {
    url: "https://api.example.com/score/{data.person}",
    method: "GET",
    response_mapping: { credit_score: { path: "score", type: "integer" } },
  },
};

test("a field is looked up when it is created, and says so", async (t) => {
  const { page, problems } = await open(t, browser, address, "field");
  await page.evaluate((config) => {
    window.answers.push({ hold: true, json: { score: 720 } });
    window.add({ config, data: { person: 7 } });
  }, score);
  await page.getByText("Looking up").waitFor();
  await page.evaluate(() => window.held.shift()());
  await page.getByText("Up to date").waitFor();
  await page.getByText("720").waitFor();
  const { requests, events } = await page.evaluate(() => ({ requests: window.requests, events: window.events }));
  assert.deepEqual(requests.map(({ url }) => url), ["https://api.example.com/score/7"]);
  assert.deepEqual(events.find(({ name }) => name === "updates").detail, { updates: { credit_score: 720 } });
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(problems, []);
});
