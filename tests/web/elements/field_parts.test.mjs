// The parts of <fieldcall-field> that need no page.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { project } from "../support.mjs";

const part = (path) => import(pathToFileURL(join(project, "wasm/elements", path)).href);
const { applyUpdates, isTarget, valueAt } = await part("shared/target_path.js");
const { CaseValues, engineValue, isManual } = await part("field/case_values.js");
const { draftOf, kindOf, valueOf } = await part("field/draft.js");
const { formText, readState, stateText } = await part("field/form_value.js");
const { findField, labelOf, targetsOf, triggersOf } = await part("field/field_config.js");

test("updates go into a copy of case data", () => {
  const data = Object.freeze({ company: Object.freeze({ name: "A" }), list: [1] });
  const after = applyUpdates(data, { "company.city": "Gent", "data.score": 1, "list.a": 2, "x.y.z": null });
  assert.deepEqual(after, {
    company: { name: "A", city: "Gent" },
    score: 1,
    list: { a: 2 },
    x: { y: { z: null } },
  });
  assert.deepEqual(applyUpdates(null, undefined), {});
  for (const target of ["__proto__.a", "constructor.prototype.a", "a.prototype", "", "a..b", "a."]) {
    assert.throws(() => applyUpdates({}, { [target]: 1 }), TypeError);
    assert.equal(isTarget(target), false);
  }
  assert.equal({}.a, undefined);
});

test("a value is found where it is written, and nothing that is inherited", () => {
  assert.equal(valueAt({ a: { b: 0 } }, "data.a.b"), 0);
  assert.equal(valueAt({ data: 1 }, "data"), 1);
  assert.equal(valueAt({}, "toString"), undefined);
  assert.equal(valueAt({ a: "text" }, "a.length"), undefined);
});

test("the page's data wins over what the element wrote, where the page changed it", () => {
  const values = new CaseValues();
  values.take({ a: 1 });
  values.write({ a: 2, b: 2 });
  values.take({ a: 1, other: true });
  assert.deepEqual(values.data, { a: 2, b: 2, other: true });
  values.take({ a: 3, other: true });
  assert.deepEqual(values.data, { a: 3, b: 2, other: true });
  values.take(null);
  assert.deepEqual(values.data, { b: 2 });
});

test("a value is a person's if the engine did not write it last", () => {
  const none = new Set();
  const outcome = { updates: { a: 1, big: 2n ** 60n }, report: [{ target: "c", status: "kept_manual" }] };
  assert.equal(isManual(outcome, "a", 1, none), false);
  assert.equal(isManual(outcome, "a", 2, none), true);
  assert.equal(isManual(outcome, "a", "", none), false); // empty: nobody's
  assert.equal(isManual(outcome, "big", 2n ** 60n, none), false);
  assert.equal(isManual(outcome, "b", 2, none), false); // of before the field
  assert.equal(isManual(outcome, "b", 2, new Set(["b"])), true);
  assert.equal(isManual(outcome, "c", 2, none), true);
  assert.equal(isManual(null, "a", 2, none), false);
  const failed = { updates: {}, last_written: { a: 1 } };
  assert.equal(isManual(failed, "a", 2, none), true);
});

test("the way back to the engine's value", () => {
  assert.deepEqual(engineValue({ updates: { a: 1 } }, "a"), { value: 1, callAgain: false });
  assert.deepEqual(engineValue({ updates: {} }, "a"), { value: null, callAgain: true });
  assert.deepEqual(engineValue(null, "a"), { value: null, callAgain: true });
  const kept = { updates: {}, last_written: { a: 1 }, report: [{ target: "a", status: "kept_manual" }] };
  assert.deepEqual(engineValue(kept, "a"), { value: 1, callAgain: true });
});

test("drafts are what a person types, and back", () => {
  const cases = [
    ["integer", 720, "en", "720"],
    ["number", 1.5, "de", "1,5"],
    [undefined, 2n ** 60n, "en", "1152921504606846976"],
    ["boolean", true, "en", "true"],
    ["date", "2026-01-15", "en", "2026-01-15"],
    ["string", "text", "en", "text"],
    ["string", "two\nlines", "en", "two\nlines"],
    ["object", { a: [1] }, "en", '{\n  "a": [\n    1\n  ]\n}'],
    ["array", [2n ** 60n], "en", "[1152921504606846976]"],
    ["datetime", "2026-01-15T12:30:00.000Z", "en", undefined],
  ];
  for (const [type, value, language, expected] of cases) {
    const kind = kindOf(type, value);
    const draft = draftOf(kind, value, language);
    if (expected !== undefined) assert.equal(draft, expected);
    assert.deepEqual(valueOf(kind, type, draft, language), { value });
  }
});

test("what is no value of its kind has a reason", () => {
  for (const text of ["abc", "1.2.3", "0x10", "1e", "--1", "01", "Infinity"]) {
    assert.deepEqual(valueOf("number", "number", text, "en"), { problem: "field.invalid_number" });
  }
  assert.deepEqual(valueOf("number", "integer", "1.5", "en"), { problem: "field.invalid_integer" });
  assert.deepEqual(valueOf("json", "object", "{", "en"), { problem: "field.invalid_json" });
  assert.deepEqual(valueOf("json", "array", "{}", "en"), { problem: "field.invalid_list" });
  for (const kind of ["number", "json", "line", "date", "boolean"]) {
    assert.deepEqual(valueOf(kind, undefined, "  ", "en"), { value: null });
  }
});

test("a form sends text", () => {
  const cases = [[null, null], [undefined, null], ["", null], [{}, null], [[], null], [0, "0"], [false, "false"]];
  for (const [value, text] of cases) assert.equal(formText(value), text);
  assert.equal(formText({ a: 2n ** 60n }), '{"a":1152921504606846976}');
});

test("a form's state comes back, unless it is no state or too long to keep", () => {
  const state = { outcome: { status: "ok" }, written: { a: 2n ** 60n }, overridden: new Set(["a"]) };
  assert.deepEqual(readState(stateText(state)), state);
  assert.equal(readState("{"), null);
  assert.equal(readState('"text"')?.outcome, undefined);
  assert.equal(stateText({ ...state, written: { a: "x".repeat(200_001) } }), null);
});

test("a field is found in what pages have", () => {
  const field = { key: "a", name: "A" };
  for (const config of [field, [field], { fields: [field] }, JSON.stringify([field])]) {
    assert.deepEqual(findField(config), field);
    assert.deepEqual(findField(config, "a"), field);
    assert.equal(findField(config, "b"), null);
  }
  for (const config of [null, "", "{", 7, [], { fields: 1 }, [null]]) assert.equal(findField(config), null);
  assert.deepEqual(triggersOf({}), ["on_create"]);
  assert.deepEqual(triggersOf({ trigger: ["manual"] }), ["manual"]);
  const response_mapping = { "data.a.b": "x", c: { path: "y", type: "date" }, "__proto__.x": "z" };
  assert.deepEqual(targetsOf({ api_config: { response_mapping } }), [
    { target: "a.b", type: undefined },
    { target: "c", type: "date" },
  ]);
  assert.deepEqual(targetsOf({ api_config: { response_mapping: "x" } }), []);
  assert.equal(labelOf("data.company.vat_number", {}), "Vat number");
  assert.equal(labelOf("data.company.vat_number", { "company.vat_number": "VAT" }), "VAT");
  assert.equal(labelOf("data.toString", {}), "ToString"); // not what every object has
});
