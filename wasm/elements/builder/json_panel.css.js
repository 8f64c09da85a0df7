// How the JSON editor looks.

import { css } from "lit";

export const jsonStyles = css`
  .json {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .json[hidden] {
    display: none;
  }
  .cm-editor {
    border: 1px solid var(--_border-strong);
    border-radius: 0.5rem;
    background: var(--_surface);
    color: var(--_text);
    max-height: 38rem;
    font-size: 0.8125rem;
  }
  .cm-editor.cm-focused {
    outline: var(--_focus);
    outline-offset: 1px;
  }
  .cm-editor .cm-scroller {
    font-family: var(--_font-mono);
    line-height: 1.6;
    overflow: auto;
  }
  .cm-editor .cm-gutters {
    background: var(--_surface-raised);
    color: var(--_text-muted);
    border-right: 1px solid var(--_border);
    border-radius: 0.5rem 0 0 0.5rem;
  }
  .cm-editor .cm-activeLine {
    background: color-mix(in srgb, var(--_accent) 7%, transparent);
  }
  .cm-editor .cm-activeLineGutter {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    color: var(--_text);
  }
  .cm-editor .cm-cursor {
    border-left-color: var(--_text);
  }
  .cm-editor .cm-tooltip {
    border: 1px solid var(--_border-strong);
    border-radius: 0.4375rem;
    background: var(--_surface-raised);
    color: var(--_text);
    font-family: var(--_font);
    max-width: 26rem;
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.2);
  }
  .cm-editor .cm-tooltip.cm-tooltip-autocomplete > ul {
    font-family: var(--_font-mono);
  }
  .cm-editor .cm-tooltip-autocomplete ul li[aria-selected] {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .cm-editor .cm-completionDetail {
    color: inherit;
    opacity: 0.8;
  }
  .cm-editor .cm-panels {
    background: var(--_surface-raised);
    color: var(--_text);
  }
  .documentation {
    padding: 0.5rem 0.75rem;
    font-size: 0.8125rem;
  }
  .documentation p:last-child {
    color: var(--_text-muted);
    font-family: var(--_font-mono);
    font-size: 0.75rem;
  }
  .cm-editor .cm-diagnostic {
    font-size: 0.8125rem;
  }
  .cm-editor .cm-diagnosticAction {
    background: var(--_accent);
    color: var(--_on-accent);
    min-height: 1.5rem;
    border: 0;
  }
`;
