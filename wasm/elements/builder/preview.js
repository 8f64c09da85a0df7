// The request as it would be sent. While inputs are missing, stand-ins take their places, so that a
// designer sees the shape of the request from the first keystroke; they are shown as what they are.

import { stepsOf, withAt } from "./paths.js";

const standIn = (index) => `q7${index}z7`;
const stand_in = /q7([0-9]+)z7/g;

/**
 * @param {object} engine
 * @param {string} text the field's JSON
 * @param {{data?: object | string, roots?: object, secrets?: object}} inputs
 * @returns {{preview: object, standIns: string[], inputs: object} | {problem: Error}}
 */
export function previewOf(engine, text, inputs, options) {
  try {
    const preview = engine.render(text, inputs, options);
    if (preview.status !== "waiting_input") return { preview, standIns: [], inputs };
    return (
      withStandIns(engine, text, inputs, options, preview) ?? { preview, standIns: [], inputs }
    );
  } catch (problem) {
    return { problem };
  }
}

function withStandIns(engine, text, inputs, options, waiting) {
  const { missing } = waiting;
  const host = (index) => `https://${standIn(index)}.example`;
  for (const rootValue of [standIn, host]) {
    const filled = fill(inputs, missing, rootValue);
    if (!filled) return null;
    const preview = engine.render(text, filled, options);
    if (preview.status !== "ready") continue;
    const { diagnostics, field } = waiting;
    const pieces = preview.pieces.map((piece) => unmask(piece, missing));
    const shown = { ...preview, field, status: "waiting_input", missing, diagnostics, pieces };
    delete shown.curl;
    return { preview: shown, standIns: missing, inputs: filled };
  }
  return null;
}

function fill(inputs, missing, rootValue) {
  let { data = {}, roots = {} } = inputs;
  if (typeof data === "string") data = JSON.parse(data);
  for (const [index, name] of missing.entries()) {
    const steps = stepsOf(name);
    if (!steps) return null;
    if (steps[0] === "data") data = withAt(data, steps.slice(1), standIn(index));
    else roots = withAt(roots, steps, rootValue(index));
  }
  return { ...inputs, data, roots };
}

function unmask(piece, missing) {
  const names = [...piece.text.matchAll(stand_in)].map(([, index]) => missing[Number(index)]);
  if (names.length === 0 || piece.origin === "literal") return piece;
  return { ...piece, text: piece.source ?? `{${names[0]}}`, isMissing: true };
}
