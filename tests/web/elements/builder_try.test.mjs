// <fieldcall-builder>: trying a field. Answers, mappings, runs, "what if", curl.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { audit, configOf, example, openBuilder, textOf, vat, vatAnswer } from "./builder_page.mjs";
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

const builder = (t, properties, options) => openBuilder(t, browser, address, properties, options);
const credit = {
  config: example("credit_score.json"),
  data: {
    applicant: {
      national_id: "1",
      first_name: "Zo\u00eb",
      last_name: "O'Brien",
      monthly_income: 3250.5,
    },
  },
  inputs: { roots: { env: { api_base: "https://api.example.com" } } },
};
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.innerText?.replace(/\s+/g, " ").trim() || element?.id;
  });

const isInTree = (page) =>
  page.evaluate(
    () => window.builder.shadowRoot.activeElement?.localName === "fieldcall-answer-tree",
  );

test("a pasted curl command becomes the field, its secrets become names", async (t) => {
  const { page, problems } = await builder(t);
  await page.getByRole("button", { name: "Paste curl" }).click();
  assert.deepEqual(await audit(page), []);
  const input = page.getByLabel("curl command");
  await input.fill("hello");
  await page.getByText("this is not a curl command").waitFor();
  assert.ok(await page.getByRole("button", { name: "Use this" }).isDisabled());
  await input.fill(
    "curl -X POST -H 'Authorization: Bearer sk_live_9a8b7c6d5e4f' --json '{\"vat\":\"BE1\"}' https://api.example.com/v1/vat",
  );
  await page.getByText("Makes a field that sends POST").waitFor();
  await page.getByText("is not kept").waitFor();
  await page.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused(page), "Paste curl");
  assert.ok(!(await textOf(page)).includes("sk_live"));
  const { api_config } = await configOf(page);
  assert.equal(api_config.method, "POST");
  assert.deepEqual(api_config.body, { vat: "BE1" });
  assert.match(JSON.stringify(api_config.auth), /\{secret\.\w+\}/);
  await page.getByText("\u2039secret:").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Valid", exact: true }).count(), 1);
  assert.deepEqual(problems, []);
});

test("three mappings by keyboard alone", async (t) => {
  const { page, problems } = await builder(t, {
    config: {
      key: "vat",
      name: "VAT",
      api_config: { url: "https://api.example.com/x", method: "GET", response_mapping: {} },
    },
    sample: {
      status: 200,
      body: { result: { name: "N", size: { staff: 12 } }, list: [{ "a b": true }] },
    },
  });
  await page.getByRole("tab", { name: "Request" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tree").waitFor();
  for (let count = 0; count < 12 && !(await isInTree(page)); count += 1)
    await page.keyboard.press("Tab");
  const keys = ["ArrowDown", "ArrowDown", "Enter", "ArrowDown", "ArrowRight", "Enter"];
  for (const key of keys) await page.keyboard.press(key);
  await page.getByText("result.size.staff is now mapped to staff").waitFor({ state: "attached" });
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.getByText("is mapped to a_b already").waitFor({ state: "attached" });
  const { api_config } = await configOf(page);
  assert.deepEqual(api_config.response_mapping, {
    name: "result.name",
    staff: "result.size.staff",
    a_b: 'list[0]."a b"',
  });
  await page.getByText("12", { exact: true }).first().waitFor();
  const item = page.getByRole("treeitem", { name: /^staff/ });
  assert.equal(await item.getAttribute("aria-level"), "4");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.getByRole("treeitem").count(), 1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("l");
  assert.match(await focused(page), /list/);
  assert.deepEqual(await audit(page), []);
  assert.deepEqual(problems, []);
});

test("what nothing maps is marked, and counted", async (t) => {
  const { page } = await builder(t, { ...vat, sample: vatAnswer });
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByText("2 values are not mapped").waitFor();
  await page.getByRole("treeitem", { name: /userError.*not mapped/ }).click();
  await page.getByText("1 value is not mapped").waitFor();
  await page.getByRole("button", { name: /Remove mapping 5/ }).click();
  await page.getByText("2 values are not mapped").waitFor();
  assert.equal(await textOf(page), vat.config);
});

const scenarios = {
  "503 twice, then an answer": /succeeded, after 0\.7 s and 3 attempts/,
  "429 with Retry-After": /succeeded, after 2\.3 s and 2 attempts/,
  "no answer in time": /failed, after 30\.4 s and 3 attempts/,
  "an HTML error page": /failed, after 0\.1 s and 1 attempt$/,
  "JSON of another shape": /failed, after 0\.1 s and 1 attempt$/,
  "the network is down": /failed, after 0\.7 s and 3 attempts/,
};

test("each what-if is played through, as a picture and as a table", async (t) => {
  const { page, problems } = await builder(t, { ...vat, sample: vatAnswer });
  await page.getByRole("tab", { name: "What if" }).click();
  for (const [name, result] of Object.entries(scenarios)) {
    await page.getByRole("radio", { name }).check();
    const sentence = page.locator(".notice strong");
    assert.match(await sentence.innerText(), result, name);
    const attempts = await page.locator("svg .bar").count();
    assert.equal(await page.getByRole("cell", { name: "attempt started" }).count(), attempts, name);
    await page.getByRole("cell", { name: "call ended" }).waitFor();
  }
  assert.deepEqual(await page.evaluate(() => window.requests), []);
  await page.getByLabel("Retries").fill("0");
  await page.getByText("failed, after 0.1 s and 1 attempt").waitFor();
  assert.deepEqual(problems, []);
});

test("a what-if works before the inputs are there", async (t) => {
  const { page } = await builder(t, { config: vat.config, sample: vatAnswer });
  await page.getByRole("tab", { name: "What if" }).click();
  await page.getByRole("radio", { name: "503 twice" }).check();
  await page.getByText("Played with made-up values for env.api_base").waitFor();
});

test("anything but GET asks before it goes out", async (t) => {
  const { page, problems } = await builder(t, { ...credit, inputs: credit.inputs });
  await page.getByLabel("secret.credit_api_token", { exact: false }).fill("local-token-123456");
  await page.evaluate(() => {
    window.answer = ({ headers }) => ({ json: { result: { score: 720 }, echo: headers } });
  });
  await page.getByRole("tab", { name: "Answer" }).click();
  const run = page.getByRole("button", { name: "Run from this page" });
  await run.click();
  const dialog = page.getByRole("dialog", { name: "Send this POST request?" });
  await dialog.waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await focused(page), "Run from this page");
  await run.click();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(await page.evaluate(() => window.requests), []);
  await run.click();
  await page.getByRole("button", { name: "Send POST" }).click();
  await page.getByText("credit_score", { exact: true }).waitFor();
  const [request] = await page.evaluate(() => window.requests);
  assert.equal(request.method, "POST");
  assert.ok(request.headers.some(({ value }) => value === "Bearer local-token-123456"));
  const seen = await page.evaluate(
    () => JSON.stringify(window.events) + window.builder.text + window.builder.sample,
  );
  assert.ok(!seen.includes("local-token"));
  assert.deepEqual(problems, []);
});

test("through the server: no secret leaves the page, the outcome comes back", async (t) => {
  const { page, problems } = await builder(t, credit);
  await page.getByLabel("secret.credit_api_token", { exact: false }).fill("local-token-123456");
  await page.evaluate(() => {
    window.builder.relay = {
      runCall: async (call) => {
        window.relayed = JSON.stringify(call);
        const outcome = {
          field: "credit_score",
          status: "ok",
          value: 7,
          updates: { credit_score: 7 },
          report: [],
          metadata: {},
        };
        return { outcome: JSON.stringify(outcome) };
      },
    };
  });
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Run through the server" }).click();
  await page.getByText("through the server", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Send POST" }).click();
  await page.getByText("succeeded").first().waitFor();
  const relayed = await page.evaluate(() => window.relayed);
  assert.match(relayed, /O'Brien/);
  assert.ok(!relayed.includes("local-token"));
  assert.deepEqual(problems, []);
});

test("anything but GET asks also where this page has no whole request", async (t) => {
  const { page } = await builder(t, { config: credit.config });
  await page.evaluate(() => {
    window.relayed = 0;
    window.builder.relay = { runCall: async () => ((window.relayed += 1), {}) };
  });
  await page.getByRole("tab", { name: "Answer" }).click();
  const ask = async (url) => {
    await page.getByRole("button", { name: "Run through the server" }).click();
    await page.getByRole("dialog").getByText(url).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
  };
  await ask("POST {env.api_base}/credit/v1/score");
  // http is refused on this page, and may be the server's rule.
  await page.evaluate((data) => {
    window.builder.inputs = { data, roots: { env: { api_base: "http://api.example.com" } } };
  }, credit.data);
  await ask("POST {env.api_base}/credit/v1/score");
  assert.equal(await page.evaluate(() => window.relayed), 0);
});

test("where each part of the request came from, on hover and on focus", async (t) => {
  const { page } = await builder(t, credit);
  const piece = page.getByRole("button", { name: "Zo\u00eb", exact: true });
  await piece.hover();
  await page
    .getByRole("tooltip", { name: "" })
    .getByText("from the case: {data.applicant.first_name} \u2014 as JSON")
    .waitFor();
  await page.mouse.move(0, 0);
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "\u2039secret:credit_api_token\u203a" }).focus();
  await page
    .getByRole("tooltip")
    .getByText("a secret, masked here: {secret.credit_api_token}")
    .waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Escape");
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  await page.getByText("Idempotency-Key: the server adds one").waitFor();
  await page.getByText("As a curl command").click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^curl --request POST/);
});

test("the kind of an input is what the person says it is", async (t) => {
  const { page } = await builder(t, {
    config: {
      key: "a",
      name: "A",
      api_config: {
        url: "https://api.example.com",
        method: "POST",
        body: { n: "{data.n}" },
        response_mapping: { t: "x" },
      },
    },
  });
  const input = page.getByLabel("data.n", { exact: false }).first();
  await input.fill("12");
  await page.getByRole("button", { name: "12", exact: true }).waitFor();
  assert.equal(await page.locator("pre.content").first().textContent(), '{\n  "n": "12"\n}');
  await page.getByLabel("Kind of data.n").selectOption("number");
  assert.equal(await page.locator("pre.content").first().textContent(), '{\n  "n": 12\n}');
  await input.fill("1x");
  await page.getByText("This is not a number yet.").waitFor();
  await page.getByLabel("Kind of data.n").selectOption("json");
  await input.fill('[1, "b"]');
  assert.match(await page.locator("pre.content").first().textContent(), /"b"/);
});
