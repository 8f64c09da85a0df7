// How the inputs, the request and an answer look.

import { css } from "lit";

export const requestStyles = css`
  .inputs {
    display: grid;
    gap: 0.5rem 0.75rem;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
  }
  .input {
    display: flex;
    flex-direction: column;
    gap: 0.1875rem;
    min-width: 0;
  }
  .input label {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    align-items: baseline;
    overflow-wrap: anywhere;
  }
  .badge {
    padding: 0 0.4375rem;
    border-radius: 1rem;
    background: var(--_warning-surface);
    color: var(--_warning);
    font-size: 0.75rem;
    font-weight: 600;
  }
  .entry {
    display: flex;
    gap: 0.25rem;
  }
  .entry > select:not(:first-child) {
    width: 6.25rem;
    flex: none;
  }
  .request {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
  }
  .message {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    padding: 0.75rem;
    border: 1px solid var(--_border);
    border-radius: 0.5rem;
    background: var(--_surface);
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
    line-height: 1.65;
    overflow-wrap: anywhere;
  }
  .old .message {
    border-style: dashed;
  }
  .method {
    font-weight: 700;
    margin-right: 0.5rem;
    color: var(--_accent);
  }
  .headers div {
    display: flex;
    gap: 0.5rem;
  }
  .headers dt {
    color: var(--_text-muted);
    flex: none;
  }
  .headers dd {
    min-width: 0;
  }
  pre.content {
    margin: 0;
    padding: 0.625rem;
    max-height: 20rem;
    overflow: auto;
    border-radius: 0.375rem;
    background: var(--_surface-raised);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .curl pre.content {
    background: var(--_surface);
    border: 1px solid var(--_border);
  }
  button.piece {
    display: inline;
    min-height: 0;
    padding: 0 0.125rem;
    border: 0;
    border-bottom: 2px solid;
    border-radius: 0.1875rem;
    background: transparent;
    font: inherit;
    color: inherit;
    text-align: left;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  button.piece.data,
  button.piece.expression {
    background: var(--_accent-surface);
    color: var(--_accent);
  }
  button.piece.secret {
    background: var(--_warning-surface);
    color: var(--_warning);
  }
  button.piece.host {
    background: var(--_success-surface);
    color: var(--_success);
  }
  button.piece.default {
    background: var(--_accent-surface);
    color: var(--_accent);
    border-bottom-style: dotted;
  }
  button.piece.generated {
    color: var(--_text-muted);
    border-bottom: 1px dotted var(--_border-strong);
  }
  button.piece.missing {
    background: var(--_danger-surface);
    color: var(--_danger);
    border-bottom-style: dashed;
  }
  .tooltip {
    position: absolute;
    z-index: 2;
    max-width: 20rem;
    padding: 0.3125rem 0.625rem;
    border-radius: 0.375rem;
    background: var(--_text);
    color: var(--_surface);
    font-family: var(--_font);
    font-size: 0.8125rem;
    pointer-events: none;
    box-shadow: 0 0.25rem 0.75rem rgb(0 0 0 / 0.25);
  }
  .differs ul {
    list-style: disc;
    padding-left: 1.25rem;
    font-size: 0.875rem;
  }
  .panel section.differs {
    gap: 0.25rem;
  }
  .updates div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    font-size: 0.8125rem;
  }
  .updates dt {
    font-family: var(--_font-mono);
    font-weight: 600;
  }
  .updates dt::after {
    content: " =";
    color: var(--_text-muted);
  }
  .sample textarea {
    margin-bottom: 0.25rem;
  }
  .count {
    margin-left: 0.5rem;
  }
  fieldcall-answer-tree {
    border: 1px solid var(--_border);
    border-radius: 0.5rem;
    background: var(--_surface);
    overflow: clip;
  }
`;
