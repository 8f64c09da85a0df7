// The builder's texts: apart from those of the other elements, which most pages show without it.

import { addTexts } from "../shared/locale.js";
import de from "./locales/de.json";
import en from "./locales/en.json";

export function addBuilderTexts() {
  addTexts("en", en);
  addTexts("de", de);
}
