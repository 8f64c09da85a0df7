// Takes secrets out of an answer before it is pinned, shown and handed to the page: an API may say
// back what it was sent. The forms are those the engine scrubs answers of.

const length_min = 4; // of what is shorter, chance would take too much away

const bytesOf = (text) => new TextEncoder().encode(text);
const binary = (bytes) => String.fromCharCode(...bytes);

// What of a secret's base64 does not depend on its neighbours, wherever it begins in the bytes.
function base64Forms(secret) {
  return [0, 1, 2].map((shift) => {
    const bytes = bytesOf(secret);
    const encoded = btoa(binary([...new Uint8Array(shift), ...bytes])).replace(/=+$/, "");
    const from = Math.ceil((shift * 8) / 6);
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(from, whole);
  });
}

function formsOf(secret) {
  const base64 = base64Forms(secret);
  const hex = [...bytesOf(secret)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const percent = encodeURIComponent(secret).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, json, json.replaceAll("/", "\\/"), percent, percent.toLowerCase()];
  forms.push(percent.replaceAll("%20", "+"), hex, hex.toUpperCase());
  for (const form of base64) forms.push(form, form.replaceAll("+", "-").replaceAll("/", "_"));
  return new Set(forms.filter((form) => form.length >= length_min));
}

/**
 * @param {string} text
 * @param {Map<string, string>} secrets value -> name
 */
export function scrub(text, secrets) {
  const all = [...secrets]
    .filter(([value]) => value.length >= length_min)
    .flatMap(([value, name]) => [...formsOf(value)].map((form) => [form, name]));
  all.sort(([a], [b]) => b.length - a.length);
  return all.reduce(
    (left, [form, name]) => left.replaceAll(form, `\u2039secret:${name}\u203a`),
    text,
  );
}

const mask = /^([^\u2039]*)\u2039secret:([^\u203a]*)\u203a([^\u2039]*)$/;

/**
 * The secrets in a request: what the page was given, and what the engine fetched, such as access
 * tokens, which stand where the preview has a mask.
 * @param {{headers: {name, value}[]}} request as it goes out
 * @param {{headers: {name, value}[]} | undefined} preview the same, masked
 * @param {Record<string, string | {value: string}>} typed
 * @returns {Map<string, string>} value -> name
 */
export function secretsOf(request, preview, typed) {
  const found = new Map(Object.entries(typed).map(([name, given]) => [given.value ?? given, name]));
  for (const { name, value } of preview?.headers ?? []) {
    const [, before, secret, after] = mask.exec(value) ?? [];
    const sent = request.headers.find((header) => header.name === name)?.value;
    if (secret === undefined || sent === undefined) continue;
    found.set(sent.slice(before.length, sent.length - after.length), secret);
  }
  return found;
}
