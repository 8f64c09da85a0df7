// What a request's head has to look like, stricter than RFC 9112 asks of servers: proxies and
// servers that read a lenient head in two ways are how requests are smuggled.
//
// Refused: a line that ends in a bare LF or holds a bare CR, NUL and other controls, folded lines,
// space before a colon, more than one Host, Content-Length, Transfer-Encoding, Authorization,
// Origin, Content-Type or Expect, Content-Length beside Transfer-Encoding, lengths that are no
// plain digits, codings other than "chunked", targets that are no path, versions other than 1.0
// and 1.1.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "http_message.hpp"
#include "problem.hpp"

namespace fieldcall::server {

// Header lines of one request.
inline constexpr std::size_t request_headers_max = 100;

// How many bytes of `bytes` the head takes, the empty line included; nothing while it is
// incomplete. A bare LF ends it: it will be refused.
std::optional<std::size_t> head_size(std::string_view bytes);

// `head` from the first byte to the empty line.
std::variant<RequestHead, Problem> read_head(std::string_view head);

}  // namespace fieldcall::server
