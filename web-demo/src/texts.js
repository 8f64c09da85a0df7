// The page's own words, in the languages of locales/. The elements bring theirs.

import de from "./locales/de.json" with { type: "json" };
import en from "./locales/en.json" with { type: "json" };

export const locales = { en, de };

/** The language to begin with: the first of the person's that there is. */
export function preferredLocale(languages = globalThis.navigator?.languages ?? []) {
  const wanted = languages.map((language) => language.slice(0, 2).toLowerCase());
  return wanted.find((language) => Object.hasOwn(locales, language)) ?? "en";
}

/** A text, with `{name}` replaced by what is given under that name. */
export function textOf(locale, key, values = {}) {
  const text = locales[locale][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
}

/** Puts the language into everything with `data-text`. */
export function translate(root, locale) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = textOf(locale, element.dataset.text);
  }
}
