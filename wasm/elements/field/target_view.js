// The targets of a field: what each holds, who said so, and how a person changes it.

import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { isEmpty } from "./case_values.js";
import { valueView } from "./value_view.js";

/**
 * @typedef {object} Row
 * @property {string} target
 * @property {string | undefined} type
 * @property {string} label
 * @property {unknown} value
 * @property {boolean} isManual
 */

/**
 * @param {Row[]} rows
 * @param {{locale, editor, isChangeable: boolean, isDim: boolean,
 *          override: (target: string, value: unknown) => void,
 *          restore: (target: string) => void}} context
 */
export function targetsView(rows, context) {
  const isSingle = rows.length === 1;
  return html`<dl class="targets ${isSingle ? "single" : ""}" part="values">
    ${rows.map(
      (row) =>
        html`<div class="target" part="row">
          <dt class=${isSingle ? "visually-hidden" : ""} part="name">${row.label}</dt>
          <dd part="value">
            ${context.editor.isOpen(row.target)
              ? context.editor.view(row.label, context.locale, context.override)
              : rowView(row, context)}
          </dd>
        </div>`,
    )}
  </dl>`;
}

function rowView(row, context) {
  const { locale, isChangeable, isDim } = context;
  return html`<div class="row">
      <div class="value ${isDim ? "dim" : ""}">${valueView(row.value, row.type, locale)}</div>
      ${isChangeable ? editButton(row, context) : nothing}
    </div>
    ${row.isManual ? manualView(row, context) : nothing}`;
}

function editButton(row, { locale, editor }) {
  const { t } = locale;
  const text = t(isEmpty(row.value) ? "field.enter" : "field.edit");
  return html`<button
    type="button"
    class="quiet"
    part="button edit"
    data-edits=${row.target}
    aria-label=${t("field.action_of", { text, label: row.label })}
    @click=${() => editor.open(row, row.value, locale)}
  >
    ${icon("edit")}${text}
  </button>`;
}

function manualView(row, { locale, isChangeable, restore }) {
  const { t } = locale;
  const text = t("field.use_api_value");
  return html`<div class="manual" part="manual">
    <span class="badge">${icon("person")}${t("field.edited")}</span>
    ${isChangeable
      ? html`<button
          type="button"
          class="quiet"
          part="button restore"
          aria-label=${t("field.action_of", { text, label: row.label })}
          @click=${() => restore(row.target)}
        >
          ${icon("undo")}${text}
        </button>`
      : nothing}
  </div>`;
}
