// One shape for each state, so that colour is never all that tells them apart. 16 x 16, stroked.

import { html, svg } from "lit";

const circle = svg`<circle cx="8" cy="8" r="6.25" />`;
const clock = svg`${circle}<path d="M8 4.75V8l2.25 1.5" />`;

const shapes = {
  idle: svg`<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.5 2.4" />`,
  pending: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2" />`,
  queued: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2" />`,
  running: svg`<path class="spin" d="M8 1.75A6.25 6.25 0 1 1 1.75 8" />`,
  waiting_retry: clock,
  waiting_input: svg`<path d="M2.5 13.5l.7-2.9 7.6-7.6 2.2 2.2-7.6 7.6zM9.4 4.4l2.2 2.2" />`,
  ok: svg`${circle}<path d="M5.25 8.25l2 2 3.5-4.25" />`,
  empty: svg`${circle}<path d="M5.25 8h5.5" />`,
  stale: svg`<path d="M2.6 5A6.25 6.25 0 1 1 1.75 8M2.4 2v3.2h3.2" /><path d="M8 5v3.25l2 1.25" />`,
  failed: svg`<path d="M8 2.25L14.25 13.5H1.75zM8 6.5v3M8 11.5h.01" />`,
  cancelled: svg`${circle}<path d="M6 6l4 4M10 6l-4 4" />`,
  superseded: svg`<path d="M3 4l4 4-4 4M9 4l4 4-4 4" />`,
  invalid: svg`<path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z" />
    <path d="M8 5v3.5M8 10.9h.01" />`,
  refresh: svg`<path d="M13.4 6.5A5.75 5.75 0 1 0 13.75 8M13.6 2.75V6.5H9.85" />`,
  edit: svg`<path d="M2.5 13.5l.7-2.9 7.6-7.6 2.2 2.2-7.6 7.6zM9.4 4.4l2.2 2.2" />`,
  undo: svg`<path d="M5.5 3L2.5 6l3 3M2.5 6h6.75a3.5 3.5 0 0 1 0 7H6" />`,
  stop: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  person: svg`<circle cx="8" cy="5" r="2.75" />
    <path d="M2.75 14c.5-3 2.5-4.5 5.25-4.5s4.75 1.5 5.25 4.5" />`,
};

export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
