// Texts of the elements, in the language of the page. A text is looked up by its key; {name} in it
// is replaced by an argument; a text with a count has one form for each plural category
// (Intl.PluralRules).

import de from "../locales/de.json";
import en from "../locales/en.json";

const catalogs = new Map([
  ["en", en],
  ["de", de],
]);
const listeners = new Set();
let english = en; // what is said where a language lacks a text

/**
 * Adds a language, or replaces texts of one. What it lacks is said in English.
 * @param {string} language BCP 47: "fr", "pt-BR"
 * @param {Record<string, string | Record<string, string>>} texts as in locales/en.json
 */
export function registerLocale(language, texts) {
  const key = language.toLowerCase();
  catalogs.set(key, { ...catalogs.get(key), ...texts });
  for (const tell of listeners) tell();
}

/** Adds texts that only some elements have; what a page registered before stays. */
export function addTexts(language, texts) {
  catalogs.set(language, { ...texts, ...catalogs.get(language) });
  if (language === "en") english = { ...texts, ...english };
}

/** The catalog's tag for a language tag: itself, or without its last parts; null for none. */
function knownTag(language) {
  const parts = (language ?? "").toLowerCase().split("-");
  for (; parts.length > 0; parts.pop()) {
    if (catalogs.has(parts.join("-"))) return parts.join("-");
  }
  return null;
}

/** The nearest `lang` around an element, through the borders of shadow roots. */
function nearestLanguage(element) {
  for (let node = element; node; ) {
    const found = node.closest?.("[lang]");
    if (found) return found.getAttribute("lang");
    node = node.getRootNode().host ?? null;
  }
  return null;
}

/**
 * @param {string} language a tag of the catalogs
 * @param {string} key
 * @param {Record<string, unknown>} args values for {name}; `count` chooses the plural form
 */
export function textOf(language, key, args = {}) {
  const text = catalogs.get(language)?.[key] ?? english[key];
  if (text === undefined) return key;
  const form =
    typeof text === "string"
      ? text
      : (text[new Intl.PluralRules(language).select(args.count)] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (whole, name) => (name in args ? String(args[name]) : whole));
}

/** Whether there is a text for this key in any language. */
export const hasText = (key) => Object.hasOwn(english, key);

/**
 * A reactive controller: the language of its element, which is drawn again when that changes.
 * Chosen by the element's `locale`, then the nearest `lang`, then English.
 */
export class Locale {
  #host;
  #observer = null;
  #update = () => this.#host.requestUpdate();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    listeners.add(this.#update);
    this.#observer = new MutationObserver(this.#update);
    const options = { attributeFilter: ["lang"], subtree: true };
    for (let root = this.#host.getRootNode(); root; root = root.host?.getRootNode()) {
      this.#observer.observe(root, options);
    }
  }

  hostDisconnected() {
    listeners.delete(this.#update);
    this.#observer?.disconnect();
  }

  /** Of the texts: a tag of the catalogs. */
  get language() {
    const { locale } = this.#host;
    return knownTag(locale) ?? knownTag(nearestLanguage(this.#host)) ?? "en";
  }

  /** Of numbers and dates: the wished tag with its region, if its language has texts. */
  get formatLanguage() {
    const wished = [this.#host.locale, nearestLanguage(this.#host)].find((tag) => knownTag(tag));
    try {
      return Intl.getCanonicalLocales(wished)[0] ?? "en";
    } catch {
      return "en";
    }
  }

  /** Text for a key. */
  t = (key, args) => textOf(this.language, key, args);

  /** "5 minutes", in the largest unit that fits. */
  duration(milliseconds) {
    const units = [
      ["day", 86_400_000],
      ["hour", 3_600_000],
      ["minute", 60_000],
      ["second", 1000],
    ];
    const [unit, size] = units.find(([, size]) => milliseconds >= size) ?? units.at(-1);
    const format = { style: "unit", unit, unitDisplay: "long" };
    const count = Math.max(Math.round(milliseconds / size), 0);
    return new Intl.NumberFormat(this.formatLanguage, format).format(count);
  }
}
