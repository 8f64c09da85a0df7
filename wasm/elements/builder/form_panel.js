// The configuration as a form: what most fields need. The rest is reached as JSON.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { choiceControl, controlId, describe, textControl } from "./form_controls.js";
import { mappingsControl } from "./form_mappings.js";
import { rowsControl } from "./form_rows.js";
import { layOut, readTree, valueOf } from "./json_tree.js";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const auth_members = {
  bearer: ["token"],
  basic: ["username", "password"],
  header: ["key", "value"],
  query: ["key", "value"],
  oauth2: ["token_url", "client_id", "client_secret", "scope"],
};
const auth_starts = {
  token: "{secret.api_token}",
  password: "{secret.password}",
  value: "{secret.api_key}",
  client_secret: "{secret.client_secret}",
};
const triggers = ["on_create", "on_update", "manual", "scheduled"];
const shown_keys = new Set([
  "key",
  "name",
  "description",
  "api_config",
  "trigger",
  "retry",
  "timeout",
  "cache_duration",
  "stale_if_error",
  "deadline",
  "schedule",
  "type",
  "$schema",
]);
const shown_call_keys = new Set([
  "url",
  "method",
  "params",
  "headers",
  "body",
  "body_type",
  "auth",
  "response_mapping",
]);

export function formPanel(builder) {
  const { t } = builder;
  const section = (name, content) =>
    html`<div class="section" role="group" aria-labelledby="section-${name}">
      <h3 id="section-${name}">${t(`builder.section.${name}`)}</h3>
      ${content}
    </div>`;
  return html`<div class="form">
    ${builder.state.isReadable ? nothing : html`<p class="notice warning">${t("builder.form_waits")}</p>`}
    ${section("field", fieldSection(builder))} ${section("request", requestSection(builder))}
    ${section("auth", authSection(builder))} ${section("mapping", mappingsControl(builder))}
    ${section("running", runningSection(builder))} ${otherKeys(builder)}
  </div>`;
}

function fieldSection(builder) {
  const { t } = builder;
  return html`<div class="pair">
      ${textControl(builder, ["name"], { label: t("builder.name"), placeholder: t("builder.name_example"), onWrite: nameField })}
      ${textControl(builder, ["key"], { label: t("builder.key"), isCode: true, placeholder: "vat_check" })}
    </div>
    ${textControl(builder, ["description"], { label: t("builder.description"), isOptional: true })}`;
}

// The key follows the name until somebody gives it one of its own.
function nameField(state, name) {
  const key = valueOf(state.at(["key"]));
  const follows = !key || key === keyOf(String(valueOf(state.at(["name"])) ?? ""));
  state.set(["name"], name);
  if (follows) state.set(["key"], keyOf(name));
}

const keyOf = (name) =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .toLowerCase()
    .slice(0, 64);

function requestSection(builder) {
  const { state, t } = builder;
  const method = valueOf(state.at(["api_config", "method"]));
  const hasBody = !["GET", "HEAD"].includes(method) || state.at(["api_config", "body"]);
  const rows = (name, namePlaceholder, valuePlaceholder) =>
    rowsControl(builder, ["api_config", name], {
      title: t(`builder.${name}`),
      add: t(`builder.${name}_add`),
      what: t(`builder.${name}_one`),
      namePlaceholder,
      valuePlaceholder,
    });
  return html`<div class="address">
      ${choiceControl(builder, ["api_config", "method"], {
        label: t("builder.method"),
        choices: methods.map((value) => ({ value, label: value })),
        onChoose: (value) => state.set(["api_config", "method"], value),
        isBare: true,
      })}
      ${textControl(builder, ["api_config", "url"], {
        label: t("builder.url"),
        isLong: true,
        placeholder: "https://api.example.com/v1/vat/{data.company.vat}",
        hint: t("builder.url_hint"),
      })}
    </div>
    ${describe(builder, ["api_config", "method"]).list}
    ${rows("params", "country", "{data.country}")} ${rows("headers", "X-Tenant", "{data.tenant}")}
    ${hasBody ? bodyControl(builder) : nothing}`;
}

const body_types = ["json", "form", "text"];

function bodyControl(builder) {
  const { state, t } = builder;
  const path = ["api_config", "body"];
  const id = controlId(path);
  const { invalid, describedBy, list } = describe(builder, path, {
    within: true,
    hintId: `${id}-hint`,
  });
  const isText = valueOf(state.at(["api_config", "body_type"])) === "text";
  const draft = builder.bodyDraft;
  return html`<div class="body">
    <div class="control">
      <label for=${id}>${t("builder.body")}</label>
      <textarea
        id=${id}
        class="code"
        rows="6"
        spellcheck="false"
        aria-invalid=${draft === null ? invalid : "true"}
        aria-describedby=${describedBy}
        ?disabled=${!state.isReadable}
        .value=${live(draft ?? bodyText(state, isText))}
        @input=${({ target }) => writeBody(builder, target.value, isText)}
        @blur=${() => builder.requestUpdate()}
      ></textarea>
      <p class="hint" id="${id}-hint">
        ${draft === null ? t("builder.body_hint") : t("builder.body_unread")}
      </p>
      ${list}
    </div>
    ${choiceControl(builder, ["api_config", "body_type"], {
      label: t("builder.body_type"),
      choices: body_types.map((value) => ({
        value: value === "json" ? "" : value,
        label: t(`builder.body_type.${value}`),
      })),
    })}
  </div>`;
}

function bodyText(state, isText) {
  const node = state.at(["api_config", "body"]);
  if (!node) return "";
  return isText && node.type === "string" ? node.value : layOut(state.readableText, node);
}

// What is not JSON yet stays in the control: in the text it would break everything around it.
function writeBody(builder, text, isText) {
  const { state } = builder;
  const path = ["api_config", "body"];
  builder.bodyDraft = null;
  if (text.trim() === "") state.remove(path);
  else if (isText) state.set(path, text);
  else if (readTree(text).root) state.set(path, { raw: text.trim() });
  else builder.bodyDraft = text;
  builder.requestUpdate();
}

function authSection(builder) {
  const { state, t } = builder;
  const path = ["api_config", "auth"];
  const kind = valueOf(state.at([...path, "type"])) ?? "";
  const choose = (type) => {
    if (type === "") return state.remove(path);
    const before = valueOf(state.at(path)) ?? {};
    const members = auth_members[type].filter((name) => name !== "scope");
    const kept = Object.fromEntries(
      members.map((name) => [name, before[name] ?? auth_starts[name] ?? ""]),
    );
    return state.set(path, { type, ...kept });
  };
  const choices = ["", ...Object.keys(auth_members)].map((value) => ({
    value,
    label: t(`builder.auth.${value || "none"}`),
  }));
  return html`${choiceControl(builder, [...path, "type"], { label: t("builder.auth_kind"), choices, onChoose: choose })}
    ${state.problemsAt(path).length > 0 ? describe(builder, path).list : nothing}
    <div class="pair">
      ${(Object.hasOwn(auth_members, kind) ? auth_members[kind] : []).map((name) =>
        textControl(builder, [...path, name], {
          label: t(`builder.auth_member.${name}`),
          isCode: true,
          isOptional: name === "scope",
        }),
      )}
    </div>
    ${kind ? html`<p class="hint">${t("builder.auth_hint")}</p>` : nothing}`;
}

function runningSection(builder) {
  const { t } = builder;
  const count = (name, fallback) =>
    textControl(builder, [name], {
      label: t(`builder.${name}`),
      isNumber: true,
      placeholder: fallback,
      hint: t(`builder.${name}_hint`),
    });
  return html`${triggerControl(builder)}
    <div class="numbers">
      ${count("timeout", "30000")} ${count("retry", "3")} ${count("deadline", "")}
      ${count("cache_duration", "0")} ${count("stale_if_error", "0")}
    </div>`;
}

function triggerControl(builder) {
  const { state, t } = builder;
  const written = valueOf(state.at(["trigger"])) ?? "on_create";
  const chosen = new Set([written].flat());
  const toggle = (trigger, isOn) => {
    if (isOn) chosen.add(trigger);
    else chosen.delete(trigger);
    const list = triggers.filter((name) => chosen.has(name));
    if (list.length === 0) builder.announce(t("builder.trigger_needed"));
    else if (list.length === 1) state.set(["trigger"], list[0]);
    else
      state.set(["trigger"], { raw: `[${list.map((name) => JSON.stringify(name)).join(", ")}]` });
    builder.requestUpdate();
  };
  return html`<fieldset class="checks" id=${controlId(["trigger"])} tabindex="-1">
      <legend>${t("builder.trigger")}</legend>
      ${triggers.map(
        (trigger) =>
          html`<label class="check">
            <input
              type="checkbox"
              ?disabled=${!state.isReadable}
              .checked=${live(chosen.has(trigger))}
              @change=${({ target }) => toggle(trigger, target.checked)}
            />
            ${t(`builder.trigger.${trigger}`)}
          </label>`,
      )}
      ${describe(builder, ["trigger"], { within: true }).list}
    </fieldset>
    ${
      chosen.has("scheduled") || state.at(["schedule"])
        ? html`<div class="pair">
            ${textControl(builder, ["schedule", "cron"], { label: t("builder.cron"), isCode: true, placeholder: "0 6 * * 1-5" })}
            ${textControl(builder, ["schedule", "timezone"], { label: t("builder.timezone"), isOptional: true, placeholder: "Europe/Brussels" })}
          </div>`
        : nothing
    }`;
}

function otherKeys(builder) {
  const { state, t } = builder;
  const of = (path, shown) =>
    (state.at(path)?.members ?? []).map(({ key }) => key).filter((key) => !shown.has(key));
  const keys = [...of([], shown_keys), ...of(["api_config"], shown_call_keys)];
  const text =
    keys.length > 0 ? t("builder.others", { keys: keys.join(", ") }) : t("builder.others_none");
  return html`<p class="hint others">
    ${text}
    <button type="button" class="quiet" @click=${() => builder.showView("json")}>
      ${t("builder.edit_json")}
    </button>
  </p>`;
}
