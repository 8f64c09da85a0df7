// The call of one field: starts it, hears of its waits, cancels the older one, keeps its outcome.
// `phase` is what the element shows.

import { engineOf } from "../shared/engine.js";

/** While a call is under way. */
export const busy = new Set(["queued", "running", "waiting_retry"]);

export class CallRun {
  /** "idle", "pending", "queued", "running", "waiting_retry", "invalid", or an outcome's status. */
  phase = "idle";
  /** Of the last call, or of one that the page has told. */
  outcome = null;
  /** From 1, of the call under way. */
  attempt = 1;
  /** When the next attempt starts, on performance.now()'s clock; null if none is waited for. */
  retryAt = null;
  /** Why nothing can be called: misuse, such as a configuration with errors. */
  problem = null;
  /** What is missing, if it was found out without a call. */
  missing = [];

  #host;
  #current = null;

  constructor(host) {
    this.#host = host;
  }

  get isBusy() {
    return this.#current !== null;
  }

  /** The engine of the element, or null if it cannot be had. */
  async engine() {
    try {
      return await engineOf(this.#host);
    } catch (error) {
      this.#misused(error);
      return null;
    }
  }

  /** Takes over an outcome of earlier. */
  adopt(outcome) {
    this.drop();
    this.outcome = outcome;
    this.problem = null;
    this.#enter(outcome?.status ?? "idle", false);
  }

  /** Makes the call; an older one is cancelled and forgotten. Gives the outcome, or null. */
  async start(trigger, data) {
    this.drop();
    const current = { controller: new AbortController() };
    this.#current = current;
    this.attempt = 1;
    this.problem = null;
    this.missing = [];
    this.#enter("running");
    const outcome = await this.#make(current, trigger, data);
    if (this.#current !== current) return null; // an older one, or misuse
    this.#current = null;
    this.retryAt = null;
    if (!outcome) return null;
    this.outcome = outcome;
    this.#enter(outcome.status);
    return outcome;
  }

  /** Cancels the call; its outcome will be `cancelled`. */
  cancel() {
    this.#current?.controller.abort();
  }

  /** Cancels the call and forgets it. */
  drop() {
    const current = this.#current;
    this.#current = null;
    this.retryAt = null;
    current?.controller.abort();
  }

  /** Says what the element waits for while there is no call. */
  rest(phase, missing = []) {
    if (this.isBusy) return;
    this.missing = missing;
    this.#enter(phase, false);
  }

  /** Takes misuse that was found out without a call. */
  refuse(error) {
    this.drop();
    this.#misused(error);
  }

  async #make(current, trigger, data) {
    const { config, field, transport, inputs } = this.#host;
    try {
      const engine = await engineOf(this.#host);
      if (this.#current !== current) return null;
      return await engine.run(
        config,
        { ...inputs, data, trigger, previous: this.outcome ?? undefined },
        {
          field: field || undefined,
          transport,
          signal: current.controller.signal,
          onEvent: (event) => this.#hear(current, event),
        },
      );
    } catch (error) {
      if (this.#current === current) this.refuse(error);
      return null;
    }
  }

  #hear(current, event) {
    if (this.#current !== current) return;
    if (event.event === "queued") this.#enter("queued");
    if (event.event === "attempt_started") {
      this.attempt = event.attempt;
      this.retryAt = null;
      this.#enter("running");
    }
    if (event.event === "retry_scheduled") {
      this.attempt = event.attempt + 1;
      this.retryAt = performance.now() + event.wait_ms;
      this.#enter("waiting_retry");
    }
  }

  #misused(error) {
    this.problem = error;
    this.#enter("invalid");
  }

  // News is what a call did: nobody has to be told what was found on the page.
  #enter(phase, isNews = true) {
    const changed = this.phase !== phase;
    this.phase = phase;
    this.#host.requestUpdate();
    if (changed) this.#host.phaseChanged(phase, isNews);
  }
}
