// Where the fields' answers come from: samples, or this page's server. Hands each element what it
// needs for that: an engine, the roots, secrets that are made up, a transport.

import { samples } from "./fields.js";
import {
  sample_api_base,
  sampleTransport,
  secretsOf,
  standInSecrets,
} from "./samples.js";
import { connectServer, watchedRelay } from "./server.js";

export class Answers {
  /** The token, in this object and the headers made from it only. */
  token = null;

  #createFieldcall;
  #relayTransport;
  #engines = {};
  #server = null;
  #api_base = null;
  #source = "samples";
  #weather = "fair";
  #listeners = [];
  #onTrouble;

  /**
   * @param {{createFieldcall: Function, relayTransport: Function}} fieldcall the package
   * @param {(code: string | null) => void} onTrouble what is wrong with the server; null: nothing
   */
  constructor({ createFieldcall, relayTransport }, onTrouble) {
    this.#createFieldcall = createFieldcall;
    this.#relayTransport = relayTransport;
    this.#onTrouble = onTrouble;
  }

  async prepare() {
    this.#engines.samples = await this.#createFieldcall({ roots: ["env"] });
  }

  /** "samples" or "live". */
  get source() {
    return this.#source;
  }

  get weather() {
    return this.#weather;
  }

  get apiBase() {
    return this.#source === "live" ? this.#api_base : sample_api_base;
  }

  /** What "{env.api_base}" is when live; null: it cannot be live. */
  get liveBase() {
    return this.#api_base;
  }

  get engine() {
    return this.#engines[this.#source];
  }

  get canBeLive() {
    return this.#api_base !== null;
  }

  /**
   * Calls `listener(what)` with "source" now and whenever it changed, with "weather", or with
   * "server" when live answers became possible and nothing else changed.
   */
  follow(listener) {
    this.#listeners.push(listener);
    listener("source");
  }

  /**
   * Makes live answers possible.
   * @throws {import("./server.js").ServerError}
   */
  async connect(token) {
    const server = connectServer(token);
    const api_base = await server.apiBase();
    const { protocol, port } = new URL(api_base);
    const ports = [443, Number(port) || (protocol === "http:" ? 80 : 443)];
    const egress = { allowHttp: true, allowPrivateNetworks: true, ports };
    this.#engines.live = await this.#createFieldcall({ roots: ["env"], egress });
    this.#server = server;
    this.#api_base = api_base;
    this.token = token;
    this.#tell(this.#source === "live" ? "source" : "server");
  }

  choose(source) {
    if (source === this.#source || (source === "live" && !this.canBeLive)) return;
    this.#source = source;
    this.#tell("source");
  }

  chooseWeather(weather) {
    this.#weather = weather;
    this.#engines.samples.invalidate();
    if (this.#source === "samples") this.#tell("weather");
  }

  /** Properties of the element of a field. */
  forField(place, config) {
    return {
      fieldcall: this.engine,
      inputs: this.#inputs(config),
      transport: this.#source === "live" ? this.#liveTransport(config) : this.#sampleTransport(place),
    };
  }

  /** Properties of the designer. */
  forBuilder(place, config) {
    const is_live = this.#source === "live";
    return {
      fieldcall: this.engine,
      inputs: this.#inputs(config),
      relay: is_live ? this.#server.relay : null,
      transport: is_live ? undefined : this.#sampleTransport(place),
      sample: samples[place],
    };
  }

  #inputs(config) {
    const roots = { env: { api_base: this.apiBase } };
    if (this.#source === "live") return { roots };
    return { roots, secrets: standInSecrets(secretsOf(this.engine.inventory(config))) };
  }

  #sampleTransport(place) {
    return sampleTransport(samples[place], () => this.#weather);
  }

  // Through the server: what needs its secrets, and what goes where the page's policy lets nothing go.
  #liveTransport(config) {
    const { origins } = this.engine.inventory(config);
    const is_open = origins.every((one) => one.origin === "{env.api_base}" && !one.secrets?.length);
    if (is_open) return undefined;
    return watchedRelay(this.#relayTransport(this.#server.relay), this.#onTrouble);
  }

  #tell(what) {
    for (const listener of this.#listeners) listener(what);
  }
}
