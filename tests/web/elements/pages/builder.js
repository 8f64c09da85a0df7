// Puts <fieldcall-builder> on the page. The API answers what window.answer(request) gives.

import { createFieldcall } from "../package/index.js";
import { registerLocale, useFieldcall } from "../package/elements/builder.js";

window.requests = [];
window.events = [];
window.answer = () => ({ json: {} });
window.registerLocale = registerLocale;

async function send({ method, url, headers, body }) {
  window.requests.push({ method, url, headers, body });
  const { status = 200, headers: given, text, json } = window.answer({ method, url, headers });
  const bytes = new TextEncoder().encode(text ?? JSON.stringify(json));
  return { status, headers: given ?? [["content-type", "application/json"]], body: bytes };
}

useFieldcall(createFieldcall({ roots: ["env"], random: () => 0.5 }));

document.addEventListener("fieldcall-config", ({ detail }) => window.events.push(detail));

/** Adds a builder with these properties. */
window.add = (properties = {}) => {
  const builder = document.createElement("fieldcall-builder");
  Object.assign(builder, { transport: { send }, ...properties });
  document.querySelector("#place").append(builder);
  window.builder = builder;
};
document.documentElement.dataset.ready = "";
