// <fieldcall-field>: an API Call field as a case worker meets it. What it shows is in the views
// beside this file, what it does in call_run.js and update_watch.js; here both meet the page.

import { html, nothing } from "lit";
import { Locale } from "../shared/locale.js";
import { buttons, tokens } from "../shared/tokens.css.js";
import { actionsView } from "./actions_view.js";
import { announcementOf } from "./announcement.js";
import { CallRun } from "./call_run.js";
import { CaseValues, engineValue, isEmpty, isManual } from "./case_values.js";
import { findField, labelOf, targetsOf, triggersOf } from "./field_config.js";
import { FormControl } from "./form_control.js";
import { formText, readState, stateText as formState } from "./form_value.js";
import { messageView } from "./message_view.js";
import { changesIn, stateView } from "./state_view.js";
import { styles } from "./styles.css.js";
import { targetsView } from "./target_view.js";
import { UpdateWatch } from "./update_watch.js";
import { ValueEditor } from "./value_editor.js";

export class FieldcallField extends FormControl {
  static properties = {
    config: {},
    field: {},
    data: { type: Object },
    outcome: { attribute: false, noAccessor: true },
    inputs: { attribute: false },
    transport: { attribute: false },
    fieldcall: { attribute: false },
    labels: { type: Object },
    locale: {},
    theme: { reflect: true },
  };

  static styles = [tokens, buttons, styles];

  #locale = new Locale(this);
  #run = new CallRun(this);
  #editor = new ValueEditor(this);
  #watch = new UpdateWatch(() => this.#call("on_update"));
  #values = new CaseValues();
  #overridden = new Set();
  #engine = null;
  #isEngineAsked = false;
  #given = null; // the outcome that the page told, to go back to
  #earlier = null; // a value told before the configuration
  #initial = null; // target -> value, before the element wrote anything
  #isCreated = false;
  #announcement = "";
  #timer = null;

  constructor() {
    super();
    this.data = {};
    this.inputs = {};
  }

  /** What the element shows: "idle", "running", "ok", ... */
  get state() {
    return this.#run.phase;
  }

  get outcome() {
    return this.#run.outcome;
  }

  set outcome(outcome) {
    this.#given = outcome ?? null;
    this.#isCreated ||= Boolean(outcome);
    this.#run.adopt(this.#given);
    this.#values.write(this.#given?.updates ?? {});
    this.requestUpdate();
  }

  /** The field's value: what is mapped to its own key, else an object of its targets. */
  get value() {
    const targets = this.#targets;
    const { key } = this.#config ?? {};
    if (targets.some(({ target }) => target === key)) return this.#values.at(key) ?? null;
    const found = targets.map(({ target }) => [target, this.#values.at(target)]);
    return Object.fromEntries(found.filter(([, value]) => !isEmpty(value)));
  }

  /** A value of earlier: not a person's, and nothing is told of it. */
  set value(value) {
    this.#earlier = { value };
    if (this.#config) this.#takeEarlier();
    this.requestUpdate();
  }

  /** Makes the call, as a person who asks for it. */
  refresh() {
    return this.#call("manual");
  }

  /** Cancels the call under way, and the one that was to come. */
  cancel() {
    this.#watch.stop();
    this.#run.cancel();
    if (this.#run.phase === "pending") this.#run.rest("cancelled");
  }

  /** Puts a person's value in place of the engine's, which will not overwrite it. */
  override(target, value) {
    this.#overridden.add(target);
    this.#write({ [target]: value }, "person");
    this.#say(this.#locale.t("field.overridden", { label: this.#label(target) }));
    this.#emit("fieldcall-override", { target, value: this.value, overridden: true });
  }

  /** Goes back to the engine's value; asks for it where it is not known. */
  async restore(target) {
    this.#editor.focusButton(target); // the one that was pressed goes away
    const { value, callAgain } = engineValue(this.#run.outcome, target);
    this.#overridden.delete(target);
    this.#write({ [target]: value }, "api");
    this.#say(this.#locale.t("field.restored", { label: this.#label(target) }));
    this.#emit("fieldcall-override", { target, value: this.value, overridden: false });
    if (callAgain) await this.#call(this.#run.outcome?.metadata?.trigger ?? "manual");
  }

  focus(options) {
    this.renderRoot.querySelector("button:not(:disabled), input, select, textarea")?.focus(options);
  }

  formDisabledCallback(isDisabled) {
    super.formDisabledCallback(isDisabled);
    if (isDisabled) this.cancel();
  }

  formResetCallback() {
    super.formResetCallback();
    const before = this.#initial ?? {};
    this.#watch.stop();
    this.#overridden.clear();
    this.#editor.close();
    this.#run.adopt(this.#given);
    this.#write({ ...before, ...this.#given?.updates }, "reset");
    this.#isCreated = Boolean(this.#given);
  }

  formStateRestoreCallback(text) {
    const state = readState(text);
    if (!state) return;
    this.#isCreated = true;
    this.#run.adopt(state.outcome);
    this.#overridden = state.overridden;
    this.#write(state.written, "restored");
  }

  connectedCallback() {
    super.connectedCallback();
    this.requestUpdate(); // it may be back
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // Pages move elements: one that is back at once was never gone.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  phaseChanged(state, isNews) {
    this.#emit("fieldcall-state", { state });
    const text = isNews && announcementOf(this.#run, this.labels, this.#locale);
    if (text) this.#say(this.#locale.t("field.announced", { label: this.#name, text }));
  }

  willUpdate(changed) {
    // Not before there is something to do: a page may still give an engine.
    if (this.config && (changed.has("fieldcall") || !this.#isEngineAsked)) this.#findEngine();
    if (changed.has("config") || changed.has("field")) this.#configured(changed);
    if (changed.has("data")) this.#dataChanged();
    else if (changed.has("inputs") && this.hasUpdated) this.#assess();
    if (this.#earlier && this.#config) this.#takeEarlier();
  }

  updated() {
    this.#create();
    this.#tick();
    const { outcome } = this.#run;
    const state = { outcome, written: this.#values.written, overridden: this.#overridden };
    const { t } = this.#locale;
    this.tellForm(formText(this.value), formState(state), t("field.value_required"));
  }

  render() {
    const field = this.#config;
    if (!this.#isVisible) return nothing;
    const { t } = this.#locale;
    const isChangeable = this.isActive && !this.readonly;
    const isDim = this.#run.isBusy || this.#run.phase === "pending";
    return html`<div
      class="card ${this.isActive ? "" : "disabled"}"
      part="base"
      role="group"
      aria-disabled=${this.isActive ? nothing : "true"}
      aria-labelledby="label"
      aria-describedby=${field?.description ? "help" : nothing}
    >
      <div class="head">
        <div>
          <span id="label" class="label" part="label">${this.#name}</span>
          ${this.required ? html`<span class="required">${t("field.required")}</span>` : nothing}
        </div>
        ${stateView(this.#run, this.labels, this.#locale)}
      </div>
      ${field?.description
        ? html`<p id="help" class="help" part="help">${field.description}</p>`
        : nothing}
      ${targetsView(this.#rows, {
        locale: this.#locale,
        editor: this.#editor,
        isChangeable,
        isDim,
        override: (target, value) => this.override(target, value),
        restore: (target) => this.restore(target),
      })}
      ${messageView(this.#run, this.#locale)}
      ${this.problemShown
        ? html`<p class="problem" part="problem">${this.problemShown}</p>`
        : nothing}
      ${isChangeable
        ? actionsView(this.#run, triggersOf(field), this.#name, { t, act: this })
        : nothing}
      <div class="visually-hidden" role="status">${this.#announcement}</div>
    </div>`;
  }

  get #config() {
    return findField(this.config, this.field);
  }

  get #name() {
    return String(this.#config?.name ?? this.#config?.key ?? "");
  }

  get #targets() {
    return targetsOf(this.#config);
  }

  get #isVisible() {
    if (!this.config) return false;
    const { visibility = "always-visible" } = this.#config ?? {};
    if (visibility === "always-visible" || this.#run.phase === "invalid") return true;
    if (!this.#engine) return false;
    const state = { value: this.value, data: this.#values.data };
    try {
      return this.#engine.visible(this.config, state, { field: this.field || undefined });
    } catch {
      return true; // a problem has to be seen
    }
  }

  get #rows() {
    return this.#targets.map(({ target, type }) => {
      const value = this.#values.at(target);
      return {
        target,
        type,
        label: this.#label(target),
        value,
        isManual: isManual(this.#run.outcome, target, value, this.#overridden),
      };
    });
  }

  #label(target) {
    const isOnly = this.#targets.length === 1;
    return isOnly ? this.#name : labelOf(target, this.labels);
  }

  #takeEarlier() {
    const { value } = this.#earlier;
    const { key } = this.#config;
    const isOwn = this.#targets.some(({ target }) => target === key);
    this.#values.write(isOwn ? { [key]: value } : (value ?? {}));
    this.#earlier = null;
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#watch.stop();
    if (!this.#run.isBusy && this.#run.phase !== "pending") return;
    // What did not come to its end is made up for if the element comes back.
    this.#run.adopt(this.#run.outcome);
    if (!this.#run.outcome) this.#isCreated = false;
  }

  async #findEngine() {
    this.#isEngineAsked = true;
    this.#engine = await this.#run.engine();
    if (!this.#engine) return;
    this.#assess();
    this.requestUpdate();
  }

  #configured(changed) {
    if (!this.hasUpdated) return;
    const [config, key] = [changed.get("config"), changed.get("field")];
    const before = findField(config ?? this.config, key ?? this.field);
    this.#watch.stop();
    this.#run.drop();
    if (before?.key !== this.#config?.key) {
      this.#run.adopt(null);
      this.#overridden.clear();
      this.#isCreated = false;
    } else if (this.#run.phase === "invalid") {
      this.#isCreated &&= Boolean(this.#run.outcome);
      this.#run.adopt(this.#run.outcome);
    }
    this.#assess();
  }

  #dataChanged() {
    this.#values.take(this.data);
    if (this.#initial === null && this.#config) {
      const targets = this.#targets.map(({ target }) => [target, this.#values.at(target) ?? null]);
      this.#initial = Object.fromEntries(targets);
    }
    if (!this.hasUpdated) this.#watch.rebase(this.#values.data);
    else this.#follow();
  }

  // Case data has changed: is a call due?
  #follow() {
    const watched = { config: this.config, field: this.#config?.key };
    if (!this.#engine || !this.isActive || !triggersOf(this.#config).includes("on_update")) {
      return this.#assess();
    }
    try {
      const { data } = this.#values;
      if (!this.#watch.change(this.#engine, watched, data)) return this.#assess();
    } catch {
      return this.#assess();
    }
    this.#run.drop(); // for data of before
    this.#run.rest("pending");
  }

  // What is waited for, as long as no call has said so; and whether there can be one.
  #assess() {
    if (!this.#engine || !this.config || this.#run.isBusy) return;
    try {
      const inputs = { ...this.inputs, data: this.#values.data };
      const options = { field: this.field || undefined };
      const { missing } = this.#engine.render(this.config, inputs, options);
      if (!["idle", "waiting_input"].includes(this.#run.phase)) return;
      this.#run.rest(missing.length > 0 ? "waiting_input" : "idle", missing);
    } catch (error) {
      this.#run.refuse(error);
    }
  }

  // Once, when there is all that a first call needs.
  #create() {
    if (this.#isCreated || !this.#config || !this.isActive || !this.isConnected) return;
    this.#isCreated = true;
    this.#watch.rebase(this.#values.data);
    if (triggersOf(this.#config).includes("on_create")) this.#call("on_create");
    else this.#assess();
  }

  async #call(trigger) {
    if (!this.isActive) return null;
    this.#watch.rebase(this.#values.data);
    const outcome = await this.#run.start(trigger, this.#values.data);
    if (!outcome) return null;
    this.#watch.expect(outcome.updates);
    this.#emit("fieldcall-outcome", { outcome });
    if (Object.keys(outcome.updates).length > 0) this.#write(outcome.updates, "api");
    this.requestUpdate();
    return outcome;
  }

  #write(updates, by) {
    this.#values.write(updates);
    this.requestUpdate();
    this.#emit("fieldcall-updates", { updates, by });
  }

  // Words that grow old by themselves.
  #tick() {
    clearTimeout(this.#timer);
    const wait = changesIn(this.#run);
    if (wait !== null) this.#timer = setTimeout(() => this.requestUpdate(), wait);
  }

  #say(text) {
    this.#announcement = text;
    this.requestUpdate();
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
