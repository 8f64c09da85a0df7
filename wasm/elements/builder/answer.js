// A recorded answer: what curl -i prints, {"status", "headers", "body"}, or the body alone.

import { memberOf, nodeAt, readTree } from "./json_tree.js";

const json_space = /^\s*$/;

/**
 * @param {string} text as it was pasted or recorded
 * @returns {{root: object, text: string} | null} the body's tree and the text its offsets are of
 */
export function bodyOf(text) {
  const whole = readTree(text);
  if (whole.root) {
    const isRecorded =
      whole.root.type === "object" &&
      ["number"].includes(memberOf(whole.root, "status")?.value.type) &&
      (memberOf(whole.root, "body") || memberOf(whole.root, "headers"));
    const root = isRecorded ? nodeAt(whole.root, ["body"]) : whole.root;
    return root ? { root, text } : null;
  }
  const [head, ...rest] = text.split(/\r?\n\r?\n/);
  if (!/^HTTP\/[0-9.]+ [0-9]{3}/.test(head)) return null;
  const body = rest.join("\n\n");
  const read = readTree(body);
  return read.root ? { root: read.root, text: body } : null;
}

/** An answer as a transport got it, as text that map() reads. */
export function recordOf({ status, headers, body }) {
  const text = new TextDecoder().decode(body);
  const members = { __proto__: null };
  for (const [name, value] of headers)
    members[name] = name in members ? [members[name], value].flat() : value;
  const read = readTree(text);
  const shown = read.root ? text : JSON.stringify(text);
  const part = json_space.test(text)
    ? ""
    : `,\n  "${read.root ? "body" : "text"}": ${shown.trim()}`;
  return `{\n  "status": ${status},\n  "headers": ${JSON.stringify(members)}${part}\n}`;
}
