// Where in a configuration a position of the editor is. Reads the editor's own tree, because that
// one stands also while the text is no JSON.

import { syntaxTree } from "@codemirror/language";

const text = (state, { from, to }) => state.sliceDoc(from, to);

function nameOf(state, node) {
  try {
    return JSON.parse(text(state, node));
  } catch {
    return text(state, node).replace(/^"|"$/g, "");
  }
}

function indexIn(array, node) {
  let index = 0;
  for (let child = array.firstChild; child && child.from < node.from; child = child.nextSibling) {
    if (!["[", "]", ",", "\u26a0"].includes(child.name)) index += 1;
  }
  return index;
}

/** Names and indexes that lead to a node. */
export function pathTo(state, node) {
  const path = [];
  for (let inner = node; inner?.parent; inner = inner.parent) {
    const { parent } = inner;
    if (parent.name === "Property" && inner.name !== "PropertyName")
      path.unshift(nameOf(state, parent.firstChild));
    else if (parent.name === "Array") path.unshift(indexIn(parent, inner));
  }
  return path;
}

/**
 * @returns {{kind: "key" | "value" | "none", path: (string|number)[], node: object}} `path` leads to
 *   the object of a key, or to the value itself
 */
export function placeAt(state, at) {
  const node = syntaxTree(state).resolveInner(at, -1);
  if (node.name === "PropertyName") return { kind: "key", path: pathTo(state, node.parent), node };
  if (node.name === "Property")
    return { kind: "value", path: [...pathTo(state, node), nameOf(state, node.firstChild)], node };
  if (node.name === "Object") {
    const isIn = at > node.from;
    return { kind: isIn ? "key" : "none", path: pathTo(state, node), node };
  }
  if (node.name === "\u26a0" && node.parent?.name === "Object") {
    return { kind: "key", path: pathTo(state, node.parent), node: node.parent };
  }
  if (node.name === "\u26a0" && node.parent?.name === "Property") {
    return {
      kind: "value",
      path: [...pathTo(state, node.parent), nameOf(state, node.parent.firstChild)],
      node: node.parent,
    };
  }
  return { kind: "value", path: pathTo(state, node), node };
}
