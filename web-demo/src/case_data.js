// Case data as the page keeps it: plain JSON values, replaced and never changed in place, so that an
// element sees a new object when something is new. Paths are those of mapping targets.

const refused = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The steps of a path such as `company.city`, `data.lines[0]` or `company."vat-number"`.
 * @returns {(string | number)[] | null} null: no path, or one that reaches out of the data
 */
export function stepsOf(path) {
  const text = path.startsWith("data.") ? path.slice(5) : path;
  const step = /(?:^|\.)(?:([^.[\]"]+)|("(?:[^"\\]|\\.)*"))|\[(\d{1,6})\]/y;
  const steps = [];
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) return null;
    const [, name, quoted, index] = found;
    const value = name ?? (quoted === undefined ? Number(index) : unquoted(quoted));
    if (value === null || refused.has(value)) return null;
    steps.push(value);
  }
  return steps.length > 0 ? steps : null;
}

function unquoted(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The value at a path; undefined if there is none. */
export function valueAt(data, path) {
  let value = data;
  for (const step of stepsOf(path) ?? [null]) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** The data with a value at a path; undefined takes what is there away. */
export function withValue(data, path, value) {
  const steps = stepsOf(path);
  return steps === null ? data : placed(data, steps, value);
}

function placed(container, [step, ...rest], value) {
  const copy = copyFor(container, step);
  const next = rest.length > 0 ? placed(copy[step], rest, value) : value;
  if (next !== undefined) copy[step] = next;
  else if (!Array.isArray(copy)) delete copy[step];
  return copy;
}

function copyFor(container, step) {
  if (Array.isArray(container)) return [...container];
  if (container !== null && typeof container === "object") return { ...container };
  return typeof step === "number" ? [] : {};
}

/** The data with an outcome's updates in it. */
export function withUpdates(data, updates) {
  return Object.entries(updates).reduce((now, [path, value]) => withValue(now, path, value), data);
}

/**
 * What people put into the case: the data without the values that calls wrote and nobody changed.
 * Handed on with those in it, the next calls would take them for a person's and leave them alone.
 * @param {object} data
 * @param {Record<string, unknown>[]} written target -> value, of each field's last outcome
 */
export function withoutWritten(data, written) {
  let own = data;
  for (const targets of written) {
    for (const [path, value] of Object.entries(targets ?? {})) {
      if (isEqual(valueAt(own, path), value)) own = withValue(own, path, undefined);
    }
  }
  return own;
}

/** Whether two JSON values are equal; members in any order. */
export function isEqual(left, right) {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== "object" || typeof right !== "object") {
    return false;
  }
  const names = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]))
  );
}
