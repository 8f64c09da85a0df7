// A case with <fieldcall-field>s. The API answers what the test says: window.answers holds, for each
// first segment of a path, what is answered next; the last one stays. Without one a request is held
// until window.release(name).

import { createFieldcall } from "../package/index.js";
import { applyUpdates, registerLocale, useFieldcall } from "../package/elements/field.js";

window.requests = [];
window.events = [];
window.answers = {};
window.skew = 0; // milliseconds that have passed for the engine alone
const held = {};
Object.assign(window, { applyUpdates, registerLocale });

window.release = (name) => held[name].shift()();

async function fetch(url, { method, body, signal }) {
  const name = new URL(url).pathname.split("/")[1];
  const request = { name, url, method, body, aborted: false };
  window.requests.push(request);
  signal.addEventListener("abort", () => (request.aborted = true));
  const answers = window.answers[name] ?? [];
  const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? { hold: true };
  if (answer.hold) {
    await new Promise((resolve, reject) => {
      (held[name] ??= []).push(resolve);
      signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  }
  if (answer.unreachable) throw new TypeError("Failed to fetch");
  const { status = 200, headers = {}, text } = answer;
  const type = { "content-type": "application/json", ...headers };
  return new Response(text ?? JSON.stringify(answer.json ?? {}), { status, headers: type });
}

useFieldcall(createFieldcall({ fetch, now: () => Date.now() + window.skew, roots: ["env"] }));

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
window.eventsOf = (name) => window.events.filter((event) => event.name === name);

/** Adds an input whose text is case data of the last field. */
window.addInput = (label, target) => {
  const line = document.createElement("label");
  const input = document.createElement("input");
  line.append(`${label} `, input);
  const { field } = window;
  input.addEventListener("input", () => {
    field.data = applyUpdates(field.data, { [target]: input.value || null });
  });
  document.querySelector("#case").append(line);
};
