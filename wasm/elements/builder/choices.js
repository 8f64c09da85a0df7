// What the builder shows: which field of a form, and as form, JSON or both.

import { html, nothing } from "lit";

const views = ["form", "both", "json"];

export function fieldChoice(builder) {
  const { state, t } = builder;
  const { fields } = state;
  if (fields.length < 2) return nothing;
  const current = state.fieldPath.join();
  return html`<select
    aria-label=${t("builder.field_choice")}
    @change=${({ target }) => (builder.field = fields[target.selectedIndex].key)}
  >
    ${fields.map(
      ({ key, name, path }) =>
        html`<option ?selected=${path.join() === current}>${name || key}</option>`,
    )}
  </select>`;
}

export function viewChoice(builder) {
  const { t, view: current } = builder;
  return html`<div class="segments" role="group" aria-label=${t("builder.edit_as")}>
    ${views.map(
      (view) =>
        html`<button
          type="button"
          aria-pressed=${String(current === view)}
          @click=${() => builder.showView(view)}
        >
          ${t(`builder.view.${view}`)}
        </button>`,
    )}
  </div>`;
}
