// "What if": scripts of answers for simulate().

import { bodyOf } from "./answer.js";
import { nodeAt } from "./json_tree.js";

const always = 100;
const html_page =
  "<!doctype html><html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";

const failing = (answer) => () => [JSON.stringify({ ...answer, times: always })];

/** id -> answers (JSON texts) of the script, given a good answer (JSON text). */
const scripts = {
  outage: (good) => ['{"status":503,"times":2}', good],
  rate_limit: (good) => ['{"status":429,"headers":{"Retry-After":"2"}}', good],
  timeout: failing({ timeout: true }),
  html_page: failing({ status: 200, headers: { "Content-Type": "text/html" }, text: html_page }),
  wrong_shape: failing({ status: 200, body: { message: "This is not what the field expects." } }),
  offline: failing({ fault: "dns" }),
};

export const scenarios = Object.keys(scripts);

/**
 * @param {string} id one of `scenarios`
 * @param {string} sample the pinned answer's text; "" if there is none
 * @param {{text: string, node: object}} field for a good answer among its examples
 * @returns {string} a script, as JSON text
 */
export const scriptOf = (id, sample, field) =>
  `[${scripts[id](goodAnswer(sample) ?? exampleAnswer(field) ?? '{"status":200,"body":{}}').join(",")}]`;

function goodAnswer(sample) {
  const body = sample && bodyOf(sample);
  if (!body) return null;
  return `{"status":200,"body":${body.text.slice(body.root.from, body.root.to)}}`;
}

// The last answer of an example's script is the one that ends it well.
function exampleAnswer({ text, node }) {
  for (const example of nodeAt(node, ["examples"])?.items ?? []) {
    const script = nodeAt(example, ["script"]);
    const answers = script?.items ?? nodeAt(script, ["answers"])?.items ?? [];
    const body = nodeAt(answers.at(-1), ["body"]);
    if (body) return `{"status":200,"body":${text.slice(body.from, body.to)}}`;
  }
  return null;
}
