// Runs whole calls on a server: POST {url} with {"config", "field"?, "inputs"}, answered by the
// outcome. For previews with workspace secrets, and for APIs that allow no page's origin.

import { callback, checked, invalid, object, oneOf, url as anyUrl } from "./check.js";
import { toJson } from "./json.js";

const answer_bytes_max = 32 * 1024 * 1024;

const relay_options = {
  url: anyUrl,
  fetch: callback,
  headers: object,
  credentials: oneOf("omit", "same-origin", "include"),
};

/**
 * @param {{url: string | URL, fetch?: typeof fetch, headers?: Record<string, string>,
 *          credentials?: RequestCredentials}} options
 */
export function relayTransport(options) {
  const given = checked("relayTransport()", options, relay_options);
  const { url, fetch = globalThis.fetch, headers = {}, credentials } = given;
  if (url === undefined) throw invalid("relayTransport() has no url", 'write { url: "/v1/run" }');
  return {
    /**
     * @param {{config: string, field?: string, data: string, previous: string, rest: object}} call
     *   texts are JSON; `rest` are the other inputs, secrets left out: those are the server's
     * @returns {Promise<{outcome?: string, code?: string, technical?: string}>}
     *   the outcome's JSON text, or why there is none; nothing of it = cancelled
     */
    async runCall(call, signal) {
      let response;
      try {
        response = await fetch(url, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...headers },
          body: requestBody(call),
          signal,
          credentials: credentials ?? "same-origin",
          cache: "no-store",
          redirect: "error",
        });
      } catch (error) {
        return failure(signal, `the relay was not reached: ${error?.message ?? error}`);
      }
      return read(response, signal);
    },
  };
}

function requestBody({ config, field, data, previous, rest }) {
  const inputs = [`"data":${data}`];
  if (previous) inputs.push(`"previous":${previous}`);
  for (const [name, value] of Object.entries(rest)) {
    const json = typeof value === "string" ? JSON.stringify(value) : toJson(value);
    if (json !== undefined) inputs.push(`${JSON.stringify(name)}:${json}`);
  }
  const chosen = field === undefined ? "" : `"field":${JSON.stringify(field)},`;
  return `{"config":${config},${chosen}"inputs":{${inputs.join(",")}}}`;
}

async function read(response, signal) {
  if (!response.ok) return failure(signal, `the relay answered with status ${response.status}`);
  try {
    const text = await response.text();
    if (text.length <= answer_bytes_max && "status" in JSON.parse(text)) return { outcome: text };
  } catch (error) {
    return failure(signal, `the relay's answer was not read: ${error?.message ?? error}`);
  }
  return failure(signal, "the relay's answer is no outcome");
}

function failure(signal, technical) {
  return signal?.aborted ? {} : { code: "network_error", technical };
}
