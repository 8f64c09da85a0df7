// Links with the demo page's state: what they hold, and what hostile ones come to.

import assert from "node:assert/strict";
import test from "node:test";
import { shareAddress, takeFragment } from "../../../web-demo/src/address.js";
import {
  decodeShare,
  encodeShare,
  share_chars_max,
  share_depth_max,
} from "../../../web-demo/src/share_link.js";

const places = ["vat_check", "iban_check"];
const state = {
  data: { company: { name: "Zo\u00eb & \ud83c\udf7a" } },
  configs: { iban_check: { key: "iban", name: "IBAN" } },
  chosen: "vat_check",
};
const packed = (value) => `1.${Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;
const refusal = (work) => {
  try {
    work();
  } catch (error) {
    return error.code;
  }
  return null;
};

test("a link gives back what was put into it", () => {
  const share = encodeShare(state);
  assert.match(share, /^1\.[A-Za-z0-9_-]+$/);
  assert.deepEqual(decodeShare(share, places), state);
});

test("nothing but the state is put into a link", () => {
  const share = encodeShare({ ...state, token: "the-token", secrets: { a: "hidden" } });
  assert.deepEqual(Object.keys(decodeShare(share, places)), ["data", "configs", "chosen"]);
  assert.doesNotMatch(Buffer.from(share.slice(2), "base64url").toString(), /the-token|hidden/);
});

test("a state that holds the token is refused, however it is written", () => {
  for (const token of ["abc123", 'a"b\\c']) {
    const with_token = { ...state, data: { note: `my ${token}` } };
    assert.equal(refusal(() => encodeShare(with_token, { forbidden: [token] })), "holds_token");
    assert.equal(refusal(() => encodeShare(state, { forbidden: [token, null, ""] })), null);
  }
});

test("links are bounded both ways", () => {
  const large = { ...state, data: { text: "x".repeat(share_chars_max) } };
  assert.equal(refusal(() => encodeShare(large)), "too_long");
  assert.equal(refusal(() => decodeShare(packed(large), places)), "too_long");
});

const nested = (depth) => "[".repeat(depth) + "]".repeat(depth);
const hostile = {
  "another version": ["2.e30", "unknown_version"],
  nothing: ["", "unknown_version"],
  "no base64url": ["1.{}", "unreadable"],
  "half a character": ["1.e", "unreadable"],
  "no UTF-8": [`1.${Buffer.from([0x22, 0xff, 0x22]).toString("base64url")}`, "unreadable"],
  "no JSON": [packed("{"), "unreadable"],
  "no object": [packed([]), "unreadable"],
  null: [packed("null"), "unreadable"],
  "no data": [packed({ configs: {}, chosen: "vat_check" }), "unreadable"],
  "data that is a list": [packed({ ...state, data: [] }), "unreadable"],
  "a configuration that is text": [packed({ ...state, configs: { vat_check: "{}" } }), "unreadable"],
  "a place that is not there": [packed({ ...state, configs: { other: {} } }), "unreadable"],
  "an inherited name as place": [packed({ ...state, chosen: "toString" }), "unreadable"],
  "a prototype": [packed('{"data":{"__proto__":{"a":1}},"configs":{},"chosen":"vat_check"}'), "unreadable"],
  "a deep prototype": [packed('{"data":{"a":[{"constructor":1}]},"configs":{},"chosen":"vat_check"}'), "unreadable"],
  "values too deep": [packed(`{"data":{"a":${nested(share_depth_max)}},"configs":{},"chosen":"vat_check"}`), "unreadable"],
  "nothing but brackets": [packed(`{"data":{"a":${nested(8000)}},"configs":{},"chosen":"vat_check"}`), "unreadable"],
};

for (const [name, [share, code]] of Object.entries(hostile)) {
  test(`refused: ${name}`, () => assert.equal(refusal(() => decodeShare(share, places)), code));
}

test("values as deep as allowed are read", () => {
  const text = `{"data":{"a":${nested(share_depth_max - 2)}},"configs":{},"chosen":"vat_check"}`;
  assert.equal(refusal(() => decodeShare(packed(text), places)), null);
});

const at = (hash) => {
  const replaced = [];
  const location = { hash, origin: "http://h", pathname: "/demo/", search: "?a=1" };
  const taken = takeFragment({ location, history: { replaceState: (...args) => replaced.push(args[2]) } });
  return { ...taken, replaced };
};

test("the token is taken out of the address, the share stays", () => {
  assert.deepEqual(at("#token=T0ken-._~"), { token: "T0ken-._~", share: null, replaced: ["/demo/?a=1"] });
  assert.deepEqual(at("#share=1.ab&token=t"), { token: "t", share: "1.ab", replaced: ["/demo/?a=1#share=1.ab"] });
  assert.deepEqual(at("#share=1.ab"), { token: null, share: "1.ab", replaced: [] });
  assert.deepEqual(at(""), { token: null, share: null, replaced: [] });
});

test("what is no token is no token, and is taken out as well", () => {
  for (const token of ["", "a b", "a%0d%0ab\n", "x".repeat(513)]) {
    assert.deepEqual(at(`#token=${token}`), { token: null, share: null, replaced: token === "" ? ["/demo/?a=1"] : ["/demo/?a=1"] });
  }
});

test("the address of a link", () => {
  const location = { origin: "http://h", pathname: "/demo/", search: "", hash: "#token=t" };
  assert.equal(shareAddress("1.ab", location), "http://h/demo/#share=1.ab");
});
