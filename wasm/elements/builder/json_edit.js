// Changes to one place of a JSON text that leave every other byte as it was. Each function returns
// a change {from, to, insert} in the way editors take them, or null if there is nothing to do.

import { memberOf, nodeAt } from "./json_tree.js";

/** The step by which this text is indented; two blanks if nothing tells. */
export function indentOf(text) {
  const found = /\n([ \t]+)\S/.exec(text);
  return found ? found[1] : "  ";
}

const isLaidOut = (text, node) => text.slice(node.from, node.to).includes("\n");
const elementsOf = (node) => node.items ?? node.members;

// White space in front of the line that `offset` stands in.
function marginAt(text, offset) {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))[0];
}

/** JSON text of a value, laid out for its place. A text in `raw` is JSON already. */
export function print(value, indent, margin) {
  const json =
    value !== null && typeof value === "object" && "raw" in value
      ? value.raw
      : JSON.stringify(value, null, indent);
  return json.replaceAll("\n", `\n${margin}`);
}

/** Replaces what stands at `path`. */
function replace(text, node, value) {
  const insert = print(value, indentOf(text), marginAt(text, node.from));
  return insert === text.slice(node.from, node.to)
    ? null
    : { from: node.from, to: node.to, insert };
}

// Where a new key goes: behind the last present key that stands before it in `order`.
function placeFor(members, key, order) {
  const rank = order.indexOf(key);
  if (rank < 0) return members.length;
  const after = members.findLastIndex((member) => {
    const other = order.indexOf(member.key);
    return other >= 0 && other < rank;
  });
  return after >= 0 ? after + 1 : members.length;
}

function insertMember(text, object, key, value, order) {
  const { members } = object;
  const indent = indentOf(text);
  const multiline =
    members.length === 0 ? object.from === 0 || text.includes("\n") : isLaidOut(text, object);
  const outer = marginAt(text, object.from);
  const margin =
    members.length > 0 && multiline ? marginAt(text, members[0].keyFrom) : outer + indent;
  const member = `${JSON.stringify(key)}: ${print(value, indent, multiline ? margin : outer)}`;
  const place = placeFor(members, key, order);
  if (members.length === 0) {
    const insert = multiline ? `{\n${margin}${member}\n${outer}}` : `{ ${member} }`;
    return { from: object.from, to: object.to, insert };
  }
  if (place === 0) {
    const at = members[0].keyFrom;
    return { from: at, to: at, insert: multiline ? `${member},\n${margin}` : `${member}, ` };
  }
  const at = members[place - 1].value.to;
  return { from: at, to: at, insert: multiline ? `,\n${margin}${member}` : `, ${member}` };
}

/**
 * Sets the member or element at `path`; objects on the way that are missing are made.
 * @param {(path: (string | number)[]) => string[]} orderOf an object's keys in their usual order
 */
export function setAt(text, root, path, value, orderOf = () => []) {
  const present = nodeAt(root, path);
  if (present) return replace(text, present, value);
  let depth = path.length - 1;
  let parent = nodeAt(root, path.slice(0, depth));
  let wrapped = value;
  while (!parent && depth > 0) {
    wrapped = { [path[depth]]: wrapped };
    depth -= 1;
    parent = nodeAt(root, path.slice(0, depth));
  }
  const rest = wrapped === value ? value : unwrapRaw(wrapped);
  if (parent?.type === "object") {
    return insertMember(text, parent, path[depth], rest, orderOf(path.slice(0, depth)));
  }
  if (parent?.type === "array") return appendItem(text, parent, path[depth], rest);
  return parent ? replace(text, parent, { [path[depth]]: rest }) : null;
}

// Only behind the last element: nothing is made up to stand before it.
function appendItem(text, array, index, value) {
  if (index !== array.items.length) return null;
  if (index === 0) return replace(text, array, [value]);
  const { from, to } = array.items.at(-1);
  const isLaidOut = text.slice(array.from, from).includes("\n");
  const margin = marginAt(text, from);
  const item = print(value, indentOf(text), margin);
  return { from: to, to, insert: isLaidOut ? `,\n${margin}${item}` : `, ${item}` };
}

// {a: {raw}} cannot be printed as it is: only a value itself may be raw.
function unwrapRaw(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  if ("raw" in value) return JSON.parse(value.raw);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapRaw(inner)]));
}

/** Removes the member with the key `path` ends in. */
export function removeAt(text, root, path) {
  const parent = nodeAt(root, path.slice(0, -1));
  const member = memberOf(parent, String(path.at(-1)));
  return member ? removeElement(parent, parent.members.indexOf(member)) : null;
}

/** Removes the element with this index of an object or array. */
export function removeElement(parent, index) {
  const spans = elementsOf(parent).map((element) => ({
    from: element.keyFrom ?? element.from,
    to: element.value?.to ?? element.to,
  }));
  if (!spans[index]) return null;
  if (spans.length === 1) {
    return { from: parent.from, to: parent.to, insert: parent.type === "array" ? "[]" : "{}" };
  }
  if (index > 0) return { from: spans[index - 1].to, to: spans[index].to, insert: "" };
  return { from: spans[0].from, to: spans[1].from, insert: "" };
}

/** Gives the member with this index of the object another key. */
export function renameMember(object, index, key) {
  const member = object.members[index];
  if (!member || member.key === key) return null;
  return { from: member.keyFrom, to: member.keyTo, insert: JSON.stringify(key) };
}

export const apply = (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to);
