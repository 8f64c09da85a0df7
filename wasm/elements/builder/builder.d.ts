import type { CallTransport, ConfigurationInput, Fieldcall, Transport } from "../index.js";

export { registerLocale, useFieldcall } from "./shared.js";

/** `<fieldcall-builder>`: describes one API Call field, shows the request it makes, and tries it. */
export class FieldcallBuilder extends HTMLElement {
  /**
   * A field, an array of fields or a form. Reading it gives what is there now, in the way it was set:
   * an object, or text with its formatting.
   */
  get config(): object | string;
  set config(config: ConfigurationInput | null | undefined);
  /** The configuration's text, also while it is no JSON. */
  readonly text: string;
  /** Key of the field to edit, if the configuration holds several. The default: the first. */
  field: string | null | undefined;
  /** Case data for the preview. */
  data: object | string | null | undefined;
  /** What else the preview gets: `{ roots: { env: { api_base: "https://..." } } }`. */
  inputs: { data?: object | string; roots?: Record<string, unknown> } | null | undefined;
  /** A recorded answer: its body, what `curl -i` prints, or `{ status, headers, body }`. */
  get sample(): string;
  set sample(sample: string | object | null | undefined);
  /** Where "run through the server" goes. Without it the button is off. */
  relay: { url: string; headers?: Record<string, string> } | CallTransport | null | undefined;
  /** How "run from this page" calls. The default: fetch. */
  transport: Transport | undefined;
  /** An engine of its own. The default: the page's (`useFieldcall`). */
  fieldcall: Fieldcall | Promise<Fieldcall> | undefined;
  locale: string | undefined;
  theme: "light" | "dark" | undefined;
  view: "form" | "both" | "json";
}

export interface FieldcallBuilderEventMap {
  /** At every edit. `config` is as it was set; null for an object while the text is no JSON. */
  "fieldcall-config": CustomEvent<{ config: object | string | null; text: string; valid: boolean }>;
  /** An answer was pinned, or let go (""). */
  "fieldcall-sample": CustomEvent<{ sample: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "fieldcall-builder": FieldcallBuilder;
  }
  interface GlobalEventHandlersEventMap extends FieldcallBuilderEventMap {}
}
