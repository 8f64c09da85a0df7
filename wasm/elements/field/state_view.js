// The state in words and a shape.

import { html } from "lit";
import { icon } from "./icons.js";
import { labelOf } from "./field_config.js";

const minute_ms = 60_000;
// A second is drawn when it has surely begun.
const past_ms = 10;

/** How old an outcome's answer is now. */
export function ageOf(outcome) {
  const { age_ms = 0, finished_at } = outcome?.metadata ?? {};
  const since = Date.now() - Date.parse(finished_at);
  return Number(age_ms) + (since > 0 ? since : 0);
}

/** What is missing, as people call it. */
function missingNames(run, labels, locale) {
  const missing = run.missing.length > 0 ? run.missing : (run.outcome?.missing ?? []);
  const names = [...new Set(missing.map((reference) => labelOf(reference, labels)))];
  return new Intl.ListFormat(locale.formatLanguage, { type: "conjunction" }).format(names);
}

/**
 * @param {import("./call_run.js").CallRun} run
 * @param {Record<string, string> | undefined} labels
 * @param {import("../shared/locale.js").Locale} locale
 */
export function stateText(run, labels, locale) {
  const { t } = locale;
  const { phase } = run;
  if (phase === "running" && run.attempt > 1) return t("state.running_again", run);
  if (phase === "waiting_retry") {
    const left = run.retryAt - performance.now();
    if (left <= 0) return t("state.waiting_retry_now");
    return t("state.waiting_retry", { time: locale.duration(Math.ceil(left / 1000) * 1000) });
  }
  if (phase === "waiting_input") {
    const fields = missingNames(run, labels, locale);
    return fields ? t("state.waiting_input", { fields }) : t("state.waiting_input_some");
  }
  const age = ageOf(run.outcome);
  if (phase === "stale") return t("state.stale", { time: locale.duration(age) });
  if (phase === "ok" && age >= minute_ms) {
    return t("state.ok_cached", { time: locale.duration(age) });
  }
  return t(`state.${phase}`);
}

/** How long the text stays true; null if it does. */
export function changesIn(run) {
  if (run.phase === "waiting_retry") {
    const left = run.retryAt - performance.now();
    return left > 0 ? (left % 1000) + past_ms : null;
  }
  if (run.phase !== "ok" && run.phase !== "stale") return null;
  return ageOf(run.outcome) < minute_ms && run.phase === "stale" ? 1000 : minute_ms / 2;
}

export const stateView = (run, labels, locale) =>
  html`<span class="state ${run.phase}" part="state state-${run.phase}"
    >${icon(run.phase)}<span>${stateText(run, labels, locale)}</span></span
  >`;
