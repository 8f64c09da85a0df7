// The mapping: where in the case each value goes, where in the answer it is, and what it is now.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { controlId, describe, shownText } from "./form_controls.js";
import { nodeAt, valueOf } from "./json_tree.js";

const path = ["api_config", "response_mapping"];
const types = ["string", "integer", "number", "boolean", "date", "datetime", "object", "array"];

export function mappingsControl(builder) {
  const { state, t } = builder;
  const members = state.at(path)?.members ?? [];
  const hasDraft = builder.drafts.has("mapping");
  const rows = members.map((member, index) => ruleOf(state, member, index));
  if (hasDraft) rows.push({ target: "", source: "", type: "", isRequired: false, isDraft: true });
  return html`<div
    class="mappings"
    id=${controlId(path)}
    tabindex="-1"
    role="group"
    aria-label=${t("builder.mapping")}
  >
    ${describe(builder, path).list} ${rows.map((rule, index) => ruleRow(builder, rule, index))}
    <button
      type="button"
      class="quiet add"
      ?disabled=${!state.isReadable || hasDraft}
      @click=${() => {
        builder.drafts.add("mapping");
        builder.focusLater(`#${controlId(path)} .mapping:last-of-type .target`);
      }}
    >
      <span aria-hidden="true">+</span> ${t("builder.mapping_add")}
    </button>
    ${rows.length === 0 ? html`<p class="hint">${t("builder.mapping_empty")}</p>` : nothing}
  </div>`;
}

function ruleOf(state, { key, value }) {
  const isLong = value.type === "object";
  return {
    target: key,
    isLong,
    source: shownText(state, isLong ? nodeAt(value, ["path"]) : value),
    type: isLong ? shownText(state, nodeAt(value, ["type"])) : "",
    isRequired: isLong && valueOf(nodeAt(value, ["required"])) === true,
  };
}

function ruleRow(builder, rule, index) {
  const { state, t } = builder;
  const place = [...path, rule.target];
  const { invalid, describedBy, list } = rule.isDraft
    ? { list: nothing }
    : describe(builder, place, { within: true });
  const number = { number: index + 1 };
  const isOff = !state.isReadable || rule.isDraft;
  return html`<div class="mapping">
    <input
      class="code target"
      aria-label=${t("builder.mapping_target", number)}
      placeholder=${t("builder.mapping_target_example")}
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      ?disabled=${!state.isReadable}
      .value=${live(rule.target)}
      @input=${({ target }) => retarget(builder, rule, index, target.value)}
    />
    <span class="from" aria-hidden="true">&larr;</span>
    <input
      class="code source"
      id=${rule.isDraft ? nothing : controlId(place)}
      aria-label=${t("builder.mapping_source", number)}
      aria-invalid=${invalid ?? nothing}
      aria-describedby=${describedBy ?? nothing}
      placeholder="result.value"
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      ?disabled=${isOff}
      .value=${live(rule.source)}
      @input=${({ target }) => change(state, rule, index, "path", target.value)}
    />
    <button
      type="button"
      class="quiet icon"
      aria-label=${t("builder.mapping_remove", { ...number, name: rule.target })}
      ?disabled=${!state.isReadable}
      @click=${(event) => removeRule(builder, rule, index, event.currentTarget)}
    >
      <span aria-hidden="true">&times;</span>
    </button>
    <div class="rule">
      <select
        aria-label=${t("builder.mapping_type", number)}
        ?disabled=${isOff}
        .value=${live(rule.type)}
        @change=${({ target }) => change(state, rule, index, "type", target.value)}
      >
        <option value="">${t("builder.type_any")}</option>
        ${types.map((type) => html`<option value=${type} ?selected=${type === rule.type}>${t(`builder.type.${type}`)}</option>`)}
      </select>
      <label class="check">
        <input
          type="checkbox"
          ?disabled=${isOff}
          .checked=${live(rule.isRequired)}
          @change=${({ target }) => change(state, rule, index, "required", target.checked)}
        />
        ${t("builder.required")}
      </label>
      ${rule.isDraft ? nothing : liveValue(builder, rule, index)}
    </div>
    ${list}
  </div>`;
}

function liveValue(builder, rule, index) {
  const { state, t } = builder;
  const all = state.mapped?.mappings ?? [];
  const found =
    all[index]?.target === rule.target
      ? all[index]
      : all.find(({ target }) => target === rule.target);
  if (!found) return nothing;
  const hasValue = "value" in found && found.result !== "missing" && found.result !== "wrong_type";
  const shown = hasValue ? found.value : found.found?.value;
  const isBad = ["missing", "wrong_type"].includes(found.result);
  return html`<p class="live ${isBad ? "bad" : ""}">
    <span class="result">${t(`builder.result.${found.result ?? "not_applied"}`)}</span>
    ${found.result === "missing" ? nothing : html`<code>${shortJson(shown)}</code>`}
  </p>`;
}

export function shortJson(value, charsMax = 160) {
  const text =
    JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "";
  return text.length > charsMax ? `${text.slice(0, charsMax)}\u2026` : text;
}

function retarget(builder, rule, index, target) {
  const { state, drafts } = builder;
  if (!rule.isDraft) return state.renameMember(path, index, target);
  if (target === "" || state.at([...path, target])) return undefined;
  drafts.delete("mapping");
  return state.set([...path, target], "");
}

// A rule is written short as long as it says no more than its source.
function change(state, rule, index, key, value) {
  const { target, isLong } = rule;
  if (!isLong) {
    if (key === "path") return state.setMember(path, index, value);
    if (value === "" || value === false) return undefined;
    return state.set([...path, target], { path: rule.source, [key]: value });
  }
  if (value === "" && key === "type") return state.remove([...path, target, key]);
  if (value === false) return state.remove([...path, target, key]);
  return state.set([...path, target, key], value);
}

function removeRule(builder, rule, index, button) {
  const group = button.closest(".mappings");
  if (rule.isDraft) builder.drafts.delete("mapping");
  else builder.state.removeMember(path, index);
  builder.requestUpdate();
  group.querySelector("button.add").focus();
}
