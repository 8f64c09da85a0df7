// A simulated call on its virtual clock: a picture (a lane for each attempt, the waits between them)
// and the same as a table.

import { html, nothing, svg } from "lit";
import { hasText } from "../shared/locale.js";

const width = 640;
const lane_height = 34;
const left = 12;
const right = 16;
const axis_height = 26;
const bar_width_min = 5;
const label_character_width = 6;

/** Attempts of a timeline: [{number, from, to, wait, status, error}], times in virtual ms. */
export function attemptsOf(events) {
  const attempts = [];
  for (const event of events) {
    const last = attempts.at(-1);
    if (event.event === "attempt_started") {
      attempts.push({ number: event.attempt, from: event.at_ms, to: event.at_ms });
    } else if (event.event === "attempt_finished" && last) {
      Object.assign(last, { to: event.at_ms, status: event.status, error: event.error });
    } else if (event.event === "retry_scheduled" && last) {
      last.wait = event.wait_ms;
    }
  }
  return attempts;
}

/** Round times for the axis, at most six of them. */
export function ticksOf(duration) {
  if (duration <= 0) return [0];
  const rough = duration / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const count = Math.floor(duration / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

export function timeline(
  builder,
  { timeline: events = [], requests = [], virtual_duration_ms: duration = 0 },
) {
  const { t } = builder;
  const attempts = attemptsOf(events);
  return html`${attempts.length > 0 ? picture(builder, attempts, duration) : nothing}
    <div class="scroll" tabindex="0" role="region" aria-label=${t("builder.timeline")}>
      <table class="timeline">
        <caption>
          ${t("builder.timeline")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("builder.time")}</th>
            <th scope="col">${t("builder.event")}</th>
            <th scope="col">${t("builder.event_detail")}</th>
          </tr>
        </thead>
        <tbody>
          ${events.map(
            (event) =>
              html`<tr>
                <td>${seconds(builder, event.at_ms)}</td>
                <td>${eventName(builder, event.event)}</td>
                <td>${detailOf(builder, event, requests)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function picture(builder, attempts, duration) {
  const { t } = builder;
  const height = attempts.length * lane_height + axis_height;
  const scale = (width - left - right) / Math.max(duration, 1);
  const x = (ms) => left + ms * scale;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("builder.picture")}>
    <svg
      class="chart"
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label=${t("builder.chart", { count: attempts.length })}
    >
      ${ticksOf(duration).map(
        (ms) => svg`<g class="tick">
        <line x1=${x(ms)} x2=${x(ms)} y1="0" y2=${height - axis_height}></line>
        <text x=${x(ms)} y=${height - 8} text-anchor=${ms === 0 ? "start" : "middle"}>${seconds(builder, ms)}</text>
      </g>`,
      )}
      ${attempts.map((attempt, lane) => laneOf(builder, attempt, lane, x))}
    </svg>
  </div>`;
}

function laneOf(builder, { number, from, to, wait, status, error }, lane, x) {
  const { t } = builder;
  const top = lane * lane_height;
  const bar = Math.max(x(to) - x(from), bar_width_min);
  const end = x(from) + bar;
  const isBad = error !== undefined;
  const result = [status, isBad ? resultName(builder, error) : t("builder.result_of.ok")]
    .filter(Boolean)
    .join(" ");
  const label = `${number}. ${result}`;
  const isBeside = x(from) + label.length * label_character_width > width - right;
  return svg`<g class=${isBad ? "bad" : "good"}>
    <rect class="bar" x=${x(from)} y=${top + 16} width=${bar} height="12" rx="3"></rect>
    ${wait === undefined ? nothing : svg`<path class="wait" d="M${end} ${top + 22} H${x(to + wait)} V${top + lane_height + 16}"></path>`}
    <text
      x=${isBeside ? x(from) - 6 : x(from) + (lane > 0 ? 5 : 0)}
      y=${isBeside ? top + 26 : top + 12}
      text-anchor=${isBeside ? "end" : "start"}
    >${label}</text>
  </g>`;
}

// A short name where there is one; the codes themselves are readable.
function resultName({ t }, code) {
  const key = `builder.result_of.${code}`;
  return hasText(key) ? t(key) : code.replaceAll("_", " ");
}

export function seconds({ formatLanguage }, ms, digitsMax = 3) {
  const digits = {
    minimumFractionDigits: ms % 1000 === 0 ? 0 : 1,
    maximumFractionDigits: digitsMax,
  };
  return `${new Intl.NumberFormat(formatLanguage, digits).format(ms / 1000)} s`;
}

function eventName({ t }, name) {
  const key = `builder.event.${name}`;
  return hasText(key) ? t(key) : name.replaceAll("_", " ");
}

function detailOf(builder, event, requests) {
  const { t } = builder;
  const parts = [];
  const { request, same_as } = requests[event.request] ?? {};
  const sent = request ?? requests[same_as]?.request;
  if (sent) parts.push(`${sent.method} ${sent.url}`);
  if (event.attempt !== undefined)
    parts.push(t("builder.detail.attempt", { number: event.attempt }));
  if (event.status !== undefined) parts.push(String(event.status));
  if (event.error !== undefined) parts.push(resultName(builder, event.error));
  if (event.wait_ms !== undefined)
    parts.push(t("builder.detail.wait", { time: seconds(builder, event.wait_ms) }));
  if (event.duration_ms !== undefined)
    parts.push(t("builder.detail.took", { time: seconds(builder, event.duration_ms) }));
  if (event.outcome !== undefined) parts.push(t(`builder.outcome.${event.outcome}`));
  return parts.join(", ");
}
