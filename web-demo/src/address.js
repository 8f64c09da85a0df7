// The page's address: `#token=...` from `fieldcall serve`, `#share=...` from a link. The token is
// taken out at once, so that it is in no bookmark, history entry, referrer or shared screen.

const token_chars_max = 512;

/**
 * Reads the fragment and takes the token out of the address.
 * @param {{location?: Location, history?: History}} page
 * @returns {{token: string | null, share: string | null}}
 */
export function takeFragment({ location = globalThis.location, history = globalThis.history } = {}) {
  const parts = partsOf(location.hash);
  if (parts.has("token")) {
    const kept = parts.has("share") ? `#share=${parts.get("share")}` : "";
    history.replaceState(null, "", location.pathname + location.search + kept);
  }
  return { token: tokenOf(parts.get("token")), share: parts.get("share") ?? null };
}

/** The address of this page with a state in it. */
export function shareAddress(share, location = globalThis.location) {
  return `${location.origin}${location.pathname}${location.search}#share=${share}`;
}

// Not URLSearchParams: it reads "+" as a space.
function partsOf(hash) {
  const parts = new Map();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) parts.set(part.slice(0, at), part.slice(at + 1));
  }
  return parts;
}

// What a header takes; anything else came from elsewhere.
function tokenOf(text) {
  return text && text.length <= token_chars_max && /^[\x21-\x7e]+$/.test(text) ? text : null;
}
