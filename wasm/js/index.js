// The package with its WebAssembly inside: works wherever JavaScript does, with no configuration.

import packed from "fieldcall-wasm";
import { create } from "./create.js";
import { unpack } from "./unpack.js";

export { FieldcallError } from "./errors.js";
export { fetchTransport } from "./fetch_transport.js";
export { indexedDbCache } from "./indexeddb_cache.js";
export { relayTransport } from "./relay_transport.js";

let loaded = null;

/** Compiles the module once. Optional: createFieldcall() does it as well. */
export function init() {
  loaded ??= unpack(packed).then((bytes) => WebAssembly.compile(bytes));
  return loaded;
}

export async function createFieldcall(options) {
  return create(await init(), options);
}
