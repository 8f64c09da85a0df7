// The WebAssembly module as functions over text. Knows how bytes cross the border, and nothing else.

import createModule from "fieldcall-module";
import { invalid, shown } from "./check.js";
import { FieldcallError } from "./errors.js";
import { zoneOffset } from "./time_zones.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// The slots of wasm/src/port.hpp.
const slots = { configuration: 0, options: 1, data: 2, previous: 3, body: 4 };

/**
 * @param {WebAssembly.Module} compiled
 * @param {typeof zoneOffset} timeZone
 * @returns {Promise<Core>}
 */
export async function instantiate(compiled, timeZone = zoneOffset) {
  const host = { fault: null };
  const module = await createModule({
    // What it throws must not pass through the module, which would be left in the middle of its work.
    zoneOffset(zone, instant) {
      try {
        return secondsOf(timeZone(zone, instant));
      } catch (error) {
        host.fault ??= error;
        return NaN;
      }
    },
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  });
  return new Core(module, host);
}

function secondsOf(offset) {
  if (offset === null || offset === undefined) return NaN;
  if (Number.isInteger(offset)) return offset;
  throw invalid(
    `timeZone() of createFieldcall() gave ${shown(offset)}`,
    "give whole seconds to add to UTC, such as 3600, or null if there is no such zone",
  );
}

export class Core {
  #module;
  #host;
  #broken = null;

  constructor(module, host) {
    this.#module = module;
    this.#host = host;
  }

  /** False after a trap: this instance can do nothing any more. */
  get works() {
    return this.#broken === null;
  }

  /**
   * Calls a function with texts and bytes in its slots.
   * @param {string} name
   * @param {{configuration?: string, options?: string, data?: string, previous?: string,
   *          body?: string | Uint8Array}} texts
   * @param {...number} rest
   * @returns {boolean | number} what the function gives; its text is `output()`
   */
  invoke(name, texts = {}, ...rest) {
    if (this.#broken) throw this.#broken;
    try {
      for (const [slot, text] of Object.entries(texts)) this.#put(slot, text);
      const result = this.#module[name](...rest);
      if (this.#host.fault === null) return result;
    } catch (error) {
      if (error instanceof FieldcallError) throw error;
      this.#broken = new FieldcallError({
        code: "internal_error",
        message: `fieldcall stopped: ${error?.message ?? error}`,
        fix: "make a new one with createFieldcall(), and report this",
      });
      throw this.#broken;
    }
    const { fault } = this.#host;
    this.#host.fault = null;
    // The module keeps the configuration it read last: not one that was read without time zones.
    this.invoke("validate", { configuration: "" });
    throw fault;
  }

  /** The text of the last function called. */
  output() {
    return decoder.decode(this.#module.output());
  }

  /** As invoke, for functions that answer or refuse: gives the answer's text or throws. */
  ask(name, texts, ...rest) {
    if (this.invoke(name, texts, ...rest)) return this.output();
    const { code, message, fix } = JSON.parse(this.output());
    if (code !== "invalid_configuration") throw new FieldcallError({ code, message, fix });
    const { diagnostics } = JSON.parse(fix);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const [first] = errors;
    const place = first.pointer || `line ${first.line}, column ${first.column}`;
    const more = errors.length > 1 ? `; ${errors.length - 1} more in diagnostics` : "";
    throw new FieldcallError({
      code,
      message: `${message}: ${first.message} (at ${place})${more}`,
      diagnostics,
    });
  }

  #put(slot, text) {
    const bytes = typeof text === "string" ? encoder.encode(text) : text;
    const view = this.#module.input(slots[slot], bytes.length);
    if (view === null) {
      throw new FieldcallError({
        code: "too_large",
        message: `${slot}: ${bytes.length} bytes are more than fieldcall reads (16 MiB)`,
      });
    }
    view.set(bytes);
  }
}
