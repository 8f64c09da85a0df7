// What a browser does to a request that a server does not: told, never guessed around.

// https://fetch.spec.whatwg.org/#forbidden-request-header, and User-Agent, which Chromium leaves out
// silently and others ask the API's permission for.
const forbidden = new Set([
  "accept-charset", "accept-encoding", "access-control-request-headers",
  "access-control-request-method", "connection", "content-length", "cookie", "cookie2", "date",
  "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te", "trailer",
  "transfer-encoding", "upgrade", "user-agent", "via",
]);

export function isForbiddenHeader(name) {
  const lower = name.toLowerCase();
  return forbidden.has(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-");
}

/**
 * @param {{headers: {name: string, value: string}[]}} request as render() gives it
 * @returns {{code: string, header: string, message: string}[]}
 */
export function differencesOf(request) {
  const found = [];
  for (const { name } of request?.headers ?? []) {
    if (isForbiddenHeader(name)) {
      found.push({
        code: "forbidden_header",
        header: name,
        message: `differs on the server: a browser does not send ${name} as written`,
      });
    } else if (name.toLowerCase() === "idempotency-key") {
      found.push({
        code: "idempotency_key",
        header: name,
        message:
          "differs on the server: a generated Idempotency-Key is left out in a browser, because " +
          "almost no API allows it from another origin",
      });
    }
  }
  return found;
}
