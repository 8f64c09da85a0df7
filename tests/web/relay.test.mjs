// The relay transport, against a stub of a server's /v1/run.

import assert from "node:assert/strict";
import test from "node:test";
import { inputsFor, json, load, local, scoreField, serve } from "./support.mjs";

const { relayTransport } = await load("index.js");

test("the whole call runs on the server", async (t) => {
  const outcome = { field: "credit", status: "ok", updates: { score: 9007199254740993n } };
  const relay = await serve(t, (_, response) =>
    json(response, '{"field":"credit","status":"ok","updates":{"score":9007199254740993}}'),
  );
  const fieldcall = await local(443);
  const transport = relayTransport({ url: `${relay.url}/v1/run`, headers: { "X-Csrf": "1" } });
  const inputs = { ...inputsFor("https://a.example"), tenant: "t", secrets: { token: "never" } };
  assert.deepEqual(await fieldcall.run(scoreField, inputs, { transport }), outcome);
  const [{ method, url, headers, body }] = relay.requests;
  assert.deepEqual([method, url, headers["x-csrf"]], ["POST", "/v1/run", "1"]);
  assert.deepEqual(JSON.parse(body), {
    config: scoreField,
    inputs: { data: { person: { id: 7 } }, roots: { env: { api: "https://a.example" } }, tenant: "t" },
  });
});

test("a relay that fails ends the call, with its status", async (t) => {
  const relay = await serve(t, (_, response) => json(response, {}, 502));
  const fieldcall = await local(443);
  const transport = relayTransport({ url: relay.url });
  const outcome = await fieldcall.run(scoreField, {}, { transport });
  assert.equal(outcome.status, "failed");
  assert.equal(outcome.error.code, "network_error");
  assert.match(outcome.error.technical, /502/);
});

test("what is no outcome is not taken for one", async (t) => {
  const relay = await serve(t, (_, response) => response.end("<html>"));
  const fieldcall = await local(443);
  const outcome = await fieldcall.run(scoreField, {}, { transport: relayTransport({ url: relay.url }) });
  assert.equal(outcome.status, "failed");
});

test("a signal cancels", async (t) => {
  const controller = new AbortController();
  const relay = await serve(t, () => controller.abort());
  const fieldcall = await local(443);
  const { signal } = controller;
  const transport = relayTransport({ url: relay.url });
  const inputs = inputsFor("https://a.example");
  const outcome = await fieldcall.run(scoreField, inputs, { transport, signal });
  assert.equal(outcome.status, "cancelled");
  assert.equal(outcome.field, "credit");
});
