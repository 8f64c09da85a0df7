// Credentials that somebody wrote into a configuration, found by where they stand: a value of "auth",
// or a header, param or body member whose name says that it is one. What is there must come from
// placeholders alone. It is a guess by name: a credential under a harmless name is not found.

// Names as letters and digits: the same list by which the core masks and warns.
const sensitive_part =
  /passw|passphrase|secret|token|apikey|accesskey|privatekey|authkey|licensekey|signingkey|authoriz|credential|cookie|session|sessid|csrf|xsrf|bearer|signature|subscriptionkey|mysqlpwd/;
const sensitive_word =
  /^(?:auth|xauth|key|xkey|sig|hmac|jwt|otp|totp|pin|pwd|cvc|cvv|sid|connectsid)$/;

// Members of "auth" that say how, or who asks, as OAuth 2 has it; not what proves it.
const open_members = new Set(["type", "key", "token_url", "client_id", "scope"]);

// Without "??": a default is text that anybody can read.
const placeholder =
  /(?<![{\\])\{\+?(?:data|secret|call|env)(?:\.(?:[\w-]+|"(?:[^"\\]|\\.)*")|\[-?\d+\])+\s*\??\s*\}/g;
// Without a quote or a backquote: neither a literal nor a default is in it.
const expression = /(?<![{\\])\{=[^'"`{}]*\}/g;
const scheme_word = /^(?:bearer|basic|token|apikey|api|key|digest)$/i;

/**
 * Where a credential is written out.
 * @param {object} config a field; may have any mistake
 * @returns {string | null} JSON Pointer of the first
 */
export function writtenCredential(config) {
  const api = objectOf(config.api_config);
  const at = "/api_config";
  const found = [
    ...Object.entries(objectOf(api.auth))
      .filter(([name]) => !open_members.has(name))
      .flatMap(([name, value]) => literalsIn(value, pointer(`${at}/auth`, name))),
    ...inUrl(objectOf(api.auth).token_url, `${at}/auth/token_url`),
    ...inUrl(api.url, `${at}/url`),
    ...["headers", "params", "body"].flatMap((part) => namedIn(api[part], `${at}/${part}`)),
    ...inText(api.body, `${at}/body`),
  ];
  return found[0] ?? null;
}

const objectOf = (value) => (value !== null && typeof value === "object" ? value : {});
const pointer = (at, name) => `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

// "max_tokens" counts them.
function isSensitive(name) {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "").replace(/tokens$/, "");
  return sensitive_part.test(plain) || sensitive_word.test(plain);
}

// A name may be a placeholder's: what is in its braces is no name that is sent.
function namedIn(value, at) {
  return Object.entries(objectOf(value)).flatMap(([name, inner]) =>
    isSensitive(name) ? literalsIn(inner, pointer(at, name)) : namedIn(inner, pointer(at, name)),
  );
}

function literalsIn(value, at) {
  if (typeof value === "string") return isLiteral(value) ? [at] : [];
  if (typeof value === "number") return [at];
  return Object.entries(objectOf(value)).flatMap(([name, inner]) => literalsIn(inner, pointer(at, name)));
}

function isLiteral(text) {
  const rest = withoutPlaceholders(text, " ");
  return rest.split(/[^\p{L}\p{N}]+/u).some((word) => word !== "" && !scheme_word.test(word));
}

const withoutPlaceholders = (text, mark) =>
  text.replace(placeholder, mark).replace(expression, mark);

function inUrl(url, at) {
  if (typeof url !== "string") return [];
  const text = withoutPlaceholders(url, "");
  const [, user = ""] = /^[^/?#]*\/\/([^/?#]*)@/.exec(text) ?? [];
  const query = text.slice(text.indexOf("?") + 1 || text.length);
  const has_credential = isLiteral(user) || pairsIn(query).some(isCredentialPair);
  return has_credential ? [at] : [];
}

const pairsIn = (query) => query.split(/[?&#]/).map((pair) => pair.split("="));
const isCredentialPair = ([name, ...value]) => isSensitive(name) && isLiteral(value.join("="));

// A body of text: what follows a name in a form, JSON, XML or a list of lines.
function inText(body, at) {
  if (typeof body !== "string") return [];
  const text = withoutPlaceholders(body, "");
  const named = [...text.matchAll(/([\w.-]+)["']?\s*[=:>]\s*["']?([^\s"'&;,<>{}]+)/g)];
  return named.some(([, name, value]) => isCredentialPair([name, value])) ? [at] : [];
}
