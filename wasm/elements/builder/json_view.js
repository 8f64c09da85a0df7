// Holds the JSON editor of a builder: loads it when it is first shown, keeps it and the store alike.

import { fixOf, placeOf } from "./fixes.js";

export class JsonView {
  #builder;
  #editor = null;
  #loading = null;
  #shown = null; // the diagnostics the editor shows

  constructor(builder) {
    this.#builder = builder;
  }

  get isLoaded() {
    return this.#editor !== null;
  }

  /** After each update of the builder. */
  update(isShown) {
    if (isShown) this.#load();
    if (!this.#editor) return;
    const { state } = this.#builder;
    this.#editor.setText(state.text);
    if (this.#shown === state.diagnostics) return;
    this.#shown = state.diagnostics;
    this.#editor.setDiagnostics(this.#diagnostics());
  }

  #load() {
    this.#loading ??= import("./json_editor.js").then(({ createJsonEditor }) => {
      const builder = this.#builder;
      const parent = builder.renderRoot.querySelector("#json");
      if (!parent || !builder.isConnected) return (this.#loading = null);
      this.#editor = createJsonEditor({
        parent,
        root: builder.renderRoot,
        text: builder.state.text,
        label: builder.t("builder.json_label"),
        onText: (text) => builder.state.setText(text),
        context: () => ({
          schema: builder.state.schema,
          references: builder.state.references,
          t: builder.t,
        }),
      });
      builder.requestUpdate();
      return this.#editor;
    });
    return this.#loading;
  }

  #diagnostics() {
    const builder = this.#builder;
    const { state, t } = builder;
    const root = state.isReadable ? state.root : undefined;
    return state.diagnostics.map((problem) => {
      const fix = root ? fixOf(problem, state.text, root) : null;
      const actions = fix
        ? [{ name: t("builder.fix", { text: fix.text }), apply: () => builder.applyFix(problem) }]
        : [];
      const message = problem.fix ? `${problem.message} \u2014 ${problem.fix}` : problem.message;
      const severity = problem.severity === "hint" ? "info" : problem.severity;
      return { ...placeOf(problem, state.text, root), severity, message, actions };
    });
  }

  /** Shows the editor and selects a part of the text. */
  async goTo(from, to) {
    if (this.#builder.view === "form") this.#builder.view = "json";
    await this.#builder.updateComplete;
    const editor = await this.#load();
    editor?.goTo(from, to);
  }

  destroy() {
    this.#editor?.destroy();
    this.#editor = null;
    this.#loading = null;
    this.#shown = null;
  }
}
