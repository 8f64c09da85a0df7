// fieldcall/elements/field: <fieldcall-field>, registered.

import { FieldcallField } from "./field_element.js";

if (!customElements.get("fieldcall-field")) {
  customElements.define("fieldcall-field", FieldcallField);
}

export { FieldcallField };
export { applyUpdates, registerLocale, useFieldcall } from "../shared/index.js";
