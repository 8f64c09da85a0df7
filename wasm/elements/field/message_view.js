// What a person should know about the state, and behind a disclosure what a technician should.

import { html, nothing } from "lit";
import { hasText } from "../shared/locale.js";
import { plainText } from "../shared/plain_text.js";

const told = new Set(["empty", "stale", "failed", "cancelled", "superseded"]);

/** The sentence for a state; "" if the state itself says enough. */
export function messageText({ phase, outcome, problem }, { t }) {
  if (phase === "invalid") return t("message.invalid");
  if (!told.has(phase)) return "";
  const error = outcome?.error;
  if (phase !== "failed" || !error) return t(`message.${phase}`);
  // A code of a newer core: its own words.
  return hasText(`error.${error.code}`) ? t(`error.${error.code}`) : error.message;
}

/**
 * @param {import("./call_run.js").CallRun} run
 * @param {import("../shared/locale.js").Locale} locale
 */
export function messageView(run, locale) {
  const text = messageText(run, locale);
  if (!text) return nothing;
  const { t } = locale;
  const isFailure = run.phase === "failed" || run.phase === "invalid";
  const fromApi = isFailure && run.outcome?.error?.message_from_api;
  return html`<div class="message ${isFailure ? "failure" : ""}" part="message">
    <p>${plainText(text)}${retryText(run, locale)}</p>
    ${fromApi
      ? html`<p class="from-api" part="api-message">
          ${t("field.api_says")} <q>${plainText(fromApi)}</q>
        </p>`
      : nothing}
    ${detailsView(run, locale)}
  </div>`;
}

function retryText({ phase, outcome }, { t, formatLanguage }) {
  const at = Date.parse(outcome?.metadata?.next_retry_at);
  if (phase !== "failed" || Number.isNaN(at)) return nothing;
  const time = new Intl.DateTimeFormat(formatLanguage, { timeStyle: "short" }).format(at);
  return ` ${t("message.next_retry", { time })}`;
}

function detailsView(run, locale) {
  const rows = run.phase === "invalid" ? problemRows(run, locale) : errorRows(run, locale);
  if (rows.length === 0) return nothing;
  return html`<details class="details" part="details">
    <summary part="summary">${locale.t("field.details")}</summary>
    <dl>
      ${rows.map(
        ([name, text]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${plainText(text)}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

function errorRows({ outcome }, { t }) {
  const error = outcome?.error;
  if (!error) return [];
  const { attempts = [], call_id: callId } = outcome.metadata ?? {};
  const made = attempts.map(({ result, status }) => (status ? `${status} ${result}` : result));
  return [
    [t("field.code"), error.code],
    [t("field.technical"), error.technical],
    [t("field.attempts"), made.join(", ")],
    [t("field.call_id"), callId],
  ].filter(([, text]) => text);
}

function problemRows({ problem }, { t }) {
  const diagnostics = (problem?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  if (diagnostics.length === 0) {
    return [
      [t("field.code"), problem?.code],
      [t("field.technical"), problem?.message ?? String(problem)],
    ].filter(([, text]) => text);
  }
  return diagnostics.map(({ code, pointer, message, fix }) => [
    code,
    `${pointer || "/"}: ${message}${fix ? ` (${fix})` : ""}`,
  ]);
}
