// What the builder does to text, without a browser: reading, editing in place, paths, fixes.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { load, project } from "../support.mjs";

const source = (name) => import(pathToFileURL(join(project, "wasm/elements/builder", name)).href);
const { layOut, readTree, resolvePointer, valueOf } = await source("json_tree.js");
const { apply, removeAt, removeElement, renameMember, setAt } = await source("json_edit.js");
const { getAt, index_max, sourceOf, stepsOf, targetFor, withAt } = await source("paths.js");
const { previewOf } = await source("preview.js");
const { BuilderState, blank_field } = await source("state.js");
const { fixOf, placeOf } = await source("fixes.js");
const { bodyOf, recordOf } = await source("answer.js");
const { scrub, secretsOf } = await source("scrub.js");
const { layOutBody } = await source("body_layout.js");

const { createFieldcall } = await load("index.js");
const engine = await createFieldcall({ roots: ["env"], now: () => 0, random: () => 0.5 });

function stateOf(text) {
  const state = new BuilderState();
  state.engine = engine;
  state.setText(text, { isEdit: false });
  return state;
}

test("what JSON.parse reads is read alike, and nothing else", () => {
  const good = [
    "0",
    "-1.5e+3",
    '"a\\u00e9\\n"',
    "[]",
    "{}",
    ' [1, {"a": null, "b": [true, false]}] ',
    '{"": {"": ""}}',
    '{"a": 1, "a": 2}',
    "\r\n\t1",
  ];
  for (const text of good) assert.deepEqual(valueOf(readTree(text).root), JSON.parse(text), text);
  const bad = [
    "",
    " ",
    "{",
    "[1,]",
    '{"a":1,}',
    '{"a" 1}',
    "{a:1}",
    "01",
    "1.",
    "+1",
    "'a'",
    '"\u0001"',
    '"\\x"',
    "nul",
    "1 2",
    "[1 2]",
    '{"a":}',
    "NaN",
    "\u00a01",
    "//\n1",
  ];
  for (const text of bad) {
    assert.throws(() => JSON.parse(text), text);
    assert.equal(readTree(text).root, undefined, text);
    assert.ok(readTree(text).offset >= 0);
  }
  assert.equal(readTree("[".repeat(65) + "]".repeat(65)).root, undefined);
  assert.ok(readTree("[".repeat(64) + "]".repeat(64)).root);
});

test("setting a value touches its bytes only", () => {
  const text = '{\n\t"a" : 1,   "b":[ 1,2 ],\n\t"big": 12345678901234567890.10\n}\n';
  const { root } = readTree(text);
  assert.equal(apply(text, setAt(text, root, ["a"], "x")), text.replace(": 1,", ': "x",'));
  assert.equal(
    apply(text, setAt(text, root, ["b", 1], { raw: "2.50" })),
    text.replace("2 ]", "2.50 ]"),
  );
  assert.equal(setAt(text, root, ["a"], 1), null);
  assert.equal(
    apply(text, setAt(text, root, ["c", "d"], true)),
    text.replace(".10\n", '.10,\n\t"c": {\n\t\t"d": true\n\t}\n'),
  );
});

test("a new key comes where its order has it, in the layout around it", () => {
  const order = () => ["key", "name", "timeout", "retry"];
  const flat = '{ "key": "a", "retry": 1 }';
  assert.equal(
    apply(flat, setAt(flat, readTree(flat).root, ["name"], "n", order)),
    '{ "key": "a", "name": "n", "retry": 1 }',
  );
  const laid = '{\n    "key": "a",\n    "retry": 1\n}';
  assert.equal(
    apply(laid, setAt(laid, readTree(laid).root, ["timeout"], { raw: "5" }, order)),
    '{\n    "key": "a",\n    "timeout": 5,\n    "retry": 1\n}',
  );
  assert.equal(apply("{}", setAt("{}", readTree("{}").root, ["a"], 1)), '{\n  "a": 1\n}');
});

test("members go with their comma, keys change alone", () => {
  const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}';
  const { root } = readTree(text);
  assert.equal(apply(text, removeAt(text, root, ["a"])), '{\n  "b": 2,\n  "c": 3\n}');
  assert.equal(apply(text, removeAt(text, root, ["b"])), '{\n  "a": 1,\n  "c": 3\n}');
  assert.equal(apply(text, removeAt(text, root, ["c"])), '{\n  "a": 1,\n  "b": 2\n}');
  assert.equal(removeAt(text, root, ["d"]), null);
  assert.equal(apply("[1]", removeElement(readTree("[1]").root, 0)), "[]");
  assert.equal(apply(text, renameMember(root, 1, 'x"y')), text.replace('"b"', '"x\\"y"'));
});

test("random edits give what the same edits of the value give", () => {
  let seed = 7;
  const random = (count) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % count;
  };
  const make = (depth) => {
    const kind = random(depth > 2 ? 4 : 6);
    if (kind === 4) return Array.from({ length: random(4) }, () => make(depth + 1));
    if (kind === 5)
      return Object.fromEntries(
        Array.from({ length: random(4) }, () => [`k${random(5)}`, make(depth + 1)]),
      );
    return [random(100), `s${random(9)}"\n`, random(2) === 1, null][kind];
  };
  for (let round = 0; round < 2000; round += 1) {
    const value = { a: make(0), b: make(0) };
    const text = JSON.stringify(value, null, [0, 2, "\t"][random(3)]);
    const path = [["a", "b", "c"][random(3)], `k${random(5)}`, `k${random(5)}`].slice(
      0,
      1 + random(3),
    );
    const { root } = readTree(text);
    const leaf = make(1);
    const isInObject = path.slice(0, -1).reduce((inner, name) => inner?.[name], value);
    if (
      path.length > 1 &&
      (isInObject === null || typeof isInObject !== "object" || Array.isArray(isInObject))
    )
      continue;
    const changed = setAt(text, root, path, leaf);
    const wanted = structuredClone(value);
    path.slice(0, -1).reduce((inner, name) => inner[name], wanted)[path.at(-1)] = leaf;
    assert.deepEqual(JSON.parse(changed ? apply(text, changed) : text), wanted, `${text} ${path}`);
    const removed = removeAt(text, root, path);
    const less = structuredClone(value);
    delete path.slice(0, -1).reduce((inner, name) => inner[name], less)[path.at(-1)];
    assert.deepEqual(
      JSON.parse(removed ? apply(text, removed) : text),
      less,
      `${text} without ${path}`,
    );
  }
});

test("a layout for reading keeps digits and escapes", () => {
  const text = '{"a":[1.50,{"b":"\\u00e9"}],"c":{},"d":[]}';
  const laid = layOut(text, readTree(text).root);
  assert.equal(
    laid,
    '{\n  "a": [\n    1.50,\n    {\n      "b": "\\u00e9"\n    }\n  ],\n  "c": {},\n  "d": []\n}',
  );
  const pieces = [
    { text: '{"a":', origin: "literal" },
    { text: '"x,{"', origin: "data" },
    { text: ',"b":[]}', origin: "literal" },
  ];
  assert.equal(
    layOutBody(pieces)
      .map((piece) => piece.text)
      .join(""),
    '{\n  "a": "x,{",\n  "b": []\n}',
  );
  assert.deepEqual(layOutBody([{ text: "a=1&b=2" }]), [{ text: "a=1&b=2" }]);
});

test("paths of data and of answers", () => {
  assert.deepEqual(stepsOf('address.lines[0]."vat-no."'), ["address", "lines", 0, "vat-no."]);
  assert.equal(stepsOf("a..b"), null);
  assert.deepEqual(withAt({ a: { b: 1, c: 2 } }, ["a", "b"], undefined), { a: { c: 2 } });
  assert.deepEqual(withAt({}, ["a", 1, "b"], "x"), { a: [null, { b: "x" }] });
  assert.equal({}.polluted, undefined);
  withAt({}, ["__proto__", "polluted"], "x");
  assert.equal({}.polluted, undefined);
  assert.equal(getAt({}, ["constructor"]), undefined);
  assert.equal(sourceOf(["items", 0, "a b", "c"]), 'items[0]."a b".c');
  assert.equal(sourceOf([]), "@");
  for (const steps of [["a", 0, "b-c"], [1], ['q"uote', "\u00e9"], ["1x"]]) {
    const document = withAt(undefined, steps, "found");
    assert.deepEqual(engine.eval(sourceOf(steps), document), { result: "found" }, sourceOf(steps));
  }
  assert.equal(targetFor(["result", "legalName"], new Set(["legal_name"]), "f"), "legal_name_2");
  assert.equal(targetFor(["__proto__"], new Set(), "f"), "proto");
  assert.equal(targetFor([0], new Set(), "vat"), "vat");
});

test("an index that nothing has makes no array of its length", () => {
  const data = { a: [1] };
  assert.equal(withAt(data, ["a", 99_999_999], "x"), data);
  assert.equal(withAt(data, ["a", index_max + 1, "b"], "x"), data);
  assert.equal(withAt(data, ["a", index_max], "x").a.length, index_max + 1);

  const field = (url) =>
    JSON.stringify({ key: "k", name: "K", api_config: { url, method: "GET", response_mapping: { t: "t" } } });
  const shown = previewOf(engine, field("https://api.example.com/{data.a[99999999]}"), { data });
  assert.equal(shown.preview.status, "waiting_input");
  assert.deepEqual(shown.standIns, []);
  assert.deepEqual(shown.inputs.data, data);
  const text = field("{env.hosts[99999999]}/{data.b}");
  assert.deepEqual(previewOf(engine, text, { data }).standIns, []);

  const state = stateOf(text);
  state.setInput({ root: "data", path: "a[99999999]" }, "x");
  state.setInput({ root: "env", path: "hosts[99999999]" }, "x");
  assert.deepEqual([state.dataObject, state.roots], [{}, {}]);
});

test("a diagnostic is found in the text, and what it suggests mends it", () => {
  const text = `{"key": "a", "nam": "x",
  "api_config": {"url": "https://\u00e9.example/{dta.v}", "method": "GETT", "response_mapping": {"a": "lenght(b)"}}}`;
  const found = new Map();
  const state = stateOf(text);
  for (const problem of state.diagnostics) {
    const { from, to } = placeOf(problem, state.text, state.root);
    found.set(problem.code, state.text.slice(from, to));
  }
  assert.equal(found.get("unknown_key"), '"nam"');
  assert.equal(found.get("invalid_value"), '"GETT"');
  for (let round = 0; round < 6; round += 1) {
    const fix = state.diagnostics
      .map((problem) => fixOf(problem, state.text, state.root))
      .find(Boolean);
    if (!fix) break;
    state.applyChange(fix.change);
  }
  assert.match(state.text, /"name": "x"/);
  assert.match(state.text, /"GET"/);
  assert.match(state.text, /\{data\.v\}/);
  assert.match(state.text, /"length\(b\)"/);
});

test("every problem of text that is no JSON has a place in it", () => {
  const text = JSON.stringify(JSON.parse(blank_field));
  for (let length = 0; length < text.length; length += 1) {
    const state = stateOf(text.slice(0, length) || " ");
    for (const problem of state.diagnostics) {
      const { from, to } = placeOf(problem, state.text, state.isReadable ? state.root : undefined);
      assert.ok(
        from >= 0 && from <= to && to <= state.text.length && (to > from || state.text === ""),
        `${length}`,
      );
    }
  }
});

test("while inputs are missing, the request shows their places", () => {
  const state = stateOf(
    JSON.stringify({
      key: "a",
      name: "A",
      api_config: {
        url: "{env.base}/x/{data.a.b}",
        method: "GET",
        params: { q: "{data.c?}" },
        response_mapping: { t: "x" },
      },
    }),
  );
  const { preview, standIns } = state.rendered;
  assert.equal(preview.status, "waiting_input");
  assert.deepEqual(standIns, ["env.base", "data.a.b"]);
  const url = preview.pieces
    .filter(({ location }) => location === "url")
    .map((piece) => piece.text)
    .join("");
  assert.equal(url, "{env.base}/x/{data.a.b}");
  assert.deepEqual(
    state.references.map(({ root, path, isOptional }) => `${root}.${path}${isOptional ? "?" : ""}`),
    ["env.base", "data.a.b", "data.c?"],
  );
  assert.equal(preview.curl, undefined);
  state.setInput({ root: "data", path: "a.b" }, "v");
  state.setInput({ root: "env", path: "base" }, "https://api.example.com");
  assert.equal(state.rendered.preview.request.url, "https://api.example.com/x/v");
});

test("one field of a form is edited, the others stay as they are", () => {
  const field = (key) => ({
    key,
    name: key,
    api_config: {
      url: "https://a.example",
      method: "GET",
      response_mapping: { [`${key}_t`]: "x" },
    },
  });
  const state = stateOf(
    JSON.stringify({ title: "F", fields: [field("one"), field("two")] }, null, 2),
  );
  state.fieldKey = "two";
  state.set(["name"], "Second");
  const config = JSON.parse(state.text);
  assert.deepEqual(
    config.fields.map(({ name }) => name),
    ["one", "Second"],
  );
  assert.equal(state.rendered.preview.field, "two");
});

test("the first field of an empty form is made by describing it", () => {
  for (const [empty, made] of [
    ["[]", '[\n  {\n    "name": "N"\n  }\n]'],
    ['{ "fields": [] }', '{ "fields": [\n  {\n    "name": "N"\n  }\n] }'],
  ]) {
    const state = stateOf(empty);
    state.set(["name"], "N");
    assert.equal(state.text, made);
  }
  const two = "[1, 2]";
  assert.equal(apply(two, setAt(two, readTree(two).root, [2], { a: 3 })), '[1, 2, {\n  "a": 3\n}]');
  assert.equal(setAt(two, readTree(two).root, [3], 4), null);
});

test("answers are read in every way people have them", () => {
  const value = ({ root }) => valueOf(root);
  assert.deepEqual(value(bodyOf('{"status": 200, "body": {"a": 1}}')), { a: 1 });
  assert.deepEqual(value(bodyOf('{"status": "ok", "body": 1}')), { status: "ok", body: 1 });
  assert.deepEqual(value(bodyOf("HTTP/1.1 200 OK\r\nA: b\r\n\r\n[1]")), [1]);
  assert.equal(bodyOf("<html>"), null);
  const bytes = (text) => new TextEncoder().encode(text);
  const record = recordOf({
    status: 201,
    headers: [
      ["a", "1"],
      ["a", "2"],
    ],
    body: bytes('{"n": 1.50}'),
  });
  assert.match(record, /"body": \{"n": 1.50\}/);
  assert.deepEqual(JSON.parse(record).headers, { a: ["1", "2"] });
  const html = recordOf({
    status: 502,
    headers: [["content-type", "text/html"]],
    body: bytes("<p>"),
  });
  const mapped = engine.map(
    stateOf(
      JSON.stringify({
        key: "a",
        name: "A",
        api_config: { url: "https://a.example", method: "GET", response_mapping: { t: "x" } },
      }),
    ).text,
    html,
  );
  assert.equal(mapped.problem, undefined);
  assert.equal(mapped.answer.status, 502);
});

test("pointers find members and elements", () => {
  const { root } = readTree('{"a/b": [{"~": 1}]}');
  assert.equal(valueOf(resolvePointer(root, "/a~1b/0/~0").node), 1);
  assert.equal(resolvePointer(root, "/x"), undefined);
});

test("a secret that an API says back is masked, in every form", () => {
  const secret = 'p\u00e4ss"w/rd+1 2';
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    JSON.stringify(secret),
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString(),
    bytes.toString("hex"),
    bytes.toString("base64"),
    Buffer.from(`user:${secret}`).toString("base64"),
    Buffer.from(`u:${secret}:x`).toString("base64"),
    Buffer.from(`us:${secret}`).toString("base64url"),
  ];
  for (const form of forms) {
    const shown = scrub(`{"a": 1, "echo": "${form}"}`, new Map([[secret, "token"]]));
    assert.ok(shown.includes("\u2039secret:token\u203a"), form);
    for (const [index, part] of [...bytes.toString("base64").matchAll(/.{12}/g)].entries()) {
      assert.ok(!shown.includes(part[0]), `${form} ${index}`);
    }
    assert.ok(!shown.includes(secret) && shown.includes('"a": 1'));
  }
  assert.equal(scrub("abc", new Map([["abc", "short"]])), "abc");
});

test("a token that the engine fetched is known by its place", () => {
  const request = {
    headers: [
      { name: "Authorization", value: "Bearer fetched-token" },
      { name: "A", value: "b" },
    ],
  };
  const preview = {
    headers: [
      { name: "Authorization", value: "Bearer \u2039secret:access_token\u203a" },
      { name: "A", value: "b" },
    ],
  };
  const secrets = secretsOf(request, preview, { typed: "typed-value" });
  assert.deepEqual(
    [...secrets],
    [
      ["typed-value", "typed"],
      ["fetched-token", "access_token"],
    ],
  );
});
