// What a link holds: case data and edited configurations, as "1." and base64url of JSON text.
// Never the server's token; never a configuration with a credential written out, as far as its place
// or its name tells (credentials.js). The case's data is taken as it is. Whoever opens a link has not
// written it: everything in one is checked before any of it is taken.

/** Characters of a link's state. Browsers take far more; mail and chat programs cut at about this. */
export const share_chars_max = 24_000;
/** Values within values, as the core reads them. */
export const share_depth_max = 64;

const version = "1.";
const refused_names = new Set(["__proto__", "constructor", "prototype"]);

/** A link that cannot be made or read; `code` is a text of the page (`share.CODE`). */
export class ShareError extends Error {
  constructor(code, details = {}) {
    super(code);
    this.name = "ShareError";
    this.code = code;
    this.details = details;
  }
}

/**
 * @param {{data: object, configs: Record<string, object>, chosen: string}} state
 *   `configs` are those that differ from what the page comes with, by their place on the page
 * @param {{forbidden?: string[]}} options texts that no link may hold, such as the token
 * @returns {string}
 * @throws {ShareError} too_long, holds_token
 */
export function encodeShare({ data, configs, chosen }, { forbidden = [] } = {}) {
  const text = JSON.stringify({ data, configs, chosen });
  if (forbidden.some((secret) => secret && text.includes(JSON.stringify(secret).slice(1, -1)))) {
    throw new ShareError("holds_token");
  }
  const share = version + toBase64Url(new TextEncoder().encode(text));
  if (share.length > share_chars_max) {
    throw new ShareError("too_long", { length: share.length, limit: share_chars_max });
  }
  return share;
}

/**
 * @param {string} share
 * @param {string[]} places what configurations there are
 * @returns {{data: object, configs: Record<string, object>, chosen: string}}
 * @throws {ShareError} too_long, unknown_version, unreadable
 */
export function decodeShare(share, places) {
  if (share.length > share_chars_max) {
    throw new ShareError("too_long", { length: share.length, limit: share_chars_max });
  }
  if (!share.startsWith(version)) throw new ShareError("unknown_version");
  const state = parsed(share.slice(version.length));
  const { data, configs, chosen } = isObject(state) ? state : {};
  const is_sound =
    isObject(data) &&
    isObject(configs) &&
    places.includes(chosen) &&
    Object.entries(configs).every(([place, config]) => places.includes(place) && isObject(config));
  if (!is_sound || !isShallow(state)) throw new ShareError("unreadable");
  return { data, configs, chosen };
}

function parsed(text) {
  try {
    const bytes = fromBase64Url(text);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ShareError("unreadable");
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// No recursion: the text may be nothing but brackets.
function isShallow(root) {
  const open = [[root, 1]];
  while (open.length > 0) {
    const [value, depth] = open.pop();
    if (value === null || typeof value !== "object") continue;
    if (depth > share_depth_max) return false;
    for (const [name, inner] of Object.entries(value)) {
      if (refused_names.has(name)) return false;
      open.push([inner, depth + 1]);
    }
  }
  return true;
}

function toBase64Url(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new ShareError("unreadable");
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
