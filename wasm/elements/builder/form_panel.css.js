// How the form and the list of problems look.

import { css } from "lit";

export const formStyles = css`
  .form {
    display: flex;
    flex-direction: column;
    gap: 1.25rem;
  }
  .form > .section {
    display: flex;
    flex-direction: column;
    gap: 0.625rem;
    padding-bottom: 1.25rem;
    border-bottom: 1px solid var(--_border);
  }
  .control {
    display: flex;
    flex-direction: column;
    gap: 0.1875rem;
    min-width: 0;
  }
  .control > label,
  legend {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  legend {
    margin-bottom: 0.1875rem;
  }
  .pair,
  .numbers {
    display: grid;
    gap: 0.625rem;
    grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
  }
  .numbers {
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
  }
  textarea.long {
    field-sizing: content;
    min-height: 2.125rem;
    resize: none;
    overflow-wrap: anywhere;
  }
  .address {
    display: grid;
    gap: 0.625rem;
    grid-template-columns: 6.75rem minmax(0, 1fr);
  }
  .body {
    display: grid;
    gap: 0.625rem;
    grid-template-columns: minmax(0, 1fr) 8rem;
    align-items: start;
  }
  .form > .section > .control {
    max-width: 100%;
  }
  .body textarea {
    field-sizing: content;
    min-height: 6rem;
    max-height: 24rem;
  }
  .rows {
    display: flex;
    flex-direction: column;
    gap: 0.375rem;
  }
  .row {
    display: grid;
    gap: 0.375rem;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 2rem;
  }
  .row > .problems,
  .mapping > .problems {
    grid-column: 1 / -1;
  }
  button.add {
    align-self: start;
    padding-left: 0.25rem;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem 1.25rem;
  }
  .checks legend {
    float: none;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 0.4375rem;
    font-size: 0.875rem;
  }
  .mappings {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
  }
  .mapping {
    display: grid;
    gap: 0.25rem 0.375rem;
    align-items: center;
    grid-template-columns: minmax(0, 1fr) 1rem minmax(0, 1fr) 2rem;
    padding: 0.5rem;
    border: 1px solid var(--_border);
    border-radius: 0.5rem;
  }
  .mapping .from {
    color: var(--_text-muted);
    text-align: center;
  }
  .rule {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 1rem;
  }
  .rule select {
    width: auto;
    min-height: 1.75rem;
    padding-block: 0.125rem;
  }
  .live {
    flex: 1 1 12rem;
    font-size: 0.8125rem;
    color: var(--_success);
    overflow-wrap: anywhere;
  }
  .live.bad {
    color: var(--_danger);
  }
  .live code {
    font-weight: 600;
  }
  @container (max-width: 40rem) {
    .mapping {
      grid-template-columns: minmax(0, 1fr) 2rem;
    }
    .mapping .from {
      display: none;
    }
    .mapping > .target {
      grid-column: 1 / -1;
    }
    .address,
    .body {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .problems li {
    font-size: 0.8125rem;
  }
  .problems .severity {
    font-weight: 650;
  }
  .problems .error,
  .diagnostics .error .severity {
    color: var(--_danger);
  }
  .problems .warning,
  .diagnostics .warning .severity {
    color: var(--_warning);
  }
  .problems .hint {
    color: var(--_text-muted);
  }
  .fix {
    display: block;
  }
  .fix::before {
    content: "\\2192\\00a0";
  }
  .others {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
  }
  #problems {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    border-radius: 0.375rem;
  }
  .fine {
    color: var(--_success);
    font-size: 0.875rem;
  }
  .diagnostics {
    display: flex;
    flex-direction: column;
    gap: 0.375rem;
  }
  .diagnostics li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.25rem 0.625rem;
    align-items: baseline;
    padding: 0.375rem 0.625rem;
    border-radius: 0.4375rem;
    font-size: 0.875rem;
  }
  .diagnostics .error {
    background: var(--_danger-surface);
  }
  .diagnostics .warning {
    background: var(--_warning-surface);
  }
  .diagnostics .hint {
    background: var(--_surface-raised);
    color: var(--_text);
  }
  .diagnostics .severity {
    font-weight: 650;
    font-size: 0.8125rem;
  }
  .diagnostics p {
    overflow-wrap: anywhere;
  }
  .place {
    display: block;
    color: var(--_text-muted);
    font-family: var(--_font-mono);
    font-size: 0.75rem;
  }
  @container (max-width: 40rem) {
    .diagnostics li {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
