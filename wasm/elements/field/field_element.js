// <fieldcall-field>: an API Call field as a case worker meets it.

import { LitElement, html, nothing } from "lit";
import { Locale } from "../shared/locale.js";
import { applyUpdates, valueAt } from "../shared/target_path.js";
import { buttons, tokens } from "../shared/tokens.css.js";
import { CallRun } from "./call_run.js";
import { findField, labelOf, targetsOf, triggersOf } from "./field_config.js";
import { styles } from "./styles.css.js";

export class FieldcallField extends LitElement {
  static properties = {
    config: {},
    field: {},
    data: { type: Object },
    outcome: { attribute: false },
    inputs: { attribute: false },
    transport: { attribute: false },
    fieldcall: { attribute: false },
    labels: { type: Object },
    locale: {},
    theme: { reflect: true },
    disabled: { type: Boolean, reflect: true },
    readonly: { type: Boolean, reflect: true },
  };

  static styles = [tokens, buttons, styles];

  #locale = new Locale(this);
  #run = new CallRun(this);
  #own = {}; // target -> what the last outcome wrote, until the page's data says otherwise

  constructor() {
    super();
    this.data = {};
    this.inputs = {};
    this.outcome = null;
  }

  /** What the element shows: "idle", "running", "ok", ... */
  get state() {
    return this.#run.phase;
  }

  /** The field's value: mapped to its own key, else an object of its targets. */
  get value() {
    const targets = targetsOf(this.#config).map(({ target }) => target);
    const data = this.#data;
    if (targets.includes(this.#config?.key)) return valueAt(data, this.#config.key) ?? null;
    const found = targets.map((target) => [target, valueAt(data, target)]);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  }

  /** Makes the call, as a person who asks for it. */
  refresh() {
    return this.#call("manual");
  }

  cancel() {
    this.#run.cancel();
  }

  announcePhase(state) {
    this.#emit("fieldcall-state", { state });
  }

  firstUpdated() {
    if (this.#run.phase === "idle" && triggersOf(this.#config).includes("on_create")) {
      this.#call("on_create");
    }
  }

  willUpdate(changed) {
    if (changed.has("outcome") && this.outcome) this.#run.adopt(this.outcome);
  }

  render() {
    const field = this.#config;
    if (!field) return nothing;
    const { t } = this.#locale;
    return html`<div class="card" part="base" role="group" aria-labelledby="label">
      <div class="head">
        <span id="label" class="label" part="label">${field.name}</span>
        <span class="state" part="state" role="status">${t(`state.${this.#run.phase}`)}</span>
      </div>
      ${field.description
        ? html`<p class="help" part="help">${field.description}</p>`
        : nothing}
      <dl class="values" part="values">
        ${targetsOf(field).map(
          ({ target }) => html`<dt>${labelOf(target, this.labels)}</dt>
            <dd part="value"><bdi>${valueAt(this.#data, target) ?? t("field.no_value")}</bdi></dd>`,
        )}
      </dl>
      ${this.#run.isBusy
        ? html`<button type="button" @click=${this.cancel}>${t("field.cancel")}</button>`
        : html`<button type="button" @click=${this.refresh}>${t("field.refresh")}</button>`}
    </div>`;
  }

  get #config() {
    return findField(this.config, this.field);
  }

  get #data() {
    return applyUpdates(this.data, this.#own);
  }

  async #call(trigger) {
    const outcome = await this.#run.start(trigger, this.#data);
    if (!outcome) return null;
    this.#own = { ...this.#own, ...outcome.updates };
    this.requestUpdate();
    this.#emit("fieldcall-outcome", { outcome });
    if (Object.keys(outcome.updates).length > 0) {
      this.#emit("fieldcall-updates", { updates: outcome.updates });
    }
    return outcome;
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
