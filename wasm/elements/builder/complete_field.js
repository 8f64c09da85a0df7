// A field that is still being described, made whole for its preview: the request does not depend on
// what the field is called or on what becomes of the answer.

import { apply, setAt } from "./json_edit.js";
import { nodeAt, readTree } from "./json_tree.js";

const key = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;
const whole_answer = { answer: "@" };

const needed = [
  [["key"], (node) => node?.type === "string" && key.test(node.value), "field"],
  [["name"], (node) => node?.type === "string", "Field"],
  [["api_config", "response_mapping"], (node) => node && node.members?.length !== 0, whole_answer],
];

/** @returns {{text: string, hasMapping: boolean}} the field's JSON with what its preview needs */
export function completeField(text) {
  let whole = text;
  let hasMapping = true;
  for (const [path, isThere, value] of needed) {
    const { root } = readTree(whole);
    if (root?.type !== "object" || isThere(nodeAt(root, path))) continue;
    const change = setAt(whole, root, path, value);
    if (change) whole = apply(whole, change);
    if (value === whole_answer) hasMapping = false;
  }
  return { text: whole, hasMapping };
}
