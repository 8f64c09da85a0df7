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

/**
 * `<fieldcall-field>`: an API Call field as a case worker meets it. `on_create` runs once, when the
 * element has its configuration and is connected, unless it was given an outcome; `on_update` when
 * data that the field reads has changed and then been quiet for 400 ms.
 */
export class FieldcallField extends HTMLElement {
  static readonly formAssociated: true;
  /** A field, an array of fields or a form; as an attribute, JSON text. */
  config: ConfigurationInput | null | undefined;
  /** Key of the field, if the configuration holds several. */
  field: string | null | undefined;
  /** Case data. The element never changes it: it hands its updates to `fieldcall-updates`. */
  data: object | null | undefined;
  /** The last outcome of this field in this case; set, one of earlier. */
  outcome: Outcome | null;
  /** What is mapped to the field's own key, else an object of its targets; set, one of earlier. */
  value: unknown;
  /** What else calls get: roots, tenant, caseId, ... */
  inputs: Omit<CallInputs, "data" | "previous" | "trigger">;
  /** How calls are made. The default: fetch. */
  transport: Transport | CallTransport | undefined;
  /** An engine of its own. The default: the page's (`useFieldcall`). */
  fieldcall: Fieldcall | Promise<Fieldcall> | undefined;
  /** Names of places in case data: `{ "company.vat_number": "VAT number" }`. */
  labels: Record<string, string> | undefined;
  /** BCP 47. The default: the nearest `lang`. */
  locale: string | undefined;
  /** The default: the device's. */
  theme: "light" | "dark" | undefined;
  /** Nothing is called, nothing can be changed, the form sends nothing. */
  disabled: boolean;
  /** Triggers run; a person can change and start nothing. */
  readonly: boolean;
  readonly state: FieldState;

  /** Makes the call, as a person who asks for it. Null if it was not made, or a newer one was. */
  refresh(): Promise<Outcome | null>;
  /** Cancels the call under way. */
  cancel(): void;
  /** Puts a person's value in place of the engine's, which will not overwrite it. */
  override(target: string, value: unknown): void;
  /** Goes back to the engine's value; makes the call where it is not known. */
  restore(target: string): Promise<void>;

  /** As every control of a form. */
  name: string | undefined;
  required: boolean;
  readonly form: HTMLFormElement | null;
  readonly type: string;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
}

/** Events bubble and leave shadow roots. */
export interface FieldcallFieldEventMap {
  /** A call ended. */
  "fieldcall-outcome": CustomEvent<{ outcome: Outcome }>;
  /** Values to put into the case (`applyUpdates`), and whose they are. */
  "fieldcall-updates": CustomEvent<{
    updates: Record<string, unknown>;
    by: "api" | "person" | "reset" | "restored";
  }>;
  "fieldcall-state": CustomEvent<{ state: FieldState }>;
  /** A person put a value in place of the engine's, or took it back; `value` is the field's now. */
  "fieldcall-override": CustomEvent<{ target: string; value: unknown; overridden: boolean }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "fieldcall-field": FieldcallField;
  }
  interface GlobalEventHandlersEventMap extends FieldcallFieldEventMap {}
}
