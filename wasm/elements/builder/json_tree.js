// JSON text as a tree that remembers where everything stands, so that one value can be changed
// without touching the rest of the text. RFC 8259; nested at most 64 deep, as the engine reads it.
//
// A node: {type, from, to} and
//   object  members: [{key, keyFrom, keyTo, value}]
//   array   items: [node]
//   string  value; number value (JavaScript's, for display) and raw (its digits); boolean and null value

const depth_max = 64;
const literals = { true: true, false: false, null: null };
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const space = /[ \t\r\n]*/y;

class Reader {
  constructor(text) {
    this.text = text;
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }

  skip() {
    this.match(space);
  }

  fail() {
    throw { offset: this.at };
  }

  expect(character) {
    if (this.text[this.at] !== character) this.fail();
    this.at += 1;
  }

  value(depth) {
    if (depth > depth_max) this.fail();
    const from = this.at;
    const first = this.text[from];
    if (first === "{") return this.object(from, depth);
    if (first === "[") return this.array(from, depth);
    if (first === '"') return { type: "string", from, value: this.string(), to: this.at };
    const raw = this.match(number);
    if (raw !== null) return { type: "number", from, to: this.at, raw, value: Number(raw) };
    for (const [word, value] of Object.entries(literals)) {
      if (!this.text.startsWith(word, from)) continue;
      this.at += word.length;
      return { type: value === null ? "null" : "boolean", from, to: this.at, value };
    }
    return this.fail();
  }

  string() {
    const raw = this.match(string);
    return raw === null ? this.fail() : JSON.parse(raw);
  }

  object(from, depth) {
    const members = [];
    this.list("}", () => {
      const keyFrom = this.at;
      const key = this.string();
      const keyTo = this.at;
      this.skip();
      this.expect(":");
      this.skip();
      members.push({ key, keyFrom, keyTo, value: this.value(depth + 1) });
    });
    return { type: "object", from, to: this.at, members };
  }

  array(from, depth) {
    const items = [];
    this.list("]", () => items.push(this.value(depth + 1)));
    return { type: "array", from, to: this.at, items };
  }

  list(end, element) {
    this.at += 1;
    this.skip();
    while (this.text[this.at] !== end) {
      element();
      this.skip();
      if (this.text[this.at] === end) break;
      this.expect(",");
      this.skip();
      if (this.text[this.at] === end) this.fail();
    }
    this.at += 1;
  }
}

/** @returns {{root: object} | {offset: number}} the tree, or where the text stops being JSON */
export function readTree(text) {
  const reader = new Reader(text);
  try {
    reader.skip();
    const root = reader.value(1);
    reader.skip();
    return reader.at === text.length ? { root } : { offset: reader.at };
  } catch (problem) {
    if (problem instanceof Error) throw problem;
    return problem;
  }
}

/** The last member with this key counts, as for the engine. */
export function memberOf(node, key) {
  if (node?.type !== "object") return undefined;
  return node.members.findLast((member) => member.key === key);
}

/** @param {(string | number)[]} path */
export function nodeAt(root, path) {
  let node = root;
  for (const step of path) {
    node =
      typeof step === "number" && node?.type === "array"
        ? node.items[step]
        : memberOf(node, String(step))?.value;
    if (!node) return undefined;
  }
  return node;
}

/** A node as JavaScript has it: for display and decisions, never to be written back. */
export function valueOf(node) {
  if (!node) return undefined;
  if (node.type === "array") return node.items.map(valueOf);
  if (node.type !== "object") return node.value;
  return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOf(value)]));
}

/** The text of a node, laid out anew with its digits and escapes as they were. */
export function layOut(text, node, indent = "  ", margin = "") {
  const inner = margin + indent;
  const rows = (open, close, parts) =>
    parts.length === 0
      ? open + close
      : `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${margin}${close}`;
  if (node.type === "array") {
    return rows(
      "[",
      "]",
      node.items.map((item) => layOut(text, item, indent, inner)),
    );
  }
  if (node.type !== "object") return text.slice(node.from, node.to);
  const members = node.members.map(
    ({ keyFrom, keyTo, value }) =>
      `${text.slice(keyFrom, keyTo)}: ${layOut(text, value, indent, inner)}`,
  );
  return rows("{", "}", members);
}

const unescapeStep = (step) => step.replaceAll("~1", "/").replaceAll("~0", "~");
const escapeStep = (step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1");

/** RFC 6901. Indexes stay text: nodeAt takes both. */
export const pathOfPointer = (pointer) =>
  pointer === "" ? [] : pointer.slice(1).split("/").map(unescapeStep);
export const pointerOfPath = (path) => path.map((step) => `/${escapeStep(step)}`).join("");

/** What a pointer names, by text steps: {node, member}; member if it is one of an object. */
export function resolvePointer(root, pointer) {
  let node = root;
  let member;
  for (const step of pathOfPointer(pointer)) {
    member = memberOf(node, step);
    node = node?.type === "array" ? node.items[Number(step)] : member?.value;
    if (!node) return undefined;
  }
  return { node, member };
}
