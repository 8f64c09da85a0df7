// What the templates of a field read: the inputs a person fills in to see its request.

import { nodeAt, valueOf } from "./json_tree.js";

const name = '[A-Za-z0-9_-]+|"(?:[^"\\\\]|\\\\.)*"';
const placeholder = new RegExp(
  `\\{\\+?([A-Za-z_][A-Za-z0-9_-]*)((?:\\.(?:${name})|\\[[0-9]+\\])*)\\s*(\\?)?`,
  "g",
);
const read_from = ["url", "params", "headers", "auth", "body"];

function* textsOf(value) {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object") {
    for (const inner of Object.values(value)) yield* textsOf(inner);
  }
}

/**
 * @param {object} field the field's node
 * @param {object | null} inventory of this field: knows what expressions read
 * @returns {{root: string, path: string, isOptional: boolean}[]} in the order of the templates
 */
export function referencesOf(field, inventory) {
  const found = new Map();
  const add = (root, path, isOptional) => {
    const key = `${root}.${path}`;
    const before = found.get(key);
    found.set(key, { root, path, isOptional: isOptional && (before?.isOptional ?? true) });
  };
  const known = new Set(["data", "secret"]);
  const calls = inventory?.calls ?? [];
  // What `call` holds comes from the engine.
  const inputs = calls
    .flatMap(({ inputs: all }) => all)
    .filter((input) => rootOf(input) !== "call");
  for (const input of inputs) known.add(rootOf(input));
  for (const part of read_from) {
    for (const text of textsOf(valueOf(nodeAt(field, ["api_config", part])))) {
      for (const [, root, path, optional] of text.matchAll(placeholder)) {
        if (!known.has(root)) continue;
        add(root, path.replace(/^\./, ""), optional === "?");
      }
    }
  }
  for (const { path } of calls.flatMap(({ sends }) => sends)) {
    if (path && !hasPathWithin(found, "data", path)) add("data", path, false);
  }
  for (const input of inputs) {
    const path = input.slice(rootOf(input).length).replace(/^\./, "");
    if (!hasPathWithin(found, rootOf(input), path)) add(rootOf(input), path, false);
  }
  for (const secret of calls.flatMap(({ secrets }) => secrets)) add("secret", secret, false);
  return [...found.values()];
}

const rootOf = (input) => /^[^.[]+/.exec(input)[0];

function hasPathWithin(found, root, path) {
  return [...found.values()].some(
    (other) =>
      other.root === root &&
      (other.path === path ||
        other.path.startsWith(`${path}.`) ||
        other.path.startsWith(`${path}[`)),
  );
}
