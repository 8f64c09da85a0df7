// Completion: keys and words from the schema, placeholders inside templates.

import { placeAt } from "./json_place.js";
import { keysAt, schemasAt, valuesOf } from "./schema_lookup.js";

const templates = new Set(["url", "params", "headers", "auth", "body"]);

/** @param {{schema: object, references: object[], t: Function}} context */
export function completeConfiguration(completion, context) {
  const { state, pos } = completion;
  if (!context.schema) return null;
  const { kind, path, node } = placeAt(state, pos);
  if (kind === "key") return completeKey(completion, node, path, context);
  if (kind !== "value") return null;
  return (
    completePlaceholder(completion, path, context) ?? completeValue(completion, node, path, context)
  );
}

function completeKey(completion, node, path, { schema }) {
  const { state, pos } = completion;
  const isName = node.name === "PropertyName";
  const word = isName ? null : completion.matchBefore(/"?[A-Za-z_$]*/);
  if (!isName && (word === null || word.from === word.to) && !completion.explicit) return null;
  const present = new Set(namesIn(state, isName ? node.parent.parent : node));
  const hasColon = /^"?\s*:/.test(
    state.sliceDoc(isName ? node.to : pos, (isName ? node.to : pos) + 5),
  );
  const own = isName ? state.sliceDoc(node.from, node.to).replaceAll('"', "") : "";
  const options = [...keysAt(schema, path)]
    .filter(([key]) => !present.has(key) || key === own)
    .map(([key, about]) => ({
      label: `"${key}"`,
      detail: about.types.join(" | "),
      info: about.description || undefined,
      type: "property",
      apply: hasColon ? `"${key}"` : `"${key}": ${startOf(about)}`,
    }));
  return {
    from: isName ? node.from : (word?.from ?? pos),
    to: isName ? node.to : pos,
    options,
    filter: true,
  };
}

function namesIn(state, object) {
  const names = [];
  for (let child = object?.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Property") continue;
    const name = child.firstChild;
    names.push(state.sliceDoc(name.from, name.to).replaceAll('"', ""));
  }
  return names;
}

function startOf({ types, default: preset, values }) {
  if (preset !== undefined) return JSON.stringify(preset);
  if (values.length > 0) return JSON.stringify(values[0]);
  if (types.includes("object")) return "{}";
  if (types.includes("array")) return "[]";
  if (types.includes("string")) return '""';
  return types.includes("boolean") ? "true" : types.includes("integer") ? "0" : "";
}

function completeValue(completion, node, path, { schema }) {
  const values = valuesOf(schemasAt(schema, path));
  if (values.length === 0) return null;
  const isScalar = ["String", "Number", "True", "False", "Null"].includes(node.name);
  const word = completion.matchBefore(/[A-Za-z_"-]*/);
  const from = isScalar ? node.from : (word?.from ?? completion.pos);
  const to = isScalar ? node.to : completion.pos;
  if (from === to && !completion.explicit) return null;
  return {
    from,
    to,
    options: values.map((value) => ({ label: JSON.stringify(value), type: "enum" })),
  };
}

function completePlaceholder(completion, path, { references, t }) {
  if (!path.some((step) => templates.has(step))) return null;
  const open = completion.matchBefore(/\{\+?[A-Za-z_][A-Za-z0-9_.-]*|\{/);
  if (!open) return null;
  const names = new Set(["data.", "secret.", "call.id", "call.now", "call.field_key"]);
  for (const { root, path: inner } of references) names.add(inner ? `${root}.${inner}` : root);
  const options = [...names].map((name) => ({
    label: `{${name}`,
    detail: name.startsWith("secret.") ? t("builder.complete_secret") : "",
    type: "variable",
    apply: name.endsWith(".")
      ? `{${name}`
      : `{${name}${completion.state.sliceDoc(completion.pos, completion.pos + 1) === "}" ? "" : "}"}`,
  }));
  return { from: open.from, options };
}
