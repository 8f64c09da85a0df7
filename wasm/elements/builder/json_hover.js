// What a key means, on hover.

import { placeAt } from "./json_place.js";
import { describeAt } from "./schema_lookup.js";

export function hoverDocumentation(view, at, { schema, t }) {
  if (!schema) return null;
  const { kind, path, node } = placeAt(view.state, at + 1);
  if (kind !== "key" || node.name !== "PropertyName") return null;
  const key = view.state.sliceDoc(node.from, node.to).replaceAll('"', "");
  const about = describeAt(schema, [...path, key]);
  if (!about?.description) return null;
  return {
    pos: node.from,
    end: node.to,
    above: true,
    create: () => ({ dom: card(key, about, t) }),
  };
}

function card(key, { description, types, values, range, default: preset }, t) {
  const dom = document.createElement("div");
  dom.className = "documentation";
  const line = (tag, text) => {
    const element = dom.appendChild(document.createElement(tag));
    element.textContent = text;
  };
  line("strong", key);
  line("p", description);
  const facts = [types.join(" | ")];
  if (values.length > 0) facts.push(values.map((value) => JSON.stringify(value)).join(", "));
  if (range) facts.push(t("builder.range", { from: range[0] ?? "", to: range[1] ?? "" }));
  if (preset !== undefined) facts.push(t("builder.default", { value: JSON.stringify(preset) }));
  line("p", facts.filter(Boolean).join(" \u00b7 "));
  return dom;
}
