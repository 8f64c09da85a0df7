// What the templates read, to be filled in for a preview.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { getAt, stepsOf } from "./paths.js";

const kinds = ["text", "number", "boolean", "json"];
const number = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

const nameOf = ({ root, path }) => (path ? `${root}.${path}` : root);
export const inputId = (name) =>
  `input-${name.replace(/[^A-Za-z0-9_-]/g, (c) => `_${c.codePointAt(0)}_`)}`;

export function inputsPanel(builder) {
  const { state, t } = builder;
  const { references } = state;
  if (!state.rendered) return html`<p class="hint">${t("builder.inputs_how")}</p>`;
  if (references.length === 0) return html`<p class="hint">${t("builder.inputs_none")}</p>`;
  return html`<div class="inputs">
      ${references.map((reference) => inputRow(builder, reference))}
    </div>
    ${
      references.some(({ root }) => root === "secret")
        ? html`<p class="hint">${t("builder.secrets_hint")}</p>`
        : nothing
    }`;
}

function valueOfInput(state, { root, path }) {
  if (root === "secret") return state.secrets[path];
  const data = state.dataObject;
  return root === "data"
    ? getAt(data, stepsOf(path) ?? [])
    : getAt(state.roots, [root, ...(stepsOf(path) ?? [])]);
}

function kindOf(builder, name, value) {
  const chosen = builder.inputKinds.get(name);
  if (chosen) return chosen;
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (typeof value === "boolean") return "boolean";
  return value !== null && typeof value === "object" ? "json" : "text";
}

function inputRow(builder, reference) {
  const { state, t } = builder;
  const name = nameOf(reference);
  const id = inputId(name);
  const isSecret = reference.root === "secret";
  const value = valueOfInput(state, reference);
  const isMissing = state.rendered?.preview.missing?.includes(name) ?? false;
  const kind = isSecret ? "text" : kindOf(builder, name, value);
  return html`<div class="input ${isMissing ? "missing" : ""}">
    <label for=${id}>
      <code>${name}</code>
      ${reference.isOptional ? html`<span class="hint">${t("builder.optional")}</span>` : nothing}
      ${isMissing ? html`<span class="badge">${t("builder.missing")}</span>` : nothing}
    </label>
    <div class="entry">
      ${entry(builder, reference, { name, id, value, kind, isSecret })}
      ${
        isSecret
          ? nothing
          : html`<select
              aria-label=${t("builder.input_kind", { name })}
              .value=${live(kind)}
              @change=${({ target }) => setKind(builder, reference, name, target.value)}
            >
              ${kinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${t(`builder.kind.${each}`)}</option>`)}
            </select>`
      }
    </div>
    ${builder.inputDrafts.has(name) ? html`<p class="hint bad">${t(`builder.kind_unread.${kind}`)}</p>` : nothing}
  </div>`;
}

function entry(builder, reference, { name, id, value, kind, isSecret }) {
  const { state, t } = builder;
  if (kind === "boolean") {
    return html`<select
      id=${id}
      .value=${live(String(value ?? ""))}
      @change=${({ target }) => take(builder, reference, name, target.value, kind)}
    >
      <option value="" ?selected=${value === undefined}></option>
      <option value="true" ?selected=${value === true}>${t("builder.true")}</option>
      <option value="false" ?selected=${value === false}>${t("builder.false")}</option>
    </select>`;
  }
  const shown = builder.inputDrafts.get(name) ?? textOf(value, kind);
  return html`<input
    id=${id}
    type=${isSecret ? "password" : "text"}
    class=${kind === "text" ? "" : "code"}
    inputmode=${kind === "number" ? "decimal" : nothing}
    autocomplete="off"
    spellcheck="false"
    placeholder=${isSecret ? t("builder.secret_masked") : nothing}
    .value=${live(shown)}
    @input=${({ target }) => take(builder, reference, name, target.value, isSecret ? "text" : kind)}
    @blur=${() => state.settle()}
  />`;
}

function textOf(value, kind) {
  if (value === undefined || value === null) return "";
  if (kind === "json") return JSON.stringify(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// No kind is ever guessed from the text: the person says what it is.
function take(builder, reference, name, text, kind) {
  const { state, inputDrafts } = builder;
  inputDrafts.delete(name);
  if (text === "") return state.setInput(reference, undefined);
  if (kind === "text") return state.setInput(reference, text);
  try {
    if (kind === "number" && !number.test(text)) throw new SyntaxError(text);
    return state.setInput(reference, JSON.parse(text));
  } catch {
    inputDrafts.set(name, text);
    return builder.requestUpdate();
  }
}

function setKind(builder, reference, name, kind) {
  const value = valueOfInput(builder.state, reference);
  const text =
    builder.inputDrafts.get(name) ?? textOf(value, typeof value === "object" ? "json" : "text");
  builder.inputKinds.set(name, kind);
  take(builder, reference, name, text, kind);
  builder.requestUpdate();
}
