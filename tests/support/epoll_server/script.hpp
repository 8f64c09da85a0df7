// What the test server does with one request, step by step.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace fieldcall::test {

struct Request {
  std::string method;
  std::string target;  // as it came: "/path?query"
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string raw_head;  // request line and headers, byte for byte
  std::uint32_t number_on_connection = 1;

  // The first header of that name (any case); empty = none.
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] bool has_header(std::string_view name) const;
};

struct Send {
  std::string bytes;
  std::uint64_t times = 1;
};

// Piece by piece, each in a segment of its own, with a pause in between.
struct Drip {
  std::string bytes;
  std::size_t piece_bytes = 1;
  std::chrono::milliseconds pause{0};
};

struct Wait {
  std::chrono::milliseconds duration;
};

enum class End : std::uint8_t {
  close,       // FIN (and close_notify)
  reset,       // RST
  half_close,  // FIN, then goes on reading until the client closes
  hang,        // nothing more until the client closes
};

using Step = std::variant<Send, Drip, Wait, End>;

// Without an `End` the connection is kept for the next request.
using Script = std::vector<Step>;
using Handler = std::function<Script(const Request&)>;

// A complete answer with Content-Length.
std::string http_response(std::int32_t status, std::string_view body,
                          std::string_view extra_header_lines = {});

// The bytes as one gzip member.
std::string gzip(std::string_view bytes);

// A script for each fault, by path:
//   /ok                  200 {"ok":true}
//   /status/N            status N; with ?retry_after=S its header
//   /echo                the request as text: line, headers, empty line, body
//   /delay/MS            /ok after a pause
//   /drip/BYTES/MS       a body of so many bytes, one at a time
//   /segments            an answer in 1-byte segments, headers included
//   /chunked             chunked, with a trailer
//   /gzip  /gzip-bomb/MB compressed bodies
//   /large/BYTES         a body of that size;  /large-headers/BYTES: headers of that size
//   /hang  /stall        no answer at all; headers, a part of the body and then nothing
//   /close /reset        the connection ends before the answer
//   /cut   /cut-chunked /cut-reset /half-close    the body ends early
//   /garbage             no HTTP
//   /bad-encoding        claims gzip and is not
//   /redirect            302 to /redirected on the host of ?to=
Script scripted_answer(const Request& request);

}  // namespace fieldcall::test
