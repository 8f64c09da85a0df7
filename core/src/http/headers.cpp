#include "http/headers.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

bool one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [name](std::string_view known) {
    return text::equals_ignoring_case(name, known);
  });
}

bool begins_with(std::string_view name, std::string_view start) {
  return text::equals_ignoring_case(name.substr(0, start.size()), start);
}

constexpr std::string_view set_by_transport[] = {"Host",
                                                 "Content-Length",
                                                 "Transfer-Encoding",
                                                 "Connection",
                                                 "Keep-Alive",
                                                 "Upgrade",
                                                 "TE",
                                                 "Trailer",
                                                 "Expect",
                                                 "HTTP2-Settings",
                                                 "Accept-Encoding"};

// Fetch standard, "forbidden request-header".
constexpr std::string_view dropped_by_fetch[] = {"Accept-Charset",
                                                 "Accept-Encoding",
                                                 "Access-Control-Request-Headers",
                                                 "Access-Control-Request-Method",
                                                 "Connection",
                                                 "Content-Length",
                                                 "Cookie",
                                                 "Cookie2",
                                                 "Date",
                                                 "DNT",
                                                 "Expect",
                                                 "Host",
                                                 "Keep-Alive",
                                                 "Origin",
                                                 "Referer",
                                                 "Set-Cookie",
                                                 "TE",
                                                 "Trailer",
                                                 "Transfer-Encoding",
                                                 "Upgrade",
                                                 "Via"};

// Lower case, without separators. Found anywhere in a name.
constexpr std::string_view sensitive_parts[] = {
    "passw",      "passphrase",      "secret",     "token",      "apikey",   "accesskey",
    "privatekey", "authkey",         "licensekey", "signingkey", "authoriz", "credential",
    "cookie",     "session",         "sessid",     "csrf",       "xsrf",     "bearer",
    "signature",  "subscriptionkey", "mysqlpwd"};

// The whole name: too short or too common as a part of others.
constexpr std::string_view sensitive_words[] = {"auth", "xauth", "key", "xkey", "sig",
                                                "hmac", "jwt",   "otp", "totp", "pin",
                                                "pwd",  "cvc",   "cvv", "sid",  "connectsid"};

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return text::is_alnum(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t'; });
}

bool forbidden_request_header(std::string_view name) {
  return one_of(name, set_by_transport) || begins_with(name, "Proxy-");
}

bool browser_forbidden_header(std::string_view name) {
  return one_of(name, dropped_by_fetch) || begins_with(name, "Proxy-") || begins_with(name, "Sec-");
}

const std::string* find_header(std::span<const Header> headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [name](const Header& header) {
    return text::equals_ignoring_case(header.name, name);
  });
  return found == headers.end() ? nullptr : &found->value;
}

std::vector<std::string_view> header_values(std::span<const Header> headers,
                                            std::string_view name) {
  std::vector<std::string_view> values;
  for (const Header& header : headers) {
    if (text::equals_ignoring_case(header.name, name)) values.push_back(header.value);
  }
  return values;
}

bool has_directive(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const std::string_view item = list.substr(0, comma);
    if (text::equals_ignoring_case(text::trim_ows(item.substr(0, item.find('='))), name)) {
      return true;
    }
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return false;
}

bool is_sensitive_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (text::is_alnum(c)) plain.push_back(text::to_lower(c));
  }
  return one_of(plain, sensitive_words) ||
         std::any_of(
             std::begin(sensitive_parts), std::end(sensitive_parts),
             [&plain](std::string_view part) { return plain.find(part) != std::string::npos; });
}

}  // namespace fieldcall::http
