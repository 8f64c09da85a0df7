// <fieldcall-builder>: one API Call field, described, seen as the request it makes, and tried.

import { LitElement, html, nothing } from "lit";
import { engineOf } from "../shared/engine.js";
import { Locale } from "../shared/locale.js";
import { buttons, tokens } from "../shared/tokens.css.js";
import { bodyOf } from "./answer.js";
import { answerPanel } from "./answer_panel.js";
import { viewChoice } from "./choices.js";
import { header } from "./header.js";
import { CurlImport } from "./curl_import.js";
import { curlDialog, runDialog } from "./dialogs.js";
import { fixOf } from "./fixes.js";
import { formPanel } from "./form_panel.js";
import { inputId, inputsPanel } from "./inputs_panel.js";
import { JsonView } from "./json_view.js";
import { addMapping } from "./mapping_choice.js";
import { goToPlace, goToProblem } from "./navigation.js";
import { problemsPanel, problemsSummary } from "./problems_panel.js";
import { requestPanel } from "./request_panel.js";
import { Runner } from "./runner.js";
import { BuilderState, blank_field } from "./state.js";
import { layout, panels } from "./styles.css.js";
import { addBuilderTexts } from "./texts.js";
import { Tooltip } from "./tooltip.js";
import { scenarioSentence, whatIfPanel } from "./what_if_panel.js";

addBuilderTexts();

const tabs = ["request", "answer", "what_if"];

export class FieldcallBuilder extends LitElement {
  static properties = {
    config: { noAccessor: true },
    field: {},
    data: { noAccessor: true },
    inputs: { noAccessor: true, attribute: false },
    sample: { noAccessor: true },
    relay: { attribute: false },
    transport: { attribute: false },
    fieldcall: { attribute: false },
    locale: {},
    theme: { reflect: true },
    view: { reflect: true },
  };

  static styles = [tokens, buttons, layout, panels];

  state = new BuilderState();
  runner = new Runner(this);
  curl = new CurlImport(this);
  tooltip = new Tooltip(this);
  /** Ids of controls that a person has left. */
  visited = new Set();
  isFromBlank = true;
  /** Rows that have no place in the text yet. */
  drafts = new Set();
  bodyDraft = null;
  copied = null;
  engineProblem = null;
  inputKinds = new Map();
  inputDrafts = new Map();
  isSampleOpen = false;

  #locale = new Locale(this);
  #json = new JsonView(this);
  #tab = "request";
  #announcement = "";
  #isText = false;
  #focusNext = null;
  #sampleBody = { text: "", body: null };
  #announcing = null;
  #isLoading = false;

  constructor() {
    super();
    this.view = "form";
    this.state.addEventListener("change", () => this.requestUpdate());
    this.state.addEventListener("edit", () => this.#onEdit());
  }

  t = (key, args) => this.#locale.t(key, args);

  get formatLanguage() {
    return this.#locale.formatLanguage;
  }

  /** The configuration as it is now, in the way it was given: an object, or text. */
  get config() {
    const { state } = this;
    return this.#isText ? state.text : JSON.parse(state.readableText);
  }

  /** Nothing is described yet. */
  get isBlank() {
    return this.state.text === blank_field;
  }

  set config(config) {
    this.isFromBlank = !config;
    this.#isText = typeof config === "string";
    const text = this.#isText ? config : JSON.stringify(config ?? JSON.parse(blank_field), null, 2);
    // What a page hands back after an edit is what is here already, but for its layout.
    if (!this.#isText && config && this.state.isReadable) {
      if (JSON.stringify(config) === JSON.stringify(JSON.parse(this.state.text))) return;
    }
    this.state.setText(text, { isEdit: false });
  }

  /** The configuration's text as it stands, formatting included. */
  get text() {
    return this.state.text;
  }

  get data() {
    return this.state.data;
  }

  set data(data) {
    this.state.setInputs({ data: data ?? {} });
  }

  get inputs() {
    const { data, roots } = this.state;
    return { data, roots };
  }

  set inputs(inputs) {
    this.state.setInputs({ data: inputs?.data, roots: inputs?.roots });
  }

  get sample() {
    return this.state.sample;
  }

  set sample(sample) {
    this.state.setSample(
      typeof sample === "string" ? sample : sample ? JSON.stringify(sample, null, 2) : "",
    );
  }

  get sampleBody() {
    const { sample } = this.state;
    if (this.#sampleBody.text !== sample) this.#sampleBody = { text: sample, body: bodyOf(sample) };
    return this.#sampleBody.body;
  }

  willUpdate(changed) {
    if (changed.has("field")) this.state.fieldKey = this.field;
    if (changed.has("fieldcall") || !this.#isLoading) this.#loadEngine();
  }

  async #loadEngine() {
    this.#isLoading = true;
    const wanted = this.fieldcall;
    try {
      const engine = await engineOf(this);
      if (wanted === this.fieldcall && this.state.engine !== engine) this.state.engine = engine;
      this.engineProblem = null;
    } catch (error) {
      this.engineProblem = error.message;
      this.requestUpdate();
    }
  }

  updated() {
    this.#json.update(this.view !== "form");
    this.renderRoot.querySelector("dialog:not([open])")?.showModal();
    if (!this.#focusNext) return;
    const target = this.renderRoot.querySelector(this.#focusNext);
    this.#focusNext = null;
    target?.focus();
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.runner.cancel();
    this.#json.destroy();
  }

  render() {
    const { t, state } = this;
    return html`<div class="builder" part="base" @keydown=${this.#onKey}>
      ${header(this)}
      <p class="visually-hidden" role="status">${this.#announcement}</p>
      ${
        this.engineProblem
          ? html`<p class="notice danger">
              ${t("builder.no_engine", { reason: this.engineProblem })}
            </p>`
          : nothing
      }
      <div class="columns">
        <section class="editor" part="editor" aria-label=${t("builder.configuration")}>
          ${viewChoice(this)}
          <div class="views" data-view=${this.view} @focusout=${this.#onLeave}>
            ${this.view === "json" ? nothing : formPanel(this)}
            <div class="json" ?hidden=${this.view === "form"}>
              <div id="json"></div>
              ${this.#json.isLoaded ? nothing : html`<p class="empty">${t("builder.json_loading")}</p>`}
            </div>
          </div>
          <section id="problems" tabindex="-1" aria-label=${t("builder.problems")}>
            <h3>${t("builder.problems")}</h3>
            ${problemsPanel(this)}
          </section>
        </section>
        <section class="preview" part="preview" aria-label=${t("builder.preview")}>
          <div class="beside">${this.#tabList()} ${this.#panel()}</div>
        </section>
      </div>
      ${curlDialog(this)} ${runDialog(this)}
    </div>`;
  }

  #onLeave = ({ target }) => {
    if (!target.id?.startsWith("at-") || this.visited.has(target.id)) return;
    this.visited.add(target.id);
    this.requestUpdate();
  };

  #tabList() {
    return html`<div
      class="tabs"
      role="tablist"
      aria-label=${this.t("builder.preview")}
      @keydown=${this.#onTabKey}
    >
      ${tabs.map(
        (tab) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${tab}"
            aria-selected=${String(this.#tab === tab)}
            aria-controls="panel"
            tabindex=${this.#tab === tab ? "0" : "-1"}
            @click=${() => this.showTab(tab)}
          >
            ${this.t(`builder.tab.${tab}`)}
          </button>`,
      )}
    </div>`;
  }

  #panel() {
    const { t } = this;
    const content = {
      request: () =>
        html`<section aria-labelledby="inputs-title">
            <h3 id="inputs-title">${t("builder.inputs")}</h3>
            ${inputsPanel(this)}
          </section>
          <section aria-labelledby="request-title">
            <h3 id="request-title">${t("builder.request")}</h3>
            ${requestPanel(this)}
          </section>`,
      answer: () => answerPanel(this),
      what_if: () => whatIfPanel(this),
    };
    return html`<div class="panel" role="tabpanel" id="panel" aria-labelledby="tab-${this.#tab}">
      ${content[this.#tab]()}
    </div>`;
  }

  #onTabKey = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? tabs.length - 1
          : tabs.indexOf(this.#tab) + step;
    if (Number.isNaN(index)) return;
    event.preventDefault();
    const tab = tabs[(index + tabs.length) % tabs.length];
    this.showTab(tab);
    this.focusLater(`#tab-${tab}`);
  };

  #onKey = (event) => {
    if (event.key === "Escape") this.tooltip.hide();
  };

  #onEdit() {
    const { state } = this;
    const config = this.#isText ? state.text : state.isReadable ? JSON.parse(state.text) : null;
    const detail = { config, text: state.text, valid: state.isValid };
    this.dispatchEvent(
      new CustomEvent("fieldcall-config", { detail, bubbles: true, composed: true }),
    );
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => this.announce(problemsSummary(this)), 1000);
  }

  showView(view) {
    this.view = view;
  }

  get tab() {
    return this.#tab;
  }

  showTab(tab) {
    this.#tab = tab;
    this.requestUpdate();
  }

  /** Said to screen readers. */
  announce(text) {
    this.#announcement = text;
    this.requestUpdate();
  }

  focusLater(selector) {
    this.#focusNext = selector;
    this.requestUpdate();
  }

  focusInput(name) {
    this.showTab("request");
    this.focusLater(`#${inputId(name)}`);
  }

  goTo(path) {
    goToPlace(this, this.#json, path);
  }

  goToProblem(problem) {
    goToProblem(this, this.#json, problem);
  }

  applyFix(problem) {
    const { state } = this;
    const fix = fixOf(problem, state.text, state.root);
    if (!fix || !state.applyChange(fix.change)) return;
    this.announce(this.t("builder.fixed", { text: fix.text }));
    this.focusLater("#problems");
  }

  pin(text) {
    this.state.setSample(text);
    this.dispatchEvent(
      new CustomEvent("fieldcall-sample", {
        detail: { sample: text },
        bubbles: true,
        composed: true,
      }),
    );
  }

  chooseScenario(id) {
    this.state.setScenario(id);
    this.announce(scenarioSentence(this));
  }

  addMapping({ steps }) {
    addMapping(this, steps);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = text;
      this.announce(this.t("builder.copied"));
    } catch {
      this.announce(this.t("builder.not_copied"));
    }
  }

  // Closed, not just taken away: that gives the focus back to where it was.
  closeDialog() {
    this.renderRoot.querySelector("dialog")?.close();
  }
}
