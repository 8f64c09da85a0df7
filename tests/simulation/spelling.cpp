#include "simulation/spelling.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace fieldcall::simulation {
namespace {

constexpr std::string_view secret_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/+=\"\\&%'<> :";
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string hex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(hex_digits[byte >> 4U]);
    out.push_back(hex_digits[byte & 15U]);
  }
  return out;
}

std::string percent(std::string_view text, bool all) {
  std::string out;
  for (const char c : text) {
    const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                      std::string_view("-._~").find(c) != std::string_view::npos;
    if (kept && !all) {
      out.push_back(c);
    } else {
      out += "%" + upper(hex(std::string_view(&c, 1)));
    }
  }
  return out;
}

std::string form(std::string_view text) {
  std::string out = percent(text, false);
  for (std::size_t at = 0; (at = out.find("%20", at)) != std::string::npos;)
    out.replace(at, 3, "+");
  return out;
}

std::string json_escaped(std::string_view text, bool all) {
  std::string out;
  for (const char c : text) {
    if (all) {
      out += "\\u00" + hex(std::string_view(&c, 1));
    } else {
      if (c == '"' || c == '\\') out.push_back('\\');
      out.push_back(c);
    }
  }
  return out;
}

std::string base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) {
      out.push_back(base64_digits[(bits >> static_cast<unsigned>(count - 6)) & 63U]);
    }
  }
  if (count > 0) out.push_back(base64_digits[(bits << static_cast<unsigned>(6 - count)) & 63U]);
  return out;
}

std::string base64url(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

// The digits that only the secret decides, when `before` bytes stand before it.
std::string base64_core(std::string_view secret, std::size_t before) {
  const std::string encoded = base64(std::string(before, 'x') + std::string(secret));
  const std::size_t first = (before * 8 + 5) / 6;
  const std::size_t last = (before + secret.size()) * 8 / 6;
  return encoded.substr(first, last - first);
}

}  // namespace

std::string plant_secret(base::Random& random) {
  std::string secret = "sk";
  const std::uint64_t size = 6 + random.up_to(32);
  for (std::uint64_t i = 0; i < size; ++i) {
    secret.push_back(secret_characters[random.up_to(secret_characters.size() - 1)]);
  }
  // White space at an end would be trimmed from a header, and what is sent differs then.
  if (secret.back() == ' ') secret.back() = 'x';
  return secret;
}

std::string echo_of(std::string_view secret, base::Random& random) {
  const std::string before(random.up_to(4), 'u');
  const std::string framed = before + std::string(secret) + std::string(random.up_to(4), 'p');
  switch (random.up_to(9)) {
    case 0:
      return percent(framed, false);
    case 1:
      return percent(framed, true);
    case 2:
      return form(framed);
    case 3:
      return json_escaped(framed, false);
    case 4:
      return json_escaped(framed, true);
    case 5:
      return base64(framed);
    case 6:
      return base64url(base64(framed));
    case 7:
      return hex(framed);
    case 8:
      return upper(hex(framed));
    default:
      return framed;
  }
}

std::vector<std::string> forbidden_texts(std::string_view secret) {
  std::vector<std::string> texts{std::string(secret),
                                 percent(secret, false),
                                 percent(secret, true),
                                 form(secret),
                                 json_escaped(secret, false),
                                 json_escaped(secret, true),
                                 json_escaped(json_escaped(secret, false), false),
                                 hex(secret),
                                 upper(hex(secret))};
  for (std::size_t before = 0; before < 3; ++before) {
    texts.push_back(base64_core(secret, before));
    texts.push_back(base64url(base64_core(secret, before)));
  }
  return texts;
}

}  // namespace fieldcall::simulation
