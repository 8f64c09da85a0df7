// `fieldcall serve` on the other side: where the example API is, and calls through the relay. The
// token is in a header of each request and in this module's memory, nowhere else.

/** Why the server cannot be used; `code` is a text of the page (`server.CODE`). */
export class ServerError extends Error {
  constructor(code) {
    super(code);
    this.name = "ServerError";
    this.code = code;
  }
}

/**
 * @param {string} token
 * @param {{fetch?: typeof fetch}} options
 */
export function connectServer(token, { fetch = globalThis.fetch } = {}) {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    relay: { url: new URL("/v1/run", globalThis.location?.href).href, headers },

    /**
     * @returns {Promise<string>} where the example API is
     * @throws {ServerError} gone, token_refused, no_demo
     */
    async apiBase() {
      const response = await ask(fetch, "/v1/demo", headers);
      const { api_base } = await readJson(response);
      if (typeof api_base !== "string" || !URL.canParse(api_base)) throw new ServerError("no_demo");
      return api_base;
    },
  };
}

async function ask(fetch, url, headers) {
  let response;
  try {
    response = await fetch(url, { headers, cache: "no-store", credentials: "omit", redirect: "error" });
  } catch {
    throw new ServerError("gone");
  }
  if (response.status === 401 || response.status === 403) throw new ServerError("token_refused");
  if (!response.ok) throw new ServerError(response.status === 404 ? "no_demo" : "gone");
  return response;
}

async function readJson(response) {
  try {
    return Object(await response.json());
  } catch {
    throw new ServerError("no_demo");
  }
}

/**
 * A relay transport that tells when the server is gone or no longer takes the token.
 * @param {{runCall: Function}} transport relayTransport() of fieldcall
 * @param {(code: string | null) => void} onTrouble null: it answered
 */
export function watchedRelay(transport, onTrouble) {
  return {
    async runCall(call, signal) {
      const result = await transport.runCall(call, signal);
      if (result.outcome !== undefined) onTrouble(null);
      else if (result.code !== undefined) onTrouble(troubleOf(result.technical));
      return result;
    },
  };
}

// The words of relay_transport.js.
function troubleOf(technical) {
  return /status 40[13]$/.test(technical) ? "token_refused" : "gone";
}
