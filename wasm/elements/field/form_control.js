// An element as a control of a form: what <input> has besides its value.

import { LitElement } from "lit";

export class FormControl extends LitElement {
  static formAssociated = true;

  static properties = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    readonly: { type: Boolean, reflect: true },
  };

  #internals = this.attachInternals();
  #isFormDisabled = false;
  #isProblemShown = false;

  constructor() {
    super();
    this.required = false;
    this.disabled = false;
    this.readonly = false;
    this.addEventListener("invalid", () => {
      this.#isProblemShown = true;
      this.requestUpdate();
    });
  }

  get form() {
    return this.#internals.form;
  }

  get type() {
    return this.localName;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  /** Neither itself nor a <fieldset> around it is disabled. */
  get isActive() {
    return !this.disabled && !this.#isFormDisabled;
  }

  /** What is wrong, once a person has tried to send the form. */
  get problemShown() {
    return this.#isProblemShown ? this.#internals.validationMessage : "";
  }

  formDisabledCallback(isDisabled) {
    this.#isFormDisabled = isDisabled;
    this.requestUpdate();
  }

  formResetCallback() {
    this.#isProblemShown = false;
    this.requestUpdate();
  }

  /**
   * @param {string | null} text what the form sends; null for nothing
   * @param {string | null} state what a browser keeps to bring it back
   * @param {string} missing what to say where a value is required and there is none
   */
  tellForm(text, state, missing) {
    const before = this.#internals.validationMessage;
    this.#internals.setFormValue(text, state);
    const anchor = this.renderRoot.querySelector("button:not(:disabled)") ?? undefined;
    if (!this.required || text !== null) this.#internals.setValidity({});
    else this.#internals.setValidity({ valueMissing: true }, missing, anchor);
    // What was drawn was of before.
    if (this.#isProblemShown && this.#internals.validationMessage !== before) this.requestUpdate();
  }
}
