// Paths and values of the demo page's case data.

import assert from "node:assert/strict";
import test from "node:test";
import {
  isEqual,
  stepsOf,
  valueAt,
  withoutWritten,
  withUpdates,
  withValue,
} from "../../../web-demo/src/case_data.js";

test("paths are those of mapping targets", () => {
  const paths = {
    score: ["score"],
    "company.city": ["company", "city"],
    "data.company.city": ["company", "city"],
    'company."vat-number"': ["company", "vat-number"],
    "lines[0].text": ["lines", 0, "text"],
    "a.b-c_d": ["a", "b-c_d"],
    "": null,
    "a..b": null,
    "a.": null,
    "a[x]": null,
    '"a': null,
    "a.__proto__.b": null,
    '"constructor"': null,
    "prototype[0]": null,
  };
  for (const [path, steps] of Object.entries(paths)) assert.deepEqual(stepsOf(path), steps, path);
});

test("values are read from own members only", () => {
  const data = { company: { lines: [{ text: "a" }], none: null } };
  assert.equal(valueAt(data, "company.lines[0].text"), "a");
  assert.equal(valueAt(data, "company.none"), null);
  for (const path of ["company.none.x", "toString", "company.lines[1]", "company.lines.length.x", "a..b"]) {
    assert.equal(valueAt(data, path), undefined, path);
  }
});

test("data is replaced, never changed", () => {
  const data = Object.freeze({ company: Object.freeze({ name: "A" }), other: {} });
  const changed = withUpdates(data, { "company.name": "B", "company.lines[0]": 1, "new.value": 0 });
  assert.deepEqual(changed, { company: { name: "B", lines: [1] }, other: {}, new: { value: 0 } });
  assert.deepEqual(data, { company: { name: "A" }, other: {} });
  assert.equal(changed.other, data.other);
  assert.deepEqual(withValue(data, "company.name", undefined), { company: {}, other: {} });
  assert.equal(withValue(data, "__proto__.polluted", 1), data);
  assert.equal({}.polluted, undefined);
});

test("what calls wrote is left out, what people changed since is kept", () => {
  const data = { company: { name: "A", city: "Ghent", number: "1" }, score: 720, list: [1, { a: 2 }] };
  const written = [{ "company.name": "A", "company.city": "Brussel" }, { score: 720 }, undefined, { list: [1, { a: 2 }] }];
  assert.deepEqual(withoutWritten(data, written), { company: { city: "Ghent", number: "1" } });
});

test("equal as JSON, whatever the order of members", () => {
  assert.ok(isEqual({ a: [1, null], b: { c: "" } }, { b: { c: "" }, a: [1, null] }));
  for (const [left, right] of [[1, "1"], [null, {}], [[], {}], [{ a: 1 }, { b: 1 }], [[1], [1, 2]], [{ a: 1 }, { a: 1, b: 2 }]]) {
    assert.ok(!isEqual(left, right), JSON.stringify([left, right]));
  }
});
