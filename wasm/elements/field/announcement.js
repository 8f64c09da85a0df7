// What a screen reader is told without being asked: what became of a call, not each key typed,
// and a countdown once.

import { messageText } from "./message_view.js";
import { stateText } from "./state_view.js";

const told = new Set([
  ...["running", "waiting_retry", "waiting_input", "ok", "empty", "stale", "failed", "cancelled"],
  ...["superseded", "invalid"],
]);

/**
 * @param {import("./call_run.js").CallRun} run
 * @returns {string} "" for nothing to tell
 */
export function announcementOf(run, labels, locale) {
  if (!told.has(run.phase)) return "";
  return [stateText(run, labels, locale), messageText(run, locale)].filter(Boolean).join(". ");
}
