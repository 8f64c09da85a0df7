import type {
  CallInputs,
  CallTransport,
  ConfigurationInput,
  Fieldcall,
  Outcome,
  Transport,
} from "../index.js";

export { applyUpdates, registerLocale, useFieldcall } from "./shared.js";

/** What the element shows: the status of an outcome, or what goes on without one. */
export type FieldState =
  | "idle"
  | "pending"
  | "queued"
  | "running"
  | "waiting_retry"
  | "invalid"
  | Outcome["status"];

/** `<fieldcall-field>`: an API Call field as a case worker meets it. */
export class FieldcallField extends HTMLElement {
  /** A field, an array of fields or a form. */
  config: ConfigurationInput | null | undefined;
  /** Key of the field, if the configuration holds several. */
  field: string | null | undefined;
  /** Case data. The element never changes it: it hands its updates to `fieldcall-updates`. */
  data: object | null | undefined;
  /** The last outcome of this field in this case. */
  outcome: Outcome | null;
  /** What else calls get: roots, tenant, caseId, ... */
  inputs: Omit<CallInputs, "data" | "previous" | "trigger">;
  /** How calls are made. The default: fetch. */
  transport: Transport | CallTransport | undefined;
  /** An engine of its own. The default: the page's (`useFieldcall`). */
  fieldcall: Fieldcall | Promise<Fieldcall> | undefined;
  /** Names of places in case data: `{ "company.vat_number": "VAT number" }`. */
  labels: Record<string, string> | undefined;
  locale: string | undefined;
  theme: "light" | "dark" | undefined;
  disabled: boolean;
  readonly: boolean;
  readonly state: FieldState;
  /** Mapped to the field's own key, else an object of its targets. */
  readonly value: unknown;
  /** Makes the call, as a person who asks for it. */
  refresh(): Promise<Outcome | null>;
  /** Cancels the call under way. */
  cancel(): void;
}

export interface FieldcallFieldEventMap {
  "fieldcall-outcome": CustomEvent<{ outcome: Outcome }>;
  "fieldcall-updates": CustomEvent<{ updates: Record<string, unknown> }>;
  "fieldcall-state": CustomEvent<{ state: FieldState }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "fieldcall-field": FieldcallField;
  }
  interface GlobalEventHandlersEventMap extends FieldcallFieldEventMap {}
}
