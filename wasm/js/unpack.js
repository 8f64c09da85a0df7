// Base64 of a gzipped module, unpacked by what the platform has: smaller on the way than base64 of
// the module itself, which hides its repetitions from the compression of the transfer.

import { inflate } from "./inflate.js";

/** @param {string} packed */
export async function unpack(packed) {
  const bytes = fromBase64(packed);
  if (typeof DecompressionStream === "undefined" || typeof Response === "undefined") {
    return inflate(bytes);
  }
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// By index: what iterates over the text takes six times as long, most of a cold start.
function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
