// Foreign text as people may safely read it: isolated, so that it cannot turn the text around it
// (U+202E), and with characters that cannot be seen shown by their number. Never markup.

import { html } from "lit";

// Controls, direction overrides and isolates, zero-width space, word joiner, BOM, tags. Joiners and
// direction marks that languages need stay.
const hidden =
  /([\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}])/u;

const code = (character) =>
  `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** @param {string} text */
export function plainText(text) {
  const parts = String(text).replace(/\r\n?/g, "\n").split(hidden);
  return html`<bdi
    >${parts.map((part, index) =>
      index % 2 === 0 ? part : html`<span class="hidden-character">${code(part)}</span>`,
    )}</bdi
  >`;
}
