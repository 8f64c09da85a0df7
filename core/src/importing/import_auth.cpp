#include "importing/import_auth.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::importing {
namespace {

std::string auth_json(std::string_view type, std::string_view first, std::string_view first_value,
                      std::string_view second = {}, std::string_view second_value = {}) {
  json::Writer writer;
  writer.begin_object().key("type").string(type).key(first).string(first_value);
  if (!second.empty()) writer.key(second).string(second_value);
  writer.end_object();
  return std::move(writer).take();
}

int base64_digit(char c) {
  if (text::is_upper(c)) return c - 'A';
  if (text::is_lower(c)) return c - 'a' + 26;
  if (text::is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xFF));
  }
  return bytes;
}

bool is_scheme(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return text::is_alnum(c) || c == '-' || c == '_';
  });
}

}  // namespace

std::string bearer_auth(std::string_view token, std::string found_in, SecretDrawer& secrets) {
  return auth_json("bearer", "token", secrets.take(token, "api_token", std::move(found_in)));
}

std::string basic_auth(std::string_view user, const std::string& found_in, SecretDrawer& secrets) {
  const std::size_t colon = user.find(':');
  const std::string_view name = user.substr(0, colon);
  const bool has_password = colon != std::string_view::npos;
  const std::string_view password = has_password ? user.substr(colon + 1) : std::string_view{};
  if (has_password && password.empty() && !name.empty()) {
    return auth_json("basic", "username", secrets.take(name, "api_key", found_in), "password", "");
  }
  const bool is_key = is_issued_key(name) || name.empty();
  const std::string username =
      is_key ? secrets.take(name, "username", "the name of " + found_in) : secrets.write(name);
  return auth_json("basic", "username", username, "password",
                   secrets.take(password, "password", "the password of " + found_in));
}

std::string authorization_auth(std::string_view value, SecretDrawer& secrets) {
  const std::string found_in = "the header Authorization";
  const std::size_t space = value.find(' ');
  const std::string_view scheme = value.substr(0, space);
  const std::string_view rest =
      space == std::string_view::npos ? std::string_view{} : text::trim_ows(value.substr(space));
  if (rest.empty()) {
    return keyed_auth("header", "Authorization", secrets.take(value, "api_token", found_in));
  }
  if (text::equals_ignoring_case(scheme, "Bearer")) return bearer_auth(rest, found_in, secrets);
  if (text::equals_ignoring_case(scheme, "Basic")) {
    const auto user = decode_base64(rest);
    if (user && user->find(':') != std::string::npos && text::is_utf8(*user)) {
      return basic_auth(*user, found_in, secrets);
    }
  }
  if (!is_scheme(scheme)) {
    return keyed_auth("header", "Authorization", secrets.take(value, "api_token", found_in));
  }
  return keyed_auth("header", "Authorization",
                    std::string(scheme) + " " + secrets.take(rest, "api_token", found_in));
}

std::string keyed_auth(std::string_view kind, std::string_view key, const std::string& value) {
  return auth_json(kind, "key", key, "value", value);
}

}  // namespace fieldcall::importing
