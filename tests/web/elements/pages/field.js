// Puts <fieldcall-field> into the case. The API answers what the test says: window.api is
// asked for every request and may wait for window.release().

import { createFieldcall } from "../package/index.js";
import { applyUpdates, registerLocale, useFieldcall } from "../package/elements/field.js";

window.requests = [];
window.events = [];
window.answers = [];
window.held = [];
Object.assign(window, { applyUpdates, registerLocale });

async function fetch(url, { method, body, signal }) {
  const request = { url, method, body, aborted: false };
  window.requests.push(request);
  signal.addEventListener("abort", () => (request.aborted = true));
  const answer = window.answers.shift() ?? { hold: true };
  if (answer.hold) {
    await new Promise((resolve, reject) => {
      window.held.push(resolve);
      signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  }
  if (answer.unreachable) throw new TypeError("Failed to fetch");
  const { status = 200, headers = {}, text } = answer;
  const type = { "content-type": "application/json", ...headers };
  return new Response(text ?? JSON.stringify(answer.json ?? {}), { status, headers: type });
}

useFieldcall(createFieldcall({ fetch, random: () => 0.5 }));

for (const name of ["outcome", "updates", "state", "override"]) {
  document.addEventListener(`fieldcall-${name}`, ({ detail }) => window.events.push({ name, detail }));
}

/** Adds a field with these properties; with `merge` its updates go into its data, as a page does. */
window.add = ({ merge = true, attributes = {}, ...properties }) => {
  const field = document.createElement("fieldcall-field");
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  Object.assign(field, properties);
  if (merge) {
    field.addEventListener("fieldcall-updates", ({ detail }) => {
      field.data = applyUpdates(field.data, detail.updates);
    });
  }
  document.querySelector("#case").append(field);
  window.field = field;
};
window.isReady = true;
