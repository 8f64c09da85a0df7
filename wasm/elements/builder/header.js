// The top of the builder: what the field is called, how it stands, and what can be done with all of it.

import { html } from "lit";
import { fieldChoice } from "./choices.js";
import { valueOf } from "./json_tree.js";
import { problemsSummary } from "./problems_panel.js";

const marks = { valid: "\u2713", invalid: "!", blank: "" };

export function header(builder) {
  const { state, t, isBlank } = builder;
  const tone = isBlank ? "blank" : state.isValid ? "valid" : "invalid";
  return html` <header part="header">
    <h2>${valueOf(state.at(["name"])) || t("builder.untitled")}</h2>
    ${fieldChoice(builder)}
    <button type="button" class="status ${tone}" @click=${() => builder.focusLater("#problems")}>
      <span class="mark" aria-hidden="true">${marks[tone]}</span>${problemsSummary(builder)}
    </button>
    <span class="spacer"></span>
    <button type="button" ?disabled=${!state.canUndo} @click=${() => state.undo()}>
      ${t("builder.undo")}
    </button>
    <button
      type="button"
      class="to-preview"
      @click=${() => builder.focusLater(`#tab-${builder.tab}`)}
    >
      ${t("builder.preview")}
    </button>
    <button type="button" @click=${() => builder.curl.open()}>${t("builder.import_curl")}</button>
  </header>`;
}
