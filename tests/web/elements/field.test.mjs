// <fieldcall-field> as a case worker meets it: looked up by itself, by a button, and again.

import assert from "node:assert/strict";
import test from "node:test";
import { fieldNamed, showsState } from "./page.mjs";
import { add, details, fieldOf, inChromium, requests } from "./support.mjs";

const openPage = inChromium();
const score = (more) => fieldOf("credit_score", "Credit score", { credit_score: "score" }, more);

test("a field is looked up when it is created, and says so", async (t) => {
  const { page, problems } = await openPage(t);
  await add(page, { config: score() }, [{ hold: true, json: { score: 720 } }]);
  await showsState(page, "Credit score", "Looking up");
  await page.getByRole("status").getByText("Credit score: Looking up").waitFor();
  await page.evaluate(() => window.release("credit_score"));
  await showsState(page, "Credit score", "Up to date");
  await page.getByRole("status").getByText("Credit score: Up to date").waitFor();
  assert.equal(await page.locator("fieldcall-field [part~=value]").innerText(), "720\nChange");
  assert.deepEqual((await requests(page)).map(({ url }) => url), ["https://api.example.com/credit_score/7"]);
  assert.deepEqual(await details(page, "updates"), [{ updates: { credit_score: 720 }, by: "api" }]);
  const states = await details(page, "state");
  assert.deepEqual(states.map(({ state }) => state), ["running", "ok"]);
  const [{ outcome }] = await details(page, "outcome");
  assert.deepEqual([outcome.status, outcome.metadata.trigger], ["ok", "on_create"]);
  assert.equal(await page.evaluate(() => window.field.value), 720);
  assert.deepEqual(problems, []);
});

test("a field waits for input, says for what, and is looked up once typing has stopped", async (t) => {
  const { page, problems } = await openPage(t);
  await add(page, { config: score({ trigger: "on_update" }), data: {} }, [{ json: { score: 1 } }]);
  await showsState(page, "Credit score", "Waiting for Id");
  await page.evaluate(() => window.addInput("Customer", "id"));
  await page.getByLabel("Customer").pressSequentially("4711");
  await showsState(page, "Credit score", "Up to date");
  assert.deepEqual((await requests(page)).map(({ url }) => url), ["https://api.example.com/credit_score/4711"]);
  const states = (await details(page, "state")).map(({ state }) => state);
  assert.deepEqual(states, ["waiting_input", "pending", "running", "ok"]);
  assert.deepEqual(problems, []);
});

test("a call for data of before is cancelled, and its answer is not used", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score({ trigger: ["on_create", "on_update"] }) });
  await showsState(page, "Credit score", "Looking up");
  await page.evaluate(() => {
    window.answers.credit_score = [{ json: { score: 2 } }];
    window.field.data = { id: 8 };
  });
  await showsState(page, "Credit score", "Up to date");
  const [older, newer] = await requests(page);
  assert.ok(older.aborted);
  assert.equal(newer.url, "https://api.example.com/credit_score/8");
  // At once, not only when the newer call starts.
  const states = (await details(page, "state")).map(({ state }) => state);
  assert.deepEqual(states, ["running", "pending", "running", "ok"]);
  assert.deepEqual((await details(page, "outcome")).map(({ outcome }) => outcome.status), ["ok"]);
});

test("data that the templates do not read starts nothing", async (t) => {
  const { page } = await openPage(t);
  const config = score({ trigger: ["on_create", "on_update"] });
  await add(page, { config }, [{ json: { score: 1 } }]);
  await showsState(page, "Credit score", "Up to date");
  await page.evaluate(() => (window.field.data = { ...window.field.data, name: "Zo\u00eb" }));
  await page.evaluate(() => window.field.updateComplete);
  assert.equal(await page.evaluate(() => window.field.state), "ok");
  // One that it does read, after it: there is no request between the two.
  await page.evaluate(() => (window.field.data = { ...window.field.data, id: 9 }));
  await page.evaluate(() => window.field.updateComplete);
  await showsState(page, "Credit score", "Up to date");
  assert.deepEqual((await requests(page)).map(({ url }) => url.slice(-2)), ["/7", "/9"]);
});

test("what a field wrote itself does not start it again", async (t) => {
  const { page } = await openPage(t);
  const config = fieldOf("id_check", "Number", { id: "clean" }, { trigger: ["on_create", "on_update"] });
  config.overwrite = "always";
  await add(page, { config, data: { id: "be 1" } }, [{ json: { clean: "BE1" } }]);
  await showsState(page, "Number", "Up to date");
  await page.evaluate(() => window.field.updateComplete);
  assert.equal(await page.evaluate(() => window.field.data.id), "BE1");
  assert.equal(await page.evaluate(() => window.field.state), "ok");
  await page.evaluate(() => (window.field.data = { id: "BE2" })); // a person
  await page.evaluate(() => window.field.updateComplete);
  await showsState(page, "Number", "Up to date");
  assert.equal((await requests(page)).length, 2);
});

test("a retry counts down and comes", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score({ retry: 1, trigger: "manual" }) }, [
    { status: 503, headers: { "retry-after": "4" } },
    { hold: true, json: { score: 5 } },
  ]);
  await showsState(page, "Credit score", "Not looked up yet");
  await page.evaluate(() => {
    const shown = window.field.renderRoot.querySelector("[part~=state]");
    window.shown = [];
    const note = () => window.shown.push(shown.innerText);
    new MutationObserver(note).observe(shown, { subtree: true, characterData: true, childList: true });
    window.field.refresh();
  });
  await page.getByRole("status").getByText(/Trying again in [45] seconds/).waitFor();
  await showsState(page, "Credit score", "Looking up, attempt 2");
  await page.evaluate(() => window.release("credit_score"));
  await showsState(page, "Credit score", "Up to date");
  const shown = await page.evaluate(() => window.shown.join());
  assert.match(shown, /^Looking up\u2026,Trying again in .*,Looking up, attempt 2\u2026,Up to date$/);
  const seconds = [...shown.matchAll(/in (\d) second/g)].map(([, count]) => Number(count));
  assert.ok(seconds.length >= 2, shown);
  assert.deepEqual(seconds, seconds.toSorted().reverse());
});

test("a failure says what it means, what the service said, and more on demand", async (t) => {
  const { page, problems } = await openPage(t);
  const answers = [{ status: 422, json: { message: "Unknown customer." } }, { json: { score: 5 } }];
  await add(page, { config: score() }, answers);
  await showsState(page, "Credit score", "Lookup failed");
  await page.getByText("The service did not accept this request.", { exact: true }).waitFor();
  await page.locator("[part~=api-message]", { hasText: "Unknown customer." }).waitFor();
  const technical = page.getByText("a 4xx status: answered 422");
  assert.equal(await technical.isVisible(), false);
  await page.getByText("Technical details").press("Enter");
  await technical.waitFor();
  await page.getByRole("button", { name: "Try again: Credit score" }).click();
  await showsState(page, "Credit score", "Up to date");
  assert.equal(await page.locator("fieldcall-field [part~=message]").count(), 0);
  assert.deepEqual(problems, []);
});

test("a call is cancelled by its button", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score() });
  await page.getByRole("button", { name: "Cancel: Credit score" }).click();
  await showsState(page, "Credit score", "Cancelled");
  assert.deepEqual((await requests(page)).map(({ aborted }) => aborted), [true]);
});

test("a manual field is looked up when it is asked to", async (t) => {
  const { page } = await openPage(t);
  const config = score({ trigger: "manual", cache_duration: 60 });
  await add(page, { config }, [{ json: { score: 1 } }, { json: { score: 2 } }]);
  await showsState(page, "Credit score", "Not looked up yet");
  assert.deepEqual(await requests(page), []);
  await page.getByRole("button", { name: "Look up now" }).press("Enter");
  await showsState(page, "Credit score", "Up to date");
  await page.getByRole("button", { name: "Look up again" }).press("Enter");
  await page.getByText("2", { exact: true }).waitFor();
  assert.equal((await requests(page)).length, 2);
});

test("an outcome of earlier is shown and not asked for again", async (t) => {
  const { page } = await openPage(t);
  const outcome = {
    field: "credit_score",
    status: "ok",
    value: 700,
    updates: { credit_score: 700 },
    report: [],
    metadata: { finished_at: new Date(Date.now() - 3 * 86_400_000).toISOString() },
  };
  await add(page, { config: score(), outcome });
  await showsState(page, "Credit score", "Looked up 3 days ago");
  await page.getByText("700", { exact: true }).waitFor();
  assert.deepEqual(await requests(page), []);
  assert.deepEqual(await details(page, "updates"), []);
});

test("a whole call goes through another transport", async (t) => {
  const { page } = await openPage(t);
  await page.evaluate((config) => {
    const runCall = async (call) => {
      window.relayed = call;
      return { outcome: '{"field":"credit_score","status":"ok","value":9,"updates":{"credit_score":9},"report":[],"metadata":{}}' };
    };
    window.add({ config, data: { id: 7 }, transport: { runCall }, inputs: { tenant: "t" } });
  }, score());
  await page.getByText("9", { exact: true }).waitFor();
  const relayed = await page.evaluate(() => window.relayed);
  assert.equal(relayed.data, '{"id":7}');
  assert.equal(relayed.rest.tenant, "t");
  assert.deepEqual(await requests(page), []);
});

test("a field is hidden until there is something to show, if it says so", async (t) => {
  const { page } = await openPage(t);
  const quiet = { visibility: "hide-when-empty", trigger: "manual" };
  await add(page, { config: score(quiet) }, [{ json: { score: 1 } }]);
  const never = fieldOf("never", "Never", { a: "a" }, { visibility: "always-hide" });
  await add(page, { config: never }, [{ json: { a: "hidden value" } }]);
  await page.locator("fieldcall-field").nth(1).waitFor({ state: "attached" });
  assert.equal(await page.locator("[part~=base]").count(), 0);
  await page.evaluate(() => document.querySelector("fieldcall-field").refresh());
  await showsState(page, "Credit score", "Up to date");
  assert.equal(await page.locator("[part~=base]").count(), 1);
  const names = (await details(page, "updates")).map(({ updates }) => Object.keys(updates)[0]);
  assert.deepEqual(names.sort(), ["a", "credit_score"]);
});

test("a configuration with errors says so, and works once it is right", async (t) => {
  const { page } = await openPage(t);
  const config = score();
  await add(page, { config: { ...config, retry: 99 } }, [{ json: { score: 4 } }]);
  await showsState(page, "Credit score", "Set up wrongly");
  await page.getByText("Technical details").click();
  await page.getByText("/retry").waitFor();
  await page.evaluate((config) => (window.field.config = JSON.stringify(config)), config);
  await showsState(page, "Credit score", "Up to date");
});

test("one of several fields is chosen by its key", async (t) => {
  const { page } = await openPage(t);
  const other = fieldOf("other", "Other", { other: "o" });
  await page.evaluate((config) => {
    window.answers.other = [{ json: { o: "chosen" } }];
    window.add({ config, field: "other", data: { id: 1 } });
  }, { fields: [score(), other] });
  await page.getByText("chosen").waitFor();
  assert.equal(await fieldNamed(page, "Other").count(), 1);
  assert.equal((await requests(page)).length, 1);
});

test("an engine of its own is used", async (t) => {
  const { page } = await openPage(t);
  await page.evaluate(async (config) => {
    const { createFieldcall } = await import("/package/index.js");
    const fetch = async () => new Response('{"score":"of its own"}', { headers: { "content-type": "application/json" } });
    window.add({ config, data: { id: 7 }, fieldcall: await createFieldcall({ fetch }) });
  }, score());
  await page.getByText("of its own").waitFor();
  assert.deepEqual(await requests(page), []);
});

test("events leave shadow roots", async (t) => {
  const { page } = await openPage(t);
  await page.evaluate((config) => {
    window.answers.credit_score = [{ json: { score: 3 } }];
    const host = document.createElement("div");
    document.querySelector("#case").append(host);
    const field = document.createElement("fieldcall-field");
    Object.assign(field, { config, data: { id: 7 } });
    host.attachShadow({ mode: "open" }).append(field);
  }, score());
  await showsState(page, "Credit score", "Up to date");
  assert.equal((await details(page, "outcome")).length, 1);
});

test("an element that is moved keeps its call; one that is taken away drops it", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: score() });
  await showsState(page, "Credit score", "Looking up");
  await page.evaluate(() => document.querySelector("#case").append(window.field));
  await page.evaluate(() => window.field.updateComplete);
  assert.deepEqual((await requests(page)).map(({ aborted }) => aborted), [false]);
  await page.evaluate(() => window.field.remove());
  await page.evaluate(() => window.field.updateComplete);
  assert.deepEqual((await requests(page)).map(({ aborted }) => aborted), [true]);
  await page.evaluate(() => {
    window.answers.credit_score = [{ json: { score: 8 } }];
    document.querySelector("#case").append(window.field);
  });
  await showsState(page, "Credit score", "Up to date");
  assert.deepEqual((await details(page, "outcome")).map(({ outcome }) => outcome.status), ["ok"]);
});

test("inputs that the page supplies later are waited for", async (t) => {
  const { page } = await openPage(t);
  const config = score({ trigger: "manual" });
  config.api_config.url = "https://api.example.com/credit_score/{env.region}";
  await add(page, { config }, [{ json: { score: 8 } }]);
  await showsState(page, "Credit score", "Waiting for Region");
  await page.evaluate(() => (window.field.inputs = { roots: { env: { region: "eu" } } }));
  await showsState(page, "Credit score", "Not looked up yet");
  await page.getByRole("button", { name: "Look up now" }).click();
  await showsState(page, "Credit score", "Up to date");
  assert.equal((await requests(page))[0].url, "https://api.example.com/credit_score/eu");
});

test("everything is reached and done with the keyboard alone", async (t) => {
  const { page } = await openPage(t);
  const config = score({ trigger: ["on_create", "manual"] });
  await add(page, { config }, [{ status: 500 }, { json: { score: 5 } }]);
  await showsState(page, "Credit score", "Lookup failed");
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = window.field.shadowRoot;
      const { outlineStyle } = getComputedStyle(activeElement);
      return [activeElement.ariaLabel ?? activeElement.textContent.trim(), outlineStyle];
    });
  const seen = [];
  for (let i = 0; i < 3; i += 1) {
    await page.keyboard.press("Tab");
    seen.push(await focused());
  }
  assert.deepEqual(seen, [
    ["Fill in: Credit score", "solid"],
    ["Technical details", "solid"],
    ["Try again: Credit score", "solid"],
  ]);
  await page.keyboard.press("Space");
  await showsState(page, "Credit score", "Up to date");
});

test("a call that must wait for its turn says so", async (t) => {
  const { page } = await openPage(t);
  await page.evaluate(async (config) => {
    const { createFieldcall } = await import("/package/index.js");
    const free = [];
    const fetch = async () => {
      await new Promise((resolve) => free.push(resolve));
      return new Response('{"score":1}', { headers: { "content-type": "application/json" } });
    };
    const fieldcall = await createFieldcall({ fetch, traffic: { anyOrigin: { concurrency: 1 } } });
    window.free = () => free.shift()();
    window.add({ config: { ...config, key: "other", name: "Other" }, data: { id: 1 }, fieldcall });
    window.add({ config, data: { id: 2 }, fieldcall });
  }, score());
  await showsState(page, "Credit score", "Waiting for its turn");
  await page.evaluate(() => window.free());
  await showsState(page, "Other", "Up to date");
  await showsState(page, "Credit score", "Looking up");
  await page.evaluate(() => window.free());
  await showsState(page, "Credit score", "Up to date");
});

test("a late answer of an older run is replaced by the newer one", async (t) => {
  const { page } = await openPage(t);
  const inputs = { caseId: "case-1", tenant: "t" };
  await add(page, { config: score(), inputs });
  await showsState(page, "Credit score", "Looking up");
  await page.evaluate(() => (window.answers.credit_score = [{ json: { score: 2 } }]));
  await page.evaluate((config) => {
    window.older = window.field;
    window.add({ config, inputs: { caseId: "case-1", tenant: "t" }, data: { id: 8 } });
  }, score());
  await page.locator("[part~=state]", { hasText: "Replaced by a newer lookup" }).waitFor();
  assert.equal(await page.evaluate(() => window.older.state), "superseded");
  assert.equal(await page.evaluate(() => window.field.value), 2);
});

test("a page with fieldcall/slim never loads the other entry", async (t) => {
  const { page, problems } = await openPage(t, "slim");
  await showsState(page, "Score", "Up to date");
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
  );
  assert.ok(loaded.includes("/package/slim.js"));
  assert.ok(!loaded.includes("/package/index.js"));
  assert.deepEqual(problems, []);
});
