// What a person can do about the call: make it, make it again, cancel it.

import { html, nothing } from "lit";
import { icon } from "./icons.js";

// A person may want these answered again, whatever starts the field.
const repeatable = new Set(["idle", "failed", "cancelled", "stale"]);

// A key of the texts; "" for no button.
function actionText({ phase, isBusy }, triggers) {
  if (isBusy || phase === "pending") return "field.cancel";
  if (phase === "invalid" || phase === "waiting_input") return "";
  if (!triggers.includes("manual") && !repeatable.has(phase)) return "";
  if (phase === "failed" || phase === "cancelled") return "field.retry";
  return phase === "idle" ? "field.refresh" : "field.refresh_again";
}

/**
 * @param {import("./call_run.js").CallRun} run
 * @param {string[]} triggers
 * @param {string} label of the field
 * @param {{t: Function, act: {cancel: () => void, refresh: () => void}}} context
 */
export function actionsView(run, triggers, label, { t, act }) {
  const key = actionText(run, triggers);
  if (!key) return nothing;
  const action = key === "field.cancel" ? "cancel" : "refresh";
  return html`<div class="actions" part="actions">
    <button
      type="button"
      class=${key === "field.refresh" ? "primary" : ""}
      part="button ${action}"
      aria-label=${t("field.action_of", { text: t(key), label })}
      @click=${() => act[action]()}
    >
      ${icon(action === "cancel" ? "stop" : "refresh")}${t(key)}
    </button>
  </div>`;
}
