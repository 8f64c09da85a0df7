#include "access.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <charconv>
#include <random>
#include <utility>

#include "fieldcall/egress.hpp"

namespace fieldcall::server {
namespace {

constexpr std::string_view scheme = "Bearer ";

// RFC 6750 2.1: b64token.
bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~+/=").find(c) != std::string_view::npos;
}

std::array<unsigned char, 32> digest_of(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  ::SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

struct HostAndPort {
  std::string_view host;  // an IPv6 address without its brackets
  std::optional<std::uint16_t> port;
};

std::optional<HostAndPort> split_host(std::string_view text) {
  HostAndPort result;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    result.host = text.substr(1, close - 1);
    rest = text.substr(close + 1);
  } else {
    result.host = text.substr(0, text.find(':'));
    rest = text.substr(result.host.size());
  }
  if (rest.empty()) return result;
  std::uint16_t port = 0;
  const char* const end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data() + 1, end, port);
  if (rest.front() != ':' || error != std::errc{} || stop != end) return std::nullopt;
  result.port = port;
  return result;
}

bool is_every_address(const std::string& address) {
  return address == "0.0.0.0" || address == "::";
}

}  // namespace

std::string random_token() {
  // std::random_device reads the kernel's generator.
  std::random_device device;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string token;
  for (int word = 0; word < 8; ++word) {
    const auto bits = static_cast<std::uint32_t>(device());
    for (int shift = 28; shift >= 0; shift -= 4) token += digits[bits >> shift & 15U];
  }
  return token;
}

Result<Done> check_token(std::string_view token) {
  if (token.size() < token_chars_min) {
    return Error{"usage",
                 "the token has fewer than " + std::to_string(token_chars_min) + " characters",
                 "make one with: openssl rand -hex 32", 0};
  }
  if (!std::all_of(token.begin(), token.end(), is_token_char)) {
    return Error{"usage", "the token has characters that no bearer token may have",
                 "use letters, digits and - . _ ~ + / =", 0};
  }
  return Done{};
}

bool is_loopback(std::string_view address) {
  const auto parsed = parse_ip_address(address);
  const char* const block = parsed ? special_address_block(*parsed) : nullptr;
  return block != nullptr && std::string_view(block) == "loopback";
}

Access::Access(AccessOptions options)
    : options_(std::move(options)), token_digest_(digest_of(options_.token)) {}

bool Access::knows_host(std::string_view host) const {
  const std::optional<HostAndPort> parts = split_host(host);
  if (!parts || parts->host.empty()) return false;
  if (std::any_of(options_.hosts.begin(), options_.hosts.end(), [&](const std::string& name) {
        return same_name(name, parts->host) || same_name(name, host);
      })) {
    return true;
  }
  // 80 is left out of urls.
  if (parts->port.value_or(80) != options_.port) return false;
  if (same_name(parts->host, "localhost")) return is_loopback(options_.address);
  const auto literal = parse_ip_address(parts->host);
  if (!literal) return false;
  return is_every_address(options_.address) || literal == parse_ip_address(options_.address);
}

bool Access::allows_origin(const RequestHead& head) const {
  const auto origin = head.header("Origin");
  if (!origin) return true;
  const std::string host(head.header("Host").value_or(""));
  if (same_name(*origin, "http://" + host)) return true;
  // Behind a reverse proxy the page's own scheme is https.
  const std::optional<HostAndPort> parts = split_host(host);
  const bool is_named =
      parts && std::any_of(options_.hosts.begin(), options_.hosts.end(), [&](const auto& name) {
        return same_name(name, parts->host) || same_name(name, host);
      });
  return (is_named && same_name(*origin, "https://" + host)) || foreign_origin(head).has_value();
}

std::optional<std::string> Access::foreign_origin(const RequestHead& head) const {
  const auto origin = head.header("Origin");
  if (!origin) return std::nullopt;
  const auto found =
      std::find(options_.allowed_origins.begin(), options_.allowed_origins.end(), *origin);
  if (found == options_.allowed_origins.end()) return std::nullopt;
  return *found;
}

bool Access::has_token(const RequestHead& head) const {
  const std::string_view credentials = head.header("Authorization").value_or("");
  if (credentials.size() < scheme.size() ||
      !same_name(credentials.substr(0, scheme.size()), scheme)) {
    return false;
  }
  // Digests are equally long, whatever was sent.
  const auto digest = digest_of(credentials.substr(scheme.size()));
  return ::CRYPTO_memcmp(digest.data(), token_digest_.data(), digest.size()) == 0;
}

}  // namespace fieldcall::server
