// How the builder's panels look.

import { css } from "lit";

export const panels = css`
  .form { display: flex; flex-direction: column; gap: 1.25rem; }
  .form > .section { display: flex; flex-direction: column; gap: 0.625rem; padding-bottom: 1.25rem; border-bottom: 1px solid var(--_border); }
  .control { display: flex; flex-direction: column; gap: 0.1875rem; min-width: 0; }
  .control > label, legend { font-size: 0.8125rem; font-weight: 600; }
  legend { margin-bottom: 0.1875rem; }
  .pair, .numbers { display: grid; gap: 0.625rem; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); }
  .numbers { grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); }
  textarea.long { field-sizing: content; min-height: 2.125rem; resize: none; overflow-wrap: anywhere; }
  .address { display: grid; gap: 0.625rem; grid-template-columns: 6.75rem minmax(0, 1fr); }
  .body { display: grid; gap: 0.625rem; grid-template-columns: minmax(0, 1fr) 8rem; align-items: start; }
  .form > .section > .control { max-width: 100%; }
  .rows { display: flex; flex-direction: column; gap: 0.375rem; }
  .row { display: grid; gap: 0.375rem; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 2rem; }
  .row > .problems, .mapping > .problems { grid-column: 1 / -1; }
  button.add { align-self: start; padding-left: 0.25rem; }
  .checks { display: flex; flex-wrap: wrap; gap: 0.375rem 1.25rem; }
  .checks legend { float: none; }
  .check { display: inline-flex; align-items: center; gap: 0.4375rem; font-size: 0.875rem; }
  .mappings { display: flex; flex-direction: column; gap: 0.5rem; }
  .mapping {
    display: grid; gap: 0.25rem 0.375rem; align-items: center;
    grid-template-columns: minmax(0, 1fr) 1rem minmax(0, 1fr) 2rem;
    padding: 0.5rem; border: 1px solid var(--_border); border-radius: 0.5rem;
  }
  .mapping .from { color: var(--_text-muted); text-align: center; }
  .rule { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem 1rem; }
  .rule select { width: auto; min-height: 1.75rem; padding-block: 0.125rem; }
  .live { flex: 1 1 12rem; font-size: 0.8125rem; color: var(--_success); overflow-wrap: anywhere; }
  .live.bad { color: var(--_danger); }
  .live code { font-weight: 600; }
  @container (max-width: 40rem) {
    .mapping { grid-template-columns: minmax(0, 1fr) 2rem; }
    .mapping .from { display: none; }
    .mapping > .target { grid-column: 1 / -1; }
    .address, .body { grid-template-columns: minmax(0, 1fr); }
  }
  .problems li { font-size: 0.8125rem; }
  .problems .severity { font-weight: 650; }
  .problems .error, .diagnostics .error .severity { color: var(--_danger); }
  .problems .warning, .diagnostics .warning .severity { color: var(--_warning); }
  .problems .hint { color: var(--_text-muted); }
  .fix { display: block; }
  .fix::before { content: "\2192\00a0"; }
  .others { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem; }
  #problems { display: flex; flex-direction: column; gap: 0.5rem; border-radius: 0.375rem; }
  .fine { color: var(--_success); font-size: 0.875rem; }
  .diagnostics { display: flex; flex-direction: column; gap: 0.375rem; }
  .diagnostics li {
    display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.25rem 0.625rem; align-items: baseline;
    padding: 0.375rem 0.625rem; border-radius: 0.4375rem; font-size: 0.875rem;
  }
  .diagnostics .error { background: var(--_danger-surface); }
  .diagnostics .warning { background: var(--_warning-surface); }
  .diagnostics .hint { background: var(--_surface-raised); color: var(--_text); }
  .diagnostics .severity { font-weight: 650; font-size: 0.8125rem; }
  .diagnostics p { overflow-wrap: anywhere; }
  .place { display: block; color: var(--_text-muted); font-family: var(--_font-mono); font-size: 0.75rem; }
  @container (max-width: 40rem) { .diagnostics li { grid-template-columns: minmax(0, 1fr); } }
  .inputs { display: grid; gap: 0.5rem 0.75rem; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); }
  .input { display: flex; flex-direction: column; gap: 0.1875rem; min-width: 0; }
  .input label { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: baseline; overflow-wrap: anywhere; }
  .badge { padding: 0 0.4375rem; border-radius: 1rem; background: var(--_warning-surface); color: var(--_warning); font-size: 0.75rem; font-weight: 600; }
  .entry { display: flex; gap: 0.25rem; }
  .entry > select:not(:first-child) { width: 5.5rem; flex: none; }
  .request { display: flex; flex-direction: column; gap: 0.75rem; }
  .message {
    position: relative; display: flex; flex-direction: column; gap: 0.5rem; padding: 0.75rem;
    border: 1px solid var(--_border); border-radius: 0.5rem; background: var(--_surface);
    font-family: var(--_font-mono); font-size: 0.8125rem; line-height: 1.65; overflow-wrap: anywhere;
  }
  .old .message { opacity: 0.75; border-style: dashed; }
  .method { font-weight: 700; margin-right: 0.5rem; color: var(--_accent); }
  .headers div { display: flex; gap: 0.5rem; }
  .headers dt { color: var(--_text-muted); flex: none; }
  .headers dd { min-width: 0; }
  pre.content { margin: 0; padding: 0.625rem; max-height: 20rem; overflow: auto; border-radius: 0.375rem; background: var(--_surface-raised); white-space: pre-wrap; overflow-wrap: anywhere; }
  .curl pre.content { background: var(--_surface); border: 1px solid var(--_border); }
  button.piece {
    display: inline; min-height: 0; padding: 0 0.125rem; border: 0; border-bottom: 2px solid; border-radius: 0.1875rem;
    background: transparent; font: inherit; color: inherit; text-align: left; white-space: pre-wrap; overflow-wrap: anywhere;
  }
  button.piece.data, button.piece.expression { background: var(--_accent-surface); color: var(--_accent); }
  button.piece.secret { background: var(--_warning-surface); color: var(--_warning); }
  button.piece.host { background: var(--_success-surface); color: var(--_success); }
  button.piece.default { background: var(--_accent-surface); color: var(--_accent); border-bottom-style: dotted; }
  button.piece.generated { color: var(--_text-muted); border-bottom: 1px dotted var(--_border-strong); }
  button.piece.missing { background: var(--_danger-surface); color: var(--_danger); border-bottom-style: dashed; }
  .tooltip {
    position: absolute; z-index: 2; max-width: 20rem; padding: 0.3125rem 0.625rem; border-radius: 0.375rem;
    background: var(--_text); color: var(--_surface); font-family: var(--_font); font-size: 0.8125rem; pointer-events: none;
    box-shadow: 0 0.25rem 0.75rem rgb(0 0 0 / 0.25);
  }
  .differs ul { list-style: disc; padding-left: 1.25rem; font-size: 0.875rem; }
  .panel section.differs { gap: 0.25rem; }
  .updates div { display: flex; flex-wrap: wrap; gap: 0 0.5rem; font-size: 0.8125rem; }
  .updates dt { font-family: var(--_font-mono); font-weight: 600; }
  .updates dt::after { content: " ="; color: var(--_text-muted); }
  .sample textarea { margin-bottom: 0.25rem; }
  .count { margin-left: 0.5rem; }
  fieldcall-answer-tree { border: 1px solid var(--_border); border-radius: 0.5rem; background: var(--_surface); overflow: clip; }
  .choices { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .choices legend { font-weight: 650; font-size: 0.9375rem; margin-bottom: 0.5rem; }
  .choice {
    display: inline-flex; align-items: center; gap: 0.4375rem; padding: 0.3125rem 0.75rem; cursor: pointer;
    border: 1px solid var(--_border-strong); border-radius: 2rem; background: var(--_surface); font-size: 0.875rem;
  }
  .choice:has(:checked) { border-color: var(--_accent); background: var(--_accent-surface); }
  .choice:has(:focus-visible) { outline: var(--_focus); outline-offset: 2px; }
  .choice :focus-visible { outline: none; }
  .chart { width: 100%; height: auto; border: 1px solid var(--_border); border-radius: 0.5rem; background: var(--_surface); padding: 0.25rem 0; }
  .chart text { fill: var(--_text); font: 11px var(--_font); }
  .chart .tick text { fill: var(--_text-muted); font-size: 10px; }
  .chart .tick line { stroke: var(--_border); stroke-width: 1; }
  .chart .bad .bar { fill: var(--_danger); }
  .chart .good .bar { fill: var(--_success); }
  .chart .wait { fill: none; stroke: var(--_text-muted); stroke-width: 1.5; stroke-dasharray: 4 3; }
  .scroll { overflow: auto; max-height: 22rem; border: 1px solid var(--_border); border-radius: 0.5rem; background: var(--_surface); }
  table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; }
  caption { text-align: left; padding: 0.375rem 0.625rem; font-weight: 600; }
  th, td { padding: 0.25rem 0.625rem; text-align: left; border-top: 1px solid var(--_border); vertical-align: baseline; }
  td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
  .json { display: flex; flex-direction: column; min-width: 0; }
  .json[hidden] { display: none; }
  .cm-editor { border: 1px solid var(--_border-strong); border-radius: 0.5rem; background: var(--_surface); color: var(--_text); max-height: 38rem; font-size: 0.8125rem; }
  .cm-editor.cm-focused { outline: var(--_focus); outline-offset: 1px; }
  .cm-editor .cm-scroller { font-family: var(--_font-mono); line-height: 1.6; overflow: auto; }
  .cm-editor .cm-gutters { background: var(--_surface-raised); color: var(--_text-muted); border-right: 1px solid var(--_border); border-radius: 0.5rem 0 0 0.5rem; }
  .cm-editor .cm-activeLine { background: color-mix(in srgb, var(--_accent) 7%, transparent); }
  .cm-editor .cm-activeLineGutter { background: color-mix(in srgb, var(--_accent) 14%, transparent); color: var(--_text); }
  .cm-editor .cm-cursor { border-left-color: var(--_text); }
  .cm-editor .cm-tooltip { border: 1px solid var(--_border-strong); border-radius: 0.4375rem; background: var(--_surface-raised); color: var(--_text); font-family: var(--_font); max-width: 26rem; box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.2); }
  .cm-editor .cm-tooltip.cm-tooltip-autocomplete > ul { font-family: var(--_font-mono); }
  .cm-editor .cm-tooltip-autocomplete ul li[aria-selected] { background: var(--_accent); color: var(--_on-accent); }
  .cm-editor .cm-completionDetail { color: inherit; opacity: 0.8; }
  .cm-editor .cm-panels { background: var(--_surface-raised); color: var(--_text); }
  .documentation { padding: 0.5rem 0.75rem; font-size: 0.8125rem; }
  .documentation p:last-child { color: var(--_text-muted); font-family: var(--_font-mono); font-size: 0.75rem; }
  .cm-editor .cm-diagnostic { font-size: 0.8125rem; }
  .cm-editor .cm-diagnosticAction { background: var(--_accent); color: var(--_on-accent); min-height: 1.5rem; border: 0; }
`;
