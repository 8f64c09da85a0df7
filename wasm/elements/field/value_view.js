// A value in words: by its type, lists and objects as lists, never as JSON or markup.

import { html } from "lit";
import { plainText } from "../shared/plain_text.js";
import { labelOf } from "./field_config.js";

// What a person reads; all of it is in the outcome.
const characters_max = 2000;
const shown_max = 10;
const entries_max = 500;
const depth_max = 6;

/**
 * @param {unknown} value
 * @param {string | undefined} type of the mapping: "date", "datetime", ...
 * @param {import("../shared/locale.js").Locale} locale
 */
export function valueView(value, type, locale, depth = 0) {
  if (value === null || value === undefined) return words(locale.t("field.no_value"));
  if (value === "") return words(locale.t("field.empty_text"));
  if (typeof value === "boolean") return locale.t(value ? "field.yes" : "field.no");
  if (typeof value === "number" || typeof value === "bigint") return numberText(value, locale);
  if (typeof value === "string") return textView(value, type, locale);
  if (depth >= depth_max) return words("\u2026");
  return Array.isArray(value) ? listView(value, locale, depth) : objectView(value, locale, depth);
}

const words = (text) => html`<span class="words">${text}</span>`;

// No grouping: a number may be a year or an account.
const numberText = (value, { formatLanguage }) =>
  new Intl.NumberFormat(formatLanguage, { useGrouping: false, maximumFractionDigits: 20 }).format(
    value,
  );

function textView(value, type, locale) {
  if (type === "date" || type === "datetime") return timeView(value, type, locale);
  if (value.length <= characters_max) return plainText(value);
  const count = value.length - characters_max;
  return html`${plainText(value.slice(0, characters_max))}
  ${words(locale.t("field.cut", { count }))}`;
}

// A date has no zone and is shown as it is; a time is shown where the person is.
function timeView(value, type, locale) {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return plainText(value);
  const style =
    type === "date"
      ? { dateStyle: "long", timeZone: "UTC" }
      : { dateStyle: "long", timeStyle: "short" };
  const text = new Intl.DateTimeFormat(locale.formatLanguage, style).format(time);
  return html`<time datetime=${time.toISOString()}>${text}</time>`;
}

function listView(list, locale, depth) {
  if (list.length === 0) return words(locale.t("field.empty_list"));
  const item = (value) => html`<li>${valueView(value, undefined, locale, depth + 1)}</li>`;
  return html`<ul class="list" part="list">
      ${list.slice(0, shown_max).map(item)}
    </ul>
    ${restView(list, locale, (rest) => html`<ul class="list" part="list">${rest.map(item)}</ul>`)}`;
}

function objectView(object, locale, depth) {
  const members = Object.entries(object);
  if (members.length === 0) return words(locale.t("field.no_value"));
  const member = ([name, value]) =>
    html`<div>
      <dt>${plainText(labelOf(name))}</dt>
      <dd>${valueView(value, undefined, locale, depth + 1)}</dd>
    </div>`;
  return html`<dl class="object" part="object">${members.slice(0, shown_max).map(member)}</dl>
    ${restView(members, locale, (rest) => html`<dl class="object">${rest.map(member)}</dl>`)}`;
}

// Behind a disclosure; what is beyond even that is only counted.
function restView(all, locale, view) {
  const rest = all.slice(shown_max, entries_max);
  if (rest.length === 0) return "";
  const beyond = all.length - entries_max;
  return html`<details class="more">
    <summary>${locale.t("field.more", { count: all.length - shown_max })}</summary>
    ${view(rest)} ${beyond > 0 ? words(locale.t("field.more", { count: beyond })) : ""}
  </details>`;
}
