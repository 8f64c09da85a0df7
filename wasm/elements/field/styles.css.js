import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  .card {
    container-type: inline-size;
    padding: calc(var(--_space) * 2.25) calc(var(--_space) * 2.5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow-wrap: anywhere;
  }
  .card.disabled {
    background: var(--_surface-raised);
    color: var(--_text-muted);
  }
  .card > * + * {
    margin-block-start: calc(var(--_space) * 1.5);
  }
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 0.5) calc(var(--_space) * 2);
  }
  .label {
    font-weight: 600;
  }
  .required {
    margin-inline-start: 0.5em;
    color: var(--_text-muted);
    font-size: var(--_font-size-small);
  }
  .card > .help {
    margin-block-start: calc(var(--_space) * 0.25);
    color: var(--_text-muted);
    font-size: var(--_font-size-small);
  }

  .icon {
    flex: none;
    width: 1.15em;
    height: 1.15em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .spin {
    transform-origin: center;
    animation: spin 0.9s linear infinite;
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    padding: 0.15em 0.7em 0.15em 0.5em;
    border-radius: 1em;
    background: var(--_surface-raised);
    color: var(--_text-muted);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }
  .state.running,
  .state.queued,
  .state.pending {
    background: var(--_accent-surface);
    color: var(--_accent);
  }
  .state.ok {
    background: var(--_success-surface);
    color: var(--_success);
  }
  .state.waiting_retry,
  .state.stale {
    background: var(--_warning-surface);
    color: var(--_warning);
  }
  .state.failed,
  .state.invalid {
    background: var(--_danger-surface);
    color: var(--_danger);
  }

  .target + .target {
    margin-block-start: calc(var(--_space) * 1.25);
    padding-block-start: calc(var(--_space) * 1.25);
    border-block-start: 1px solid var(--_border);
  }
  .target > dt {
    color: var(--_text-muted);
    font-size: var(--_font-size-small);
  }
  .row {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: var(--_space);
  }
  .value {
    flex: 1;
    min-width: 0;
  }
  .single > .target .value {
    font-size: 1.125em;
  }
  .value.dim {
    color: var(--_text-muted);
  }
  bdi {
    white-space: pre-line;
  }
  .words {
    color: var(--_text-muted);
    font-size: 1rem;
    font-style: italic;
  }
  .hidden-character {
    padding: 0 0.3em;
    border: 1px solid var(--_border-strong);
    border-radius: 0.25em;
    color: var(--_text-muted);
    font: 0.75em var(--_font-mono);
  }
  .list {
    padding-inline-start: 1.25em;
  }
  .list:has(> li > .object) {
    padding-inline-start: 0;
    font-size: 1rem;
    list-style: none;
  }
  .list > li:has(> .object) {
    padding-inline-start: calc(var(--_space) * 1.5);
    border-inline-start: 3px solid var(--_border);
  }
  .list > li + li,
  .more > * {
    margin-block-start: calc(var(--_space) * 0.5);
  }
  .list > li:has(> .object) + li {
    margin-block-start: calc(var(--_space) * 1.5);
  }
  .more > summary {
    width: fit-content;
    color: var(--_text-muted);
    font-size: var(--_font-size-small);
    cursor: pointer;
  }
  .object > div {
    display: grid;
    grid-template-columns: minmax(6rem, 30%) 1fr;
    gap: var(--_space);
    padding-block: calc(var(--_space) * 0.25);
  }
  .object dt {
    color: var(--_text-muted);
  }
  .row > button {
    margin-block: -0.2em;
    margin-inline-end: -0.75em;
  }
  @container (min-width: 32rem) {
    .targets:not(.single) > .target {
      display: grid;
      grid-template-columns: minmax(8rem, 30%) 1fr;
      gap: calc(var(--_space) * 2);
      align-items: baseline;
    }
  }
  @container (max-width: 24rem) {
    .object > div {
      grid-template-columns: 1fr;
      gap: 0;
    }
  }

  .manual {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5) var(--_space);
    margin-block-start: calc(var(--_space) * 0.5);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.1em 0.65em 0.1em 0.45em;
    border-radius: 1em;
    background: var(--_accent-surface);
    color: var(--_accent);
    font-size: var(--_font-size-small);
  }

  .message {
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 1.5);
    border-radius: calc(var(--_radius) * 0.8);
    background: var(--_surface-raised);
    font-size: var(--_font-size-small);
  }
  .message.failure {
    background: var(--_danger-surface);
  }
  .message > * + * {
    margin-block-start: var(--_space);
  }
  .from-api {
    color: var(--_text-muted);
  }
  .details > summary {
    width: fit-content;
    border-radius: 0.25em;
    color: var(--_text-muted);
    cursor: pointer;
  }
  .details > dl > div {
    display: grid;
    grid-template-columns: minmax(6rem, 25%) 1fr;
    gap: var(--_space);
    padding-block-start: calc(var(--_space) * 0.5);
  }
  .details dt {
    color: var(--_text-muted);
  }
  .details dd {
    font-family: var(--_font-mono);
    font-size: 0.925em;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }
  .editor {
    display: grid;
    gap: var(--_space);
  }
  input,
  select,
  textarea {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.35em 0.65em;
    border: 1px solid var(--_border-strong);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  textarea.json {
    font: var(--_font-size-small) / 1.5 var(--_font-mono);
  }
  [aria-invalid="true"] {
    border-color: var(--_danger);
  }
  .problem {
    color: var(--_danger);
    font-size: var(--_font-size-small);
  }
  @media (forced-colors: active) {
    .state,
    .badge,
    .message {
      border: 1px solid;
    }
  }
`;
