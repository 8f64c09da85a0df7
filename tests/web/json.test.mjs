// JSON without losing digits.

import assert from "node:assert/strict";
import test from "node:test";
import { loadSource } from "./support.mjs";

const { parseJson, toJson } = await loadSource("json.js");

test("integers beyond 2^53 become BigInt or text", () => {
  const text = '{"a":9007199254740993,"b":-12345678901234567890,"c":9007199254740991}';
  assert.deepEqual(parseJson(text, "bigint"), {
    a: 9007199254740993n,
    b: -12345678901234567890n,
    c: 9007199254740991,
  });
  assert.deepEqual(parseJson(text, "text"), {
    a: "9007199254740993",
    b: "-12345678901234567890",
    c: 9007199254740991,
  });
});

test("what only looks like one is left alone", () => {
  const text =
    '{"1234567890123456789":"1234567890123456789","a":"\\"1234567890123456789","b":[1e20,' +
    "0.1234567890123456789,12345678901234567890.5,1234567890123456789e2]}";
  assert.deepEqual(parseJson(text, "bigint"), JSON.parse(text));
});

test("the mark may occur in the text", () => {
  const text = '["fieldcall-integer:1","fieldcall-integer::2",9007199254740993]';
  assert.deepEqual(parseJson(text, "bigint"), [
    "fieldcall-integer:1",
    "fieldcall-integer::2",
    9007199254740993n,
  ]);
});

test("BigInt is written as digits", () => {
  assert.equal(toJson({ a: 9007199254740993n, b: [1n] }), '{"a":9007199254740993,"b":[1]}');
  assert.equal(toJson({ a: "fieldcall-integer:5", b: 7n }), '{"a":"fieldcall-integer:5","b":7}');
  assert.equal(toJson('{"kept": 1}'), '{"kept": 1}');
});
