// What callers hand over, checked before anything is done with it: where, what, how to fix.

import { FieldcallError } from "./errors.js";

/** A value in a sentence. */
export function shown(value) {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `[${value.slice(0, 5).map(shown).join(", ")}]`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

export const invalid = (message, fix) =>
  new FieldcallError({ code: "invalid_argument", message, fix });

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isWhole = (value, min, max) => Number.isSafeInteger(value) && value >= min && value <= max;
const isArrayOf = (is) => (value) => Array.isArray(value) && value.every(is);
const has = (value, ...names) => isObject(value) && names.every((n) => typeof value[n] === "function");

// A kind of value: whether one is of it, and what it is called.
export const anything = { is: () => true, words: "a value" };
export const text = { is: isText, words: "a text" };
export const texts = { is: isArrayOf(isText), words: "an array of texts" };
export const flag = { is: (value) => typeof value === "boolean", words: "true or false" };
export const object = { is: isObject, words: "an object" };
export const callback = { is: (value) => typeof value === "function", words: "a function" };
export const zones = {
  is: callback.is,
  words: "a function (zone, instant) => seconds (a schedule's zone is in its configuration)",
};
export const whole = {
  is: (value) => isWhole(value, 0, 2 ** 32 - 1),
  words: "a whole number from 0 to 4294967295",
};
export const ports = {
  is: isArrayOf((value) => isWhole(value, 1, 65_535)),
  words: "an array of numbers from 1 to 65535",
};
export const url = { is: (value) => isText(value) || value instanceof URL, words: "a url" };
export const seed = {
  is: (value) =>
    isWhole(value, 0, Number.MAX_SAFE_INTEGER) ||
    ((typeof value === "bigint" || (isText(value) && /^\d+$/.test(value))) &&
      BigInt.asUintN(64, BigInt(value)) === BigInt(value)),
  words: "a whole number of 64 bits, as BigInt or text if it is beyond 2^53",
};
export const signal = {
  is: (value) => typeof value?.aborted === "boolean" && has(value, "addEventListener"),
  words: "an AbortSignal (the signal of an AbortController)",
};
export const transport = {
  is: (value) => has(value, "send") || has(value, "runCall"),
  words: "an object with send() or runCall(), such as relayTransport({ url })",
};
export const cache = {
  is: (value) =>
    ["memory", "none"].includes(value) || has(value, "key", "lookUp", "store", "invalidate"),
  words: '"memory", "none", or a store such as indexedDbCache()',
};
export const oneOf = (...values) => ({
  is: (value) => values.includes(value),
  words: values.map((value) => JSON.stringify(value)).join(" or "),
});

/** Throws unless the value is of the kind. */
export function check(name, value, kind) {
  if (!kind.is(value)) throw invalid(`${name} must be ${kind.words}, not ${shown(value)}`);
}

/**
 * An object of options without what is undefined or null in it; none is an empty one. Throws for
 * unknown names and values of another kind.
 * @param {string} what it is called
 * @param {unknown} given
 * @param {Record<string, {is: (value: unknown) => boolean, words: string}>} kinds by name
 */
export function checked(what, given, kinds) {
  if (given === undefined || given === null) return {};
  const isFunction = what.endsWith("()");
  check(isFunction ? `what ${what} takes` : what, given, object);
  const result = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(kinds, name)) {
      const names = Object.keys(kinds).join(", ");
      throw new FieldcallError({
        code: "unknown_option",
        message: `${what} has no "${name}"`,
        fix: `it has ${names}`,
      });
    }
    if (value === null) continue;
    check(isFunction ? `${name} of ${what}` : `${what}.${name}`, value, kinds[name]);
    result[name] = value;
  }
  return result;
}
