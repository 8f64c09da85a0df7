// Theme and language: chosen here, remembered in this browser, told to whoever listens.

import { locales, preferredLocale, textOf, translate } from "./texts.js";

const storage_key = "fieldcall-demo";
const themes = ["system", "light", "dark"];

export class Settings {
  #stored = readStored();
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #listeners = [];

  constructor() {
    this.#bind("locale", this.locale);
    this.#bind("theme", this.#stored.theme);
    this.#dark.addEventListener("change", () => this.#apply());
    this.#apply();
  }

  get locale() {
    return this.#stored.locale ?? preferredLocale();
  }

  /** "light" or "dark". */
  get theme() {
    const { theme } = this.#stored;
    if (theme !== "system") return theme;
    return this.#dark.matches ? "dark" : "light";
  }

  t = (key, values) => textOf(this.locale, key, values);

  /** Calls `listener` now and whenever one of both has changed. */
  follow(listener) {
    this.#listeners.push(listener);
    listener();
  }

  #bind(name, value) {
    const select = document.getElementById(name);
    select.value = value;
    select.addEventListener("change", () => {
      this.#stored[name] = select.value;
      writeStored(this.#stored);
      this.#apply();
    });
  }

  #apply() {
    const root = document.documentElement;
    root.lang = this.locale;
    root.dataset.theme = this.theme;
    document.title = this.t("page.title");
    translate(document, this.locale);
    for (const listener of this.#listeners) listener();
  }
}

// Storage may be closed to this page, and what is in it may be anybody's.
function readStored() {
  const stored = { theme: "system", locale: null };
  try {
    const { theme, locale } = Object(JSON.parse(localStorage.getItem(storage_key)));
    if (themes.includes(theme)) stored.theme = theme;
    if (Object.hasOwn(locales, locale)) stored.locale = locale;
  } catch {
    // The defaults, then.
  }
  return stored;
}

function writeStored({ theme, locale }) {
  try {
    localStorage.setItem(storage_key, JSON.stringify({ theme, locale }));
  } catch {
    // Not remembered, then.
  }
}
