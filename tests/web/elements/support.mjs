// What the tests of <fieldcall-field> share.

import { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { open, servePages } from "./page.mjs";

/** Chromium and the pages, for all tests of a file. Gives a function that opens a page. */
export function inChromium() {
  const cleanups = [];
  const owner = { after: (work) => cleanups.push(work) };
  let browser, address;
  before(async () => {
    [browser, address] = await Promise.all([launch(owner), servePages(owner)]);
  });
  after(async () => {
    for (const work of cleanups.reverse()) await work();
  });
  return (test, name = "field", options = {}) => open(test, browser, address, name, options);
}

/** A field of https://api.example.com/{key}/{data.id}. */
export const fieldOf = (key, name, mapping, more = {}, api = {}) => ({
  key,
  name,
  retry: 0,
  ...more,
  api_config: {
    url: `https://api.example.com/${key}/{data.id}`,
    method: "GET",
    error_message: "body.message",
    response_mapping: mapping,
    ...api,
  },
});

/** Adds a field to the page, with what its API answers. */
export const add = (page, properties, answers) =>
  page.evaluate(
    ({ properties, answers }) => {
      const { key } = properties.config;
      if (answers) window.answers[key] = answers;
      window.add({ data: { id: 7 }, ...properties });
    },
    { properties, answers },
  );

export const requests = (page) => page.evaluate(() => window.requests);
export const details = (page, name) =>
  page.evaluate((name) => window.eventsOf(name).map(({ detail }) => detail), name);
