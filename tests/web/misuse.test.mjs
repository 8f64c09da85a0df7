// Misuse reads as a person needs it: where, what, how to fix. The whole message, word by word.

import assert from "node:assert/strict";
import test from "node:test";
import { load, scoreField } from "./support.mjs";

const { createFieldcall, fetchTransport, FieldcallError, indexedDbCache, relayTransport } =
  await load("index.js");
const fieldcall = await createFieldcall({ roots: ["env"] });
const inputs = { data: { person: { id: 7 } } };

async function messageOf(action) {
  try {
    await action();
  } catch (error) {
    assert.ok(error instanceof FieldcallError, String(error?.stack));
    return error.message;
  }
  return "accepted";
}

const says = (name, table) =>
  test(name, async () => {
    for (const [message, action] of table) assert.equal(await messageOf(action), message);
    assert.equal(fieldcall.validate(scoreField).valid, true);
  });

const create = (options) => () => createFieldcall(options);

says("createFieldcall", [
  [
    'createFieldcall() has no "clock": it has fetch, now, random, cache, cacheBytes, timeZone, ' +
      "onEvent, integers, roots, egress, traffic, userAgent",
    create({ clock: Date.now }),
  ],
  ['what createFieldcall() takes must be an object, not "env"', create("env")],
  ['roots of createFieldcall() must be an array of texts, not "env"', create({ roots: "env" })],
  ["roots of createFieldcall() must be an array of texts, not [1]", create({ roots: [1] })],
  ["now of createFieldcall() must be a function, not 5", create({ now: 5 })],
  [
    "timeZone of createFieldcall() must be a function (zone, instant) => seconds (a schedule's " +
      'zone is in its configuration), not "Europe/Brussels"',
    create({ timeZone: "Europe/Brussels" }),
  ],
  [
    'cache of createFieldcall() must be "memory", "none", or a store such as indexedDbCache(), ' +
      'not "disk"',
    create({ cache: "disk" }),
  ],
  [
    "cacheBytes of createFieldcall() must be a whole number from 0 to 4294967295, not -5",
    create({ cacheBytes: -5 }),
  ],
  ['integers of createFieldcall() must be "bigint" or "text", not "number"', create({ integers: "number" })],
  ['egress.allowHttp must be true or false, not "yes"', create({ egress: { allowHttp: "yes" } })],
  [
    'egress.ports must be an array of numbers from 1 to 65535, not ["443"]',
    create({ egress: { ports: ["443"] } }),
  ],
  ['traffic has no "rate": it has anyOrigin, origins', create({ traffic: { rate: 5 } })],
  [
    'traffic.origins["https://a.example"].rate must be a whole number from 0 to 4294967295, not 1.5',
    create({ traffic: { origins: { "https://a.example": { rate: 1.5 } } } }),
  ],
  ["accepted", create(null)],
  ["accepted", create({ egress: null, fetch: undefined })],
]);

says("configurations", [
  ["config is no JSON value: give an object, or its JSON text", () => fieldcall.validate()],
  [
    "config is no JSON value: Converting circular structure to JSON: give an object, or its JSON text",
    () => {
      const circle = {};
      circle.again = circle;
      fieldcall.validate(circle);
    },
  ],
  [
    'the configuration has errors: this is not JSON: expected a value, found "}" (at line 1, column 9)',
    () => fieldcall.render('{"key": }'),
  ],
  [
    'the configuration has errors: "timeout" is 5, but must be from 100 to 120000 (at /timeout); ' +
      "1 more in diagnostics",
    () => fieldcall.render({ ...scoreField, timeout: 5, retry: 99 }),
  ],
  ['no field "x" in the configuration: it has credit', () => fieldcall.render(scoreField, {}, { field: "x" })],
]);

const render = (given, options) => () => fieldcall.render(scoreField, { ...inputs, ...given }, options);

says("inputs and options", [
  [
    'inputs has no "dat": it has data, previous, roots, secrets, callId, tenant, caseId, ' +
      "chainDepth, trigger, seed",
    render({ dat: {} }),
  ],
  ['inputs must be an object, not "{}"', () => fieldcall.render(scoreField, "{}")],
  ['inputs.roots must be an object, not "env"', render({ roots: "env" })],
  ["inputs.tenant must be a text, not 5", render({ tenant: 5 })],
  ...["abc", -1, 1.5, 2 ** 60, 2n ** 64n].map((seed) => [
    "inputs.seed must be a whole number of 64 bits, as BigInt or text if it is beyond 2^53, not " +
      (typeof seed === "string" ? `"${seed}"` : `${seed}${typeof seed === "bigint" ? "n" : ""}`),
    render({ seed }),
  ]),
  ...["18446744073709551615", 2n ** 64n - 1n, 0].map((seed) => ["accepted", render({ seed })]),
  ["accepted", render({ previous: null, tenant: undefined }, null)],
  ['"trigger" is not the name of a trigger: use on_create, on_update, manual or scheduled', render({ trigger: "create" })],
  ['options has no "feild": it has field, roots', render({}, { feild: "credit" })],
  ['options has no "toString": it has field, roots', render({}, { toString: 1 })],
]);

says("the other functions", [
  ["answer is no JSON value: give an object, or its JSON text", () => fieldcall.map(scoreField)],
  ["script is no JSON value: give an object, or its JSON text", () => fieldcall.simulate(scoreField, inputs)],
  ["command must be a text, not undefined", () => fieldcall.importCurl()],
  ["operation must be a text, not undefined", () => fieldcall.importOpenapi({})],
  [
    'event has no trigger: write { trigger: "on_create" } or another trigger',
    () => fieldcall.plan(scoreField),
  ],
  ['event must be an object, not "on_create"', () => fieldcall.plan(scoreField, "on_create")],
  [
    'event.fields must be an array of texts, not "credit"',
    () => fieldcall.plan(scoreField, { trigger: "manual", fields: "credit" }),
  ],
  [
    "state.value is no JSON value: give an object, or its JSON text",
    () => fieldcall.visible(scoreField, { value: () => 1 }),
  ],
  [
    'options.language must be "jmespath" or "jsonpath", not "xpath"',
    () => fieldcall.eval("a", {}, { language: "xpath" }),
  ],
  ['scope has no "tenat": it has tenant, field', () => fieldcall.invalidate({ tenat: "a" })],
  ["fetch of fetchTransport() must be a function, not 1", () => fetchTransport({ fetch: 1 })],
  ['relayTransport() has no url: write { url: "/v1/run" }', () => relayTransport()],
  [
    'relayTransport() has no "header": it has url, fetch, headers, credentials',
    () => relayTransport({ url: "/v1/run", header: {} }),
  ],
  [
    "entriesMax of indexedDbCache() must be a whole number from 0 to 4294967295, not 0.5",
    () => indexedDbCache({ entriesMax: 0.5 }),
  ],
]);

says("run", [
  [
    'options.signal must be an AbortSignal (the signal of an AbortController), not an object',
    () => fieldcall.run(scoreField, inputs, { signal: new AbortController() }),
  ],
  [
    "options.transport must be an object with send() or runCall(), such as relayTransport({ url }), " +
      "not a function",
    () => fieldcall.run(scoreField, inputs, { transport: relayTransport }),
  ],
  [
    'options has no "sigal": it has field, roots, signal, transport, onEvent',
    () => fieldcall.run(scoreField, inputs, { sigal: null }),
  ],
]);

says("functions of the host that give what they must not", [
  [
    "now() of createFieldcall() gave an object, not a number it can be",
    async () => (await createFieldcall({ now: () => new Date() })).render(scoreField, inputs),
  ],
  [
    "random() of createFieldcall() gave 1, not a number it can be",
    async () => (await createFieldcall({ random: () => 1 })).run(scoreField, inputs),
  ],
]);

test("eval tells where a document is no JSON", () => {
  const { error } = fieldcall.eval("a", '{\n "a": x}');
  assert.deepEqual([error.class, error.offset], ["invalid-json", 8]);
  assert.match(error.message, /line 2, column 7/);
  // A text that would be JSON only where it is put.
  assert.equal(fieldcall.eval("a", '{"a":1},"b":{}').error.class, "invalid-json");
});
