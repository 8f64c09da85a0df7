// Answers without a network: each field has one that was recorded, and the page can play APIs that
// are busy or gone. Everything but the wire is the real thing: rendering, retries, cache, mapping.

/** What the page's APIs can do. */
export const weathers = ["fair", "busy", "gone"];

const answer_delay_ms = 250;
const busy = { status: 503, headers: { "Content-Type": "text/html" }, text: "<h1>Busy</h1>" };

/** The base of the examples' urls while no request leaves the page. */
export const sample_api_base = "https://api.example.com";

/**
 * A transport that answers every request alike.
 * @param {object} sample `{status, headers, body}`, as `fieldcall map` reads it
 * @param {() => string} weather one of `weathers`
 */
export function sampleTransport(sample, weather = () => "fair") {
  return {
    async send(request, { signal, onProgress }) {
      await pause(answer_delay_ms, signal);
      const now = weather();
      if (now === "gone") throw new Error("a sample of an API that cannot be reached");
      onProgress();
      return answerOf(now === "busy" ? busy : sample);
    },
  };
}

function answerOf({ status, headers, body, text }) {
  const content = text ?? JSON.stringify(body);
  return {
    status,
    headers: Object.entries(headers),
    body: new TextEncoder().encode(content),
  };
}

function pause(duration_ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, duration_ms, resolve);
    const stop = () => done(() => reject(signal.reason));
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    function done(settle) {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      settle();
    }
  });
}

/** The names of the secrets that a field places; `inventory` is what fieldcall says of it. */
export function secretsOf({ origins }) {
  return [...new Set(origins.flatMap(({ secrets }) => secrets ?? []))];
}

/**
 * Made-up values for a field's secrets, so that a call with samples need not stop at them.
 * @param {string[]} names
 */
export function standInSecrets(names) {
  return Object.fromEntries(names.map((name) => [name, { value: `made-up-${name}` }]));
}
