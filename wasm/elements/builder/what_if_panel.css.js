// How "what if" and its timeline look.

import { css } from "lit";

export const whatIfStyles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .choices legend {
    font-weight: 650;
    font-size: 0.9375rem;
    margin-bottom: 0.5rem;
  }
  .choice {
    display: inline-flex;
    align-items: center;
    gap: 0.4375rem;
    padding: 0.3125rem 0.75rem;
    cursor: pointer;
    border: 1px solid var(--_border-strong);
    border-radius: 2rem;
    background: var(--_surface);
    font-size: 0.875rem;
  }
  .choice:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-surface);
  }
  .choice:has(:focus-visible) {
    outline: var(--_focus);
    outline-offset: 2px;
  }
  .choice :focus-visible {
    outline: none;
  }
  .chart {
    display: block;
    width: 100%;
    min-width: 30rem;
    height: auto;
    padding: 0.25rem 0;
  }
  .chart text {
    fill: var(--_text);
    font: 11px var(--_font);
  }
  .chart .tick text {
    fill: var(--_text-muted);
    font-size: 10px;
  }
  .chart .tick line {
    stroke: var(--_border);
    stroke-width: 1;
  }
  .chart .bad .bar {
    fill: var(--_danger);
  }
  .chart .good .bar {
    fill: var(--_success);
  }
  .chart .wait {
    fill: none;
    stroke: var(--_text-muted);
    stroke-width: 1.5;
    stroke-dasharray: 4 3;
  }
  .scroll {
    overflow: auto;
    max-height: 22rem;
    border: 1px solid var(--_border);
    border-radius: 0.5rem;
    background: var(--_surface);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
  }
  caption {
    text-align: left;
    padding: 0.375rem 0.625rem;
    font-weight: 600;
  }
  th,
  td {
    padding: 0.25rem 0.625rem;
    text-align: left;
    border-top: 1px solid var(--_border);
    vertical-align: baseline;
  }
  td {
    overflow-wrap: anywhere;
  }
  td:first-child {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
`;
