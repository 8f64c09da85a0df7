// createFieldcall(): the functions a page works with, over one instance of the module.

import * as kind from "./check.js";
import { invalid } from "./check.js";
import { instantiate } from "./core.js";
import { differencesOf } from "./differences.js";
import { Driver } from "./driver.js";
import { fetchTransport } from "./fetch_transport.js";
import { instantOf } from "./instant.js";
import { parseJson, toJson, writeJson } from "./json.js";
import {
  call_options,
  checkedInputs,
  createOptions,
  engineOptions,
  eventOptions,
  inputOptions,
} from "./options.js";

// Monotonic, anchored once to wall time: a clock that is set neither fires nor delays a timer.
function monotonicNow() {
  if (typeof performance === "undefined") return Date.now;
  const anchor = Date.now() - performance.now();
  return () => Math.floor(anchor + performance.now());
}

function defaultRandom() {
  const words = globalThis.crypto?.getRandomValues(new Uint32Array(1));
  return words ? words[0] / 2 ** 32 : Math.random();
}

/** 64 random bits, as digits. */
function drawSeed(random) {
  const word = () => BigInt(Math.floor(random() * 2 ** 32));
  return String((word() << 32n) | word());
}

/**
 * @param {WebAssembly.Module} compiled
 * @param {object} given see CreateOptions in types/api.d.ts
 */
export async function create(compiled, given) {
  const options = createOptions(given);
  const store = typeof options.cache === "object" ? options.cache : null;
  const key = store ? await store.key() : undefined;
  const core = await instantiate(compiled, options.timeZone);
  core.ask("configure", { options: toJson(engineOptions(options, key)) });
  return new Fieldcall(core, options, store);
}

export class Fieldcall {
  #core;
  #driver;
  #transport;
  #random;
  #now;
  #defaults;

  constructor(core, options, store) {
    this.#core = core;
    this.#now = numbers("now", options.now ?? monotonicNow(), -Infinity, Infinity);
    this.#random = numbers("random", options.random ?? defaultRandom, 0, 1);
    this.#defaults = options;
    this.#transport = fetchTransport({ fetch: options.fetch });
    this.#driver = new Driver(core, {
      now: this.#now,
      onEvent: options.onEvent ?? null,
      store,
      transport: this.#transport,
    });
  }

  get version() {
    return this.#core.ask("version");
  }

  /** The JSON Schema (draft-07) of a configuration. */
  schema() {
    return JSON.parse(this.#core.ask("schema"));
  }

  validate(config, options) {
    return this.#read(this.#core.ask("validate", this.#form(config, options)));
  }

  render(config, inputs, options) {
    const text = this.#core.ask("render", this.#texts(config, inputs, options), this.#now());
    const preview = this.#read(text);
    const differences = differencesOf(preview.request);
    if (differences.length > 0) preview.differs_on_server = differences;
    return preview;
  }

  /** What an answer becomes: as recorded, as text (pasted), or as bytes. */
  map(config, answer, inputs, options) {
    const body = bytesOf(answer) ?? jsonText("answer", answer);
    const texts = { ...this.#texts(config, inputs, options), body };
    return this.#read(this.#core.ask("map", texts, this.#now()));
  }

  /** The whole call on a virtual clock, against answers that a script says. */
  simulate(config, inputs, script, options) {
    const seeded = { seed: 0, ...checkedInputs(inputs) };
    const texts = { ...this.#texts(config, seeded, options), body: jsonText("script", script) };
    return this.#read(this.#core.ask("simulate", texts, this.#now()));
  }

  /** Runs a field's `examples`. */
  test(config, options) {
    return this.#read(this.#core.ask("examples", this.#texts(config, {}, options), this.#now()));
  }

  /** A field from a curl command line. */
  importCurl(command) {
    kind.check("command", command, kind.text);
    return this.#read(this.#core.ask("importCurl", { body: command }));
  }

  /** A field from an operation of an OpenAPI document: an operationId or "GET /path". */
  importOpenapi(document, operation, options) {
    kind.check("operation", operation, kind.text);
    const { server } = kind.checked("options", options, call_options.openapi);
    const texts = { body: jsonText("document", document), options: toJson({ operation, server }) };
    return this.#read(this.#core.ask("importOpenapi", texts));
  }

  /** When the schedule of a field fires. */
  nextRun(config, options) {
    const given = kind.checked("options", options, call_options.next_run);
    const { after = this.#now(), tenant, caseId, ...rest } = given;
    const texts = this.#texts(config, { tenant, caseId }, rest, call_options.next_run);
    return this.#read(this.#core.ask("nextRuns", texts, instantOf("after", after)));
  }

  /** Which fields an event starts, in waves. */
  plan(config, event, before, after) {
    const texts = {
      ...this.#form(config, {}),
      body: toJson(eventOptions(event)),
      previous: optionalJson("before", before),
      data: optionalJson("after", after),
    };
    return this.#read(this.#core.ask("plan", texts));
  }

  /** Where a form sends what: for data-protection reviews. */
  inventory(config, options) {
    return this.#read(this.#core.ask("inventory", this.#form(config, options)));
  }

  /** Whether a field is shown: by its `visibility` and what there is to show. */
  visible(config, state, options) {
    const { value = null, data } = kind.checked("state", state, call_options.state);
    const body = json("state.value", value, writeJson);
    return this.#core.ask("visible", { ...this.#texts(config, { data }, options), body }) === "true";
  }

  /** What an expression finds: {result}, {nodes, paths} or {error}. */
  eval(expression, document, options) {
    kind.check("expression", expression, kind.text);
    const given = kind.checked("options", options, call_options.eval);
    const text = jsonText("document", document);
    // What is no JSON goes in alone: the core then says what is wrong with it, and where.
    const body =
      text === document && !isJson(text)
        ? text
        : `{"expression":${JSON.stringify(expression)},"document":${text}}`;
    return this.#read(this.#core.ask("evaluate", { body, options: this.#options({}, given) }));
  }

  async run(config, inputs, options) {
    const given = kind.checked("options", options, call_options.run);
    const { signal, onEvent, transport = this.#transport, ...rest } = given;
    const seeded = { seed: drawSeed(this.#random), ...checkedInputs(inputs) };
    if (typeof transport.runCall === "function") {
      const drawn = inputs?.seed ?? undefined;
      return this.#relay(transport, config, { ...seeded, seed: drawn }, { ...rest, signal });
    }
    const texts = this.#texts(config, seeded, rest);
    return this.#read(await this.#driver.run(texts, transport, { signal, onEvent }));
  }

  /** Forgets cached answers: of a tenant, of a field, or all. */
  invalidate(scope) {
    this.#driver.invalidate(toJson(kind.checked("scope", scope, call_options.scope)));
  }

  async #relay(transport, config, inputs, { signal, ...options }) {
    const { secrets, ...rest } = inputs;
    const texts = this.#texts(config, rest, options);
    const call = {
      config: texts.configuration,
      field: options.field,
      data: texts.data,
      previous: texts.previous,
      rest: inputOptions(rest),
    };
    const { outcome, code, technical } = await transport.runCall(call, signal);
    if (outcome !== undefined) return this.#read(outcome);
    return this.#read(this.#core.ask("fail", { ...texts, body: toJson({ code, technical }) }));
  }

  // What a function about a whole form takes.
  #form(config, options) {
    const given = kind.checked("options", options, call_options.roots);
    return { configuration: jsonText("config", config), options: this.#options({}, given) };
  }

  // What a function about one field takes.
  #texts(config, inputs, options, known = call_options.field) {
    const given = checkedInputs(inputs);
    return {
      configuration: jsonText("config", config),
      options: this.#options(given, kind.checked("options", options, known)),
      data: jsonText("inputs.data", given.data ?? {}),
      previous: optionalJson("inputs.previous", given.previous),
    };
  }

  #options(inputs, options) {
    return toJson({ ...inputOptions(inputs), ...callOptions(options, this.#defaults) });
  }

  #read(text) {
    return parseJson(text, this.#defaults.integers ?? "bigint");
  }
}

function callOptions({ field, roots, language, count }, { egress, userAgent, roots: known = [] }) {
  return {
    field,
    known_roots: [...known, ...(roots ?? [])],
    language,
    count,
    egress,
    user_agent: userAgent,
  };
}

// A function of the host that gives numbers, checked each time.
function numbers(name, give, min, max) {
  return () => {
    const value = give();
    if (Number.isFinite(value) && value >= min && value < max) return value;
    throw invalid(`${name}() of createFieldcall() gave ${kind.shown(value)}, not a number it can be`);
  };
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function bytesOf(value) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return null;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

// A text is JSON already: the core says what is wrong with it.
const jsonText = (name, value) => json(name, value, toJson);

const optionalJson = (name, value) =>
  value === undefined || value === null ? "" : jsonText(name, value);

function json(name, value, write) {
  let text;
  let reason = "";
  try {
    text = write(value);
  } catch (error) {
    reason = `: ${error.message.split("\n")[0]}`;
  }
  if (typeof text === "string") return text;
  throw invalid(`${name} is no JSON value${reason}`, "give an object, or its JSON text");
}
