// The functions that send nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { inputsFor, load, packageFolder, scoreField } from "./support.mjs";

const { createFieldcall, FieldcallError } = await load("index.js");
const fieldcall = await createFieldcall({ roots: ["env"] });

test("validate reports every problem", () => {
  assert.deepEqual(fieldcall.validate(scoreField), { valid: true, diagnostics: [] });
  const result = fieldcall.validate({ ...scoreField, retries: 2, timeout: 5 });
  assert.equal(result.valid, false);
  const codes = result.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
  assert.deepEqual(codes, ["unknown_key /retries", "out_of_range /timeout"]);
});

test("validate takes text and says where it is no JSON", () => {
  const { valid, diagnostics } = fieldcall.validate('{"key": }');
  assert.equal(valid, false);
  assert.equal(diagnostics[0].line, 1);
});

test("render shows the request, and what a browser changes", () => {
  const preview = fieldcall.render(scoreField, inputsFor("https://api.example.com"));
  assert.equal(preview.status, "ready");
  assert.equal(preview.request.url, "https://api.example.com/score/7");
  assert.deepEqual(preview.differs_on_server.map(({ header }) => header), ["User-Agent"]);
});

test("render masks secrets", () => {
  const field = {
    ...scoreField,
    api_config: { ...scoreField.api_config, auth: { type: "bearer", token: "{secret.token}" } },
  };
  const inputs = {
    ...inputsFor("https://api.example.com"),
    secrets: { token: { value: "s3cr3t-value", origins: ["https://api.example.com"] } },
  };
  const text = JSON.stringify(fieldcall.render(field, inputs));
  assert.ok(!text.includes("s3cr3t-value"));
  assert.ok(text.includes("\u2039secret:token\u203a"));
});

test("eval finds, lists paths and explains", () => {
  assert.deepEqual(fieldcall.eval("a[0].b", { a: [{ b: 1 }] }), { result: 1 });
  assert.deepEqual(fieldcall.eval("$..b", { a: [{ b: 1 }] }), {
    nodes: [1],
    paths: ["$['a'][0]['b']"],
  });
  assert.equal(fieldcall.eval("lenght(a)", {}).error.class, "unknown-function");
  assert.deepEqual(fieldcall.eval("a", '{"a":12345678901234567890}'), {
    result: 12345678901234567890n,
  });
});

test("map shows what an answer becomes", () => {
  const inputs = inputsFor("https://api.example.com");
  const recorded = { status: 200, headers: {}, body: { result: { score: 9007199254740993n }, b: 1 } };
  const { outcome, unmapped } = fieldcall.map(scoreField, recorded, inputs);
  assert.deepEqual([outcome.status, outcome.updates], ["ok", { score: 9007199254740993n }]);
  assert.deepEqual(unmapped, ["b"]);
  const pasted = fieldcall.map(scoreField, '{"result":{"score":1}}', inputs);
  const bytes = fieldcall.map(scoreField, new TextEncoder().encode('{"result":{"score":1}}'), inputs);
  assert.deepEqual(pasted.outcome.updates, { score: 1 });
  assert.deepEqual(bytes, pasted);
});

test("simulate runs the whole call on a virtual clock", () => {
  const inputs = { ...inputsFor("https://api.example.com"), seed: 1 };
  const script = [{ status: 503, headers: { "Retry-After": "2" } }, { status: 200, body: { result: { score: 3 } } }];
  const { outcome, requests, virtual_duration_ms } = fieldcall.simulate(scoreField, inputs, script);
  assert.deepEqual([outcome.status, outcome.updates], ["ok", { score: 3 }]);
  assert.equal(requests.length, 2);
  assert.ok(virtual_duration_ms >= 2000);
  const twice = fieldcall.simulate(scoreField, inputs, script);
  assert.deepEqual(twice.timeline, fieldcall.simulate(scoreField, inputs, script).timeline);
  assert.equal(fieldcall.simulate(scoreField, inputs, []).problem.code, "script_too_short");
});

test("a curl command and an OpenAPI operation become fields", () => {
  const curl = fieldcall.importCurl("curl https://api.example.com/a -H 'Authorization: Bearer abcdefgh'");
  assert.equal(curl.valid, true);
  assert.deepEqual(curl.secrets.length, 1);
  assert.ok(!JSON.stringify(curl).includes("abcdefgh"));
  assert.equal(fieldcall.importCurl("wget x").valid, false);
  const document = {
    openapi: "3.0.3",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths: { "/p": { get: { operationId: "getP", responses: { 200: { description: "ok" } } } } },
  };
  assert.equal(fieldcall.importOpenapi(document, "getP").field.api_config.url, "https://api.example.com/p");
});

test("plan orders the fields an event starts", () => {
  const second = {
    key: "limit",
    name: "Limit",
    trigger: "on_update",
    api_config: {
      url: "https://api.example.com/limit/{data.score}",
      method: "GET",
      response_mapping: { limit: "limit" },
    },
  };
  const form = { fields: [second, { ...scoreField, trigger: "on_update" }] };
  const before = { person: { id: 7 }, score: 1 };
  const after = { person: { id: 8 }, score: 2 };
  const plan = fieldcall.plan(form, { trigger: "on_update" }, before, after);
  assert.deepEqual(plan.waves.map((wave) => wave.map(({ field }) => field)), [["credit"], ["limit"]]);
  assert.throws(() => fieldcall.plan(form, { on: "update" }), { code: "unknown_option" });
  assert.throws(() => fieldcall.plan(form, { trigger: "on_update" }, "[]", after), {
    code: "invalid_data",
  });
});

test("inventory and visible answer for a form", () => {
  const { origins } = fieldcall.inventory(scoreField);
  assert.deepEqual(origins.map(({ origin }) => origin), ["{env.api}"]);
  const hidden = { ...scoreField, visibility: "hide-when-empty" };
  assert.equal(fieldcall.visible(hidden, { data: {} }), false);
  assert.equal(fieldcall.visible(hidden, { data: { score: 0 } }), true);
  assert.equal(fieldcall.visible(hidden, { value: 5 }), true);
});

test("schema is the one of the package", () => {
  const schema = fieldcall.schema();
  assert.equal(schema.$schema, "http://json-schema.org/draft-07/schema#");
  const file = JSON.parse(readFileSync(join(packageFolder, "schema.json"), "utf8"));
  assert.deepEqual(file, schema);
});

test("misuse is told with a code and a fix", () => {
  const render = (config, inputs, options) => () => fieldcall.render(config, inputs, options);
  const refuses = (action, code) =>
    assert.throws(action, (error) => error instanceof FieldcallError && error.code === code);
  refuses(render({ key: "a" }, {}), "invalid_configuration");
  refuses(render([scoreField, { ...scoreField, key: "b" }], {}), "no_field");
  refuses(render(scoreField, {}, { field: "c" }), "unknown_field");
  refuses(render(undefined, {}), "invalid_argument");
  refuses(render(scoreField, { dta: {} }), "unknown_option");
  refuses(render(scoreField, { trigger: "often" }), "invalid_trigger");
  refuses(render(scoreField, { secrets: { a: 5 } }), "invalid_secrets");
  refuses(render(scoreField, { data: " ".repeat(17 * 1024 * 1024) }), "too_large");
  // And goes on working.
  assert.equal(fieldcall.validate(scoreField).valid, true);
});

test("data that cannot be used is an outcome of the preview, not a throw", () => {
  const preview = fieldcall.render(scoreField, { ...inputsFor("https://a.example"), data: "[1" });
  assert.equal(preview.status, "failed");
  assert.equal(preview.error.code, "invalid_data");
});

test("require() gives the same", async () => {
  const required = createRequire(import.meta.url)(join(packageFolder, "index.cjs"));
  const other = await required.createFieldcall({ roots: ["env"] });
  assert.equal(other.version, fieldcall.version);
  assert.equal(other.validate(scoreField).valid, true);
});

test("slim takes the module as bytes, Module or Response, and says when it has none", async () => {
  const slim = await load("slim.js");
  await assert.rejects(slim.createFieldcall(), { code: "not_initialised" });
  const bytes = readFileSync(join(packageFolder, "fieldcall.wasm"));
  await slim.init(bytes);
  assert.equal(slim.init(bytes), slim.init());
  const made = await slim.createFieldcall({ roots: ["env"] });
  assert.equal(made.validate(scoreField).valid, true);
  const cjs = createRequire(import.meta.url)(join(packageFolder, "slim.cjs"));
  await cjs.init(new Response(bytes));
  assert.equal((await cjs.createFieldcall()).version, fieldcall.version);
});
