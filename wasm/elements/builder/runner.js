// Runs the field for real: from this page, or by the server. Anything but GET asks first, because it
// may change or cost something.

import { fetchTransport } from "../../js/fetch_transport.js";
import { relayTransport } from "../../js/relay_transport.js";
import { recordOf } from "./answer.js";
import { valueOf } from "./json_tree.js";
import { scrub, secretsOf } from "./scrub.js";

export class Runner {
  isRunning = false;
  /** {outcome, way} of the last run. */
  result = null;
  /** Why there is no outcome: an engine or a page that was set up wrongly. */
  problem = null;
  /** {way, method, url}: a run that waits for a person's yes. */
  question = null;

  #builder;
  #controller = null;

  constructor(builder) {
    this.#builder = builder;
  }

  get canRun() {
    const { state } = this.#builder;
    return state.isReadable && state.isRenderedCurrent && state.engine !== null && !this.isRunning;
  }

  /** @param {"direct" | "server"} way */
  ask(way) {
    // By what is written: a preview may be refused or incomplete where the server's call is not.
    const { state } = this.#builder;
    const method = valueOf(state.at(["api_config", "method"]));
    if (method === "GET") return this.run(way);
    this.problem = null;
    this.question = { way, method, url: shownUrl(state) };
    this.#builder.requestUpdate();
    return undefined;
  }

  answer(isYes) {
    if (!this.question) return;
    const { way } = this.question;
    this.question = null;
    this.#builder.closeDialog();
    this.#builder.requestUpdate();
    if (isYes) this.run(way);
  }

  cancel() {
    this.#controller?.abort();
  }

  async run(way) {
    const builder = this.#builder;
    const { state } = builder;
    this.#controller = new AbortController();
    this.isRunning = true;
    this.result = null;
    this.problem = null;
    builder.announce(builder.t("builder.running"));
    let recorded = null;
    const about = {
      preview: state.rendered?.preview.request,
      secrets: state.secrets,
      isOauth2: valueOf(state.at(["api_config", "auth", "type"])) === "oauth2",
    };
    const transport =
      way === "server"
        ? this.#relay()
        : recording(builder.transport, about, (text) => (recorded = text));
    try {
      const { secrets, ...inputs } = state.inputs;
      const options = {
        signal: this.#controller.signal,
        transport,
        roots: Object.keys(state.roots),
      };
      const call = { ...inputs, trigger: "manual", ...(way === "server" ? {} : { secrets }) };
      const outcome = await state.engine.run(state.whole.text, call, options);
      this.result = { outcome: state.whole.hasMapping ? outcome : withoutUpdates(outcome), way };
      if (recorded !== null) builder.pin(recorded);
      builder.announce(builder.t(`builder.outcome.${outcome.status}`));
    } catch (error) {
      this.problem = error.message;
      builder.announce(error.message);
    } finally {
      this.isRunning = false;
      builder.requestUpdate();
    }
  }

  #relay() {
    const { relay } = this.#builder;
    return typeof relay.runCall === "function" ? relay : relayTransport(relay);
  }
}

// With the places of what is missing; as it is written if there is no preview.
function shownUrl(state) {
  const pieces = state.rendered?.preview.pieces ?? [];
  const url = pieces.filter(({ location }) => location === "url").map(({ text }) => text);
  return url.join("") || String(valueOf(state.at(["api_config", "url"])) ?? "");
}

// Of a field that maps nothing yet the whole answer would be shown twice.
const withoutUpdates = (outcome) => ({ ...outcome, updates: {} });

// Keeps what came, without the secrets in it: the outcome holds mapped values only. Answers of a token
// endpoint are left out: a client signs in there with Basic, and to the API with the token.
function recording(given, { preview, secrets, isOauth2 }, keep) {
  const inner = given ?? fetchTransport();
  const hasToken = ({ name, value }) => name === "Authorization" && value.startsWith("Bearer ");
  return {
    async send(request, limits) {
      const response = await inner.send(request, limits);
      if (!isOauth2 || request.headers.some(hasToken)) {
        keep(scrub(recordOf(response), secretsOf(request, preview, secrets)));
      }
      return response;
    },
  };
}
