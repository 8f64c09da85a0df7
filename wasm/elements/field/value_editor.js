// A person's own value in place of the engine's: one target at a time.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { draftOf, kindOf, valueOf } from "./draft.js";

export class ValueEditor {
  #host;
  #open = null; // {target, type, kind, draft, problem}

  constructor(host) {
    this.#host = host;
  }

  isOpen(target) {
    return this.#open?.target === target;
  }

  async open({ target, type }, value, { formatLanguage }) {
    const kind = kindOf(type, value);
    this.#open = { target, type, kind, draft: draftOf(kind, value, formatLanguage), problem: "" };
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const input = this.#host.renderRoot.querySelector("#draft");
    input?.focus();
    input?.select?.();
  }

  async close() {
    const target = this.#open?.target;
    this.#open = null;
    this.#host.requestUpdate();
    if (target !== undefined) await this.focusButton(target);
  }

  /** The button that opens the editor of a target. */
  async focusButton(target) {
    await this.#host.updateComplete;
    const buttons = [...this.#host.renderRoot.querySelectorAll("button[data-edits]")];
    buttons.find((button) => button.dataset.edits === target)?.focus();
  }

  /** @param {(target: string, value: unknown) => void} save */
  view(label, locale, save) {
    const { t } = locale;
    const { kind, problem } = this.#open;
    return html`<div class="editor" part="editor" @keydown=${this.#keys(locale, save)}>
      <label for="draft" class="visually-hidden">${t("field.edit_label", { label })}</label>
      ${this.#input(kind, problem, t)}
      <div class="actions">
        <button
          type="button"
          class="primary"
          part="button"
          @click=${() => this.#save(locale, save)}
        >
          ${t("field.save")}
        </button>
        <button type="button" part="button" @click=${() => this.close()}>
          ${t("field.discard")}
        </button>
      </div>
      ${problem
        ? html`<p id="draft-problem" class="problem" role="alert">${t(problem)}</p>`
        : nothing}
    </div>`;
  }

  #input(kind, problem, t) {
    const { draft } = this.#open;
    const change = ({ target }) => (this.#open.draft = target.value);
    const invalid = problem ? "true" : "false";
    const described = problem ? "draft-problem" : nothing;
    if (kind === "boolean") {
      return html`<select id="draft" part="input" @change=${change}>
        ${["", "true", "false"].map(
          (value) =>
            html`<option value=${value} ?selected=${value === draft}>
              ${t(value === "" ? "field.no_value" : value === "true" ? "field.yes" : "field.no")}
            </option>`,
        )}
      </select>`;
    }
    if (kind === "json" || kind === "text") {
      return html`<textarea
        id="draft"
        part="input"
        rows="5"
        class=${kind}
        spellcheck=${kind === "text" ? "true" : "false"}
        aria-invalid=${invalid}
        aria-describedby=${described}
        .value=${live(draft)}
        @input=${change}
      ></textarea>`;
    }
    const types = { date: "date", datetime: "datetime-local" };
    return html`<input
      id="draft"
      part="input"
      type=${types[kind] ?? "text"}
      inputmode=${kind === "number" ? "decimal" : nothing}
      autocomplete="off"
      aria-invalid=${invalid}
      aria-describedby=${described}
      .value=${live(draft)}
      @input=${change}
    />`;
  }

  // Enter would submit the page's form, Escape close its dialog.
  #keys(locale, save) {
    return (event) => {
      const isLine = event.target.id === "draft" && event.target.localName !== "textarea";
      if (event.key === "Enter" && isLine && !event.isComposing) {
        event.preventDefault();
        this.#save(locale, save);
      }
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    };
  }

  #save(locale, save) {
    const { target, type, kind, draft } = this.#open;
    const { value, problem } = valueOf(kind, type, draft, locale.formatLanguage);
    if (problem) {
      this.#open.problem = problem;
      this.#host.requestUpdate();
      this.#host.renderRoot.querySelector("#draft")?.focus();
      return;
    }
    save(target, value);
    this.close();
  }
}
