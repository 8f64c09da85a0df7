// An answer to work with: pinned as a sample, asked for from this page, or through the server.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { hasText } from "../shared/locale.js";
import { shortJson } from "./form_mappings.js";
import { memberOf, nodeAt, valueOf } from "./json_tree.js";

export function answerPanel(builder) {
  const { state, t, runner } = builder;
  return html`<div class="answer">
    <div class="actions">
      <button
        type="button"
        class="primary"
        ?disabled=${!runner.canRun}
        @click=${() => runner.ask("direct")}
      >
        ${t("builder.run_direct")}
      </button>
      <button
        type="button"
        ?disabled=${!runner.canRun || !builder.relay}
        aria-describedby=${builder.relay ? nothing : "relay-hint"}
        @click=${() => runner.ask("server")}
      >
        ${t("builder.run_server")}
      </button>
      ${
        runner.isRunning
          ? html`<button type="button" @click=${() => runner.cancel()}>
              ${t("builder.cancel")}
            </button>`
          : nothing
      }
    </div>
    ${builder.relay ? nothing : html`<p class="hint" id="relay-hint">${t("builder.relay_hint")}</p>`}
    ${runner.isRunning ? html`<p class="notice info">${t("builder.running")}</p>` : nothing}
    ${runner.problem ? html`<p class="notice danger">${runner.problem}</p>` : nothing}
    ${runner.result ? resultOf(builder, runner.result) : nothing} ${sampleOf(builder)}
    ${state.sample ? readAnswer(builder) : html`<p class="empty">${t("builder.answer_none")}</p>`}
  </div>`;
}

function resultOf(builder, { outcome, way }) {
  const { t } = builder;
  const { status, error, missing, metadata = {}, updates = {} } = outcome;
  const tone =
    { failed: "danger", ok: "success", empty: "success", stale: "warning" }[status] ?? "info";
  const attempts = metadata.attempts?.length ?? 0;
  return html`<div class="notice ${tone}">
    <p>
      <strong>${t(`builder.outcome.${status}`)}</strong>
      <span
        >${t(`builder.way.${way}`)}${attempts > 0 ? `, ${t("builder.attempts", { count: attempts })}` : ""}</span
      >
    </p>
    ${error ? errorText(builder, error) : nothing}
    ${missing?.length ? html`<p>${t("builder.missing_list", { names: missing.join(", ") })}</p>` : nothing}
    ${updatesOf(builder, updates)}
  </div>`;
}

export function errorText({ t }, error) {
  const known = `error.${error.code}`;
  return html`<p>${hasText(known) ? t(known) : error.message}</p>
    ${error.message_from_api ? html`<p>${t("builder.api_says")} <q>${error.message_from_api}</q></p>` : nothing}
    <p class="technical"><code>${error.code}</code> ${error.technical}</p>`;
}

export function updatesOf({ t }, updates) {
  const entries = Object.entries(updates);
  if (entries.length === 0) return nothing;
  return html`<dl class="updates" aria-label=${t("builder.updates")}>
    ${entries.map(
      ([target, value]) =>
        html`<div>
          <dt>${target}</dt>
          <dd><code>${shortJson(value)}</code></dd>
        </div>`,
    )}
  </dl>`;
}

function sampleOf(builder) {
  const { state, t } = builder;
  const examples = exampleAnswers(state);
  return html`<details
    class="sample"
    ?open=${builder.isSampleOpen}
    @toggle=${({ target }) => (builder.isSampleOpen = target.open)}
  >
    <summary>${state.sample ? t("builder.sample_edit") : t("builder.sample_paste")}</summary>
    <label class="visually-hidden" for="sample">${t("builder.sample")}</label>
    <textarea
      id="sample"
      class="code"
      rows="8"
      spellcheck="false"
      placeholder=${t("builder.sample_example")}
      .value=${live(state.sample)}
      @input=${({ target }) => builder.pin(target.value)}
    ></textarea>
    <p class="hint">${t("builder.sample_hint")}</p>
    ${examples.map(
      ({ name, text }) =>
        html`<button type="button" @click=${() => builder.pin(text)}>
          ${t("builder.sample_use", { name })}
        </button>`,
    )}
    ${state.sample ? html`<button type="button" @click=${() => builder.pin("")}>${t("builder.sample_clear")}</button>` : nothing}
  </details>`;
}

function exampleAnswers(state) {
  return (state.at(["examples"])?.items ?? []).flatMap((example) => {
    const script = nodeAt(example, ["script"]);
    const answers = script?.items ?? nodeAt(script, ["answers"])?.items ?? [];
    const answer = answers.at(-1);
    if (!memberOf(answer, "body") || !memberOf(answer, "status")) return [];
    return {
      name: String(valueOf(nodeAt(example, ["name"])) ?? ""),
      text: state.readableText.slice(answer.from, answer.to),
    };
  });
}

function readAnswer(builder) {
  const { state, t } = builder;
  const { mapped } = state;
  const body = builder.sampleBody;
  const error = mapped?.outcome?.error;
  const problem = mapped?.problem;
  return html`${body ? nothing : html`<p class="notice warning">${t("builder.answer_no_json")}</p>`}
  ${problem ? html`<p class="notice danger">${problem.message} ${problem.fix ?? ""}</p>` : nothing}
  ${error ? html`<div class="notice danger">${errorText(builder, error)}</div>` : nothing}
  ${
    mapped === null && state.diagnostics.some(({ severity }) => severity === "error")
      ? html`<p class="hint">${t("builder.answer_needs_valid")}</p>`
      : nothing
  }
  ${
    body
      ? html`<p class="hint">
            ${t("builder.tree_hint")}
            ${mapped?.unmapped ? html`<span class="count">${t("builder.unmapped", { count: mapped.unmapped.length })}</span>` : nothing}
          </p>
          <fieldcall-answer-tree
            theme=${builder.theme || nothing}
            .t=${t}
            .body=${body}
            .mapped=${targetsBySource(state)}
            .unmapped=${mapped?.unmapped ?? []}
            @choose=${({ detail }) => builder.addMapping(detail)}
          ></fieldcall-answer-tree>`
      : nothing
  }`;
}

function targetsBySource(state) {
  const found = new Map();
  for (const { key, value } of state.at(["api_config", "response_mapping"])?.members ?? []) {
    const source = value.type === "object" ? valueOf(nodeAt(value, ["path"])) : valueOf(value);
    if (typeof source !== "string") continue;
    const plain = source.trim().replace(/^\$\./, "");
    found.set(plain, [...(found.get(plain) ?? []), key]);
  }
  return found;
}
