// How the builder looks: its frame and what its panels share, then the panels.

import { css } from "lit";
import { formStyles } from "./form_panel.css.js";
import { jsonStyles } from "./json_panel.css.js";
import { requestStyles } from "./request_panel.css.js";
import { whatIfStyles } from "./what_if_panel.css.js";

export const panels = [formStyles, jsonStyles, requestStyles, whatIfStyles];

export const layout = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: 0.9375rem;
  }
  .builder {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: clip;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.75rem 1rem;
    border-bottom: 1px solid var(--_border);
  }
  h2,
  h3,
  h4,
  p,
  dl,
  dd,
  ul,
  fieldset,
  legend,
  figure {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.125rem;
    font-weight: 650;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 0.9375rem;
    font-weight: 650;
  }
  h4 {
    font-size: 0.875rem;
    font-weight: 650;
  }
  fieldset {
    border: 0;
    min-width: 0;
  }
  ul {
    list-style: none;
  }
  code,
  .code,
  pre {
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
  }
  .spacer {
    flex: 1;
  }
  .status {
    border-radius: 2rem;
    font-weight: 600;
  }
  .status.valid {
    border-color: var(--_success);
    background: var(--_success-surface);
    color: var(--_success);
  }
  .status.blank {
    border-color: var(--_border-strong);
    background: var(--_surface-raised);
    color: var(--_text-muted);
  }
  .status.invalid {
    border-color: var(--_danger);
    background: var(--_danger-surface);
    color: var(--_danger);
  }
  .mark {
    font-weight: 700;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .editor,
  .beside {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    padding: 1rem;
    min-width: 0;
  }
  .preview {
    border-top: 1px solid var(--_border);
    background: var(--_surface-raised);
  }
  @container (min-width: 52rem) {
    .to-preview {
      display: none;
    }
    .columns {
      grid-template-columns: minmax(0, 1.08fr) minmax(0, 1fr);
      grid-template-rows: minmax(30rem, auto);
    }
    .preview {
      border-top: 0;
      border-left: 1px solid var(--_border);
    }
    .beside {
      position: sticky;
      top: 0;
      max-height: 100vh;
      overflow: auto;
      padding: 1rem;
    }
  }
  @container (min-width: 84rem) {
    .columns:has(.views[data-view="both"]) {
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    }
    .views[data-view="both"] {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: start;
    }
    .views[data-view="both"] .json {
      position: sticky;
      top: 1rem;
    }
  }
  .segments {
    display: inline-flex;
    align-self: start;
    border: 1px solid var(--_border-strong);
    border-radius: 0.5rem;
    overflow: clip;
  }
  .segments button {
    border: 0;
    border-radius: 0;
    min-height: 1.875rem;
  }
  .segments button + button {
    border-left: 1px solid var(--_border-strong);
  }
  .segments button[aria-pressed="true"] {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .segments button:focus-visible {
    outline-offset: -4px;
    outline-color: currentColor;
  }
  .tabs {
    display: flex;
    gap: 0.25rem;
    border-bottom: 1px solid var(--_border);
  }
  .tabs button {
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0.375rem 0.375rem 0 0;
    background: transparent;
    padding: 0.375rem 0.875rem;
    font-size: 0.9375rem;
    color: var(--_text-muted);
  }
  .tabs button[aria-selected="true"] {
    border-bottom-color: var(--_accent);
    color: var(--_text);
    font-weight: 650;
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
  }
  .panel,
  .panel > div,
  .panel section {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    min-width: 0;
  }
  .panel {
    gap: 1.25rem;
  }
  .views {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    min-width: 0;
  }
  .hint {
    color: var(--_text-muted);
    font-size: 0.8125rem;
  }
  .empty {
    color: var(--_text-muted);
    padding: 1.5rem 1rem;
    text-align: center;
    border: 1px dashed var(--_border-strong);
    border-radius: var(--_radius);
  }
  .bad {
    color: var(--_danger);
  }
  .notice {
    padding: 0.625rem 0.875rem;
    border-radius: 0.5rem;
    border-left: 4px solid;
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  .notice.info {
    border-color: var(--_accent);
    background: var(--_accent-surface);
  }
  .notice.success {
    border-color: var(--_success);
    background: var(--_success-surface);
  }
  .notice.warning {
    border-color: var(--_warning);
    background: var(--_warning-surface);
  }
  .notice.danger {
    border-color: var(--_danger);
    background: var(--_danger-surface);
  }
  .notice > * + * {
    margin-top: 0.375rem;
  }
  .technical {
    color: var(--_text-muted);
    font-size: 0.8125rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
  }
  button.icon {
    min-width: 2rem;
    justify-content: center;
    padding: 0;
    font-size: 1.125rem;
    color: var(--_text-muted);
  }
  button.chip {
    min-height: 1.5rem;
    padding: 0 0.5rem;
    border-radius: 1rem;
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
  }
  input,
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 2.125rem;
    padding: 0.3125rem 0.5rem;
    border: 1px solid var(--_border-strong);
    border-radius: 0.4375rem;
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 0.875rem;
  }
  input.code,
  textarea.code {
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
  }
  textarea {
    resize: vertical;
    line-height: 1.5;
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 1rem;
    height: 1rem;
    min-height: 0;
    margin: 0;
    accent-color: var(--_accent);
    flex: none;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: var(--_focus);
    outline-offset: 0;
    border-color: var(--_accent);
  }
  input[aria-invalid="true"],
  select[aria-invalid="true"],
  textarea[aria-invalid="true"] {
    border-color: var(--_danger);
    box-shadow: 0 0 0 1px var(--_danger);
  }
  input:disabled,
  select:disabled,
  textarea:disabled {
    opacity: 0.6;
  }
  ::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  details > summary {
    cursor: pointer;
    font-size: 0.875rem;
    color: var(--_accent);
    width: fit-content;
    padding: 0.1875rem 0;
    border-radius: 0.25rem;
  }
  details[open] > * + * {
    margin-top: 0.5rem;
  }
  dialog {
    width: min(40rem, calc(100vw - 2rem));
    max-height: calc(100vh - 2rem);
    overflow: auto;
    padding: 1.25rem;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 1rem 3rem rgb(0 0 0 / 0.3);
  }
  dialog::backdrop {
    background: rgb(10 12 18 / 0.5);
  }
  dialog,
  dialog form {
    line-height: 1.5;
  }
  dialog > * + *,
  dialog form > * + * {
    margin-top: 0.75rem;
  }
  dialog label {
    display: block;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  dialog label + textarea {
    margin-top: 0.25rem;
  }
  dialog .actions {
    justify-content: flex-end;
  }
  dialog .notice + .notice,
  dialog .notes {
    margin-top: 0.5rem;
  }
  dialog .notes {
    list-style: disc;
    padding-left: 1.25rem;
    font-size: 0.875rem;
  }
  dialog .line {
    overflow-wrap: anywhere;
  }
`;
