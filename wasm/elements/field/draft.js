// What a person types in place of a value, and the value it stands for.

import { parseJson, toJson } from "../../js/json.js";

/** How a value is typed: "boolean", "number", "date", "datetime", "json", "text" or "line". */
export function kindOf(type, value) {
  if (type === "boolean" || typeof value === "boolean") return "boolean";
  if (type === "number" || type === "integer") return "number";
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (type === "date" || type === "datetime") return type;
  if (type === "object" || type === "array") return "json";
  if (typeof value === "object" && value !== null) return "json";
  return typeof value === "string" && (value.includes("\n") || value.length > 60) ? "text" : "line";
}

/** The text that a person starts from. */
export function draftOf(kind, value, formatLanguage) {
  if (value === null || value === undefined) return "";
  if (kind === "number") return String(value).replace(".", decimalMark(formatLanguage));
  if (kind === "date") return String(value).slice(0, 10);
  if (kind === "datetime") return localTime(value);
  if (kind === "json") return jsonDraft(value);
  return String(value);
}

function jsonDraft(value) {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return toJson(value); // an integer beyond 2^53
  }
}

// What <input type="datetime-local"> reads: local, to the minute.
function localTime(value) {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return "";
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

const decimalMark = (language) =>
  new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === "decimal").value;

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * @returns {{value: unknown} | {problem: string}} the value, null for nothing; a key of the texts
 */
export function valueOf(kind, type, draft, formatLanguage) {
  const text = draft.trim();
  if (text === "") return { value: null };
  if (kind === "boolean") return { value: text === "true" };
  if (kind === "number") return numberOf(type, text, formatLanguage);
  if (kind === "datetime") return { value: new Date(text).toISOString() };
  if (kind === "json") return jsonOf(type, text);
  return { value: kind === "date" ? text : draft };
}

function numberOf(type, text, formatLanguage) {
  const plain = text.replace(decimalMark(formatLanguage), ".").replace(/^\+/, "");
  if (!number.test(plain)) return { problem: "field.invalid_number" };
  if (/^-?\d+$/.test(plain)) {
    const value = Number(plain);
    return { value: Number.isSafeInteger(value) ? value : BigInt(plain) };
  }
  if (type === "integer") return { problem: "field.invalid_integer" };
  return { value: Number(plain) };
}

function jsonOf(type, text) {
  try {
    const value = parseJson(text, "bigint");
    if (type === "array" && !Array.isArray(value)) return { problem: "field.invalid_list" };
    return { value };
  } catch {
    return { problem: "field.invalid_json" };
  }
}
