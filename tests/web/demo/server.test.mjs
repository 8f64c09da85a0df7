// The demo page with a server behind it that is a stub: who is asked for what, and what the page says
// when the server is gone, has forgotten the token, or has no example API.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { example, fieldAt, openDemo, serveDemo, waitForState } from "./demo.mjs";

const token = "T0ken-of-the-server-1234567890";
const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser;

before(async () => {
  browser = await launch(owner);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const reply = (response, value, status = 200) => {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(value));
};

// The API is at the server's own address, so that no other has to be let in.
const answers = {
  "/v1/run": { field: "any", status: "ok", value: 1, updates: { credit_score: 655 }, report: [], metadata: {} },
  "/iban/v1/": example("answers/iban.json").body,
  "/vies/": example("answers/vat_number.json").body,
  "/geocode/": example("answers/geocoding.json").body,
  "/rates/": example("answers/exchange_rate.json").body,
};

/** A server whose `health` the test sets: "good", "forgetful" (of the token), "gone" or "bare". */
async function stub(t, health) {
  const state = { health, requests: [] };
  state.url = await serveDemo(t, {
    answer(request, response) {
      const { url, headers, method } = request;
      const path = Object.keys(answers).find((one) => url.startsWith(one)) ?? url;
      if (path !== "/v1/demo" && !(path in answers)) return false;
      state.requests.push({ method, url, authorization: headers.authorization });
      if (state.health === "gone") request.socket.destroy();
      else if (url.startsWith("/v1/") && (state.health === "forgetful" || headers.authorization !== `Bearer ${token}`)) {
        reply(response, { title: "no" }, 401);
      } else if (path !== "/v1/demo") reply(response, answers[path]);
      else reply(response, { api_base: state.url }, state.health === "bare" ? 404 : 200);
      return true;
    },
  });
  return state;
}

const openLive = async (t, server, options) => {
  const opened = await openDemo(t, browser, `${server.url}/#token=${token}`, options);
  return { ...opened, alert: opened.page.getByRole("alert") };
};

test("live: only what needs a secret goes through the server", async (t) => {
  const server = await stub(t, "good");
  const { page } = await openLive(t, server);
  assert.equal(page.url(), `${server.url}/`);
  assert.match(await page.locator("#source-note").textContent(), /Answers are live/);
  await waitForState(page, "company_record", "ok");
  await waitForState(page, "iban_check", "ok");
  await fieldAt(page, "credit_score").getByRole("button", { name: /^Look up/ }).click();
  await waitForState(page, "credit_score", "ok");
  const ran = server.requests.filter(({ url }) => url === "/v1/run");
  assert.equal(ran.length, 2);
  for (const { url, authorization } of server.requests) {
    assert.equal(authorization, url.startsWith("/v1/") ? `Bearer ${token}` : undefined, url);
  }
  assert.ok(server.requests.some(({ url }) => url === "/iban/v1/BE68539007547034"));
});

test("the token is kept in memory only, and in no link", async (t) => {
  const server = await stub(t, "good");
  const { page, context } = await openLive(t, server);
  await waitForState(page, "vat_check", "ok");
  await page.getByLabel("City", { exact: true }).fill(`a ${token}`);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("alert").getByText("contains this server's token").waitFor();
  await page.getByLabel("City", { exact: true }).fill("Gent");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("The link is copied").waitFor();
  assert.doesNotMatch(Buffer.from(new URL(page.url()).hash.slice(9), "base64url").toString(), /T0ken/);
  const kept = JSON.stringify([await context.storageState(), await page.evaluate(() => [{ ...sessionStorage }, history.state])]);
  assert.doesNotMatch(kept, /T0ken/);
  await page.reload();
  await page.getByText("Answers are samples").waitFor();
});

test("a link opened beside a server runs nothing live by itself", async (t) => {
  const server = await stub(t, "good");
  const { page } = await openLive(t, server);
  await waitForState(page, "vat_check", "ok");
  const asked = server.requests.length;
  const state = { data: example("case.json"), configs: {}, chosen: "vat_check" };
  const share = `1.${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
  await page.evaluate((text) => (location.hash = `#share=${text}`), share);
  await page.getByText("This case came with a link").waitFor();
  await page.getByText("Answers are samples").waitFor();
  await waitForState(page, "company_record", "ok");
  assert.equal(server.requests.length, asked);
  await page.getByRole("combobox", { name: "Answers" }).selectOption("live");
  await waitForState(page, "company_record", "ok");
  assert.ok(server.requests.length > asked);
});

// A field of somebody else's, which the server's relay would call.
const foreign = (name, method) => ({
  ...example(name),
  trigger: "on_update",
  api_config: {
    url: "https://collect.example/{data.company.country}",
    method,
    ...(method === "POST" ? { body: { number: "{data.company.number}" } } : {}),
    response_mapping: example(name).api_config.response_mapping,
  },
});
const linkWith = (server, configs) => {
  const state = { data: example("case.json"), configs, chosen: "vat_check" };
  return `${server.url}/#share=1.${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
};
const runsOf = (server) => server.requests.filter(({ url }) => url === "/v1/run").length;

test("a token beside fields of a link only connects; they run live once that is allowed", async (t) => {
  const server = await stub(t, "good");
  const configs = { vat_check: foreign("vat_number.json", "GET"), iban_check: foreign("iban.json", "POST") };
  const { page } = await openDemo(t, browser, linkWith(server, configs));
  await waitForState(page, "vat_check", "ok");
  await page.evaluate((text) => (location.hash = `#token=${text}`), token);
  const source = page.getByRole("combobox", { name: "Answers" });
  await source.waitFor();
  await page.getByText("Answers are samples").waitFor();
  assert.equal(await source.inputValue(), "samples");

  await source.selectOption("live");
  const question = page.getByRole("alert");
  await question.getByText("GET https://collect.example, POST https://collect.example").waitFor();
  assert.equal(await source.inputValue(), "samples");
  assert.match(await page.locator("#source-note").textContent(), /samples/);
  assert.equal(runsOf(server), 0);

  await page.getByRole("button", { name: "Run them live" }).click();
  await page.getByText("Answers are live").waitFor();
  for (const place of ["vat_check", "company_record", "exchange_rate"]) await waitForState(page, place, "ok");
  assert.equal(await fieldAt(page, "iban_check").evaluate(({ state }) => state), "idle");
  assert.equal(runsOf(server), 2);
  await source.selectOption("samples");
  await source.selectOption("live");
  await page.getByText("Answers are live").waitFor();
});

test("another link takes the permission back", async (t) => {
  const server = await stub(t, "good");
  const address = linkWith(server, { vat_check: foreign("vat_number.json", "GET") });
  const { page } = await openDemo(t, browser, `${address}&token=${token}`);
  const source = page.getByRole("combobox", { name: "Answers" });
  await source.selectOption("live");
  await page.getByRole("button", { name: "Run them live" }).click();
  await page.getByText("Answers are live").waitFor();
  const { hash } = new URL(linkWith(server, { iban_check: foreign("iban.json", "GET") }));
  await page.evaluate((text) => (location.hash = text), hash);
  await page.getByText("Answers are samples").waitFor();
  await source.selectOption("live");
  await page.getByRole("button", { name: "Run them live" }).waitFor();
  assert.equal(await source.inputValue(), "samples");
});

test("a field of a link that was restored asks nothing", async (t) => {
  const server = await stub(t, "good");
  const address = linkWith(server, { vat_check: foreign("vat_number.json", "GET") });
  const { page } = await openDemo(t, browser, address);
  await waitForState(page, "vat_check", "ok");
  await page.getByRole("button", { name: "Restore the example" }).click();
  await page.evaluate((text) => (location.hash = `#token=${text}`), token);
  await page.getByText("Answers are live").waitFor();
  await waitForState(page, "company_record", "ok");
});

test("a server that is gone is told, and samples are a way on", async (t) => {
  const server = await stub(t, "good");
  const { page, alert } = await openLive(t, server, { failures: true });
  await waitForState(page, "company_record", "ok");
  server.health = "gone";
  await page.getByLabel("Company number").fill("0987654321");
  await alert.getByText("does not answer any more").waitFor();
  await waitForState(page, "company_record", "failed");
  await page.getByRole("button", { name: "Go on with samples" }).click();
  await page.getByText("Answers are samples").waitFor();
  await waitForState(page, "company_record", "ok");
  assert.ok(!(await alert.isVisible()));
});

test("a server that was started again does not know the token", async (t) => {
  const server = await stub(t, "good");
  const { page, alert } = await openLive(t, server, { failures: true });
  await waitForState(page, "company_record", "ok");
  server.health = "forgetful";
  await page.getByLabel("Company number").fill("0987654321");
  await alert.getByText("does not take this page's token").waitFor();
  server.health = "good";
  await page.evaluate((text) => (location.hash = `#token=${text}`), token);
  await page.getByLabel("Company number").fill("0111111111");
  await waitForState(page, "company_record", "ok");
  await alert.waitFor({ state: "hidden" });
});

for (const [health, words] of [
  ["gone", "does not answer any more"],
  ["forgetful", "does not take this page's token"],
  ["bare", "has no example API"],
]) {
  test(`a page opened with a server that is ${health} goes on with samples`, async (t) => {
    const server = await stub(t, health);
    const { page, alert } = await openLive(t, server, { failures: true });
    await alert.getByText(words).waitFor();
    await page.getByText("Answers are samples").waitFor();
    await waitForState(page, "vat_check", "ok");
  });
}
