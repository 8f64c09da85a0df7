// fieldcall/elements/builder: <fieldcall-builder>, registered.

import { AnswerTree } from "./answer_tree.js";
import { FieldcallBuilder } from "./builder_element.js";

for (const [name, element] of [
  ["fieldcall-answer-tree", AnswerTree],
  ["fieldcall-builder", FieldcallBuilder],
]) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export { FieldcallBuilder };
export { registerLocale, useFieldcall } from "../shared/index.js";
