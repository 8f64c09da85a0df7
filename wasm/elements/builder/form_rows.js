// Rows of names and values: headers and query parameters. A row that was added has no place in the
// text before it has a name.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { controlId, describe, problemList, shownText } from "./form_controls.js";

const membersAt = (state, path) => state.at(path)?.members ?? [];

/**
 * @param {string[]} path of the object in the field
 * @param {{title: string, add: string, what: string}} texts
 */
export function rowsControl(
  builder,
  path,
  { title, add, what, namePlaceholder, valuePlaceholder },
) {
  const { state } = builder;
  const members = membersAt(state, path);
  const draftKey = path.join("/");
  const hasDraft = builder.drafts.has(draftKey);
  const rows = members.map(({ key, value }) => ({
    key,
    text: shownText(state, value),
    isText: value.type === "string",
  }));
  if (hasDraft) rows.push({ key: "", text: "", isText: true, isDraft: true });
  const own = state.problemsAt(path);
  return html`<fieldset class="rows" id=${controlId(path)} tabindex="-1">
    <legend>${title}</legend>
    ${problemList(builder, own, `${controlId(path)}-problems`)}
    ${rows.map((row, index) => rowOf(builder, path, row, index, { what, namePlaceholder, valuePlaceholder }))}
    <button
      type="button"
      class="quiet add"
      ?disabled=${!state.isReadable || hasDraft}
      @click=${() => addRow(builder, path)}
    >
      <span aria-hidden="true">+</span> ${add}
    </button>
  </fieldset>`;
}

function rowOf(builder, path, row, index, { what, namePlaceholder, valuePlaceholder }) {
  const { state, t } = builder;
  const place = [...path, row.key];
  const id = row.isDraft ? `${controlId(path)}-draft` : controlId(place);
  const { invalid, describedBy, list } = row.isDraft
    ? { list: nothing }
    : describe(builder, place, { within: true });
  const number = { what, number: index + 1 };
  return html`<div class="row">
    <input
      class="code name"
      data-row=${index}
      aria-label=${t("builder.row_name", number)}
      placeholder=${namePlaceholder}
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      ?disabled=${!state.isReadable}
      .value=${live(row.key)}
      @input=${({ target }) => rename(builder, path, row, index, target.value)}
    />
    <input
      class="code value"
      id=${id}
      aria-label=${t("builder.row_value", number)}
      aria-invalid=${invalid ?? nothing}
      aria-describedby=${describedBy ?? nothing}
      placeholder=${valuePlaceholder}
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      ?disabled=${!state.isReadable || row.isDraft}
      .value=${live(row.text)}
      @input=${({ target }) => state.setMember(path, index, valueOfRow(row, target.value))}
    />
    <button
      type="button"
      class="quiet icon"
      aria-label=${t("builder.row_remove", { ...number, name: row.key })}
      ?disabled=${!state.isReadable}
      @click=${(event) => removeRow(builder, path, row, index, event.currentTarget)}
    >
      <span aria-hidden="true">&times;</span>
    </button>
    ${list}
  </div>`;
}

// What was a number or an array in the text stays JSON as long as it can be read as such.
function valueOfRow(row, text) {
  if (row.isText) return text;
  try {
    JSON.parse(text);
    return { raw: text };
  } catch {
    return text;
  }
}

function addRow(builder, path) {
  builder.drafts.add(path.join("/"));
  builder.focusLater(`#${controlId(path)} .row:last-of-type .name`);
}

function rename(builder, path, row, index, key) {
  const { state, drafts } = builder;
  if (!row.isDraft) return state.renameMember(path, index, key);
  if (key === "") return undefined;
  const isTaken = membersAt(state, path).some((member) => member.key === key);
  if (isTaken) return undefined;
  drafts.delete(path.join("/"));
  return state.set([...path, key], "");
}

function removeRow(builder, path, row, index, button) {
  const { state, drafts } = builder;
  const fieldset = button.closest("fieldset");
  if (row.isDraft) drafts.delete(path.join("/"));
  else if (membersAt(state, path).length === 1) state.remove(path);
  else state.removeMember(path, index);
  builder.requestUpdate();
  fieldset.querySelector("button.add").focus();
}
