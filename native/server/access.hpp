// Who may ask: names this server goes by, origins of pages, and the token.
//
// A browser sends requests wherever a page tells it to. Three rules keep foreign pages out: a Host
// that is not ours is refused (a name that was made to resolve to this machine: DNS rebinding), an
// Origin that is neither ours nor allowed is refused, and the token travels in a header that no
// page can set without being let in first, never in a cookie.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"
#include "http_message.hpp"

namespace fieldcall::server {

struct AccessOptions {
  std::string address = "127.0.0.1";  // IP address listened on; 0.0.0.0 and :: = every address
  std::uint16_t port = 0;
  std::vector<std::string> hosts{};            // names besides, as behind a reverse proxy
  std::vector<std::string> allowed_origins{};  // "https://forms.example.com", of other pages
  std::string token{};
};

// Shorter ones can be guessed.
inline constexpr std::size_t token_chars_min = 32;

// 256 random bits as hexadecimal digits.
std::string random_token();

// token_chars_min characters or more of those that RFC 6750 allows. Error code: "usage".
Result<Done> check_token(std::string_view token);

// Whether this is an address that only this machine reaches.
bool is_loopback(std::string_view address);

class Access {
 public:
  explicit Access(AccessOptions options);

  [[nodiscard]] bool knows_host(std::string_view host) const;
  // `head` has a known Host.
  [[nodiscard]] bool allows_origin(const RequestHead& head) const;
  // The origin, if it is one of another page that is allowed.
  [[nodiscard]] std::optional<std::string> foreign_origin(const RequestHead& head) const;
  // Takes equally long for every wrong token.
  [[nodiscard]] bool has_token(const RequestHead& head) const;

 private:
  AccessOptions options_;
  std::array<unsigned char, 32> token_digest_{};
};

}  // namespace fieldcall::server
