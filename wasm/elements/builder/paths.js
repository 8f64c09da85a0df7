// Paths into case data as templates write them, and paths of an answer as mappings read them.

/** The last element that is made in an array: anybody writes an index, and each element costs. */
export const index_max = 1000;

const step = /(?:^|\.)([A-Za-z0-9_-]+)|(?:^|\.)("(?:[^"\\]|\\.)*")|\[([0-9]+)\]/y;

/** `address.lines[0]."vat-no"` as steps; null if it is no path. */
export function stepsOf(path) {
  const steps = [];
  let at = 0;
  while (at < path.length) {
    step.lastIndex = at;
    const found = step.exec(path);
    if (!found) return null;
    at = step.lastIndex;
    const [, name, quoted, index] = found;
    steps.push(index !== undefined ? Number(index) : (name ?? JSON.parse(quoted)));
  }
  return steps;
}

export function getAt(value, steps) {
  let found = value;
  for (const name of steps) {
    if (found === null || typeof found !== "object" || !Object.hasOwn(found, name))
      return undefined;
    found = found[name];
  }
  return found;
}

/**
 * A copy of `value` with `leaf` at the steps; undefined takes it away. `value` itself if a step is an
 * index above `index_max`.
 */
export function withAt(value, steps, leaf) {
  return steps.every(isIndexAllowed) ? withLeaf(value, steps, leaf) : value;
}

const isIndexAllowed = (name) => typeof name !== "number" || name <= index_max;

function withLeaf(value, steps, leaf) {
  if (steps.length === 0) return leaf;
  const [first, ...rest] = steps;
  if (typeof first === "number") {
    const items = Array.isArray(value) ? [...value] : [];
    while (items.length < first) items.push(null);
    items[first] = withLeaf(items[first], rest, leaf) ?? null;
    return items;
  }
  const members = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const copy = { __proto__: null, ...members };
  const inner = withLeaf(Object.hasOwn(copy, first) ? copy[first] : undefined, rest, leaf);
  if (inner === undefined) delete copy[first];
  else copy[first] = inner;
  return rest.length === 0 || leaf !== undefined || Object.keys(copy).length > 0
    ? { ...copy }
    : undefined;
}

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The JMESPath expression that finds one place of an answer. */
export function sourceOf(steps) {
  let text = "";
  for (const name of steps) {
    if (typeof name === "number") text += `[${name}]`;
    else text += (text ? "." : "") + (plain.test(name) ? name : JSON.stringify(name));
  }
  return text || "@";
}

// As the engine names what nothing maps: an element of an array is [] there.
export function shapeOf(steps) {
  let text = "";
  for (const name of steps) {
    if (typeof name === "number") text += "[]";
    else text += (text ? "." : "") + (plain.test(name) ? name : JSON.stringify(name));
  }
  return text;
}

const reserved = new Set(["__proto__", "constructor", "prototype"]);

/** A target for one place of an answer that no mapping has yet: its name in snake case. */
export function targetFor(steps, taken, fallback) {
  const names = steps.filter((name) => typeof name === "string");
  const word = String(names.at(-1) ?? fallback)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const base =
    !word || reserved.has(word) || /^[0-9]/.test(word) ? `value_${word}`.replace(/_$/, "") : word;
  let target = base;
  for (let number = 2; taken.has(target); number += 1) target = `${base}_${number}`;
  return target;
}
