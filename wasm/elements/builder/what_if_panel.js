// "What if": the real engine against a scripted API, in virtual time.

import { html, nothing } from "lit";
import { errorText, updatesOf } from "./answer_panel.js";
import { scenarios } from "./scenarios.js";
import { seconds, timeline } from "./timeline.js";

export function whatIfPanel(builder) {
  const { state, t } = builder;
  return html`<div class="what-if">
    <fieldset class="choices">
      <legend>${t("builder.what_if_legend")}</legend>
      ${scenarios.map(
        (id) =>
          html`<label class="choice">
            <input
              type="radio"
              name="scenario"
              .checked=${state.scenario === id}
              @change=${() => builder.chooseScenario(id)}
            />
            <span>${t(`builder.scenario.${id}`)}</span>
          </label>`,
      )}
    </fieldset>
    ${state.scenario ? resultOf(builder) : html`<p class="empty">${t("builder.what_if_none")}</p>`}
  </div>`;
}

export function scenarioSentence(builder) {
  const { state, t } = builder;
  const { simulated, scenario } = state;
  const { outcome } = simulated ?? {};
  if (!outcome) return t("builder.answer_needs_valid");
  const time = seconds(builder, simulated.virtual_duration_ms, 1);
  const count = outcome.metadata?.attempts?.length ?? 0;
  return `${t(`builder.scenario.${scenario}`)}: ${t(`builder.outcome.${outcome.status}`)}, ${t("builder.after", { time, count })}`;
}

function resultOf(builder) {
  const { state, t } = builder;
  const { simulated, rendered } = state;
  if (!simulated) return html`<p class="notice warning">${t("builder.answer_needs_valid")}</p>`;
  if (simulated.problem) return html`<p class="notice danger">${simulated.problem.message}</p>`;
  const { outcome } = simulated;
  const tone =
    { failed: "danger", ok: "success", empty: "warning", stale: "warning" }[outcome.status] ??
    "info";
  const standIns = rendered?.standIns ?? [];
  return html`<div class="notice ${tone}">
      <p><strong>${scenarioSentence(builder)}</strong></p>
      ${outcome.error ? errorText(builder, outcome.error) : nothing}
      ${outcome.status === "empty" ? html`<p>${t("builder.what_if_empty")}</p>` : nothing}
      ${outcome.missing?.length ? html`<p>${t("builder.missing_list", { names: outcome.missing.join(", ") })}</p>` : nothing}
      ${updatesOf(builder, state.whole.hasMapping ? (outcome.updates ?? {}) : {})}
    </div>
    ${
      standIns.length > 0
        ? html`<p class="hint">
            ${t("builder.what_if_stand_ins", { names: standIns.join(", ") })}
          </p>`
        : nothing
    }
    ${timeline(builder, simulated)}`;
}
