// Points in time that people hand over.

import { invalid, shown } from "./check.js";

const rfc_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

function fromText(text) {
  const found = rfc_3339.exec(text);
  if (!found) return NaN;
  const [, year, month, day, hour, minute, second = 0, fraction = "", sign, ...offset] = found;
  const [offsetHour = 0, offsetMinute = 0] = offset.map((digits) => Number(digits ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  if (!isDate || hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) {
    return NaN;
  }
  date.setUTCHours(hour, minute, second, Number(fraction.padEnd(3, "0").slice(0, 3)));
  const shift = (offsetHour * 60 + offsetMinute) * 60_000;
  return date.getTime() + (sign === "-" ? shift : -shift);
}

/**
 * @param {string} name what it is called, for the message
 * @param {Date | number | string} value a text is RFC 3339
 * @returns {number} milliseconds since 1970, UTC
 */
export function instantOf(name, value) {
  const instant = typeof value === "string" ? fromText(value) : Number(value);
  const isTime = value instanceof Date || typeof value === "number" || typeof value === "string";
  if (isTime && Number.isFinite(instant)) return instant;
  throw invalid(
    `${name} is no point in time: ${shown(value)}`,
    'give a Date, milliseconds since 1970, or a text such as "2026-03-29T00:00:00Z"',
  );
}
