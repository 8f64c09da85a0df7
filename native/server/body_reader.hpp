// Takes a request's body out of the bytes that follow its head: of a length told before, or in
// chunks (RFC 9112 7.1), as strictly as head_rules reads heads.
//
// Refused: chunk sizes that are no plain hexadecimal digits, lines that end in a bare LF, controls,
// data that is longer or shorter than its chunk says. Extensions and trailers are read and dropped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http_message.hpp"

namespace fieldcall::server {

class BodyReader {
 public:
  enum class State : std::uint8_t { wants_more, done, malformed, too_large };

  BodyReader(const RequestHead& head, std::uint64_t bytes_max);

  // Removes what it takes from the front of `bytes`; what follows the body stays. After a refusal
  // the rest cannot be told apart any more.
  State read(std::string_view& bytes);

  [[nodiscard]] State state() const { return state_; }
  std::string take() { return std::move(body_); }

 private:
  enum class Place : std::uint8_t { plain, size_line, data, data_end, trailer };

  void read_data(std::string_view& bytes);
  void read_line_byte(char byte);
  void end_line();

  Place place_;
  State state_ = State::wants_more;
  std::uint64_t bytes_max_;
  std::uint64_t left_;  // of the body or the chunk
  std::string line_;
  std::uint64_t trailer_bytes_ = 0;
  std::string body_;
};

}  // namespace fieldcall::server
