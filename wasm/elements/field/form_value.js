// The field as a control of a form: its text, and what a browser keeps to bring it back.

import { parseJson, toJson } from "../../js/json.js";

/** What a form sends: scalars as text, lists and objects as JSON, null for nothing. */
export function formText(value) {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value !== "object") return String(value);
  return Object.keys(value).length === 0 ? null : toJson(value);
}

// Browsers keep this for every page of the history.
const state_characters_max = 200_000;

/** @param {{outcome: object | null, written: object, overridden: Set<string>}} state */
export function stateText({ outcome, written, overridden }) {
  const text = toJson({ outcome, written, overridden: [...overridden] });
  return text.length <= state_characters_max ? text : null;
}

/** @returns {{outcome: object | null, written: object, overridden: Set<string>} | null} */
export function readState(text) {
  try {
    const { outcome, written, overridden } = parseJson(text, "bigint");
    return { outcome, written: { ...written }, overridden: new Set(overridden) };
  } catch {
    return null;
  }
}
