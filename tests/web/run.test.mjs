// Calls through the fetch transport, under Node.

import assert from "node:assert/strict";
import test from "node:test";
import { inputsFor, json, load, local, scoreField, serve } from "./support.mjs";

test("a call maps the answer", async (t) => {
  const api = await serve(t, (_, response) => json(response, { result: { score: 712 } }));
  const fieldcall = await local(api.port);
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url));
  assert.equal(outcome.status, "ok");
  assert.deepEqual(outcome.updates, { score: 712 });
  assert.equal(api.requests[0].url, "/score/7");
  assert.equal(api.requests[0].headers["user-agent"], "fieldcall/0.1.0");
});

test("a body is sent as rendered", async (t) => {
  const api = await serve(t, (_, response) => json(response, { id: 1 }));
  const fieldcall = await local(api.port);
  const field = {
    key: "create",
    name: "Create",
    api_config: {
      url: "{env.api}/people",
      method: "POST",
      body: { name: "{data.name}", tags: ["a", "{data.tag?}"] },
      response_mapping: { id: "id" },
    },
  };
  const outcome = await fieldcall.run(field, inputsFor(api.url, { name: 'Zo\u00eb "Z"' }));
  assert.equal(outcome.status, "ok");
  assert.deepEqual(JSON.parse(api.requests[0].body).name, 'Zo\u00eb "Z"');
  assert.equal(api.requests[0].headers["content-type"], "application/json");
});

test("a 503 is tried again, and onEvent hears of it", async (t) => {
  let asked = 0;
  const api = await serve(t, (_, response) => {
    asked += 1;
    if (asked > 1) json(response, { result: { score: 1 } });
    else json(response, {}, 503);
  });
  const events = [];
  const fieldcall = await local(api.port, { onEvent: (event) => events.push(event) });
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url));
  assert.equal(outcome.status, "ok");
  assert.equal(outcome.metadata.attempts.length, 2);
});

test("a call's own onEvent hears of that call alone", async (t) => {
  const api = await serve(t, (_, response) => json(response, { result: { score: 1 } }));
  const all = [];
  const own = [];
  const fieldcall = await local(api.port, { onEvent: (event) => all.push(event) });
  await Promise.all([
    fieldcall.run(scoreField, inputsFor(api.url), { onEvent: (event) => own.push(event) }),
    fieldcall.run(scoreField, inputsFor(api.url, { person: { id: 8 } })),
  ]);
  await new Promise(setImmediate);
  assert.deepEqual(own.map(({ event }) => event), [
    "call_started", "attempt_started", "attempt_finished", "call_finished",
  ]);
  assert.equal(new Set(own.map(({ call }) => call)).size, 1);
  assert.equal(all.length, 2 * own.length);
});

test("a signal cancels the call and the request", async (t) => {
  let closed;
  const gone = new Promise((resolve) => (closed = resolve));
  const controller = new AbortController();
  const api = await serve(t, (_, response) => {
    response.on("close", closed);
    controller.abort();
  });
  const fieldcall = await local(api.port);
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url), { signal: controller.signal });
  assert.equal(outcome.status, "cancelled");
  await gone;
});

test("a signal that has fired already sends nothing that is waited for", async (t) => {
  const api = await serve(t, (_, response) => json(response, {}));
  const fieldcall = await local(api.port);
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url), { signal: AbortSignal.abort() });
  assert.equal(outcome.status, "cancelled");
});

test("an answer over the limit is given up while it streams", async (t) => {
  const api = await serve(t, (_, response) => {
    const chunk = Buffer.alloc(64 * 1024, 32);
    const more = () => !response.destroyed && response.write(chunk) && setImmediate(more);
    response.on("drain", more);
    more();
  });
  const fieldcall = await local(api.port);
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url));
  assert.equal(outcome.error.code, "response_too_large");
});

test("headers over the limit are refused", async (t) => {
  const api = await serve(t, (_, response) => response.end("{}"));
  const huge = new Headers([["x-filler", "x".repeat(70_000)]]);
  const fetch = async () => new Response("{}", { headers: huge });
  const fieldcall = await local(api.port, { fetch });
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url));
  assert.equal(outcome.error.code, "response_too_large");
});

test("an answer that breaks off is truncated", async (t) => {
  const api = await serve(t, (_, response) => {
    response.writeHead(200, { "Content-Length": "100" });
    response.write("{");
    setImmediate(() => response.destroy());
  });
  const fieldcall = await local(api.port);
  const outcome = await fieldcall.run({ ...scoreField, retry: 0 }, inputsFor(api.url));
  assert.equal(outcome.error.code, "truncated");
});

test("an opaque redirect says what to do", async () => {
  const opaque = { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
  const fieldcall = await local(443, { fetch: async () => opaque });
  const outcome = await fieldcall.run(scoreField, inputsFor("https://api.example.com"));
  assert.equal(outcome.error.code, "bad_response");
  assert.match(outcome.error.technical, /redirect_not_visible/);
  assert.equal(outcome.metadata.attempts.length, 1);
});

test("a refusal by the browser is explained", async () => {
  const fetch = async () => {
    throw new TypeError("Failed to fetch");
  };
  const fieldcall = await local(443, { fetch });
  const outcome = await fieldcall.run({ ...scoreField, retry: 0 }, inputsFor("https://a.example"));
  assert.equal(outcome.error.code, "network_error");
  assert.match(outcome.error.technical, /CORS/);
});

test("fetch is asked for no cookies, cache or redirects", async () => {
  let asked;
  const fetch = async (_, init) => {
    asked = init;
    return new Response('{"result":{"score":1}}');
  };
  const fieldcall = await local(443, { fetch });
  await fieldcall.run(scoreField, inputsFor("https://a.example"));
  const { credentials, cache, redirect, referrerPolicy } = asked;
  assert.deepEqual(
    { credentials, cache, redirect, referrerPolicy },
    { credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer" },
  );
});

test("progress is told at most once a second", async () => {
  const { fetchTransport } = await load("index.js");
  let time = 0;
  let told = 0;
  const chunks = Array.from({ length: 30 }, () => new Uint8Array(1));
  const body = new ReadableStream({
    pull(controller) {
      time += 100;
      const chunk = chunks.pop();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  }, { highWaterMark: 0 });
  const transport = fetchTransport({ fetch: async () => new Response(body) });
  const answer = await transport.send(
    { method: "GET", url: "https://a.example", headers: [] },
    { bodyBytesMax: 1000, headerBytesMax: 1000, onProgress: () => (told += 1), now: () => time },
  );
  assert.equal(answer.body.length, 30);
  assert.equal(told, 4); // when it began, and after each of three seconds
});

test("missing inputs send nothing", async (t) => {
  const api = await serve(t, (_, response) => json(response, {}));
  const fieldcall = await local(api.port);
  const outcome = await fieldcall.run(scoreField, inputsFor(api.url, {}));
  assert.equal(outcome.status, "waiting_input");
  assert.deepEqual(outcome.missing, ["data.person.id"]);
  assert.equal(api.requests.length, 0);
});

test("integers beyond 2^53 are never rounded", async (t) => {
  const api = await serve(t, (_, response) =>
    json(response, '{"result":{"score":9007199254740993}}'),
  );
  const exact = await local(api.port);
  const outcome = await exact.run(scoreField, inputsFor(api.url));
  assert.equal(outcome.updates.score, 9007199254740993n);
  const as_text = await local(api.port, { integers: "text" });
  const texts = await as_text.run(scoreField, inputsFor(api.url));
  assert.equal(texts.updates.score, "9007199254740993");
  // And back: the previous outcome protects the value it wrote.
  const again = await exact.run(scoreField, {
    ...inputsFor(api.url, { person: { id: 7 }, score: 9007199254740993n }),
    previous: outcome,
  });
  assert.equal(again.report[0].result ?? again.report[0].state ?? "unchanged", "unchanged");
});

test("many calls run side by side", async (t) => {
  const api = await serve(t, (request, response) =>
    json(response, { result: { score: Number(request.url.split("/").pop()) } }),
  );
  const fieldcall = await local(api.port);
  const ids = Array.from({ length: 40 }, (_, index) => index);
  const outcomes = await Promise.all(
    ids.map((id) => fieldcall.run(scoreField, inputsFor(api.url, { person: { id } }))),
  );
  assert.deepEqual(outcomes.map(({ updates }) => updates.score), ids);
});
