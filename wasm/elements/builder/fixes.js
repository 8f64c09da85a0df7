// What can be done about a diagnostic: where it stands in the text, and the change that mends it.

import { renameMember } from "./json_edit.js";
import { pathOfPointer, resolvePointer, nodeAt } from "./json_tree.js";

const encoder = new TextEncoder();
const suggestion = /^did you mean "((?:[^"\\]|\\.)*)"\?$/;
const word = /^[{+"']*[\p{L}\p{N}_.-]+/u;

// The engine counts columns in bytes of UTF-8, editors in UTF-16.
function offsetAt(text, line, column) {
  let start = 0;
  for (let number = 1; number < line; number += 1) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  let bytes = column - 1;
  let at = start;
  while (bytes > 0 && at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at));
    bytes -= encoder.encode(character).length;
    at += character.length;
  }
  return at;
}

/**
 * @param {object} diagnostic as validate() gives it
 * @param {object | undefined} root the text's tree, if it can be read
 * @returns {{from: number, to: number}} the place in the text, never empty unless the text is
 */
export function placeOf(diagnostic, text, root) {
  const { pointer, code, offset, line, column } = diagnostic;
  const found = root && resolvePointer(root, pointer);
  if (found && offset === undefined) {
    const { member, node } = found;
    if (code === "unknown_key" && member) return { from: member.keyFrom, to: member.keyTo };
    const isLarge = node.type === "object" || node.type === "array";
    return { from: node.from, to: isLarge ? node.from + 1 : node.to };
  }
  const from = line ? Math.min(offsetAt(text, line, column), text.length) : 0;
  const length = word.exec(text.slice(from, from + 200))?.[0].length ?? 1;
  const to = Math.min(
    from + length,
    found ? Math.max(found.node.to, from + 1) : text.length,
    text.length,
  );
  return to > from ? { from, to } : { from: Math.max(0, text.length - 1), to: text.length };
}

/**
 * @returns {{change: {from, to, insert}, text: string} | null} what "did you mean" would change
 */
export function fixOf(diagnostic, text, root) {
  const match = suggestion.exec(diagnostic.fix ?? "");
  const found = root && match && resolvePointer(root, diagnostic.pointer);
  if (!found) return null;
  const suggested = match[1].replace(/\\(.)/g, "$1");
  if (diagnostic.code === "unknown_key") {
    const steps = pathOfPointer(diagnostic.pointer);
    const parent = resolvePointer(
      root,
      diagnostic.pointer.slice(0, diagnostic.pointer.lastIndexOf("/")),
    );
    const isTaken = nodeAt(parent?.node, [suggested]) !== undefined;
    const index = parent?.node.members.indexOf(found.member) ?? -1;
    if (isTaken || index < 0 || steps.length === 0) return null;
    return offer(renameMember(parent.node, index, suggested), suggested);
  }
  if (found.node.type !== "string") return null;
  const { from, to } = found.node;
  if (diagnostic.code === "invalid_value") {
    return offer({ from, to, insert: JSON.stringify(suggested) }, suggested);
  }
  return offer(replaceWord(diagnostic, text, found.node, suggested), suggested);
}

// The name that stands where the diagnostic points, inside a string.
function replaceWord({ line, column }, text, node, insert) {
  const start = Math.max(offsetAt(text, line, column), node.from + 1);
  const [opening, wrong] = /^[{+=\s]*([A-Za-z0-9_-]+)?/.exec(text.slice(start, node.to - 1));
  if (!wrong) return null;
  const to = start + opening.length;
  return { from: to - wrong.length, to, insert };
}

const offer = (change, text) => (change ? { change, text } : null);
