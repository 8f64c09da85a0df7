// What is wrong with the configuration: where, what, and how to mend it.

import { html, nothing } from "lit";
import { fixOf } from "./fixes.js";

const order = ["error", "warning", "hint"];

export function problemsPanel(builder) {
  const { state, t } = builder;
  const problems = order.flatMap((wanted) =>
    state.diagnostics.filter(({ severity }) => severity === wanted),
  );
  if (builder.isBlank) return html`<p class="hint">${t("builder.start_how")}</p>`;
  if (problems.length === 0) return html`<p class="fine">${t("builder.no_problems")}</p>`;
  return html`<ul class="diagnostics">
    ${problems.map((problem) => problemRow(builder, problem))}
  </ul>`;
}

function problemRow(builder, problem) {
  const { state, t } = builder;
  const { severity, message, fix, pointer, line } = problem;
  const change = state.isReadable ? fixOf(problem, state.text, state.root) : null;
  const place = [pointer, line ? t("builder.line", { line }) : ""].filter(Boolean).join(", ");
  return html`<li class=${severity}>
    <span class="severity">${t(`builder.severity.${severity}`)}</span>
    <p>
      ${message}${fix ? html` <span class="fix">${fix}</span>` : nothing}
      ${place ? html`<span class="place">${place}</span>` : nothing}
    </p>
    <span class="actions">
      <button
        type="button"
        class="quiet"
        aria-label=${t("builder.go_to_of", { message })}
        @click=${() => builder.goToProblem(problem)}
      >
        ${t("builder.go_to")}
      </button>
      ${
        change
          ? html`<button type="button" @click=${() => builder.applyFix(problem)}>
              ${t("builder.fix", { text: change.text })}
            </button>`
          : nothing
      }
    </span>
  </li>`;
}

/** "2 errors, 1 warning", or that it is ready. */
export function problemsSummary({ state, t, isBlank }) {
  if (isBlank) return t("builder.start");
  const counted = order
    .map((severity) => [
      severity,
      state.diagnostics.filter((one) => one.severity === severity).length,
    ])
    .filter(([, count]) => count > 0);
  if (counted.length === 0) return t("builder.valid");
  return counted.map(([severity, count]) => t(`builder.count.${severity}`, { count })).join(", ");
}
