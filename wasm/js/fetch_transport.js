// One request through fetch. Redirects, cookies and the browser's cache stay out of it.

import { joined } from "./bytes.js";
import { callback, checked } from "./check.js";
import { isForbiddenHeader } from "./differences.js";

/** Why a request came to nothing, in the core's words (TransportFault in engine.hpp). */
export class TransportFault extends Error {
  constructor(fault, message, mayHaveBeenSent = true) {
    super(message);
    this.fault = fault;
    this.mayHaveBeenSent = mayHaveBeenSent;
  }
}

// Told at most this often: the engine needs no more to see that bytes keep coming.
const progress_ms = 1000;

const in_browser = typeof document !== "undefined" || typeof WorkerGlobalScope !== "undefined";

const refused =
  "no answer that this page may read: the API does not allow this page's origin (CORS), or it " +
  "cannot be reached; a browser does not say which";
const redirected =
  "redirect_not_visible: the API answered with a redirect, which a browser does not show";

/**
 * @param {{fetch?: typeof fetch}} options
 */
export function fetchTransport(options) {
  const { fetch = globalThis.fetch } = checked("fetchTransport()", options, { fetch: callback });
  return {
    async send(request, limits) {
      const response = await begin(fetch, request, limits.signal);
      if (response.type === "opaqueredirect") {
        throw new TransportFault("bad_response", redirected);
      }
      const headers = readHeaders(response, limits.headerBytesMax);
      return { status: response.status, headers, body: await readBody(response, limits) };
    },
  };
}

async function begin(fetch, request, signal) {
  const headers = in_browser
    ? request.headers.filter(({ name }) => !isForbiddenHeader(name))
    : request.headers;
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: headers.map(({ name, value }) => [name, value]),
      body: request.body,
      signal,
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    // Only outside of browsers is a cause told.
    const cause = error?.cause?.code ?? error?.cause?.message;
    throw new TransportFault("network", cause ? `not reached: ${cause}` : refused);
  }
}

function readHeaders(response, bytesMax) {
  const headers = [...response.headers];
  let bytes = 0;
  for (const [name, value] of headers) bytes += name.length + value.length;
  if (bytes > bytesMax) {
    throw new TransportFault("headers_too_large", `${bytes} bytes of headers`);
  }
  return headers;
}

async function readBody(response, { bodyBytesMax, onProgress, now }) {
  const chunks = [];
  let size = 0;
  let told = now();
  onProgress();
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = await next(reader);
    if (done) break;
    size += value.length;
    if (size > bodyBytesMax) {
      reader.cancel().catch(() => {});
      throw new TransportFault("response_too_large", `more than ${bodyBytesMax} bytes`);
    }
    chunks.push(value);
    if (now() - told >= progress_ms) {
      told = now();
      onProgress();
    }
  }
  return joined(chunks);
}

async function next(reader) {
  if (!reader) return { done: true };
  try {
    return await reader.read();
  } catch (error) {
    throw new TransportFault("truncated", `the answer broke off: ${error?.message ?? error}`);
  }
}
