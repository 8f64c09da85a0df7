// The package without its WebAssembly inside: init() is told where that is.

import { create } from "./create.js";
import { FieldcallError } from "./errors.js";

export { FieldcallError } from "./errors.js";
export { fetchTransport } from "./fetch_transport.js";
export { indexedDbCache } from "./indexeddb_cache.js";
export { relayTransport } from "./relay_transport.js";

let loaded = null;

/**
 * Loads the module once; later calls give the same promise, unless the first one failed.
 * @param {string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module} source
 */
export function init(source) {
  loaded ??= load(source).catch((error) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

async function load(source) {
  const given = await source;
  if (given instanceof WebAssembly.Module) return given;
  if (typeof given === "string" || given instanceof URL) return fromResponse(await fetch(given));
  if (typeof Response !== "undefined" && given instanceof Response) return fromResponse(given);
  if (given === undefined) {
    throw new FieldcallError({
      code: "not_initialised",
      message: "fieldcall/slim does not know where its WebAssembly is",
      fix: 'call init() first with the url, bytes, Response or Module of "fieldcall/fieldcall.wasm"',
    });
  }
  return WebAssembly.compile(given);
}

// Not compileStreaming: a server that calls it something else than application/wasm is common.
async function fromResponse(response) {
  if (response.ok) return WebAssembly.compile(await response.arrayBuffer());
  throw new FieldcallError({
    code: "not_loaded",
    message: `fieldcall.wasm was not loaded: status ${response.status} from ${response.url}`,
  });
}

export async function createFieldcall(options) {
  return create(await init(), options);
}
