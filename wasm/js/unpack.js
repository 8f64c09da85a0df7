// Base64 of a gzipped module, unpacked by what the platform has: smaller on the way than base64 of
// the module itself, which hides its repetitions from the compression of the transfer.

import { inflate } from "./inflate.js";

/** @param {string} packed */
export async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  if (typeof DecompressionStream === "undefined" || typeof Response === "undefined") {
    return inflate(bytes);
  }
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
