// Case data as the element sees it: the page's, with what this element wrote since on top. A page
// that hands updates back in `data` and one that does not both show the same.

import { applyUpdates, isTarget, valueAt } from "../shared/target_path.js";
import { toJson } from "../../js/json.js";

/** Equal as JSON; undefined is equal to null, as it is for the engine. */
export const sameValue = (left, right) =>
  Object.is(left, right) || toJson([left ?? null]) === toJson([right ?? null]);

export const isEmpty = (value) => value === null || value === undefined || value === "";

export class CaseValues {
  #page = {};
  #written = {}; // target -> value
  #merged = null;

  /** The page's data, with the element's own writes. */
  get data() {
    this.#merged ??= applyUpdates(this.#page, this.#written);
    return this.#merged;
  }

  at(target) {
    return valueAt(this.data, target);
  }

  /** What this element wrote and the page has not handed back. */
  get written() {
    return this.#written;
  }

  /** Data from the page. Where it changed, the page knows better than what was written here. */
  take(data) {
    const page = typeof data === "object" && data !== null ? data : {};
    const kept = Object.entries(this.#written).filter(([target]) =>
      sameValue(valueAt(page, target), valueAt(this.#page, target)),
    );
    this.#written = Object.fromEntries(kept);
    this.#page = page;
    this.#merged = null;
  }

  /** Of a stored outcome nobody knows who wrote it: what is no place in case data is left out. */
  write(updates) {
    const places = Object.entries(updates).filter(([target]) => isTarget(target));
    this.#written = { ...this.#written, ...Object.fromEntries(places) };
    this.#merged = null;
  }
}

/** What the engine wrote last, as it protects people's values by it. */
export const lastWritten = (outcome) => outcome?.last_written ?? outcome?.updates ?? {};

const keptManual = (outcome, target) =>
  (outcome?.report ?? []).some((line) => line.target === target && line.status === "kept_manual");

/** Whether the value at a target is a person's: not what the engine wrote last. */
export function isManual(outcome, target, value, overridden) {
  if (isEmpty(value)) return false;
  if (overridden.has(target) || keptManual(outcome, target)) {
    return !sameValue(value, lastWritten(outcome)[target]);
  }
  const written = lastWritten(outcome);
  return Object.hasOwn(written, target) && !sameValue(value, written[target]);
}

/**
 * How to go back to the engine's value at a target. Of a value that it did not write the engine
 * tells only kept_manual: then the call has to be made again.
 * @returns {{value: unknown, callAgain: boolean}}
 */
export function engineValue(outcome, target) {
  const written = lastWritten(outcome);
  const known = Object.hasOwn(written, target) && !isEmpty(written[target]);
  return {
    value: known ? written[target] : null,
    callAgain: !known || keptManual(outcome, target),
  };
}
