// Colours, type and spacing of all elements, for light and dark. A page sets --fieldcall-NAME on an
// element or anything around it; the theme is the device's, or what the attribute `theme` says.

import { css, unsafeCSS } from "lit";

// name: [light, dark]; text and control colours keep a contrast of 4.5:1 and 3:1 on the surfaces.
const colours = {
  surface: ["#ffffff", "#17191e"],
  "surface-raised": ["#f5f6f8", "#20232a"],
  text: ["#1a1d23", "#eceef2"],
  "text-muted": ["#565d69", "#a8afbb"],
  border: ["#dcdfe5", "#363b45"],
  "border-strong": ["#838a96", "#767e8c"],
  accent: ["#3453d1", "#9db1ff"],
  "accent-surface": ["#eef1fd", "#232a45"],
  "on-accent": ["#ffffff", "#10142a"],
  success: ["#17703a", "#74d399"],
  "success-surface": ["#e8f5ec", "#18301f"],
  warning: ["#8a5300", "#eabb60"],
  "warning-surface": ["#fdf3e0", "#352a14"],
  danger: ["#b3261e", "#ffa39a"],
  "danger-surface": ["#fdeceb", "#3c1f1d"],
};

const colourRules = (index) =>
  Object.entries(colours)
    .map(([name, values]) => `--_${name}: var(--fieldcall-${name}, ${values[index]});`)
    .join(" ");

export const tokens = css`
  :host {
    color-scheme: light;
    ${unsafeCSS(colourRules(0))}
    --_font: var(--fieldcall-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
    --_font-mono: var(--fieldcall-font-mono, ui-monospace, "SF Mono", Menlo, Consolas, monospace);
    --_font-size: var(--fieldcall-font-size, 1rem);
    --_font-size-small: var(--fieldcall-font-size-small, 0.875em);
    --_radius: var(--fieldcall-radius, 0.625rem);
    --_space: var(--fieldcall-space, 0.5rem);
    --_focus: var(--fieldcall-focus, 2px solid var(--_accent));
    box-sizing: border-box;
    color: var(--_text);
    font: 400 var(--_font-size) / 1.5 var(--_font);
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      color-scheme: dark;
      ${unsafeCSS(colourRules(1))}
    }
  }
  :host([theme="dark"]) {
    color-scheme: dark;
    ${unsafeCSS(colourRules(1))}
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  :focus-visible {
    outline: var(--_focus);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

export const buttons = css`
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    min-height: 2rem;
    padding: 0.25em 0.75em;
    border: 1px solid var(--_border-strong);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: var(--_font-size-small);
    text-align: start;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--_surface-raised);
  }
  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--_accent);
  }
  button.quiet:hover:not(:disabled) {
    background: var(--_accent-surface);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
`;
