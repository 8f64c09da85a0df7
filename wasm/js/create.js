// createFieldcall(): the functions a page works with, over one instance of the module.

import { instantiate } from "./core.js";
import { differencesOf } from "./differences.js";
import { Driver } from "./driver.js";
import { FieldcallError } from "./errors.js";
import { fetchTransport } from "./fetch_transport.js";
import { instantOf } from "./instant.js";
import { parseJson, toJson } from "./json.js";
import { engineOptions, eventOptions, inputOptions } from "./options.js";

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
 * @param {object} options see CreateOptions in types/fieldcall.d.ts
 */
export async function create(compiled, options = {}) {
  const { store, key } = await openStore(options.cache);
  const core = await instantiate(compiled, options.timeZone);
  core.ask("configure", { options: toJson(engineOptions(options, key)) });
  return new Fieldcall(core, options, store);
}

async function openStore(cache) {
  if (cache === undefined || typeof cache !== "object") return { store: null, key: undefined };
  return { store: cache, key: await cache.key() };
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
    this.#now = options.now ?? monotonicNow();
    this.#random = options.random ?? defaultRandom;
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
    const texts = { configuration: jsonText("config", config), options: this.#options({}, options) };
    return JSON.parse(this.#core.ask("validate", texts));
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
    const body = answer instanceof Uint8Array ? answer : jsonText("answer", answer);
    const texts = { ...this.#texts(config, inputs, options), body };
    return this.#read(this.#core.ask("map", texts, this.#now()));
  }

  /** The whole call on a virtual clock, against answers that a script says. */
  simulate(config, inputs, script, options) {
    const seeded = { seed: 0, ...inputs };
    const texts = { ...this.#texts(config, seeded, options), body: jsonText("script", script) };
    return this.#read(this.#core.ask("simulate", texts, this.#now()));
  }

  /** Runs a field's `examples`. */
  test(config, options) {
    return this.#read(this.#core.ask("examples", this.#texts(config, {}, options), this.#now()));
  }

  /** A field from a curl command line. */
  importCurl(command) {
    return JSON.parse(this.#core.ask("importCurl", { body: String(command) }));
  }

  /** A field from an operation of an OpenAPI document: an operationId or "GET /path". */
  importOpenapi(document, operation, { server } = {}) {
    const texts = { body: jsonText("document", document), options: toJson({ operation, server }) };
    return JSON.parse(this.#core.ask("importOpenapi", texts));
  }

  /** When the schedule of a field fires. */
  nextRun(config, { after = this.#now(), count = 1, tenant, caseId, ...options } = {}) {
    const texts = this.#texts(config, { tenant, caseId }, { ...options, count });
    return this.#read(this.#core.ask("nextRuns", texts, instantOf("after", after)));
  }

  /** Which fields an event starts, in waves. */
  plan(config, event, before, after) {
    const texts = {
      configuration: jsonText("config", config),
      options: this.#options({}, {}),
      body: toJson(eventOptions(event)),
      previous: before === undefined ? "" : jsonText("before", before),
      data: after === undefined ? "" : jsonText("after", after),
    };
    return JSON.parse(this.#core.ask("plan", texts));
  }

  /** Where a form sends what: for data-protection reviews. */
  inventory(config, options) {
    const texts = { configuration: jsonText("config", config), options: this.#options({}, options) };
    return JSON.parse(this.#core.ask("inventory", texts));
  }

  /** Whether a field is shown: by its `visibility` and what there is to show. */
  visible(config, { value = null, data = {} } = {}, options) {
    const texts = { ...this.#texts(config, { data }, options), body: JSON.stringify(value) };
    return this.#core.ask("visible", texts) === "true";
  }

  /** What an expression finds: {result}, {nodes, paths} or {error}. */
  eval(expression, document, options) {
    const body =
      `{"expression":${JSON.stringify(String(expression))},` +
      `"document":${jsonText("document", document)}}`;
    const text = this.#core.ask("evaluate", { body, options: this.#options({}, options) });
    return this.#read(text);
  }

  async run(config, inputs = {}, options = {}) {
    const transport = options.transport ?? this.#transport;
    if (typeof transport.runCall === "function") {
      return this.#relay(transport, config, inputs, options);
    }
    const seeded = { seed: drawSeed(this.#random), ...inputs };
    const texts = this.#texts(config, seeded, options);
    return this.#read(await this.#driver.run(texts, transport, options));
  }

  /** Forgets cached answers: of a tenant, of a field, or all. */
  invalidate({ tenant, field } = {}) {
    this.#driver.invalidate(toJson({ tenant, field }));
  }

  async #relay(transport, config, inputs, options) {
    const { data, previous, secrets, ...rest } = inputs;
    const call = {
      config: jsonText("config", config),
      field: options.field,
      data: jsonText("inputs.data", data ?? {}),
      previous: previous === undefined ? "" : jsonText("inputs.previous", previous),
      rest: inputOptions(rest),
    };
    const { outcome, code, technical } = await transport.runCall(call, options.signal);
    if (outcome !== undefined) return this.#read(outcome);
    const texts = {
      body: toJson({ code, technical }),
      configuration: call.config,
      options: this.#options(rest, options),
    };
    return this.#read(this.#core.ask("fail", texts));
  }

  #texts(config, inputs = {}, options = {}) {
    const { data, previous } = inputs;
    return {
      configuration: jsonText("config", config),
      options: this.#options(inputs, options),
      data: jsonText("inputs.data", data ?? {}),
      previous: previous === undefined ? "" : jsonText("inputs.previous", previous),
    };
  }

  #options(inputs, options = {}) {
    return toJson({ ...inputOptions(inputs), ...callOptions(options, this.#defaults) });
  }

  #read(text) {
    return parseJson(text, this.#defaults.integers ?? "bigint");
  }
}

function callOptions({ field, roots, language, count }, { egress, userAgent, roots: known = [] }) {
  const { egress: rules } = engineOptions({ egress });
  return {
    field,
    known_roots: [...known, ...(roots ?? [])],
    language,
    count,
    egress: rules,
    user_agent: userAgent,
  };
}

// A text is JSON already: the core says what is wrong with it.
function jsonText(name, value) {
  const text = toJson(value);
  if (typeof text === "string") return text;
  throw new FieldcallError({ code: "invalid_argument", message: `${name} is no JSON value` });
}
