// A request's head and an answer, as the server's parts hand them on. Whatever reads sockets makes
// the one of bytes and bytes of the other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fieldcall::server {

struct HttpHeader {
  std::string name;
  std::string value;
};

struct RequestHead {
  std::string method;
  std::string target;            // as sent: "/v1/run?x=1"
  std::uint32_t http_minor = 1;  // HTTP/1.0 or HTTP/1.1
  std::vector<HttpHeader> headers;
  bool is_chunked = false;
  std::optional<std::uint64_t> content_length;

  // The first one of that name, in any letter case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  // The target without its query.
  [[nodiscard]] std::string_view path() const;
  [[nodiscard]] bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
};

struct Answer {
  std::int32_t status = 200;
  // Besides Date, Content-Length and Connection. No value may hold a line break.
  std::vector<HttpHeader> headers;
  std::string body;
  std::shared_ptr<const std::string> file{};  // instead of `body`
  bool close = false;                         // the connection ends after it

  [[nodiscard]] std::string_view content() const {
    return file ? std::string_view(*file) : std::string_view(body);
  }
};

// Letter case aside, in ASCII.
bool same_name(std::string_view a, std::string_view b);

}  // namespace fieldcall::server
