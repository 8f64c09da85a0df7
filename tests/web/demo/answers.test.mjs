// Where the demo page's answers come from: samples, or the server behind it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import {
  sample_api_base,
  sampleTransport,
  secretsOf,
  standInSecrets,
} from "../../../web-demo/src/samples.js";
import { connectServer, watchedRelay } from "../../../web-demo/src/server.js";
import { load, project } from "../support.mjs";

const { createFieldcall, relayTransport } = await load("index.js");
const example = (path) => JSON.parse(readFileSync(join(project, "examples", path), "utf8"));
const names = ["vat_number", "company_enrichment", "iban", "geocoding", "credit_score", "exchange_rate"];
const roots = { env: { api_base: sample_api_base } };
const data = example("case.json");

for (const name of names) {
  test(`the recorded answer of ${name} maps whole`, async () => {
    const fieldcall = await createFieldcall({ roots: ["env"] });
    const config = example(`${name}.json`);
    const secrets = standInSecrets(secretsOf(fieldcall.inventory(config)));
    const outcome = await fieldcall.run(
      config,
      { data, roots, secrets },
      { transport: sampleTransport(example(`answers/${name}.json`)) },
    );
    assert.equal(outcome.status, "ok", JSON.stringify(outcome.error));
    assert.deepEqual(Object.keys(outcome.updates).sort(), Object.keys(config.api_config.response_mapping).sort());
  });
}

const iban = { ...example("iban.json"), retry: 0 };
const runIban = async (transport, signal) => {
  const fieldcall = await createFieldcall({ roots: ["env"] });
  return fieldcall.run(iban, { data, roots }, { transport, signal });
};

test("the samples' APIs can be busy or gone", async () => {
  const weather = { now: "busy" };
  const transport = sampleTransport(example("answers/iban.json"), () => weather.now);
  const busy = await runIban(transport);
  assert.deepEqual([busy.status, busy.metadata.http_status], ["failed", 503]);
  weather.now = "gone";
  assert.equal((await runIban(transport)).error.code, "network_error");
  weather.now = "fair";
  assert.equal((await runIban(transport)).status, "ok");
});

test("a sample's call is cancelled while it waits", async () => {
  const controller = new AbortController();
  const running = runIban(sampleTransport(example("answers/iban.json")), controller.signal);
  controller.abort();
  assert.equal((await running).status, "cancelled");
});

const answering = (...answers) => {
  const asked = [];
  const fetch = async (url, options) => {
    asked.push({ url, ...options });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { fetch, asked };
};
const reply = (value, status = 200) => new Response(typeof value === "string" ? value : JSON.stringify(value), { status });

test("the server says where the example API is, for a token in a header", async () => {
  globalThis.location ??= new URL("http://127.0.0.1:8700/");
  const { fetch, asked } = answering(reply({ api_base: "http://127.0.0.1:8765" }));
  const server = connectServer("the-token", { fetch });
  assert.equal(await server.apiBase(), "http://127.0.0.1:8765");
  assert.equal(asked[0].url, "/v1/demo");
  assert.equal(asked[0].headers.Authorization, "Bearer the-token");
  assert.equal(asked[0].credentials, "omit");
  assert.deepEqual(server.relay, { url: "http://127.0.0.1:8700/v1/run", headers: { Authorization: "Bearer the-token" } });
});

test("what can be wrong with the server has a code each", async () => {
  const cases = [
    [new TypeError("fetch failed"), "gone"],
    [reply({}, 401), "token_refused"],
    [reply({}, 403), "token_refused"],
    [reply({}, 404), "no_demo"],
    [reply({}, 500), "gone"],
    [reply("<html>"), "no_demo"],
    [reply({ api_base: 7 }), "no_demo"],
    [reply({ api_base: "nowhere" }), "no_demo"],
    [reply("null"), "no_demo"],
  ];
  for (const [answer, code] of cases) {
    const { fetch } = answering(answer);
    await assert.rejects(connectServer("t", { fetch }).apiBase(), { name: "ServerError", code });
  }
});

test("a relay that is gone, or refuses the token, is told", async () => {
  const told = [];
  const { fetch } = answering(
    new TypeError("fetch failed"),
    reply({}, 401),
    reply({}, 500),
    reply({ field: "iban_check", status: "ok" }),
  );
  const transport = watchedRelay(relayTransport({ url: "http://h/v1/run", fetch }), (code) => told.push(code));
  for (let call = 0; call < 4; ++call) await runIban(transport);
  assert.deepEqual(told, ["gone", "token_refused", "gone", null]);
});

test("a call that was cancelled says nothing about the relay", async () => {
  const told = [];
  const controller = new AbortController();
  const fetch = async () => {
    controller.abort();
    throw new DOMException("aborted", "AbortError");
  };
  const transport = watchedRelay(relayTransport({ url: "http://h/v1/run", fetch }), (code) => told.push(code));
  await runIban(transport, controller.signal);
  assert.deepEqual(told, []);
});
