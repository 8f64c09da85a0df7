// JSON without losing digits: integers beyond 2^53 become BigInt or text, and BigInt becomes digits.

// A text in quotes, or an integer of 16 digits and more that is no part of a longer number.
const long_integer = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const sixteen_digits = /\d{16}/;

// A text that does not occur in `text`, to mark what is no text.
function markFor(text) {
  let mark = "fieldcall-integer:";
  while (text.includes(mark)) mark += ":";
  return mark;
}

/**
 * @param {string} text JSON
 * @param {"bigint" | "text"} integers what integers beyond 2^53 become
 */
export function parseJson(text, integers) {
  if (!sixteen_digits.test(text)) return JSON.parse(text);
  const mark = markFor(text);
  let found = false;
  const marked = text.replace(long_integer, (token) => {
    if (token[0] === '"' || !/^-?\d{16,}$/.test(token)) return token;
    if (Number.isSafeInteger(Number(token))) return token;
    found = true;
    return `"${mark}${token}"`;
  });
  if (!found) return JSON.parse(text);
  return JSON.parse(marked, (_, value) => {
    if (typeof value !== "string" || !value.startsWith(mark)) return value;
    const digits = value.slice(mark.length);
    return integers === "text" ? digits : BigInt(digits);
  });
}

/** JSON of a value that may hold BigInt; a text is JSON already. */
export const toJson = (value) => (typeof value === "string" ? value : writeJson(value));

/** JSON of a value that may hold BigInt, also of a text; undefined for what JSON does not have. */
export function writeJson(value) {
  let mark = "";
  const write = (_, item) => (typeof item === "bigint" ? `${mark}${item}` : item);
  const text = JSON.stringify(value, (_, item) => {
    if (typeof item === "bigint") mark = "fieldcall-integer:";
    return typeof item === "bigint" ? 0 : item;
  });
  if (!mark || text === undefined) return text;
  mark = markFor(text);
  const digits = new RegExp(`"${mark}(-?\\d+)"`, "g");
  return JSON.stringify(value, write).replace(digits, "$1");
}
