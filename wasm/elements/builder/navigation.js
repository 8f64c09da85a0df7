// From a diagnostic or a part of the request to where it is written: a control of the form where
// there is one, else the text.

import { placeOf } from "./fixes.js";
import { controlId } from "./form_controls.js";
import { pathOfPointer } from "./json_tree.js";

// The nearest control around a place; false if the form shows none.
function goToControl(builder, path) {
  if (builder.view === "json") return false;
  for (let length = path.length; length > 0; length -= 1) {
    const selector = `#${controlId(path.slice(0, length))}`;
    if (!builder.renderRoot.querySelector(selector)) continue;
    builder.focusLater(selector);
    return true;
  }
  return false;
}

/** @param {(string | number)[]} path in the field */
export function goToPlace(builder, json, path) {
  if (goToControl(builder, path)) return;
  const node = builder.state.at(path) ?? builder.state.field ?? builder.state.root;
  json.goTo(node.from, node.to);
}

export function goToProblem(builder, json, problem) {
  const { state } = builder;
  const path = pathOfPointer(problem.pointer).slice(state.fieldPath.length);
  const missing = problem.code === "missing_key" && /required key "(\w+)"/.exec(problem.message);
  const target = missing ? [...path, missing[1]] : path;
  if (state.isReadable && goToControl(builder, target)) return;
  const { from, to } = placeOf(problem, state.text, state.isReadable ? state.root : undefined);
  json.goTo(from, to);
}
