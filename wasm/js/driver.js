// Drives the engine: carries out its actions and tells it what came of them. The host's contract:
// after every start and handle, poll until nothing is left; then wait for an event or the deadline.

import { TransportFault } from "./fetch_transport.js";

const timer_max_ms = 2 ** 31 - 1;

export class Driver {
  #core;
  #options;
  #calls = new Map(); // call -> {resolve, transport}
  #listeners = new Map(); // call -> who hears its events, until the last one
  #attempts = new Map(); // "call,number,hop" -> AbortController
  #timer = null;
  #outbox = [];

  /**
   * @param {import("./core.js").Core} core
   * @param {{now: () => number, store: object | null, onEvent: ((event: object) => void) | null}}
   *   options
   */
  constructor(core, options) {
    this.#core = core;
    this.#options = options;
  }

  /**
   * Starts a call; gives the outcome's JSON text. A signal that fires cancels it.
   * @returns {Promise<string>}
   */
  run(texts, transport, { signal, onEvent } = {}) {
    const call = Number(this.#core.ask("start", texts, this.#options.now()));
    if (onEvent) this.#listeners.set(call, onEvent);
    return new Promise((resolve, reject) => {
      const cancel = () => this.#handle({ type: "cancel", call });
      this.#calls.set(call, {
        transport,
        reject,
        resolve: (outcome) => {
          signal?.removeEventListener("abort", cancel);
          resolve(outcome);
        },
      });
      this.#drain();
      if (signal?.aborted) cancel();
      else signal?.addEventListener("abort", cancel);
    });
  }

  /** Forgets cached answers. */
  invalidate(options) {
    this.#core.ask("invalidate", { options }, this.#options.now());
    this.#drain();
  }

  #handle(event, body) {
    if (!this.#core.works) return;
    try {
      const texts = { options: JSON.stringify(event), body: body ?? "" };
      // A refusal is an event that came late: nothing to do.
      this.#core.invoke("handle", texts, this.#options.now());
      this.#drain();
    } catch (error) {
      this.#fail(error);
    }
  }

  // After a trap nobody would end the calls.
  #fail(error) {
    clearTimeout(this.#timer);
    for (const controller of this.#attempts.values()) controller.abort();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { reject } of calls) reject(error);
  }

  #drain() {
    while (this.#core.invoke("poll")) this.#carryOut(this.#core.output());
    this.#arm();
    if (this.#outbox.length > 0) queueMicrotask(() => this.#deliver());
  }

  // Outside of the engine's work, so that who listens may start calls.
  #deliver() {
    const events = this.#outbox;
    this.#outbox = [];
    for (const event of events) {
      this.#options.onEvent?.(event);
      this.#listeners.get(event.call)?.(event);
      if (event.event === "call_finished") this.#listeners.delete(event.call);
    }
  }

  #arm() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const due = this.#core.invoke("deadline");
    if (due === Infinity) return;
    const wait = Math.min(Math.max(due - this.#options.now(), 0), timer_max_ms);
    this.#timer = setTimeout(() => this.#handle({ type: "time" }), wait);
    // Under Node a timer without a call must not keep the process.
    if (this.#calls.size === 0) this.#timer.unref?.();
  }

  #carryOut(text) {
    const action = JSON.parse(text);
    if (action.type === "send") this.#send(action);
    if (action.type === "abort") this.#attempts.get(String(action.attempt))?.abort();
    if (action.type === "finished") this.#finish(action.call, text);
    if (action.type === "look_up") this.#lookUp(action);
    if (action.type === "store") this.#store(action);
    if (action.type === "invalidate") {
      const { tenant, field } = action;
      this.#ignoreFailure(() => this.#options.store?.invalidate({ tenant, field }));
    }
    if (action.type === "observed") this.#outbox.push(action.observation);
  }

  #finish(call, text) {
    const waiting = this.#calls.get(call);
    this.#calls.delete(call);
    // The outcome as the core wrote it: reading it as JSON here could round its numbers.
    waiting?.resolve(text.slice(text.indexOf('"outcome":') + '"outcome":'.length, -1));
  }

  async #send({ attempt, request, body_bytes_max, header_bytes_max }) {
    const key = String(attempt);
    const controller = new AbortController();
    this.#attempts.set(key, controller);
    const transport = this.#calls.get(attempt[0])?.transport ?? this.#options.transport;
    try {
      const answer = await transport.send(request, {
        bodyBytesMax: body_bytes_max,
        headerBytesMax: header_bytes_max,
        signal: controller.signal,
        onProgress: () => this.#handle({ type: "progress", attempt }),
        now: this.#options.now,
      });
      const { status, headers } = answer;
      this.#handle({ type: "response", attempt, status, headers }, answer.body);
    } catch (error) {
      if (!controller.signal.aborted) this.#handle(failedEvent(attempt, error));
    } finally {
      this.#attempts.delete(key);
    }
  }

  async #lookUp({ call, key }) {
    try {
      const entry = await this.#options.store.lookUp(key);
      const has_entry = typeof entry === "string";
      this.#handle({ type: "cache", call, has_entry }, has_entry ? entry : "");
    } catch {
      this.#handle({ type: "cache", call, has_failed: true });
    }
  }

  #store({ key, entry, tenant, field, drop_at }) {
    this.#ignoreFailure(() =>
      this.#options.store.store(key, entry, { tenant, field, dropAt: drop_at }),
    );
  }

  // A cache that fails is never a failed call.
  async #ignoreFailure(work) {
    try {
      await work();
    } catch {
      // The next look-up is a miss.
    }
  }
}

function failedEvent(attempt, error) {
  const is_known = error instanceof TransportFault;
  return {
    type: "failed",
    attempt,
    fault: is_known ? error.fault : "network",
    may_have_been_sent: is_known ? error.mayHaveBeenSent : true,
    detail: String(error?.message ?? error).slice(0, 200),
  };
}
